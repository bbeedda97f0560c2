package summary_test

import (
	"slices"
	"testing"
	"time"

	"debrief/store/fsrs"
	"debrief/ui/frametest"
	"debrief/ui/summary"
	"debrief/ui/theme"

	tea "github.com/charmbracelet/bubbletea"
)

func data() summary.Data {
	item := func(id, prompt string, r fsrs.Rating, coverage float64, days int, missed ...string) summary.Item {
		return summary.Item{
			Question: id, Prompt: prompt, Domain: "Cloud Security", Rating: r, Coverage: coverage,
			Elapsed: 200 * time.Second, Target: 4 * time.Minute, Missed: missed, Days: days,
		}
	}
	return summary.Data{
		Title: "Cloud Security", Skipped: 1, Today: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC),
		Items: []summary.Item{
			item("a", "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary.", fsrs.Again, 0.2, 1, "v2 needs a PUT.", "A low hop limit stops relays."),
			item("b", "What is yours?", fsrs.Good, 0.85, 6, "Data is always yours."),
			item("a", "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary.", fsrs.Good, 1, 3),
			item("c", "When is a presigned URL the wrong answer?", fsrs.Hard, 0.5, 2, "It is a bearer token."),
		},
	}
}

func TestFrames(t *testing.T) {
	frametest.Golden(t, "summary", summary.New(frametest.Plain(), data()))
	frametest.Golden(t, "nothing", summary.New(frametest.Plain(), summary.Data{Title: "Cloud Security"}))
	frametest.GoldenAt(t, "dark", summary.New(frametest.Colour(theme.Dark()), data()), 100, 30)
	frametest.GoldenAt(t, "light", summary.New(frametest.Colour(theme.Light()), data()), 100, 30)
}

func TestFits(t *testing.T) {
	d := data()
	d.Title, d.Items[0].Prompt, d.Items[0].Missed[0] = frametest.Nasty, frametest.Nasty, frametest.Nasty
	frametest.Fits(t, summary.New(frametest.Colour(theme.Dark()), d))
}

func TestAgainTakesWhatIsStillMissed(t *testing.T) {
	m := summary.New(frametest.Plain(), data())
	got, ok := did(m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")})).(summary.AgainStarted)
	if !ok || !slices.Equal(got.Questions, []string{"c"}) {
		t.Errorf("%+v, want c: a was good the second time", got)
	}
}

func did(msg tea.Msg, _ tea.Cmd) tea.Msg { return msg }
