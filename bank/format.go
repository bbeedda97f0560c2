package bank

import (
	"strings"
	"unicode/utf8"
)

// Format returns a question file with its lines in order: one blank line
// before each table, the values of neighbouring keys below each other, lists
// indented by two spaces. Comments, strings and the order of everything stay
// as they are. The file must parse: what is no TOML comes back in some form.
func Format(src string) string {
	var f formatter
	for _, line := range strings.SplitAfter(src, "\n") {
		f.line(line)
	}
	f.align()
	out := strings.Trim(strings.Join(f.out, ""), "\n")
	if out == "" {
		return ""
	}
	return out + "\n"
}

// formatter goes through a file line by line.
type formatter struct {
	out   []string
	block []pair // keys that are to be aligned with one another
	scan  scanner
}

// A pair is a line with a key and its value.
type pair struct{ key, value string }

func (f *formatter) line(line string) {
	within, depth := f.scan.quote != "", f.scan.depth
	f.scan.read(line)
	text := strings.TrimSpace(line)
	switch {
	case within: // a string is as it is, to its last line
		f.add(line)
	case depth > 0:
		if text != "" {
			if strings.HasPrefix(text, "]") || strings.HasPrefix(text, "}") {
				depth--
			}
			f.add(strings.Repeat("  ", depth) + f.rest(line))
		}
	case text == "":
		f.blank()
	case strings.HasPrefix(text, "["):
		f.table(text)
	case strings.HasPrefix(text, "#"):
		f.align()
		f.add(text + "\n")
	default:
		f.pair(line)
	}
}

// rest is a line without the space around it; what begins a string at its end
// keeps the line's end as it is.
func (f *formatter) rest(line string) string {
	line = strings.TrimLeft(line, " \t")
	if f.scan.quote != "" {
		return line
	}
	return strings.TrimSpace(line) + "\n"
}

func (f *formatter) pair(line string) {
	at := equals(line)
	if at < 0 {
		f.align()
		f.add(f.rest(line))
		return
	}
	p := pair{strings.TrimSpace(line[:at]), f.rest(line[at+1:])}
	if f.scan.quote != "" || f.scan.depth > 0 { // it goes on: the block ends before it
		f.align()
		f.add(p.key + " = " + p.value)
		return
	}
	f.block = append(f.block, p)
}

// equals returns where the sign stands after the key, which may be quoted.
func equals(line string) int {
	quote := byte(0)
	for i := range len(line) {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			return i
		}
	}
	return -1
}

// align writes the block with its values below each other.
func (f *formatter) align() {
	wide := 0
	for _, p := range f.block {
		wide = max(wide, utf8.RuneCountInString(p.key))
	}
	block := f.block
	f.block = nil
	for _, p := range block {
		f.add(p.key + strings.Repeat(" ", wide-utf8.RuneCountInString(p.key)) + " = " + p.value)
	}
}

// blank ends a block with one blank line, however many there are.
func (f *formatter) blank() {
	f.align()
	if n := len(f.out); n > 0 && f.out[n-1] != "\n" {
		f.add("\n")
	}
}

// table writes a header with a blank line before it, or before the comments
// that stand right above it.
func (f *formatter) table(text string) {
	f.align()
	at := len(f.out)
	for at > 0 && strings.HasPrefix(f.out[at-1], "#") {
		at--
	}
	if at > 0 && f.out[at-1] != "\n" {
		f.out = append(f.out[:at], append([]string{"\n"}, f.out[at:]...)...)
	}
	f.add(text + "\n")
}

func (f *formatter) add(line string) { f.out = append(f.out, line) }

// scanner knows whether the end of a line is within a string of several lines
// or within brackets.
type scanner struct {
	quote string // """ or ''' within such a string
	depth int
}

func (s *scanner) read(line string) {
	for i := 0; i < len(line); {
		rest := line[i:]
		switch {
		case s.quote != "":
			i += s.within(rest)
		case strings.HasPrefix(rest, "#"):
			return
		case strings.HasPrefix(rest, `"""`), strings.HasPrefix(rest, "'''"):
			s.quote = rest[:3]
			i += 3
		case rest[0] == '"' || rest[0] == '\'':
			i += short(rest)
		default:
			switch rest[0] {
			case '[', '{':
				s.depth++
			case ']', '}':
				s.depth = max(s.depth-1, 0)
			}
			i++
		}
	}
}

// within returns how much of the text to pass over inside a long string.
func (s *scanner) within(text string) int {
	if s.quote == `"""` && text[0] == '\\' {
		return min(2, len(text))
	}
	if !strings.HasPrefix(text, s.quote) {
		return 1
	}
	n := 3 // up to two more quotes belong to the string
	for n < len(text) && n < 5 && text[n] == s.quote[0] {
		n++
	}
	s.quote = ""
	return n
}

// short returns the length of a string on one line.
func short(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] == '"':
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return len(text)
}
