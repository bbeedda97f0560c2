package layout_test

import (
	"strings"
	"testing"

	"debrief/ui/layout"

	"github.com/charmbracelet/x/ansi"
)

func TestCleanLeavesNothingATerminalActsOn(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b[2Jgone":        "[2Jgone",
		"a\x9b31mb":          "a31mb",
		"\u009b31m":          "31m",
		"bell\a back\b":      "bell back",
		"a\tb":               "a    b",
		"line\r\nline\n":     "line\nline\n",
		"admin\u202etxt.exe": "admin txt.exe",
		"👩‍👩‍👧 日本 e\u0301":   "👩‍👩‍👧 日本 e\u0301",
	} {
		if got := layout.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFrame(f *testing.F) {
	f.Add("日本語のテキスト and 👩‍👩‍👧 e\u0301", 10, 3)
	f.Fuzz(func(t *testing.T, s string, width, height int) {
		if width < 2 || width > 200 || height < 1 || height > 60 {
			return
		}
		got := strings.Split(layout.Frame(layout.Wrap(layout.Clean(s), width), width, height), "\n")
		if len(got) != height {
			t.Errorf("%d lines, want %d", len(got), height)
		}
		for _, l := range got {
			if w := ansi.StringWidth(l); w > width {
				t.Errorf("%d cells, at most %d: %q", w, width, l)
			}
			if strings.ContainsAny(l, "\x1b\a\b\r") {
				t.Errorf("control characters in %q", l)
			}
		}
	})
}

func TestEndsFillsTheLine(t *testing.T) {
	for _, c := range []struct{ left, right, want string }{
		{"ab", "cd", "ab      cd"},
		{"a long left side", "cd", "a long… cd"},
		{"a", "far too long a right side", "far too l…"},
	} {
		if got := layout.Ends(c.left, c.right, 10); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestCutLeftKeepsTheEnd(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"/home/me/config.toml", 30, "/home/me/config.toml"},
		{"/home/me/config.toml", 20, "/home/me/config.toml"},
		{"/home/me/config.toml", 12, "…config.toml"},
		{"/home/me/config.toml", 2, "…l"},
	} {
		if got := layout.CutLeft(c.in, c.width); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}
