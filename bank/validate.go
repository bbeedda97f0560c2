package bank

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// checker gathers the problems of one file.
type checker struct {
	file     string
	lines    lineIndex
	problems []Problem
}

// maxTerms is how many terms a key point may list in any or in and. More is a
// sign that it asks for several things, or that the vocabulary lacks a name.
const maxTerms = 10

func (c *checker) add(line int, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: c.file, Line: max(line, 1), Message: fmt.Sprintf(format, args...)})
}

func (c *checker) warn(line int, format string, args ...any) {
	c.add(line, format, args...)
	c.problems[len(c.problems)-1].Warning = true
}

func (c *checker) unknownKeys(undecoded []toml.Key) {
	done := map[string]bool{}
	for _, k := range undecoded {
		full := k.String()
		if done[full] {
			continue
		}
		done[full] = true
		table, key := strings.Join(k[:len(k)-1], "."), k[len(k)-1]
		msg := fmt.Sprintf("unknown key %q", key)
		if near := nearest(key, keysOf(table)); near != "" {
			msg += fmt.Sprintf(": did you mean %q?", near)
		} else if keys := keysOf(table); len(keys) > 0 {
			msg += ": take it out, or use one of " + strings.Join(keys, ", ")
		} else {
			msg += ": take it out"
		}
		for _, line := range c.lines.all(table, key) {
			c.add(line, "%s", msg)
		}
	}
}

// keysOf returns the keys that a table of a question file may hold.
func keysOf(table string) []string {
	switch table {
	case "":
		return []string{"domain", "question"}
	case "domain":
		return []string{"id", "name", "summary", "order"}
	case questionTable:
		return []string{
			"id", "aliases", "topic", "kind", "levels", "stages", "minutes", "prompt", "exhibit", "flaws",
			"looking_for", "key_points", "answer", "red_flags", "follow_ups", "references",
			"principles", "star", "good_signals", "wrong_claims", "as_of",
		}
	case pointTable:
		return []string{"text", "any", "and", "weight", "essential", "hint"}
	case questionTable + ".follow_ups":
		return []string{"ask", "listen"}
	case questionTable + ".references":
		return []string{"title", "publisher", "id", "url"}
	case questionTable + ".star":
		return []string{"situation", "task", "action", "result"}
	case questionTable + ".wrong_claims":
		return []string{"any", "say"}
	}
	return nil
}

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *checker) domain(f *file, seen map[string]place) {
	at := func(key string) int { return c.lines.line("domain", -1, -1, key) }
	d := f.Domain
	if c.lines.line("domain", -1, -1, "") == 0 {
		c.add(1, `no [domain] table: begin the file with [domain] and its id, name, summary and order`)
		return
	}
	switch {
	case d.ID == "":
		c.add(at("id"), `[domain] has no id: give it one such as id = "cloud"`)
	case !slug.MatchString(d.ID):
		c.add(at("id"), "domain id %q: use small letters, digits and single hyphens", d.ID)
	default:
		key := "domain " + d.ID
		if p, ok := seen[key]; ok {
			c.warn(at("id"), "domain id %q stands already at %s:%d: these questions join it", d.ID, p.file, p.line)
		} else {
			seen[key] = place{c.file, at("id")}
		}
	}
	if d.Name == "" {
		c.add(at("name"), `[domain] has no name: the words the picker shows, such as name = "Cloud Security"`)
	}
	for _, s := range []string{d.Name, d.Summary} {
		c.clean(at(""), "domain", s)
	}
	if len(f.Questions) == 0 {
		c.add(at(""), "no questions: add at least one [[question]] table")
	}
}

// complete fills in what a card may leave out. topic is that of the card where
// it names none.
func (q *Question) complete(topic string) {
	if q.Kind != Card {
		return
	}
	q.Topic = cmp.Or(q.Topic, topic)
	q.Minutes = cmp.Or(q.Minutes, cardMinutes)
	if len(q.Levels) == 0 {
		q.Levels = Levels()
	}
	if len(q.Stages) == 0 {
		q.Stages = []string{"technical"}
	}
}

const (
	cardMinutes   = 2
	longestPrompt = 300 // characters, as it is asked in the room
	longestCard   = 8000
)

// question checks the fields of the i-th question of the file by themselves.
func (c *checker) question(i int, q *Question) {
	at := func(key string) int { return c.lines.line(questionTable, i, -1, key) }
	name := q.ID
	if name == "" {
		name = fmt.Sprintf("question %d of the file", i+1)
	}
	missing := func(key, want string) {
		c.add(at(key), "%s: no %s: %s", name, key, want)
	}
	switch {
	case q.ID == "":
		missing("id", `give it a stable one such as id = "cloud-imds-ssrf"`)
	case !slug.MatchString(q.ID):
		c.add(at("id"), "id %q: use small letters, digits and single hyphens", q.ID)
	}
	if q.Topic == "" {
		missing("topic", "name the subject within the domain")
	}
	c.enum(at("kind"), name, "kind", []string{string(q.Kind)}, Kinds())
	c.enum(at("levels"), name, "levels", q.Levels, Levels())
	c.enum(at("stages"), name, "stages", q.Stages, Stages())
	if q.Minutes < 1 || q.Minutes > 120 {
		c.add(at("minutes"), "%s: minutes is %d: write the minutes that a good answer takes, 1 to 120", name, q.Minutes)
	}
	most := longestPrompt
	if q.Kind == Card {
		most = longestCard
	}
	if q.Prompt == "" {
		missing("prompt", "write what the interviewer asks")
	} else if n := len([]rune(q.Prompt)); n > most {
		c.add(at("prompt"), "%s: prompt has %d characters: at most %d; longer material belongs in exhibit", name, n, most)
	}
	for j, line := range q.Flaws {
		if n := len(q.ExhibitLines()); line < 1 || line > n || j > 0 && line <= q.Flaws[j-1] {
			c.add(at("flaws"), "%s: flaws has line %d: name lines of the exhibit, 1 to %d, in their order", name, line, n)
		}
	}
	if q.Answer == "" {
		missing("answer", "write the model answer")
	}
	if q.Kind != Card {
		c.depth(at, name, q)
	}
	c.tables(at, name, q)
	c.behavioral(at, name, q)
	c.keyPoints(i, name, q)
	for key, texts := range q.texts() {
		for _, s := range texts {
			c.clean(at(key), name+": "+key, s)
		}
	}
}

// depth checks for what a question has beyond prompt and answer, which a card
// may do without.
func (c *checker) depth(at func(string) int, name string, q *Question) {
	missing := func(key, want string) {
		c.add(at(key), "%s: no %s: %s", name, key, want)
	}
	if q.Exhibit == "" && (q.Kind == Drill || q.Kind == Code) {
		missing("exhibit", fmt.Sprintf("a %s needs the log, policy or code that it is about", q.Kind))
	}
	if q.LookingFor == "" {
		missing("looking_for", "say in one or two sentences what the interviewer is testing")
	}
	if len(q.RedFlags) < 2 {
		c.add(at("red_flags"), "%s: %d red_flags: list at least two", name, len(q.RedFlags))
	}
	if len(q.FollowUps) < 2 {
		c.add(at("follow_ups"), "%s: %d follow_ups: give at least two, each { ask, listen }", name, len(q.FollowUps))
	}
	if len(q.References) == 0 && q.Kind != Behavioral && q.Kind != Process {
		missing("references", "name the source that the answer was checked against")
	}
	if q.AsOf.IsZero() {
		missing("as_of", "the day its facts were last checked, such as as_of = 2026-11-23")
	}
}

// tables checks the small tables within a question.
func (c *checker) tables(at func(string) int, name string, q *Question) {
	for _, f := range q.FollowUps {
		if f.Ask == "" || f.Listen == "" {
			c.add(at("follow_ups"), "%s: a follow-up needs both ask and listen", name)
		}
	}
	for _, r := range q.References {
		if r.Title == "" || r.Publisher == "" {
			c.add(at("references"), "%s: a reference needs a title and a publisher", name)
		}
	}
	for _, w := range q.WrongClaims {
		if len(w.Any) == 0 || w.Say == "" {
			c.add(at("wrong_claims"), "%s: a wrong claim needs any (patterns) and say (the correction)", name)
		}
		c.terms(at("wrong_claims"), name, w.Any)
	}
}

func (c *checker) behavioral(at func(string) int, name string, q *Question) {
	if q.Kind != Behavioral {
		return
	}
	if n := len(q.Principles); n < 1 || n > 3 {
		c.add(at("principles"), "%s: %d principles: a behavioral question names 1 to 3", name, n)
	}
	for _, p := range q.Principles {
		if !slices.Contains(Principles(), p) {
			c.add(at("principles"), "%s: %q is no Leadership Principle: %s", name, p, instead(p, Principles()))
		}
	}
	if q.Star == nil || q.Star.Situation == "" || q.Star.Task == "" || q.Star.Action == "" || q.Star.Result == "" {
		c.add(at("star"), "%s: star needs a question each for situation, task, action and result", name)
	}
}

func (c *checker) keyPoints(i int, name string, q *Question) {
	least := 4
	switch q.Kind {
	case Process:
		least = 3
	case Card:
		least = 0
	}
	if n := len(q.KeyPoints); n < least || n > 8 {
		c.add(q.Line, "%s: %d key_points: give %d to 8", name, n, least)
	}
	for j := range q.KeyPoints {
		k := &q.KeyPoints[j]
		at := func(key string) int { return c.lines.line(pointTable, i, j, key) }
		if k.Text == "" {
			c.add(at("text"), "%s: key point %d has no text: one sentence that an interviewer would tick", name, j+1)
		}
		if n := len(k.Any); n < 1 || n > maxTerms {
			c.add(at("any"), "%s: key point %d has %d terms in any: give 3 to %d, and <names> of the vocabulary for what is said in many ways", name, j+1, n, maxTerms)
		}
		if n := len(k.And); n > maxTerms {
			c.add(at("and"), "%s: key point %d has %d terms in and: give at most %d", name, j+1, n, maxTerms)
		}
		where := fmt.Sprintf("%s: key point %d", name, j+1)
		c.terms(at("any"), where, k.Any)
		c.terms(at("and"), where, k.And)
		if k.Weight == 0 && !c.lines.has(pointTable, i, j, "weight") {
			k.Weight = 1
		}
		if k.Weight < 1 || k.Weight > 3 {
			c.add(at("weight"), "%s: key point %d has weight %d: use 1, 2 or 3", name, j+1, k.Weight)
		}
		for _, s := range append([]string{k.Text, k.Hint}, slices.Concat(k.Any, k.And)...) {
			c.clean(at(""), where, s)
		}
	}
}

// terms checks that each of the terms can be found in an answer.
func (c *checker) terms(line int, where string, terms []string) {
	for _, term := range terms {
		fields := strings.Fields(term)
		switch {
		case !strings.ContainsFunc(term, inWord):
			c.add(line, "%s: term %q has no word in it", where, term)
		case fields[0] == gapSign || fields[len(fields)-1] == gapSign:
			c.add(line, "%s: term %q: %s stands between words only", where, term, gapSign)
		}
		for _, f := range fields {
			named, ok := conceptName(f)
			if !ok || named == numberName {
				continue
			}
			if _, known := vocabulary()[named]; !known {
				c.add(line, "%s: term %q: the vocabulary has no %q: %s", where, term, named, instead(named, Names()))
			}
		}
	}
}

// texts returns all strings of a question but its key points', by key.
func (q *Question) texts() map[string][]string {
	t := map[string][]string{
		"topic": {q.Topic}, "prompt": {q.Prompt}, "exhibit": {q.Exhibit}, "looking_for": {q.LookingFor},
		"answer": {q.Answer}, "red_flags": q.RedFlags, "good_signals": q.GoodSignals,
	}
	for _, f := range q.FollowUps {
		t["follow_ups"] = append(t["follow_ups"], f.Ask, f.Listen)
	}
	for _, r := range q.References {
		t["references"] = append(t["references"], r.Title, r.Publisher, r.ID, r.URL)
	}
	for _, w := range q.WrongClaims {
		t["wrong_claims"] = append(append(t["wrong_claims"], w.Say), w.Any...)
	}
	if s := q.Star; s != nil {
		t["star"] = []string{s.Situation, s.Task, s.Action, s.Result}
	}
	return t
}

func (c *checker) enum(line int, name, key string, got, allowed []string) {
	if len(got) == 0 || got[0] == "" {
		c.add(line, "%s: no %s: use %s", name, key, strings.Join(allowed, ", "))
		return
	}
	for _, g := range got {
		if !slices.Contains(allowed, g) {
			c.add(line, "%s: %s %q is unknown: %s", name, key, g, instead(g, allowed))
		}
	}
}

// instead says what to write for a value that is not allowed.
func instead(got string, allowed []string) string {
	if near := nearest(got, allowed); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "use " + strings.Join(allowed, ", ")
}

// clean reports a control character in s: one that moves the cursor, or that
// shows text in another order than it is written.
func (c *checker) clean(line int, what, s string) {
	for _, r := range s {
		if r == '\n' || r == '\t' {
			continue
		}
		if unicode.IsControl(r) || bidi(r) {
			c.add(line, "%s holds the control character %U: take it out", what, r)
			return
		}
	}
}

func bidi(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func (c *checker) unique(i int, q *Question, seen map[string]place) {
	ids := append([]string{q.ID}, q.Aliases...)
	for n, id := range ids {
		if id == "" {
			continue
		}
		key := "id"
		if n > 0 {
			key = "aliases"
		}
		line := c.lines.line(questionTable, i, -1, key)
		if p, ok := seen[id]; ok {
			c.add(line, "%s %q stands already at %s:%d: choose another", strings.TrimSuffix(key, "es"), id, p.file, p.line)
			continue
		}
		seen[id] = place{c.file, line}
	}
}

// nearest returns the candidate within two edits of got, or "".
func nearest(got string, candidates []string) string {
	best, at := "", 3
	for _, c := range candidates {
		if d := distance(strings.ToLower(got), strings.ToLower(c)); d < at {
			best, at = c, d
		}
	}
	return best
}

// distance is Levenshtein's edit distance.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
