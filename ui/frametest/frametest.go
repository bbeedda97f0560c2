// Package frametest compares frames with golden files and holds them to what
// every frame must keep, for the views' tests.
package frametest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/ui/clock"
	"debrief/ui/theme"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// A View is what can be drawn at a size.
type View interface {
	Resize(width, height int)
	View() string
}

// Clock returns a clock that stands at *at and on which nothing falls due.
func Clock(at *time.Time) clock.Clock {
	return clock.Clock{
		Now:   func() time.Time { return *at },
		After: func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil },
	}
}

// Plain returns styles that draw no colour; Colour ones for true colour.
func Plain() theme.Styles { return styles(termenv.Ascii, theme.Dark()) }

// Colour returns styles of a palette in true colour.
func Colour(p theme.Palette) theme.Styles { return styles(termenv.TrueColor, p) }

func styles(profile termenv.Profile, p theme.Palette) theme.Styles {
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(profile)
	return theme.New(r, p)
}

// Golden compares the view at three sizes with testdata/NAME-WxH.golden, or
// writes those where UPDATE_GOLDEN is set.
func Golden(t *testing.T, name string, v View) {
	t.Helper()
	for _, size := range [][2]int{{60, 20}, {100, 30}, {160, 45}} {
		GoldenAt(t, name, v, size[0], size[1])
	}
}

// GoldenAt is Golden at one size.
func GoldenAt(t *testing.T, name string, v View, width, height int) {
	t.Helper()
	v.Resize(width, height)
	Compare(t, fmt.Sprintf("%s-%dx%d", name, width, height), v.View()+"\n")
}

// Compare compares a screen with testdata/NAME.golden, or writes that where
// UPDATE_GOLDEN is set.
func Compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run the test with UPDATE_GOLDEN=1 and look at what it writes", err)
	}
	if string(want) != got {
		t.Errorf("%s differs; it now is\n%s\nUPDATE_GOLDEN=1 accepts it", path, got)
	}
}

// Fits holds the view, at every width and height that it is composed for, to
// exactly the height in lines, none wider than the width, and to no control
// sequence but those of its styles.
func Fits(t *testing.T, v View) {
	t.Helper()
	check := func(width, height int) {
		v.Resize(width, height)
		lines := strings.Split(v.View(), "\n")
		if len(lines) != height {
			t.Fatalf("%dx%d: %d lines", width, height, len(lines))
		}
		for i, l := range lines {
			if w := ansi.StringWidth(l); w > width {
				t.Fatalf("%dx%d: line %d has %d cells: %q", width, height, i+1, w, l)
			}
			if strings.ContainsAny(ansi.Strip(l), "\x1b\a\b\r\t") {
				t.Fatalf("%dx%d: line %d has control characters: %q", width, height, i+1, l)
			}
		}
	}
	for width := 60; width <= 200; width++ {
		for _, height := range []int{19, 29, 59} {
			check(width, height)
		}
	}
	for height := 15; height <= 60; height++ {
		for _, width := range []int{60, 100, 200} {
			check(width, height)
		}
	}
}

// Nasty has what has broken layouts: wide, joined and combining
// characters, control sequences, and words longer than any line.
const Nasty = "plain 日本語のテキスト 👩‍👩‍👧 e\u0301\u0301 \x1b[31mred\x1b[0m \x1b]0;title\a tab\there \u202eback\r\n" +
	"averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword end"
