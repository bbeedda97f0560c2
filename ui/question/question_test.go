package question_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/store/plan"
	"debrief/ui/frametest"
	"debrief/ui/question"
	"debrief/ui/theme"

	tea "github.com/charmbracelet/bubbletea"
)

var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func data() question.Data {
	return question.Data{Question: frametest.Question(), DomainName: "Cloud Security", Number: 4, Of: 12}
}

func text(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }

func TestFrames(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	at = at.Add(102 * time.Second)
	frametest.Golden(t, "empty", m)
	d := data()
	d.Question.Exhibit = "1  sshd: Failed password for root from 203.0.113.7\n2  sshd: Accepted password for root from 203.0.113.7"
	d.Work.Answer, d.Note, d.Last, d.Bookmarked, d.Retry = "The metadata service gives out credentials.", "Say the hop limit.", "3 days ago, hard: 55% of the points in 04:10", true, true
	m = question.New(frametest.Plain(), d, frametest.Clock(&at))
	m.Update(tea.KeyMsg{Type: tea.KeyCtrlH})
	frametest.Golden(t, "full", m)
	frametest.GoldenAt(t, "dark", question.New(frametest.Colour(theme.Dark()), d, frametest.Clock(&at)), 100, 30)
	frametest.GoldenAt(t, "light", question.New(frametest.Colour(theme.Light()), d, frametest.Clock(&at)), 100, 30)
}

func TestFits(t *testing.T) {
	at := morning
	d := data()
	d.Question, d.DomainName, d.Work.Answer, d.Note = frametest.NastyQuestion(), frametest.Nasty, frametest.Nasty, frametest.Nasty
	m := question.New(frametest.Colour(theme.Dark()), d, frametest.Clock(&at))
	m.Update(tea.KeyMsg{Type: tea.KeyCtrlH})
	frametest.Fits(t, m)
}

func TestRevealTellsAnswerAndTime(t *testing.T) {
	at := morning
	d := data()
	d.Work.Answer, d.Work.Elapsed = "from before, ", time.Minute
	m := question.New(frametest.Plain(), d, frametest.Clock(&at))
	m.Resize(100, 30)
	m.Update(text("and now"))
	at = at.Add(30 * time.Second)
	got := did(m.Update(tea.KeyMsg{Type: tea.KeyCtrlD}))
	want := question.Revealed{Work: question.Work{Answer: "from before, and now", Elapsed: 90 * time.Second, Thought: time.Minute}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestTextOfAnEditorComesBackToTheLetter(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	m.Resize(100, 30)
	code := "func f() {\n\treturn\n}\n"
	m.SetAnswer(code)
	if got := m.Answer(); got != code {
		t.Errorf("%q, want %q", got, code)
	}
	m.Update(text("x"))
	if got, want := m.Answer(), "func f() {\n    return\n}\nx"; got != want {
		t.Errorf("after a key %q, want %q", got, want)
	}
}

func TestLongAnswersAreNotCut(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	m.Resize(60, 20)
	long := ""
	for range 500 {
		long += "a line of the answer\n"
	}
	m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(long), Paste: true})
	if got := m.Answer(); got != long {
		t.Errorf("%d bytes of %d", len(got), len(long))
	}
}

func TestLettersAreText(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	m.Resize(100, 30)
	for _, s := range []string{"q", "?", "1", "/", "e", "u", " "} {
		m.Update(text(s))
	}
	if got := m.Answer(); got != "q?1/eu " {
		t.Errorf("%q", got)
	}
}

func did(msg tea.Msg, _ tea.Cmd) tea.Msg { return msg }

func TestConfidenceIsOneKeyAndCanBeTakenBack(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	m.Resize(100, 30)
	for _, c := range []struct {
		keys []tea.KeyType
		want plan.Confidence
	}{
		{nil, plan.Unsaid},
		{[]tea.KeyType{tea.KeyF2}, plan.Guessing},
		{[]tea.KeyType{tea.KeyF3}, plan.Fairly},
		{[]tea.KeyType{tea.KeyF4}, plan.Sure},
		{[]tea.KeyType{tea.KeyF4}, plan.Unsaid},
	} {
		for _, k := range c.keys {
			m.Update(tea.KeyMsg{Type: k})
		}
		if got := did(m.Update(tea.KeyMsg{Type: tea.KeyCtrlD})).(question.Revealed); got.Confidence != c.want || got.Answer != "" {
			t.Errorf("%v: %+v, want %v", c.keys, got, c.want)
		}
	}
}

func TestSettingAsideKeepsTheDraft(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	m.Resize(100, 30)
	m.Update(text("half"))
	for letter, suspend := range map[string]bool{"b": false, "s": true} {
		got := did(m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(letter), Alt: true}))
		if got := got.(question.Held); got.Answer != "half" || got.Suspend != suspend {
			t.Errorf("%+v, want suspend %v", got, suspend)
		}
	}
}

// drill is a question with lines to point at.
func drill() question.Data {
	d := data()
	d.Question.Kind, d.Question.Flaws = bank.Drill, []int{2, 4}
	d.Question.Exhibit = "{\n  \"Effect\": \"Allow\",\n  \"Action\": \"s3:GetObject\",\n  \"Principal\": \"*\",\n  \"Resource\": \"arn:aws:s3:::example/*\"\n}\n"
	return d
}

func TestLinesOfAnExhibitAreMarked(t *testing.T) {
	at := morning
	d := drill()
	d.Work.Marks = []int{5}
	m := question.New(frametest.Plain(), d, frametest.Clock(&at))
	m.Resize(100, 30)
	m.Update(text("words"))
	m.Update(tea.KeyMsg{Type: tea.KeyTab})
	if m.Typing() {
		t.Fatal("letters are still text")
	}
	for _, k := range []string{"j", " ", "j", "j", " ", "j", "x"} {
		m.Update(text(k))
	}
	frametest.Golden(t, "marking", m)
	m.Update(tea.KeyMsg{Type: tea.KeyTab})
	m.Update(text(" more"))
	got := did(m.Update(tea.KeyMsg{Type: tea.KeyCtrlD})).(question.Revealed)
	if !slices.Equal(got.Marks, []int{2, 4}) || got.Answer != "words more" {
		t.Errorf("%+v", got)
	}
}

func TestThinkingEndsWithTheFirstWord(t *testing.T) {
	at := morning
	m := question.New(frametest.Plain(), data(), frametest.Clock(&at))
	m.Resize(100, 30)
	if !strings.Contains(m.View(), "thinking") {
		t.Error("the screen does not say that the person thinks")
	}
	at = at.Add(20 * time.Second)
	m.Update(tea.KeyMsg{Type: tea.KeyCtrlS}) // starts to speak
	at = at.Add(40 * time.Second)
	if strings.Contains(m.View(), "thinking") {
		t.Error("still thinking")
	}
	m.Update(text("an outline"))
	got := did(m.Update(tea.KeyMsg{Type: tea.KeyCtrlD})).(question.Revealed)
	if got.Thought != 20*time.Second || got.Elapsed != time.Minute {
		t.Errorf("%+v", got)
	}
}

func TestNoTimerAndLeech(t *testing.T) {
	at := morning
	d := data()
	d.NoTimer, d.Lapses, d.Cram = true, 9, true
	m := question.New(frametest.Plain(), d, frametest.Clock(&at))
	frametest.GoldenAt(t, "leech", m, 100, 30)
}
