package transfer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"debrief/bank"
)

// columns says in which column each part of a card stands; -1: in none.
type columns struct{ id, front, back, topic int }

// names are what the columns are called in the files of other programs.
var names = map[string]func(*columns) *int{
	"id": func(c *columns) *int { return &c.id }, "guid": func(c *columns) *int { return &c.id },
	"front": func(c *columns) *int { return &c.front }, "question": func(c *columns) *int { return &c.front },
	"prompt": func(c *columns) *int { return &c.front }, "term": func(c *columns) *int { return &c.front },
	"back": func(c *columns) *int { return &c.back }, "answer": func(c *columns) *int { return &c.back },
	"definition": func(c *columns) *int { return &c.back },
	"topic":      func(c *columns) *int { return &c.topic }, "tags": func(c *columns) *int { return &c.topic },
	"deck": func(c *columns) *int { return &c.topic }, "category": func(c *columns) *int { return &c.topic },
}

// ReadCSV reads a table of cards: with a line of column names (front, back,
// topic, id, or what other programs call them), or else with front, back and
// topic in this order. comma separates the columns; a first line such as
// "#separator:tab", as Anki writes it, says otherwise.
func ReadCSV(src []byte, comma rune) ([]Card, []Left) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	skipped, src, comma := preamble(src, comma)
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	var (
		cards []Card
		left  []Left
		at    = columns{id: -1, front: 0, back: 1, topic: 2}
	)
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return cards, left
		}
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				left = append(left, Left{fmt.Sprintf("line %d", skipped+parse.StartLine), parse.Err.Error()})
				continue
			}
			return cards, append(left, Left{"the file", err.Error()})
		}
		if first {
			if named, ok := header(row); ok {
				at = named
				continue
			}
		}
		line, _ := r.FieldPos(0)
		cell := func(i int) string {
			if i < 0 || i >= len(row) {
				return ""
			}
			return row[i]
		}
		cards = append(cards, Card{ID: cell(at.id), Front: cell(at.front), Back: cell(at.back), Topic: cell(at.topic), Where: fmt.Sprintf("line %d", skipped+line)})
	}
}

// preamble takes off the lines before the table that Anki writes.
func preamble(src []byte, comma rune) (lines int, rest []byte, separator rune) {
	s := bufio.NewScanner(bytes.NewReader(src))
	s.Buffer(nil, len(src)+1)
	for s.Scan() && strings.HasPrefix(s.Text(), "#") {
		if name, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(s.Text())), "#separator:"); ok {
			for r, called := range map[rune][]string{'\t': {"tab", "\\t"}, ',': {"comma", ","}, ';': {"semicolon", ";"}, '|': {"pipe", "|"}} {
				if slices.Contains(called, name) {
					comma = r
				}
			}
		}
		lines++
		_, src, _ = bytes.Cut(src, []byte("\n"))
	}
	return lines, src, comma
}

// header reads a line of column names, and reports whether it is one: front
// and back must be among them.
func header(row []string) (columns, bool) {
	at := columns{-1, -1, -1, -1}
	for i, cell := range row {
		if of, ok := names[strings.ToLower(strings.TrimSpace(cell))]; ok {
			if place := of(&at); *place < 0 {
				*place = i
			}
		}
	}
	return at, at.front >= 0 && at.back >= 0
}

// WriteCSV writes questions as a table of cards with a line of column names.
func WriteCSV(w io.Writer, questions []bank.Question) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"id", "front", "back", "topic", "domain"}); err != nil {
		return err
	}
	for _, q := range questions {
		if err := out.Write([]string{q.ID, Front(q), Back(q), q.Topic, q.Domain}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Front is what a card asks: the prompt, and the exhibit where there is one.
func Front(q bank.Question) string {
	if q.Exhibit == "" {
		return q.Prompt
	}
	return q.Prompt + "\n\n```\n" + strings.TrimRight(q.Exhibit, "\n") + "\n```"
}

// Back is what a card answers, in Markdown: the model answer and its key
// points.
func Back(q bank.Question) string {
	var b strings.Builder
	b.WriteString(strings.TrimSpace(q.Answer))
	if len(q.KeyPoints) > 0 {
		b.WriteString("\n\n**Key points**\n\n")
		for _, k := range q.KeyPoints {
			b.WriteString("- " + k.Text)
			if k.Essential {
				b.WriteString(" (essential)")
			}
			b.WriteString("\n")
		}
	}
	return strings.TrimSpace(b.String())
}
