package transfer

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	heading  = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*\s*$`)
	asks     = regexp.MustCompile(`^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*|__)?(?:Q|Question)(?:\s*\d+)?\s*[:.)](?:\*\*|__)?\s*(.*)$`)
	answers  = regexp.MustCompile(`^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?:A|Answer|Ans)(?:\s*\d+)?\s*[:.)](?:\*\*|__)?\s*(.*)$`)
	numbered = regexp.MustCompile(`^(?:\d+[.)]|[-*+])\s+`)
	summary  = regexp.MustCompile(`(?is)<summary>(.*?)</summary>`)
	tags     = regexp.MustCompile(`<[^>]*>`)
)

// ReadMarkdown reads a list of questions with answers. It knows three forms:
// "Q: ..." with "A: ..." below, <details> with the question as <summary>, and
// headings with the answer under each. Headings that only hold others are
// topics.
func ReadMarkdown(src string) ([]Card, []Left) {
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n"), "\n")
	code := fences(lines)
	count := func(p *regexp.Regexp) int {
		n := 0
		for i, l := range lines {
			if !code[i] && p.MatchString(l) {
				n++
			}
		}
		return n
	}
	switch {
	case count(asks) > 0 && count(answers) > 0:
		return questionsAndAnswers(lines, code), nil
	case summary.MatchString(src):
		return details(lines, code), nil
	}
	return underHeadings(lines, code)
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

// questionsAndAnswers reads the form with letters.
func questionsAndAnswers(lines []string, code []bool) []Card {
	var cards []Card
	topic, answering := "", false
	for i, l := range lines {
		if !code[i] {
			if m := heading.FindStringSubmatch(l); m != nil && !asks.MatchString(m[2]) {
				topic, answering = m[2], false
				continue
			}
			bare := strings.TrimLeft(l, "# ")
			if m := asks.FindStringSubmatch(bare); m != nil {
				cards = append(cards, Card{Front: m[1], Topic: topic, Where: at(i)})
				answering = false
				continue
			}
			if m := answers.FindStringSubmatch(l); m != nil && len(cards) > 0 && !answering {
				cards[len(cards)-1].Back, answering = m[1], true
				continue
			}
		}
		if len(cards) == 0 {
			continue
		}
		c := &cards[len(cards)-1]
		if answering {
			c.Back += "\n" + l
		} else {
			c.Front += "\n" + l
		}
	}
	for i := range cards {
		cards[i].Front = unmarked(cards[i].Front)
	}
	return cards
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

// details reads the form that folds its answers.
func details(lines []string, code []bool) []Card {
	var cards []Card
	topic, in := "", false
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if m := heading.FindStringSubmatch(l); m != nil && !code[i] && !in {
			topic = m[2]
			continue
		}
		if !in && strings.Contains(strings.ToLower(l), "<summary>") {
			text, from := l, i
			for !strings.Contains(strings.ToLower(text), "</summary>") && i+1 < len(lines) {
				i++
				text += "\n" + lines[i]
			}
			m := summary.FindStringSubmatchIndex(text)
			if m == nil {
				continue
			}
			front := strings.TrimSpace(tags.ReplaceAllString(text[m[2]:m[3]], ""))
			cards = append(cards, Card{Front: unmarked(front), Topic: topic, Where: at(from)})
			l, in = text[m[1]:], true
		}
		if !in {
			continue
		}
		body, _, end := strings.Cut(l, "</details>")
		cards[len(cards)-1].Back += strings.TrimSuffix(strings.ReplaceAll(body, "<br>", ""), " ") + "\n"
		in = !end
	}
	return cards
}

// section is a heading with what stands under it.
type section struct {
	level, line int
	title, body string
}

// underHeadings reads the form in which each heading asks.
func underHeadings(lines []string, code []bool) ([]Card, []Left) {
	var sections []section
	for i, l := range lines {
		if m := heading.FindStringSubmatch(l); m != nil && !code[i] {
			sections = append(sections, section{level: len(m[1]), line: i, title: m[2]})
		} else if len(sections) > 0 {
			sections[len(sections)-1].body += l + "\n"
		}
	}
	if len(sections) == 0 {
		return nil, []Left{{"the file", "it has neither headings nor lines that begin with Q: and A:"}}
	}
	var (
		cards []Card
		left  []Left
		path  [7]string // the title above, by level
	)
	for i, s := range sections {
		path[s.level] = s.title
		for deeper := s.level + 1; deeper < len(path); deeper++ {
			path[deeper] = ""
		}
		holds := i+1 < len(sections) && sections[i+1].level > s.level
		switch body := strings.TrimSpace(s.body); {
		case body == "" && holds: // a topic
		case holds && !strings.HasSuffix(s.title, "?"): // a chapter with an introduction
			left = append(left, Left{at(s.line), "the text under the chapter is no answer: " + short(s.title)})
		default:
			topic := ""
			for level := s.level - 1; level > 0 && topic == ""; level-- {
				topic = path[level]
			}
			cards = append(cards, Card{Front: unmarked(numbered.ReplaceAllString(s.title, "")), Back: body, Topic: topic, Where: at(s.line)})
		}
	}
	return cards, left
}
