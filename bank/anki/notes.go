package anki

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A note is a row of the collection.
type note struct {
	id     int64
	guid   string
	kind   notetype
	deck   string
	tags   []string
	fields []string // HTML
}

// taker gathers what the notes give.
type taker struct{ Contents }

func (t *taker) leave(n note, why string) {
	first := ""
	if len(n.fields) > 0 {
		text, _ := markdown(n.fields[0])
		first = short(text)
	}
	t.Left = append(t.Left, Left{fmt.Sprintf("note %d (%s)", n.id, first), why})
}

// take makes cards of a note.
func (t *taker) take(n note) {
	switch {
	case n.kind.occlusion:
		t.leave(n, "its cards hide parts of a picture, and pictures are left out")
	case n.kind.cloze:
		t.cloze(n)
	default:
		t.basic(n)
	}
}

// text returns a field as Markdown, and notes the media that it mentions.
func (t *taker) text(field string) string {
	text, media := markdown(field)
	for _, m := range media {
		if !slices.Contains(t.Media, m) {
			t.Media = append(t.Media, m)
		}
	}
	return text
}

// basic is a note with a front and a back; further fields stand below it under
// their names.
func (t *taker) basic(n note) {
	if len(n.fields) < 2 {
		t.leave(n, "it has one field only: no answer")
		return
	}
	front, back := t.text(n.fields[0]), t.text(n.fields[1])
	back = join(back, t.others(n, 2))
	switch {
	case front == "":
		t.leave(n, "its front is empty or only a picture")
	case back == "":
		t.leave(n, "its back is empty or only a picture")
	default:
		t.Cards = append(t.Cards, Card{GUID: n.guid, Deck: n.deck, Front: front, Back: back, Tags: n.tags})
	}
}

// others are the fields from the given one on, under their names.
func (t *taker) others(n note, from int) string {
	var parts []string
	for i := from; i < len(n.fields); i++ {
		text := t.text(n.fields[i])
		if text == "" {
			continue
		}
		if i < len(n.kind.fields) && n.kind.fields[i] != "Back Extra" && n.kind.fields[i] != "Extra" {
			text = "**" + n.kind.fields[i] + "**\n\n" + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n")
}

func join(a, b string) string { return strings.TrimSpace(a + "\n\n" + b) }

// cloze is a note with gaps: a card for each number.
func (t *taker) cloze(n note) {
	if len(n.fields) == 0 {
		t.leave(n, "it has no text")
		return
	}
	gaps := parseCloze(n.fields[0])
	numbers := gaps.numbers()
	if len(numbers) == 0 {
		t.leave(n, "it has no gap")
		return
	}
	extra := t.others(n, 1)
	for _, number := range numbers {
		front, back := t.text(gaps.text(number, false)), t.text(gaps.text(number, true))
		if front == "" || back == "" {
			t.leave(n, "its text is empty or only a picture")
			return
		}
		t.Cards = append(t.Cards, Card{GUID: fmt.Sprintf("%s-c%d", n.guid, number), Deck: n.deck, Front: front, Back: join(back, extra), Tags: n.tags})
	}
}

// A piece of a cloze text is plain text, or a gap with pieces in it.
type piece struct {
	plain  string
	gap    int // its number; 0: plain
	inside pieces
	hint   string
}

type pieces []piece

var gapOpens = regexp.MustCompile(`\{\{c(\d{1,3}(?:,\d{1,3})*)::`)

// deepest is how far gaps may stand within gaps; what is deeper is text.
const deepest = 8

// parseCloze takes a text with gaps such as {{c1::word::hint}} apart.
func parseCloze(src string) pieces {
	all, _ := parsePieces(src, 0)
	return all
}

// parsePieces reads to the end of the text, or of the gap that it is within;
// rest is what comes after that.
func parsePieces(src string, depth int) (all pieces, rest string) {
	plain := func(s string) {
		if s != "" {
			all = append(all, piece{plain: s})
		}
	}
	for src != "" {
		open := gapOpens.FindStringSubmatchIndex(src)
		end := strings.Index(src, "}}")
		switch {
		case depth > 0 && end >= 0 && (open == nil || end < open[0]):
			plain(src[:end])
			return all, src[end+2:]
		case open == nil || depth >= deepest:
			plain(src)
			return all, ""
		}
		plain(src[:open[0]])
		first, _, _ := strings.Cut(src[open[2]:open[3]], ",")
		number, err := strconv.Atoi(first)
		p := piece{gap: number}
		p.inside, src = parsePieces(src[open[1]:], depth+1)
		if err != nil || number == 0 {
			all = append(all, p.inside...)
			continue
		}
		p.takeHint()
		all = append(all, p)
	}
	return all, ""
}

// takeHint takes the hint off the end of what is in the gap.
func (p *piece) takeHint() {
	if len(p.inside) == 0 {
		return
	}
	last := &p.inside[len(p.inside)-1]
	if before, hint, ok := strings.Cut(last.plain, "::"); ok && last.gap == 0 {
		last.plain, p.hint = before, hint
	}
}

// numbers returns the numbers of the gaps in order, each once.
func (all pieces) numbers() []int {
	var out []int
	for _, p := range all {
		if p.gap > 0 {
			out = append(out, p.gap)
			out = append(out, p.inside.numbers()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// text is the text of a card: with the gap of the number open, in bold, or
// closed. The others are open.
func (all pieces) text(number int, open bool) string {
	var b strings.Builder
	for _, p := range all {
		inside := p.inside.text(number, open)
		switch {
		case p.gap == 0:
			b.WriteString(p.plain)
		case p.gap != number:
			b.WriteString(inside)
		case open:
			b.WriteString("<b>" + inside + "</b>")
		case p.hint != "":
			b.WriteString("[" + p.hint + "]")
		default:
			b.WriteString("[...]")
		}
	}
	return b.String()
}

// short is the beginning of a text on one line.
func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 50 {
		return string(r[:49]) + "…"
	}
	return string(r)
}
