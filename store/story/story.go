// Package story is a person's own accounts from work as pure functions: what
// is weak in one, how long it takes aloud, how it is written as Markdown, and
// which Leadership Principles have none.
package story

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// A Story is a Situation-Task-Action-Result account from the person's own work.
type Story struct {
	ID         int64
	Title      string
	Situation  string
	Task       string
	Action     string
	Result     string
	Learnt     string
	Principles []string // that it shows
	Archived   bool
	At         time.Time // of its last change
}

// A Part is one of the texts of a story.
type Part int

// The parts in their order.
const (
	Title Part = iota
	Situation
	Task
	Action
	Result
	Learnt
)

// Parts returns the parts in their order.
func Parts() []Part { return []Part{Title, Situation, Task, Action, Result, Learnt} }

// String returns the part's name.
func (p Part) String() string {
	return [...]string{"Title", "Situation", "Task", "Action", "Result", "Learnt"}[p]
}

// Asks returns what the part is to say.
func (p Part) Asks() string {
	return [...]string{
		"A few words that call it to mind.",
		"Where and when, and what was at stake. Two sentences.",
		"What was yours to do, and what made it hard.",
		"What you did, step by step, and why. I, not we: most of the time goes here.",
		"What came of it, in numbers: time, money, incidents, people.",
		"What you would do differently, and did the next time.",
	}[p]
}

// Text returns a part.
func (s Story) Text(p Part) string {
	return [...]string{s.Title, s.Situation, s.Task, s.Action, s.Result, s.Learnt}[p]
}

// With returns the story with a part changed.
func (s Story) With(p Part, text string) Story {
	*[...]*string{&s.Title, &s.Situation, &s.Task, &s.Action, &s.Result, &s.Learnt}[p] = text
	return s
}

// Empty reports whether nothing is written.
func (s Story) Empty() bool {
	for _, p := range Parts() {
		if strings.TrimSpace(s.Text(p)) != "" {
			return false
		}
	}
	return true
}

// wordsAMinute is how fast a story is told.
const wordsAMinute = 140

// What a story takes aloud: an interviewer listens for two to three minutes.
const (
	shortest = 90 * time.Second
	longest  = 3 * time.Minute
)

// Aloud returns how long the story takes at 140 words a minute, its title
// left out.
func (s Story) Aloud() time.Duration {
	words := 0
	for _, p := range Parts()[1:] {
		words += len(strings.Fields(s.Text(p)))
	}
	return time.Duration(words) * time.Minute / wordsAMinute
}

// A Finding is something that weakens a story.
type Finding struct {
	Part Part
	Say  string
}

// Check returns what weakens the story, in the order of its parts.
func Check(s Story) []Finding {
	var found []Finding
	add := func(p Part, format string, args ...any) {
		found = append(found, Finding{p, fmt.Sprintf(format, args...)})
	}
	for _, p := range Parts() {
		if strings.TrimSpace(s.Text(p)) == "" {
			add(p, "%s is missing.", p)
		}
	}
	if me, we := Pronouns(s.Action); we > me {
		add(Action, "\"We\" %d times, \"I\" %d: say what you did.", we, me)
	}
	if strings.TrimSpace(s.Result) != "" && !HasNumber(s.Result) {
		add(Result, "The result has no number.")
	}
	switch aloud := s.Aloud(); {
	case s.Empty():
	case aloud > longest:
		add(Action, "%s aloud: three minutes are what an interviewer listens for.", spoken(aloud))
	case aloud < shortest:
		add(Action, "%s aloud: there is room for a detail or a decision.", spoken(aloud))
	}
	if len(s.Principles) == 0 {
		add(Title, "It shows no principle yet.")
	}
	return found
}

func spoken(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}

// Pronouns counts the words that speak of oneself and those that speak of a
// group.
func Pronouns(text string) (me, we int) {
	for _, w := range words(text) {
		switch w {
		case "i", "i'd", "i'm", "i've", "i'll", "me", "my", "mine", "myself":
			me++
		case "we", "we'd", "we're", "we've", "we'll", "us", "our", "ours", "ourselves":
			we++
		}
	}
	return me, we
}

// words splits text into words in small letters, apostrophes kept.
func words(text string) []string {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
}

// HasNumber reports whether the text has a figure, or a word for one.
func HasNumber(text string) bool {
	for _, w := range words(text) {
		if strings.ContainsFunc(w, unicode.IsDigit) {
			return true
		}
		switch w {
		case "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
			"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million", "millions",
			"half", "halved", "twice", "doubled", "tripled", "third", "quarter", "dozen", "percent", "none":
			return true
		}
	}
	return false
}

// Headings returns the first words of each step, to glance at while speaking.
func Headings(s Story) []string {
	const most = 8
	var lines []string
	for _, p := range Parts()[1:] {
		w := strings.Fields(s.Text(p))
		if len(w) == 0 {
			continue
		}
		text := strings.Join(w[:min(most, len(w))], " ")
		if len(w) > most {
			text += " …"
		}
		lines = append(lines, p.String()+": "+text)
	}
	return lines
}
