// Package markdown renders the bank's Markdown in the app's theme.
package markdown

import (
	"regexp"
	"strings"

	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/glamour/ansi"
	"github.com/charmbracelet/lipgloss"
	xansi "github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/cellbuf"
	"github.com/muesli/termenv"
)

// Lines renders src, from which it drops anything a terminal would act on,
// into lines of at most width cells. Markdown that cannot be rendered is
// wrapped as it is.
func Lines(s theme.Styles, src string, width int) []string {
	src = layout.Clean(src)
	r, err := glamour.NewTermRenderer(
		glamour.WithStyles(config(s)),
		glamour.WithWordWrap(0), // its own wrapping overshoots at hyphens and does not indent
		glamour.WithColorProfile(profile(s)),
	)
	if err != nil {
		return layout.Wrap(src, width)
	}
	out, err := r.Render(flow(src))
	if err != nil {
		return layout.Wrap(src, width)
	}
	if s.Plain {
		out = xansi.Strip(out) // glamour sets weights even where no colour is wanted
	}
	var lines []string
	for _, l := range strings.Split(strings.Trim(out, "\n"), "\n") {
		lines = append(lines, wrap(strings.TrimRight(l, " "), width)...)
	}
	return lines
}

// block matches a line that does not go on with the line before it, and alone
// one that no line goes on with.
var (
	block = regexp.MustCompile("^\\s*($|[-*+>|#]|\\d+[.)] |```|~~~|===|    )")
	alone = regexp.MustCompile("^\\s*($|[|#]|```|~~~)|(  |\\\\)$")
)

// flow joins the lines of each paragraph, so that it is wrapped as one.
func flow(src string) string {
	var b strings.Builder
	fenced, before := false, ""
	for i, l := range strings.Split(src, "\n") {
		fence := strings.HasPrefix(strings.TrimSpace(l), "```") || strings.HasPrefix(strings.TrimSpace(l), "~~~")
		switch {
		case i == 0:
		case fenced || fence || block.MatchString(l) || alone.MatchString(before):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
			l = strings.TrimLeft(l, " ")
		}
		b.WriteString(l)
		fenced, before = fenced != fence, l
	}
	return b.String()
}

// hang matches what the lines that continue a line stand under.
var hang = regexp.MustCompile(`^ *(• |\d+\. )?`)

// wrap breaks a styled line into lines of at most width cells, each with its
// styles whole and under the text of the first.
func wrap(line string, width int) []string {
	if xansi.StringWidth(line) <= width {
		return []string{line}
	}
	indent := xansi.StringWidth(hang.FindString(xansi.Strip(line)))
	if indent >= width/2 {
		indent = 0
	}
	first, rest := xansi.Truncate(line, indent, ""), xansi.TruncateLeft(line, indent, "")
	lines := strings.Split(cellbuf.Wrap(rest, width-indent, ""), "\n")
	for i := range lines {
		if i > 0 {
			first = strings.Repeat(" ", indent)
		}
		lines[i] = first + lines[i]
	}
	return lines
}

func profile(s theme.Styles) termenv.Profile {
	if s.Plain {
		return termenv.Ascii
	}
	return s.Profile
}

func config(s theme.Styles) ansi.StyleConfig {
	str := func(c lipgloss.CompleteColor) *string {
		v := c.TrueColor
		switch s.Profile {
		case termenv.ANSI256:
			v = c.ANSI256
		case termenv.ANSI:
			v = c.ANSI
		}
		return &v
	}
	yes, two := true, uint(2)
	p := s.Palette
	heading := ansi.StylePrimitive{Bold: &yes, Color: str(p.Accent), BlockSuffix: "\n"}
	return ansi.StyleConfig{
		Heading:     ansi.StyleBlock{StylePrimitive: heading},
		Emph:        ansi.StylePrimitive{Italic: &yes},
		Strong:      ansi.StylePrimitive{Bold: &yes},
		Link:        ansi.StylePrimitive{Color: str(p.Accent), Underline: &yes},
		LinkText:    ansi.StylePrimitive{Bold: &yes},
		Item:        ansi.StylePrimitive{BlockPrefix: "• "},
		Enumeration: ansi.StylePrimitive{BlockPrefix: ". "},
		List:        ansi.StyleList{LevelIndent: 2},
		Code:        ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: str(p.Good)}},
		CodeBlock: ansi.StyleCodeBlock{
			StyleBlock: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: str(p.Good)}, Margin: &two},
		},
		BlockQuote: ansi.StyleBlock{Indent: &two, StylePrimitive: ansi.StylePrimitive{Color: str(p.Muted)}},
		Table:      ansi.StyleTable{},
		HorizontalRule: ansi.StylePrimitive{
			Color: str(p.Line), Format: "\n────────\n",
		},
	}
}
