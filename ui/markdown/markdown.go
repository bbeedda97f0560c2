// Package markdown renders the bank's Markdown in the app's theme.
package markdown

import (
	"strings"

	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/glamour/ansi"
	"github.com/charmbracelet/lipgloss"
	xansi "github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// Lines renders src, from which it drops anything a terminal would act on,
// into lines of at most width cells. Markdown that cannot be rendered is
// wrapped as it is.
func Lines(s theme.Styles, src string, width int) []string {
	src = layout.Clean(src)
	r, err := glamour.NewTermRenderer(
		glamour.WithStyles(config(s)),
		glamour.WithWordWrap(width),
		glamour.WithColorProfile(profile(s)),
	)
	if err != nil {
		return layout.Wrap(src, width)
	}
	out, err := r.Render(src)
	if err != nil {
		return layout.Wrap(src, width)
	}
	if s.Plain {
		out = xansi.Strip(out) // glamour sets weights even where no colour is wanted
	}
	lines := strings.Split(strings.Trim(out, "\n"), "\n")
	for i := range lines {
		lines[i] = layout.Cut(strings.TrimRight(lines[i], " "), width)
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
