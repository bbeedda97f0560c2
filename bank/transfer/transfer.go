// Package transfer brings questions in from other programs' files, as cards,
// and writes them for other programs.
package transfer

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"debrief/bank"
)

// A Card is a question with its answer, as other programs have them.
type Card struct {
	ID    string // empty where there is none
	Front string
	Back  string // Markdown
	Topic string
	Where string // in its file: a line, a note
}

// A Left is what was not taken, and why.
type Left struct{ Where, Why string }

// String returns where it was and why it was left.
func (l Left) String() string { return l.Where + ": " + l.Why }

const (
	longestFront = 8000 // characters, as of a card of the bank
	idWords      = 6    // of the front that an id is made of
)

// Domain makes a domain of cards, for a file of that name. Cards without a
// front or a back, and those that are there twice, are left out.
func Domain(file string, cards []Card) (bank.Domain, []Left) {
	d := bank.Domain{Name: bank.NameOf(file), Order: 60, Summary: "Imported from " + filepath.Base(file) + "."}
	if d.ID = bank.Slug(d.Name); d.ID == "" {
		d.ID, d.Name = "imported", "Imported"
	}
	var left []Left
	ids, fronts := map[string]bool{}, map[string]string{}
	for _, c := range cards {
		front, back := clean(c.Front), clean(c.Back)
		switch {
		case front == "":
			left = append(left, Left{c.Where, "it has no question"})
			continue
		case back == "":
			left = append(left, Left{c.Where, "it has no answer: " + short(front)})
			continue
		case len([]rune(front)) > longestFront:
			left = append(left, Left{c.Where, fmt.Sprintf("the question has more than %d characters: %s", longestFront, short(front))})
			continue
		}
		if at, ok := fronts[front]; ok {
			left = append(left, Left{c.Where, "the same question is at " + at + ": " + short(front)})
			continue
		}
		fronts[front] = c.Where
		prompt, exhibit := split(front)
		d.Questions = append(d.Questions, bank.Question{
			ID: unique(ids, id(d.ID, c.ID, prompt)), Kind: bank.Card, Topic: clean(c.Topic), Prompt: prompt, Exhibit: exhibit, Answer: back + "\n",
		})
	}
	return d, left
}

// id is that of the card, or made of the first words of its front.
func id(domain, own, front string) string {
	if s := bank.Slug(own); s != "" {
		return s
	}
	words := strings.Split(bank.Slug(front), "-")
	return strings.Trim(domain+"-"+strings.Join(words[:min(len(words), idWords)], "-"), "-")
}

func unique(taken map[string]bool, id string) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s-%d", id, n)
	}
	taken[free] = true
	return free
}

var (
	fenced = regexp.MustCompile("(?s)(?:^|\n)```[^\n]*\n(.*?)\n?```[ \t]*(?:\n|$)")
	strong = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
)

// split takes a block of code out of a front: a prompt is shown as plain text,
// and what it is about beside it.
func split(front string) (prompt, exhibit string) {
	prompt = front
	if m := fenced.FindStringSubmatchIndex(front); m != nil {
		rest := strings.TrimSpace(front[:m[0]] + "\n" + front[m[1]:])
		if code := strings.Trim(front[m[2]:m[3]], "\n"); rest != "" && code != "" {
			prompt, exhibit = rest, code+"\n"
		}
	}
	return strong.ReplaceAllString(prompt, "$1"), exhibit
}

// clean takes out what a question file refuses: characters that move the
// cursor or turn text round.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(s)
}

// short is the beginning of a text on one line.
func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return string(r)
}
