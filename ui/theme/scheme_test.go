package theme_test

import (
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"debrief/store/settings"
	"debrief/ui/theme"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		name       string
		scheme     string
		background [2]string
		least      float64
	}{
		{"usual", "auto", [2]string{"#1e1e1e", "#ffffff"}, 4.5},
		{"high", "contrast", [2]string{"#000000", "#ffffff"}, 7},
	} {
		s, err := theme.Named(c.scheme, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range []theme.Palette{s.Dark, s.Light} {
			for name, colour := range map[string]lipgloss.CompleteColor{"muted": p.Muted, "accent": p.Accent, "good": p.Good, "warn": p.Warn, "bad": p.Bad} {
				if got := contrast(t, colour.TrueColor, c.background[i]); got < c.least {
					t.Errorf("%s: %s on %s has %.1f:1, want %.1f", c.name, name, c.background[i], got, c.least)
				}
			}
			if got := contrast(t, p.OnMark.TrueColor, p.Mark.TrueColor); got < c.least {
				t.Errorf("%s: marked words have %.1f:1", c.name, got)
			}
		}
	}
}

func TestOwnThemes(t *testing.T) {
	own := map[string]map[string]string{
		"mine":   {"base": "light", "accent": "#ff8800", "bad": "9"},
		"base":   {"base": "nonsuch"},
		"colour": {"accnt": "#ff8800"},
		"value":  {"accent": "orange"},
	}
	s, err := theme.Named("mine", own)
	if err != nil || !s.Settled || s.Dark.Accent.TrueColor != "#ff8800" || s.Dark.Accent.ANSI256 == "#ff8800" || s.Dark.Bad.TrueColor != "9" || s.Dark.Good != theme.Light().Good {
		t.Errorf("%+v, %v", s, err)
	}
	for name, want := range map[string]string{"base": `base "nonsuch" is unknown`, "colour": `no colour "accnt"`, "value": `"orange" is no colour`, "pink": "use auto, dark, light, contrast, mono, base, colour, mine or value"} {
		if _, err := theme.Named(name, own); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

func TestMonoHasNoColour(t *testing.T) {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	s, err := theme.Named("mono", nil)
	if err != nil {
		t.Fatal(err)
	}
	styles := s.Style(r, true)
	if got := styles.Bad.Render("x") + styles.Mark.Render("y"); got != "xy" || !styles.Plain {
		t.Errorf("drawn as %q", got)
	}
}

func TestSettingsKnowTheThemes(t *testing.T) {
	if got, want := strings.Join(settings.Themes(), " "), strings.Join(theme.Names(), " "); got != want {
		t.Errorf("settings have %s, themes are %s", got, want)
	}
}
