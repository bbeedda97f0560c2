package story

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Markdown writes a story as a page: its title, its principles, and a heading
// for each step.
func Markdown(s Story) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nPrinciples: %s\n", oneLine(s.Title), strings.Join(s.Principles, "; "))
	for _, p := range Parts()[1:] {
		fmt.Fprintf(&b, "\n## %s\n\n", p)
		if text := strings.TrimSpace(s.Text(p)); text != "" {
			b.WriteString(escape(text) + "\n")
		}
	}
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// escape keeps a line of the text from being taken for a heading.
func escape(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimLeft(l, "\\"), "#") {
			lines[i] = "\\" + l
		}
	}
	return strings.Join(lines, "\n")
}

func unescape(line string) string {
	if strings.HasPrefix(line, "\\") && strings.HasPrefix(strings.TrimLeft(line, "\\"), "#") {
		return line[1:]
	}
	return line
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Parse reads what Markdown writes, or a person wrote in its form. The
// principles must be among the known ones. An error names the line.
func Parse(src string, known []string) (Story, error) {
	var (
		s       Story
		part    = Title
		started bool
		texts   = map[Part][]string{}
	)
	src = strings.TrimPrefix(newlines.Replace(src), "\ufeff")
	for i, line := range strings.Split(src, "\n") {
		switch {
		case strings.HasPrefix(line, "# "):
			if started {
				return Story{}, fmt.Errorf("line %d: a second title: one story a file", i+1)
			}
			started, s.Title = true, oneLine(line[2:])
		case strings.HasPrefix(line, "## "):
			p, ok := partOf(strings.TrimSpace(line[3:]))
			if !ok {
				return Story{}, fmt.Errorf("line %d: there is no step %q: use Situation, Task, Action, Result, Learnt", i+1, strings.TrimSpace(line[3:]))
			}
			part = p
		case part == Title && strings.HasPrefix(line, "Principles:"):
			for _, name := range strings.Split(line[len("Principles:"):], ";") {
				if name = strings.TrimSpace(name); name == "" {
					continue
				}
				at := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) })
				if at < 0 {
					return Story{}, fmt.Errorf("line %d: %q is no Leadership Principle: write its name, a semicolon between two", i+1, name)
				}
				if !slices.Contains(s.Principles, known[at]) {
					s.Principles = append(s.Principles, known[at])
				}
			}
		case part == Title && strings.TrimSpace(line) != "":
			return Story{}, fmt.Errorf("line %d: text before the first step: put a heading such as ## Situation above it", i+1)
		default:
			texts[part] = append(texts[part], unescape(line))
		}
	}
	if !started {
		return Story{}, fmt.Errorf("line 1: no title: begin with a line such as # The outage of 2024")
	}
	for _, p := range Parts()[1:] {
		s = s.With(p, strings.TrimSpace(strings.Join(texts[p], "\n")))
	}
	return s, nil
}

func partOf(name string) (Part, bool) {
	for _, p := range Parts()[1:] {
		if strings.EqualFold(p.String(), name) || p == Learnt && (strings.EqualFold(name, "Learned") || strings.EqualFold(name, "What I learnt")) {
			return p, true
		}
	}
	return Title, false
}

// Slug returns a file name for the title, without an ending.
func Slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := strings.Trim(b.String(), "-")
	if runes := []rune(slug); len(runes) > 60 {
		slug = strings.Trim(string(runes[:60]), "-")
	}
	if slug == "" {
		return "story"
	}
	return slug
}
