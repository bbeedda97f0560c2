package theme

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A Scheme is what a theme's name stands for: a palette for each background.
type Scheme struct {
	Dark, Light Palette
	Settled     bool // both are the same: the background does not matter
	Mono        bool // no colour at all
}

// Names returns the themes that are built in.
func Names() []string { return []string{"auto", "dark", "light", "contrast", "mono"} }

// For returns the palette for a background.
func (s Scheme) For(dark bool) Palette {
	if dark {
		return s.Dark
	}
	return s.Light
}

// Style compiles the scheme's styles for a background.
func (s Scheme) Style(r *lipgloss.Renderer, dark bool) Styles {
	if s.Mono {
		plain := lipgloss.NewRenderer(r.Output())
		plain.SetColorProfile(termenv.Ascii)
		return New(plain, s.For(dark))
	}
	return New(r, s.For(dark))
}

// Named returns the scheme with the name: one that is built in, or one of the
// person's own, which names a base and colours.
func Named(name string, own map[string]map[string]string) (Scheme, error) {
	switch name {
	case "", "auto":
		return Scheme{Dark: Dark(), Light: Light()}, nil
	case "dark":
		return settled(Dark()), nil
	case "light":
		return settled(Light()), nil
	case "contrast":
		return Scheme{Dark: darkContrast(), Light: lightContrast()}, nil
	case "mono":
		s := settled(Dark())
		s.Mono = true
		return s, nil
	}
	if colours, ok := own[name]; ok {
		return custom(name, colours)
	}
	known := append(Names(), slices.Sorted(maps.Keys(own))...)
	return Scheme{}, fmt.Errorf("theme %q is unknown: use %s or %s", name, strings.Join(known[:len(known)-1], ", "), known[len(known)-1])
}

func settled(p Palette) Scheme { return Scheme{Dark: p, Light: p, Settled: true} }

// darkContrast has each colour at 7:1 or more against black.
func darkContrast() Palette {
	return Palette{
		Muted:  color("#d0d0d0", "252", "15"),
		Line:   color("#a8a8a8", "248", "7"),
		Accent: color("#5fd7ff", "81", "14"),
		Good:   color("#5fff5f", "83", "10"),
		Warn:   color("#ffff5f", "227", "11"),
		Bad:    color("#ff9f9f", "217", "9"),
		Mark:   color("#ffff5f", "227", "11"),
		OnMark: color("#000000", "16", "0"),
		Dark:   true,
	}
}

// lightContrast has each colour at 7:1 or more against white.
func lightContrast() Palette {
	return Palette{
		Muted:  color("#303030", "236", "0"),
		Line:   color("#585858", "240", "8"),
		Accent: color("#00008b", "18", "4"),
		Good:   color("#004d00", "22", "2"),
		Warn:   color("#5a3200", "58", "3"),
		Bad:    color("#8b0000", "88", "1"),
		Mark:   color("#00008b", "18", "4"),
		OnMark: color("#ffffff", "231", "15"),
	}
}

var hex = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// custom is a theme of the person's own: colours in place of those of the base.
func custom(name string, colours map[string]string) (Scheme, error) {
	base := colours["base"]
	if base == "" {
		base = "auto"
	}
	if !slices.Contains(Names(), base) {
		return Scheme{}, fmt.Errorf("theme %q: base %q is unknown: use %s", name, base, strings.Join(Names(), ", "))
	}
	s, err := Named(base, nil)
	if err != nil {
		return Scheme{}, err
	}
	for key, value := range colours {
		if key == "base" {
			continue
		}
		c, err := parse(value)
		if err != nil {
			return Scheme{}, fmt.Errorf("theme %q: %s: %w", name, key, err)
		}
		for _, p := range []*Palette{&s.Dark, &s.Light} {
			of := p.named(key)
			if of == nil {
				return Scheme{}, fmt.Errorf("theme %q: there is no colour %q: there are base, muted, line, accent, good, warn, bad, mark and on_mark", name, key)
			}
			*of = c
		}
	}
	return s, nil
}

// named returns the colour by what it is called in config.toml.
func (p *Palette) named(key string) *lipgloss.CompleteColor {
	return map[string]*lipgloss.CompleteColor{
		"muted": &p.Muted, "line": &p.Line, "accent": &p.Accent, "good": &p.Good, "warn": &p.Warn, "bad": &p.Bad,
		"mark": &p.Mark, "on_mark": &p.OnMark,
	}[key]
}

// parse reads a colour: #rrggbb, or the number of a terminal's colour. What a
// terminal cannot show it gets the nearest of.
func parse(value string) (lipgloss.CompleteColor, error) {
	n, err := strconv.Atoi(value)
	if !hex.MatchString(value) && (err != nil || n < 0 || n > 255) {
		return lipgloss.CompleteColor{}, fmt.Errorf("%q is no colour: write #rrggbb, or a number from 0 to 255", value)
	}
	near := func(p termenv.Profile) string {
		switch c := p.Color(value).(type) {
		case termenv.ANSIColor:
			return strconv.Itoa(int(c))
		case termenv.ANSI256Color:
			return strconv.Itoa(int(c))
		}
		return value
	}
	return lipgloss.CompleteColor{TrueColor: value, ANSI256: near(termenv.ANSI256), ANSI: near(termenv.ANSI)}, nil
}
