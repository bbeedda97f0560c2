package transfer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	heading  = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*\s*$`)
	asks     = regexp.MustCompile(`^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*|__)?(?:Q|Question)(?:\s*\d+)?\s*[:.)](?:\*\*|__)?\s*(.*)$`)
	answers  = regexp.MustCompile(`^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?:A|Answer|Ans)(?:\s*\d+)?\s*[:.)](?:\*\*|__)?\s*(.*)$`)
	numbered = regexp.MustCompile(`^(?:\d+[.)]|[-*+])\s+`)
	summary  = regexp.MustCompile(`(?is)<summary>(.*?)</summary>`)
	reveals  = regexp.MustCompile(`(?i)^(?:(?:show|see|view|click|open|reveal|the|for|to|expand|sample|model|possible|my) )*(?:answers?|solutions?|hints?|explanation|spoiler|reveal|expand|here|me)[ :.!]*$`)
	tags     = regexp.MustCompile(`<[^>]*>`)
)

// ReadMarkdown reads a list of questions with answers. It knows three forms,
// also in one file: "Q: ..." with "A: ..." below, <details> with the question as
// <summary>, and headings with the answer under each. Headings that only hold
// others are topics.
func ReadMarkdown(src string) ([]Card, []Left) {
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n"), "\n")
	d := document{lines: lines, code: fences(lines), taken: make([]bool, len(lines))}
	d.details()
	if d.count(asks) > 0 && d.count(answers) > 0 {
		d.letters()
	}
	left := d.headings()
	slices.SortStableFunc(d.cards, func(a, b placed) int { return a.line - b.line })
	var cards []Card
	for _, c := range d.cards {
		c.Front, c.Where = unmarked(c.Front), at(c.line)
		cards = append(cards, c.Card)
	}
	return cards, left
}

// A document is a file of which one form after the other takes its lines.
type document struct {
	lines []string
	code  []bool // the line belongs to a block of code
	taken []bool // the line is part of a card
	cards []placed
}

type placed struct {
	line int
	Card
}

func (d *document) count(p *regexp.Regexp) int {
	n := 0
	for i, l := range d.lines {
		if !d.code[i] && !d.taken[i] && p.MatchString(l) {
			n++
		}
	}
	return n
}

// heading returns the title of the heading on the line, and its level; 0 where
// the line is none.
func (d *document) heading(i int) (title string, level int) {
	if d.code[i] || d.taken[i] {
		return "", 0
	}
	m := heading.FindStringSubmatch(d.lines[i])
	if m == nil {
		return "", 0
	}
	return m[2], len(m[1])
}

// fences reports of each line whether it belongs to a block of code.
func fences(lines []string) []bool {
	in := make([]bool, len(lines))
	open := ""
	for i, l := range lines {
		t := strings.TrimSpace(l)
		in[i] = open != ""
		switch {
		case open != "" && strings.HasPrefix(t, open):
			open = ""
		case open == "" && strings.HasPrefix(t, "```"):
			open, in[i] = "```", true
		case open == "" && strings.HasPrefix(t, "~~~"):
			open, in[i] = "~~~", true
		}
	}
	return in
}

func at(line int) string { return fmt.Sprintf("line %d", line+1) }

// letters takes the form with Q and A. A heading ends an answer.
func (d *document) letters() {
	topic, asking, answering := "", false, false
	for i, l := range d.lines {
		if d.taken[i] {
			asking, answering = false, false
			continue
		}
		if title, level := d.heading(i); level > 0 && !asks.MatchString(title) {
			topic, asking, answering = title, false, false
			continue
		}
		m := asks.FindStringSubmatch(strings.TrimLeft(l, "# "))
		a := answers.FindStringSubmatch(l)
		switch {
		case m != nil && !d.code[i]:
			d.cards = append(d.cards, placed{i, Card{Front: m[1], Topic: topic}})
			asking, answering = true, false
		case a != nil && !d.code[i] && asking:
			d.cards[len(d.cards)-1].Back = a[1]
			asking, answering = false, true
		case asking:
			d.cards[len(d.cards)-1].Front += "\n" + l
		case answering:
			d.cards[len(d.cards)-1].Back += "\n" + l
		default:
			continue
		}
		d.taken[i] = true
	}
}

// unmarked is a question without the marks of bold text around it.
func unmarked(s string) string {
	s = strings.TrimSpace(s)
	for _, mark := range []string{"**", "__"} {
		if inner := strings.TrimSuffix(strings.TrimPrefix(s, mark), mark); len(inner) == len(s)-2*len(mark) && !strings.Contains(inner, mark) {
			return strings.TrimSpace(inner)
		}
		if n := strings.Count(s, mark); n%2 == 1 { // its other half was cut off with the letter
			s = strings.TrimSpace(strings.Replace(s, mark, "", 1))
		}
	}
	return s
}

// details takes the form that folds its answers. Where the summary is no
// question but a word such as "Answer", the fold is opened for the heading or
// the letter above to take.
func (d *document) details() {
	topic := ""
	for i := 0; i < len(d.lines); i++ {
		if title, level := d.heading(i); level > 0 {
			topic = title
		}
		if d.code[i] || !strings.Contains(strings.ToLower(d.lines[i]), "<summary>") {
			continue
		}
		from, text := i, d.lines[i]
		for !strings.Contains(text, "</details>") && i+1 < len(d.lines) {
			i++
			text += "\n" + d.lines[i]
		}
		m := summary.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		front := strings.TrimSpace(tags.ReplaceAllString(text[m[2]:m[3]], ""))
		back, _, _ := strings.Cut(text[m[1]:], "</details>")
		back = strings.ReplaceAll(back, "<br>", "")
		first := from
		if from > 0 && strings.TrimSpace(d.lines[from-1]) == "<details>" {
			first--
		}
		if reveals.MatchString(front) {
			clear(d.lines[first : i+1])
			copy(d.lines[from:i+1], strings.Split(back, "\n"))
			continue
		}
		d.cards = append(d.cards, placed{from, Card{Front: front, Back: back, Topic: topic}})
		for j := first; j <= i; j++ {
			d.taken[j] = true
		}
	}
}

// section is a heading with what stands under it.
type section struct {
	level, line int
	title, body string
	used        bool // cards of another form stand under it
}

// headings takes the form in which each heading asks, of what is left.
func (d *document) headings() []Left {
	var sections []section
	for i, l := range d.lines {
		title, level := d.heading(i)
		switch {
		case level > 0:
			sections = append(sections, section{level: level, line: i, title: title})
		case len(sections) == 0:
		case d.taken[i]:
			sections[len(sections)-1].used = true
		default:
			sections[len(sections)-1].body += l + "\n"
		}
	}
	if len(sections) == 0 && len(d.cards) == 0 {
		return []Left{{"the file", "it has neither headings nor lines that begin with Q: and A:"}}
	}
	var (
		left []Left
		path [7]string // the title above, by level
	)
	for i, s := range sections {
		path[s.level] = s.title
		for deeper := s.level + 1; deeper < len(path); deeper++ {
			path[deeper] = ""
		}
		holds := s.used || i+1 < len(sections) && sections[i+1].level > s.level
		switch body := strings.TrimSpace(s.body); {
		case body == "" && holds: // a topic
		case holds && !strings.HasSuffix(s.title, "?"): // a chapter with an introduction
			left = append(left, Left{at(s.line), "the text under the chapter is no answer: " + short(s.title)})
		default:
			topic := ""
			for level := s.level - 1; level > 0 && topic == ""; level-- {
				topic = path[level]
			}
			d.cards = append(d.cards, placed{s.line, Card{Front: numbered.ReplaceAllString(s.title, ""), Back: body, Topic: topic}})
		}
	}
	return left
}
