package interview_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"debrief/ui/frametest"
	"debrief/ui/interview"
	"debrief/ui/theme"
)

var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func data() interview.Data {
	return interview.Data{
		Log:     interview.Log{Date: "2026-11-23"},
		Domains: []interview.Domain{{ID: "cloud", Name: "Cloud Security"}, {ID: "appsec", Name: "Application Security"}},
		Find: func(text string) (string, string, string, bool) {
			if strings.Contains(text, "IMDS") {
				return "cloud-imds", "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary.", "cloud", true
			}
			return "", "", "", false
		},
	}
}

func open(d interview.Data) *interview.Model {
	at := morning
	m := interview.New(frametest.Plain(), d, frametest.Clock(&at))
	m.Resize(100, 30)
	return m
}

// written is an interview with two questions.
func written(m *interview.Model) {
	frametest.Press(m, "right", "j", "left", "n", "IMDS, v1 and v2", "enter", "+", "+", "n", "What would you change about our VPN?", "enter", "d", "1")
}

func TestTwoMinutes(t *testing.T) {
	m := open(data())
	written(m)
	got := frametest.Press(m, "w").(interview.Finished).Log
	want := interview.Log{Date: "2026-11-23", Stage: "behavioral", Went: 2, Questions: []interview.Asked{
		{Text: "IMDS, v1 and v2", Domain: "cloud", Question: "cloud-imds", Prompt: "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary.", Depth: 2, Went: 3},
		{Text: "What would you change about our VPN?", Domain: "cloud", Went: 1},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant\n%+v", got, want)
	}
}

func TestFrames(t *testing.T) {
	frametest.Golden(t, "empty", open(data()))
	d := data()
	d.Past = []interview.Log{{Date: "2026-11-09", Stage: "screen", Went: 4, Note: "Recruiter, friendly.", Questions: make([]interview.Asked, 3)}}
	m := open(d)
	written(m)
	frametest.Golden(t, "written", m)
	m.SetMessage("written to /home/me/asked.toml")
	frametest.GoldenAt(t, "exported", m, 100, 30)
	at := morning
	colour := interview.New(frametest.Colour(theme.Light()), d, frametest.Clock(&at))
	frametest.GoldenAt(t, "light", colour, 100, 30)
}

func TestFits(t *testing.T) {
	d := data()
	q := interview.Asked{Text: frametest.Nasty, Question: "x", Prompt: frametest.Nasty, Domain: "cloud"}
	d.Log.Note, d.Log.Questions, d.Past = frametest.Nasty, []interview.Asked{q, q}, []interview.Log{{Note: frametest.Nasty, Date: frametest.Nasty}}
	d.Domains[0].Name = frametest.Nasty
	frametest.Fits(t, open(d))
	m := open(d)
	frametest.Press(m, "k", "enter")
	frametest.Fits(t, m)
}

func TestHalfAWordIsInTheDraft(t *testing.T) {
	m := open(data())
	frametest.Press(m, "n", "How would you rev")
	if got := m.Log().Questions[0].Text; got != "How would you rev" {
		t.Errorf("%q", got)
	}
	frametest.Press(m, "esc")
	if n := len(m.Log().Questions); n != 0 {
		t.Errorf("%d questions, the one without words stays", n)
	}
}

func TestRefusals(t *testing.T) {
	m := open(data())
	if did := frametest.Press(m, "w"); did != nil || !strings.Contains(m.View(), "at least one question") {
		t.Errorf("did %v:\n%s", did, m.View())
	}
	frametest.Press(m, "k", "k", "enter", "x", "enter")
	if !m.Typing() || !strings.Contains(m.View(), "like 2026-11-23") {
		t.Errorf("a day that is none was taken:\n%s", m.View())
	}
}

func TestTheBanksQuestionCanBeTakenBack(t *testing.T) {
	m := open(data())
	frametest.Press(m, "n", "IMDS?", "enter", "b")
	if got := m.Log().Questions[0]; got.Question != "" || got.Domain != "cloud" {
		t.Errorf("%+v", got)
	}
	frametest.Press(m, "b")
	if got := m.Log().Questions[0]; got.Question != "cloud-imds" {
		t.Errorf("%+v", got)
	}
	frametest.Press(m, "x")
	if did := frametest.Press(m, "esc").(interview.Closed); len(did.Log.Questions) != 0 {
		t.Errorf("%+v", did)
	}
}
