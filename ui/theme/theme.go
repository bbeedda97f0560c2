// Package theme has the colours by their meaning and the styles made of them.
//
// It imports lipgloss and what lipgloss imports only: packages initialise in the order of their import
// paths, so this one comes before Bubble Tea, whose own initialisation would
// ask the terminal for its background and wait five seconds for one that does
// not answer. Settling the background here first keeps it from asking.
package theme

import (
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

func init() { lipgloss.SetHasDarkBackground(true) }

// A Palette names colours by what they mean.
type Palette struct {
	Muted  lipgloss.CompleteColor // labels and help
	Line   lipgloss.CompleteColor // rules and borders
	Accent lipgloss.CompleteColor // what the eye should find first
	Good   lipgloss.CompleteColor
	Warn   lipgloss.CompleteColor
	Bad    lipgloss.CompleteColor
	Mark   lipgloss.CompleteColor // behind words that matched
	OnMark lipgloss.CompleteColor // such words
	Dark   bool
}

func color(full, ansi256, ansi string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: full, ANSI256: ansi256, ANSI: ansi}
}

// Dark returns the palette for a dark background.
func Dark() Palette {
	return Palette{
		Muted:  color("#8b93a7", "103", "7"),
		Line:   color("#4b5263", "239", "8"),
		Accent: color("#7cb7ff", "111", "14"),
		Good:   color("#8fce8f", "114", "10"),
		Warn:   color("#e5c07b", "180", "11"),
		Bad:    color("#f28b82", "210", "9"),
		Mark:   color("#2f4a3a", "22", "2"),
		OnMark: color("#d7f5dd", "194", "15"),
		Dark:   true,
	}
}

// Light returns the palette for a light background.
func Light() Palette {
	return Palette{
		Muted:  color("#5b6270", "241", "8"),
		Line:   color("#b8bec9", "250", "7"),
		Accent: color("#1f5fbf", "25", "4"),
		Good:   color("#2f7d32", "28", "2"),
		Warn:   color("#8a5a00", "94", "3"),
		Bad:    color("#b3261e", "124", "1"),
		Mark:   color("#cdebd0", "194", "2"),
		OnMark: color("#123d16", "22", "15"),
	}
}

// Styles are the palette put to use.
type Styles struct {
	Palette Palette
	Profile termenv.Profile // the colours that the terminal can show
	Plain   bool            // none, and no weight either: words must carry the meaning

	Text     lipgloss.Style
	Strong   lipgloss.Style
	Muted    lipgloss.Style
	Line     lipgloss.Style
	Accent   lipgloss.Style
	Title    lipgloss.Style
	Selected lipgloss.Style
	Good     lipgloss.Style
	Warn     lipgloss.Style
	Bad      lipgloss.Style
	Mark     lipgloss.Style
}

// New compiles the styles of a palette for the renderer's colour profile.
func New(r *lipgloss.Renderer, p Palette) Styles {
	s := r.NewStyle
	fg := func(c lipgloss.CompleteColor) lipgloss.Style { return s().Foreground(c) }
	return Styles{
		Palette:  p,
		Profile:  r.ColorProfile(),
		Plain:    r.ColorProfile() == termenv.Ascii,
		Text:     s(),
		Strong:   s().Bold(true),
		Muted:    fg(p.Muted),
		Line:     fg(p.Line),
		Accent:   fg(p.Accent),
		Title:    fg(p.Accent).Bold(true),
		Selected: fg(p.Accent).Bold(true),
		Good:     fg(p.Good),
		Warn:     fg(p.Warn),
		Bad:      fg(p.Bad),
		Mark:     fg(p.OnMark).Background(p.Mark).Bold(true),
	}
}

// Rate returns the style of a share from 0 to 1: bad, middling or good.
func (s Styles) Rate(share float64) lipgloss.Style {
	switch {
	case share >= 0.7:
		return s.Good
	case share >= 0.4:
		return s.Warn
	}
	return s.Bad
}
