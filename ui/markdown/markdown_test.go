package markdown_test

import (
	"strings"
	"testing"

	"debrief/bank"
	"debrief/content"
	"debrief/ui/frametest"
	"debrief/ui/markdown"
	"debrief/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// letters is the text without what wrapping may change.
func letters(s string) string {
	return strings.Join(strings.Fields(s), "")
}

func TestNothingOfTheAnswersIsLost(t *testing.T) {
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []theme.Styles{frametest.Plain(), frametest.Colour(theme.Dark())} {
		for _, d := range b.Domains {
			for _, q := range d.Questions {
				all := letters(ansi.Strip(strings.Join(markdown.Lines(s, q.Answer, 2000), "\n")))
				for _, width := range []int{36, 54, 83} {
					lines := markdown.Lines(s, q.Answer, width)
					if got := letters(ansi.Strip(strings.Join(lines, "\n"))); got != all {
						t.Fatalf("%s at %d cells: %d letters of %d", q.ID, width, len(got), len(all))
					}
					for _, l := range lines {
						if ansi.StringWidth(l) > width {
							t.Errorf("%s: %d cells: %q", q.ID, width, l)
						}
					}
				}
			}
		}
	}
}

func TestLinesKeepTheirIndent(t *testing.T) {
	got := markdown.Lines(frametest.Plain(), "Two things,\nsays she:\n\n- the sign-in comes through\n  a proxy-in-the-middle kit\n- **nothing jumps at all, so nobody** sees it\n\n1. one\n\n```\nGET /\nHost: a\n```\nafter\nit", 30)
	want := `Two things, says she:

• the sign-in comes through a
  proxy-in-the-middle kit
• nothing jumps at all, so
  nobody sees it

1. one

  GET /
  Host: a

after it`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestStylesEndWithTheirLine(t *testing.T) {
	lines := markdown.Lines(frametest.Colour(theme.Dark()), "**all of this is strong, over three lines of text at thirty cells each, surely**", 30)
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, l := range lines {
		if !strings.HasPrefix(l, "\x1b[") || !strings.HasSuffix(l, "m") || strings.HasSuffix(l, "[1m") {
			t.Errorf("not whole: %q", l)
		}
	}
}
