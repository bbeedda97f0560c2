// Package bank is what to ask: domains, questions and their rubrics, loaded
// from TOML, checked, and matched against an answer.
package bank

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind says how a question is worked on and how long its answer is.
type Kind string

// The kinds of question.
const (
	Knowledge  Kind = "knowledge"
	Scenario   Kind = "scenario"
	Design     Kind = "design"
	Drill      Kind = "drill"
	Code       Kind = "code"
	Behavioral Kind = "behavioral"
	Process    Kind = "process"
	Card       Kind = "card" // a prompt and an answer, all else optional: own and imported ones
)

// Kinds returns the kinds of question by their names in a file.
func Kinds() []string {
	return []string{"knowledge", "scenario", "design", "drill", "code", "behavioral", "process", "card"}
}

// Levels returns the levels a question may be meant for, lowest first.
func Levels() []string { return []string{"L4", "L5", "L6"} }

// Stages returns the stages of the interview process in their order.
func Stages() []string { return []string{"screen", "technical", "behavioral", "final"} }

// Principles returns the 16 Leadership Principles by their exact names.
func Principles() []string {
	return []string{
		"Customer Obsession", "Ownership", "Invent and Simplify", "Are Right, A Lot",
		"Learn and Be Curious", "Hire and Develop the Best", "Insist on the Highest Standards",
		"Think Big", "Bias for Action", "Frugality", "Earn Trust", "Dive Deep",
		"Have Backbone; Disagree and Commit", "Deliver Results",
		"Strive to be Earth's Best Employer", "Success and Scale Bring Broad Responsibility",
	}
}

// A Domain is an area of the interview with its questions in file order.
type Domain struct {
	ID        string
	Name      string
	Summary   string
	Order     int
	File      string
	Questions []Question
}

// A Question is a prompt with its rubric.
type Question struct {
	ID          string       `toml:"id"`
	Aliases     []string     `toml:"aliases"`
	Topic       string       `toml:"topic"`
	Kind        Kind         `toml:"kind"`
	Levels      []string     `toml:"levels"`
	Stages      []string     `toml:"stages"`
	Minutes     int          `toml:"minutes"` // time a good answer takes
	Prompt      string       `toml:"prompt"`
	Exhibit     string       `toml:"exhibit"`
	Flaws       []int        `toml:"flaws"` // lines of the exhibit, from 1, that are to be pointed at
	LookingFor  string       `toml:"looking_for"`
	KeyPoints   []KeyPoint   `toml:"key_points"`
	Answer      string       `toml:"answer"` // Markdown
	RedFlags    []string     `toml:"red_flags"`
	FollowUps   []FollowUp   `toml:"follow_ups"`
	References  []Reference  `toml:"references"`
	Principles  []string     `toml:"principles"`
	Star        *Star        `toml:"star"`
	GoodSignals []string     `toml:"good_signals"`
	WrongClaims []WrongClaim `toml:"wrong_claims"`
	AsOf        time.Time    `toml:"as_of"` // the day its facts were last checked

	Domain string `toml:"-"` // id of the domain it stands in
	File   string `toml:"-"`
	Line   int    `toml:"-"` // of its [[question]] header, 1-based
	Own    bool   `toml:"-"` // from a bank of the person's own
	Rest   Rest   `toml:"-"` // where its rubric is, if that is not in memory
}

// A KeyPoint is one thing that a strong answer says.
type KeyPoint struct {
	Text      string   `toml:"text"`
	Any       []string `toml:"any"` // one of these terms must appear
	And       []string `toml:"and"` // and, where given, one of these too
	Weight    int      `toml:"weight"`
	Essential bool     `toml:"essential"` // an answer without it fails
	Hint      string   `toml:"hint"`
}

// Key names the key point in the log of attempts by its text, so that what is
// kept of it outlives its place in the rubric.
func (k KeyPoint) Key() string {
	h := fnv.New32a()
	h.Write([]byte(strings.Join(strings.Fields(strings.ToLower(k.Text)), " ")))
	return fmt.Sprintf("%08x", h.Sum32())
}

// PointKeys returns the keys of the question's key points in order.
func (q Question) PointKeys() []string {
	keys := make([]string, len(q.KeyPoints))
	for i, k := range q.KeyPoints {
		keys[i] = k.Key()
	}
	return keys
}

// A FollowUp is a probing question and what a good reply to it has.
type FollowUp struct {
	Ask    string `toml:"ask"`
	Listen string `toml:"listen"`
}

// A Reference is a source that the answer was checked against.
type Reference struct {
	Title     string `toml:"title"`
	Publisher string `toml:"publisher"`
	ID        string `toml:"id"`
	URL       string `toml:"url"`
}

// Star holds one question for each step of a story, to help its writer.
type Star struct {
	Situation string `toml:"situation"`
	Task      string `toml:"task"`
	Action    string `toml:"action"`
	Result    string `toml:"result"`
}

// A WrongClaim is a pattern that is wrong in an answer, and its correction.
type WrongClaim struct {
	Any []string `toml:"any"`
	Say string   `toml:"say"`
}

// Target returns the time that a good answer takes.
func (q Question) Target() time.Duration { return time.Duration(q.Minutes) * time.Minute }

// ExhibitLines returns the exhibit as it is shown and numbered.
func (q Question) ExhibitLines() []string {
	if q.Exhibit == "" {
		return nil
	}
	return strings.Split(strings.TrimRight(q.Exhibit, "\n"), "\n")
}

// LineNames returns what the lines of the exhibit are called: the numbers that
// they bear themselves where most of them do, or else their places from 1.
// own says which; lines without a number of their own then have no name.
func (q Question) LineNames() (names []string, own bool) {
	lines := q.ExhibitLines()
	names = make([]string, len(lines))
	numbered, last := 0, 0
	for i, l := range lines {
		f := strings.Fields(l)
		if len(f) == 0 {
			continue
		}
		// A number of a line counts up: a year or a port does not.
		if n, err := strconv.Atoi(f[0]); err == nil && n == last+1 {
			names[i], last = f[0], n
			numbered++
		}
	}
	if 2*numbered > len(lines) {
		return names, true
	}
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
	}
	return names, false
}

// Marked returns how well the marked lines of the exhibit are those that are
// to be pointed at, 0 to 1: the harmonic mean of the share of them that was
// found and the share of the marks that is right (F1).
func (q Question) Marked(lines []int) float64 {
	found := 0
	for _, l := range lines {
		if slices.Contains(q.Flaws, l) {
			found++
		}
	}
	if found == 0 {
		return 0
	}
	return 2 * float64(found) / float64(len(lines)+len(q.Flaws))
}

// Bank is a set of domains in their order. It is not changed after loading.
type Bank struct {
	Domains []Domain
	byID    map[string]*Question
	words   map[string]Words // by file, of the questions that are not whole
}

// New returns the bank of the given domains, ordered by Order and then name,
// and of the segments that some of their questions come from. The domains' ids
// and the questions' ids and aliases must be unique: Load and Merge see to that.
func New(domains []Domain, segments ...Segment) *Bank {
	b := &Bank{Domains: domains, byID: map[string]*Question{}, words: map[string]Words{}}
	for _, s := range segments {
		b.words[s.Domain.File] = s.Words
	}
	slices.SortStableFunc(b.Domains, func(x, y Domain) int { return inOrder(x.Order, y.Order, x.Name, y.Name) })
	for d := range b.Domains {
		for i := range b.Domains[d].Questions {
			q := &b.Domains[d].Questions[i]
			b.byID[q.ID] = q
			for _, a := range q.Aliases {
				b.byID[a] = q
			}
		}
	}
	return b
}

// inOrder compares two domains by their order and then their name.
func inOrder(x, y int, xName, yName string) int {
	return cmp.Or(cmp.Compare(x, y), strings.Compare(xName, yName))
}

// Question returns the question with the id, or with it as an alias. One whose
// file has changed so that it cannot be read any more is not there.
func (b *Bank) Question(id string) (Question, bool) {
	q, ok := b.byID[id]
	if !ok {
		return Question{}, false
	}
	whole, err := q.Whole()
	return whole, err == nil
}

// Index indexes the words of all questions, in the order of the domains.
func (b *Bank) Index() *Index {
	x := &Index{}
	var whole []*Question
	var places []uint32
	inFile := map[string]*part{}
	for d := range b.Domains {
		for i := range b.Domains[d].Questions {
			q := &b.Domains[d].Questions[i]
			if q.Rest == (Rest{}) {
				whole, places = append(whole, q), append(places, uint32(x.n))
			} else {
				p := inFile[q.File]
				if p == nil {
					p = &part{Words: b.words[q.File]}
					inFile[q.File] = p
					x.parts = append(x.parts, p)
				}
				p.put(q.Rest.Place, uint32(x.n))
			}
			x.n++
		}
	}
	x.parts = append(x.parts, &part{Words: indexWords(whole), places: places})
	return x
}

// Domain returns the domain with the id.
func (b *Bank) Domain(id string) (Domain, bool) {
	for _, d := range b.Domains {
		if d.ID == id {
			return d, true
		}
	}
	return Domain{}, false
}

// Len returns the number of questions.
func (b *Bank) Len() int {
	n := 0
	for _, d := range b.Domains {
		n += len(d.Questions)
	}
	return n
}

// Relocate renames the files of the bank, as in a folder seen from elsewhere.
func (b *Bank) Relocate(rename func(file string) string) {
	for d := range b.Domains {
		b.Domains[d].File = rename(b.Domains[d].File)
		for i := range b.Domains[d].Questions {
			b.Domains[d].Questions[i].File = rename(b.Domains[d].Questions[i].File)
		}
	}
}
