package bank

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Check holds every question of the bank to the rules for rubrics: its model
// answer ticks all of its points, its prompt and hints give none away, neither
// a heap of buzzwords nor the answers of its neighbours pass for it, prompts
// differ, answers have the length of their kind, and nothing in it goes by an
// outdated name. Facts older than a year before now are warned of.
func (b *Bank) Check(now time.Time) []Problem {
	var problems []Problem
	for _, d := range b.Domains {
		near := neighbours(d.Questions)
		for i, q := range d.Questions {
			r := report{q: q}
			r.ownAnswer()
			r.givesAway()
			r.passesFor("a paragraph of security buzzwords", buzzwords)
			for _, j := range near[i] {
				r.passesFor("the model answer of "+d.Questions[j].ID, d.Questions[j].Answer)
			}
			r.length()
			r.age(now)
			r.outdated()
			problems = append(problems, r.problems...)
		}
	}
	return append(problems, b.nearDuplicates()...)
}

const (
	mostGivenAway = 0.15 // coverage that prompt, looking_for and hints may reach
	mostByOther   = 0.35 // coverage that another text may reach
	mostAlike     = 0.80 // share of words that two prompts may have in common
)

type report struct {
	q        Question
	problems []Problem
}

func (r *report) add(format string, args ...any) {
	r.problems = append(r.problems, Problem{File: r.q.File, Line: r.q.Line, Message: r.q.ID + ": " + fmt.Sprintf(format, args...)})
}

func (r *report) ownAnswer() {
	m := r.q.Match(r.q.Answer)
	for i, p := range m.Points {
		if !p.Hit {
			r.add("the model answer misses its own key point %d (%s): add a term that it uses, or say it in the answer", i+1, r.q.KeyPoints[i].Text)
		}
	}
	for _, w := range m.Wrong {
		s := w.Spans[0]
		r.add("the model answer matches a wrong claim (%q): make the pattern more precise", r.q.Answer[s.Start:s.End])
	}
}

func (r *report) givesAway() {
	parts := []string{r.q.Prompt, r.q.LookingFor}
	for _, k := range r.q.KeyPoints {
		parts = append(parts, k.Hint)
	}
	r.limit("prompt, looking_for and hints together", strings.Join(parts, "\n"), mostGivenAway)
}

func (r *report) passesFor(what, text string) { r.limit(what, text, mostByOther) }

func (r *report) limit(what, text string, most float64) {
	m := r.q.Match(text)
	got := r.q.Coverage(m.Ticks())
	if math.Round(got*100) <= math.Round(most*100) { // the rules are given to two places
		return
	}
	var why []string
	for i, p := range m.Points {
		if p.Hit {
			why = append(why, fmt.Sprintf("%d by %q", i+1, text[p.Spans[0].Start:p.Spans[0].End]))
		}
	}
	r.add("%s: coverage %.2f, at most %.2f (key points %s): make those terms more specific", what, got, most, strings.Join(why, ", "))
}

func (r *report) length() {
	least, most := AnswerLength(r.q.Kind)
	if n := len(strings.Fields(r.q.Answer)); n < least || n > most {
		r.add("the answer has %d words: a %s takes %d to %d", n, r.q.Kind, least, most)
	}
}

// AnswerLength returns the least and the most words of a model answer.
func AnswerLength(k Kind) (least, most int) {
	switch k {
	case Scenario:
		return 200, 320
	case Design:
		return 300, 450
	case Behavioral:
		return 220, 320
	case Drill:
		return 120, 250
	case Code:
		return 20, 400
	case Process:
		return 60, 320
	case Card:
		return 0, math.MaxInt
	}
	return 120, 200
}

func (r *report) age(now time.Time) {
	if !r.q.AsOf.IsZero() && now.After(r.q.AsOf.AddDate(1, 0, 0)) {
		r.problems = append(r.problems, Problem{
			File: r.q.File, Line: r.q.Line, Warning: true,
			Message: fmt.Sprintf("%s: facts last checked on %s, over a year ago: check them again and set as_of", r.q.ID, r.q.AsOf.Format(time.DateOnly)),
		})
	}
}

// An oldName is a name or term that is out of date, and what to write.
type oldName struct {
	term, say string
}

// oldNames are refused everywhere but in wrong_claims.
func oldNames() []oldName {
	return []oldName{
		{"AWS SSO", "AWS IAM Identity Center"},
		{"AWS Single Sign-On", "AWS IAM Identity Center"},
		{"Azure AD", "Microsoft Entra ID"},
		{"Azure Active Directory", "Microsoft Entra ID"},
		{"Azure Security Center", "Microsoft Defender for Cloud"},
		{"AWS GuardDuty", "Amazon GuardDuty"},
		{"AWS Inspector", "Amazon Inspector"},
		{"AWS Macie", "Amazon Macie"},
		{"AWS Detective", "Amazon Detective"},
		{"Open Web Application Security", "Open Worldwide Application Security Project"},
		{"OWASP Top 10 2021", "OWASP Top 10:2025"},
		{"OWASP Top 10 2017", "OWASP Top 10:2025"},
		{"DDoS Response Team", "Shield Response Team (SRT)"},
		{"SSL certificate", "TLS certificate"},
		{"SSL VPN", "TLS-based VPN"},
		{"Insecure Output Handling", "Improper Output Handling (LLM05:2025)"},
		{"Model Denial of Service", "Unbounded Consumption (LLM10:2025)"},
		{"CRYSTALS Kyber", "ML-KEM (FIPS 203)"},
		{"CRYSTALS Dilithium", "ML-DSA (FIPS 204)"},
		{"SCS-C02", "SCS-C03"},
		{"14 Leadership Principles", "16 Leadership Principles"},
		{"CloudWatch Events", "Amazon EventBridge"},
		{"Elasticsearch Service", "Amazon OpenSearch Service"},
	}
}

func (r *report) outdated() {
	var all []string
	for key, texts := range r.q.texts() {
		if key != "wrong_claims" && key != "exhibit" {
			all = append(all, texts...)
		}
	}
	for _, k := range r.q.KeyPoints {
		all = append(all, k.Text, k.Hint)
	}
	t := tokenize(strings.Join(all, "\n.\n"))
	for _, o := range oldNames() {
		if len(t.find(compile(o.term, nil))) > 0 {
			r.add("%q is out of date: write %s, or move it to wrong_claims", o.term, o.say)
		}
	}
}

// neighbours returns for every question the indexes of the five questions
// whose prompts and answers share most words with its own.
func neighbours(questions []Question) [][]int {
	sets := make([]map[string]bool, len(questions))
	for i, q := range questions {
		sets[i] = stems(q.Prompt + "\n" + q.Answer)
	}
	near := make([][]int, len(questions))
	for i := range questions {
		var others []int
		for j := range questions {
			if j != i {
				others = append(others, j)
			}
		}
		slices.SortStableFunc(others, func(a, b int) int {
			return cmp.Compare(alike(sets[i], sets[b]), alike(sets[i], sets[a]))
		})
		near[i] = others[:min(5, len(others))]
	}
	return near
}

func (b *Bank) nearDuplicates() []Problem {
	type prompt struct {
		q     Question
		stems map[string]bool
	}
	var (
		seen     []prompt
		problems []Problem
	)
	for _, d := range b.Domains {
		for _, q := range d.Questions {
			p := prompt{q, stems(q.Prompt)}
			for _, o := range seen {
				if alike(p.stems, o.stems) > mostAlike {
					problems = append(problems, Problem{
						File: q.File, Line: q.Line,
						Message: fmt.Sprintf("%s: the prompt is nearly that of %s (%s:%d): ask something else", q.ID, o.q.ID, o.q.File, o.q.Line),
					})
				}
			}
			seen = append(seen, p)
		}
	}
	return problems
}

func stems(s string) map[string]bool {
	set := map[string]bool{}
	for _, t := range tokenize(s).tokens {
		set[t.stem] = true
	}
	return set
}

// alike is Jaccard's index: the share of words in either set that are in both.
func alike(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// buzzwords says everything and explains nothing; no rubric may fall for it.
const buzzwords = `Security is very important in every organization. We take a holistic, risk-based approach with
defence in depth, zero trust and least privilege. We use firewalls, IDS and IPS, SIEM, EDR, encryption at rest and in
transit, MFA, IAM, VPN, network segmentation, patch management, vulnerability scanning, penetration testing, secure
coding, code review, input validation, security awareness training, logging and monitoring, incident response, backups,
policies, compliance and governance. We follow best practices and industry frameworks such as NIST, ISO 27001, CIS and
OWASP, protect confidentiality, integrity and availability, and use AWS services such as GuardDuty, Security Hub,
CloudTrail, Config, KMS, WAF and Shield. Automation, threat modeling, threat intelligence, machine learning and AI help
us to prevent, detect and respond to attacks by hackers, malware, ransomware, phishing, DDoS, SQL injection, XSS and
insider threats, and we continuously improve our security posture with stakeholders across the business.`
