package grade_test

import (
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/ui/frametest"
	"debrief/ui/grade"
	"debrief/ui/theme"

	tea "github.com/charmbracelet/bubbletea"
)

const answer = "The metadata service gives out credentials, and a plain GET is enough in v1."

func data() grade.Data {
	return grade.Data{
		Question: frametest.Question(), DomainName: "Cloud Security", Answer: answer,
		Elapsed: 178 * time.Second, Intervals: [4]int{1, 2, 6, 14},
	}
}

func open(styles theme.Styles, data grade.Data) *grade.Model {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	return grade.New(styles, data, frametest.Clock(&at))
}

func TestFrames(t *testing.T) {
	m := open(frametest.Plain(), data())
	frametest.Golden(t, "points", m)
	for _, pane := range []string{"answer", "model", "more"} {
		m.Update(frametest.Key("tab"))
		frametest.Golden(t, pane, m)
	}
	m.Update(frametest.Key("e"))
	frametest.Golden(t, "note", m)
	aloud := data()
	aloud.Answer = ""
	frametest.Golden(t, "aloud", open(frametest.Plain(), aloud))
	card := data()
	card.Question = bank.Question{ID: "c", Topic: "Flows", Kind: bank.Card, Minutes: 2, Prompt: "What does NODATA say?", Answer: "That nothing was seen.", Own: true}
	frametest.Golden(t, "card", open(frametest.Plain(), card))
	frametest.GoldenAt(t, "dark", open(frametest.Colour(theme.Dark()), data()), 100, 30)
	frametest.GoldenAt(t, "light", open(frametest.Colour(theme.Light()), data()), 100, 30)
}

func TestFits(t *testing.T) {
	d := data()
	d.Question, d.DomainName, d.Note = frametest.NastyQuestion(), frametest.Nasty, frametest.Nasty
	d.Answer = frametest.Nasty + answer + "v2 fixes SSRF"
	m := open(frametest.Colour(theme.Light()), d)
	for range 4 {
		frametest.Fits(t, m)
		m.Update(frametest.Key("tab"))
	}
	m.Update(frametest.Key("e"))
	frametest.Fits(t, m)
}

func TestEnterAcceptsTheSuggestion(t *testing.T) {
	m := open(frametest.Plain(), data())
	got, ok := did(m.Update(frametest.Key("enter"))).(grade.Graded)
	if !ok || got.Rating != fsrs.Hard { // one of three essential points is missed
		t.Errorf("%+v, want hard", got)
	}
	for _, k := range []string{"j", "j", " "} {
		m.Update(frametest.Key(k))
	}
	got = did(m.Update(frametest.Key("enter"))).(grade.Graded)
	if got.Rating != fsrs.Good || !got.Ticks[2] {
		t.Errorf("with the third point ticked %+v, want good", got)
	}
}

func TestOwnRatingWins(t *testing.T) {
	m := open(frametest.Plain(), data())
	for i, want := range fsrs.Ratings() {
		if got := did(m.Update(frametest.Key(string(rune('1' + i))))).(grade.Graded).Rating; got != want {
			t.Errorf("key %d gives %v", i+1, got)
		}
	}
}

func TestNoteIsTextAndKept(t *testing.T) {
	m := open(frametest.Plain(), data())
	m.Resize(100, 30)
	m.Update(frametest.Key("e"))
	for _, k := range []string{"1", "q", "?"} {
		m.Update(frametest.Key(k))
	}
	if got, want := did(m.Update(frametest.Key("ctrl+d"))), (grade.NoteKept{Question: "cloud-imds", Text: "1q?"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestMatchingWordsAreMarkedWithoutColour(t *testing.T) {
	m := open(frametest.Plain(), data())
	m.Resize(160, 45)
	for _, want := range []string{"«metadata service»", "«credentials»", "«plain GET»"} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("no %s on screen", want)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	m := open(frametest.Colour(theme.Dark()), data())
	m.Resize(160, 45)
	for b.Loop() {
		m.Update(frametest.Key("j"))
		m.View()
	}
}

func did(msg tea.Msg, _ tea.Cmd) tea.Msg { return msg }

func TestSaysWhatIsLeftOutAgainAndAgain(t *testing.T) {
	d := data()
	d.LeftOut = []grade.LeftOut{{}, {Missed: 1, Of: 5}, {Missed: 4, Of: 5}}
	m := open(frametest.Plain(), d)
	m.Resize(160, 45)
	if got := m.View(); !strings.Contains(got, "session token. left out in 4 of your last 5") || strings.Contains(got, "1 of your last") {
		t.Errorf("got\n%s", got)
	}
}

func TestMarkedLinesCount(t *testing.T) {
	d := data()
	d.Question.Exhibit, d.Question.Flaws, d.Marks = "one\ntwo\nthree\nfour\n", []int{2, 4}, []int{2, 3}
	m := open(frametest.Plain(), d)
	m.Resize(160, 45)
	if got := m.View(); !strings.Contains(got, "Lines you marked: 2, 3; to be marked: 2, 4 (1 of 2 found)") || !strings.Contains(got, "2 of 4 points, 55%") {
		t.Errorf("got\n%s", got)
	}
	for range 3 {
		m.Update(frametest.Key("tab"))
	}
	m.Resize(60, 40)
	if got := m.View(); !strings.Contains(got, "✗!  2 │ two") || !strings.Contains(got, " !  4 │ four") {
		t.Errorf("got\n%s", got)
	}
}
