package mock_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/store/mock"
	"debrief/ui/frametest"
	uimock "debrief/ui/mock"
	"debrief/ui/theme"
)

var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func lobby() uimock.LobbyData {
	return uimock.LobbyData{
		Level: "L6", Stages: []string{"technical", "final"}, Unfinished: "round 2 of 4, Technical Interview, 1 of 4 questions answered",
		Past: []uimock.Past{
			{ID: 7, At: morning.AddDate(0, 0, -3), Level: "L5", Stages: []string{"technical"}, Coverage: 0.71, Depth: 9, Rungs: 12, Verdict: mock.Inclined},
			{ID: 4, At: morning.AddDate(0, 0, -12), Level: "L5", Stages: []string{"screen", "technical", "behavioral", "final"}, Coverage: 0.38, Depth: 11, Rungs: 40},
		},
		Depths: []uimock.Depth{{"Application Security", "L5", 3}, {"Interview Process & Questions for the Interviewer", "L5", 1}},
	}
}

func round() uimock.RoundData {
	return uimock.RoundData{
		Number: 2, Of: 4, Stage: "technical", Opening: "Hi, I'm an engineer on the security team. Think aloud, and say so when you don't know.",
		Minutes: 60, Questions: 4, Elapsed: 52 * time.Minute, Asked: "What pages you?", Ideas: []string{"What was the last incident like?", "Who accepts a risk?"},
	}
}

func card() uimock.CardData {
	rows := []mock.Row{
		{Name: "Cloud Security", Coverage: 0.8, Questions: 2, Depth: 5, Rungs: 6, Evidence: "The role's credentials need a PUT for a token first."},
		{Name: "Interview Process & Questions for the Interviewer", Coverage: 0.3, Questions: 1, Rungs: 2, Missed: []string{"Names the gap.", "Gives a measured result: what fell and by how much.", "Asks.", "Ends."}},
	}
	return uimock.CardData{
		Loop: mock.Loop{StartedAt: morning, Level: "L5", Rounds: []mock.Round{
			{Stage: "technical", Minutes: 60, Elapsed: 51 * time.Minute, State: mock.RoundOver, Asked: "What pages you?"}, {Stage: "final", Minutes: 60, State: mock.RoundAbandoned},
		}},
		Card: mock.Card{
			Coverage: 0.55, Missed: 5, Needed: 12, Competencies: rows, Principles: rows[:1], Strengths: []string{"Cloud Security: 80% of the points"},
			Concerns: []string{"1 of 4 questions passed over", "Wrong claim: the SSRF is still there."}, Suggested: mock.NotInclined, Why: "55% of the points, 5 of 12 essential points missed",
			Practise: []string{"process-why", "cloud-imds"}, Delivery: []mock.Delivery{{Kind: "design", Answers: 1, Thought: 50 * time.Second, Elapsed: 41 * time.Minute, Target: 30 * time.Minute}},
		},
		Practise: []string{"Why this team?", "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary."},
		Before:   &uimock.Past{At: morning.AddDate(0, 0, -3), Level: "L5", Coverage: 0.38},
	}
}

func TestFrames(t *testing.T) {
	at := morning
	plain := frametest.Plain()
	frametest.Golden(t, "lobby", uimock.NewLobby(plain, lobby()))
	frametest.GoldenAt(t, "first-lobby", uimock.NewLobby(plain, uimock.LobbyData{}), 100, 30)
	frametest.Golden(t, "opening", uimock.NewOpening(plain, round()))
	frametest.Golden(t, "asking", uimock.NewAsking(plain, round(), frametest.Clock(&at)))
	pause := uimock.NewBreak(plain, round(), "behavioral", frametest.Clock(&at))
	frametest.Golden(t, "break", pause)
	at = at.Add(6 * time.Minute)
	frametest.GoldenAt(t, "break-over", pause, 100, 30)
	frametest.Golden(t, "card", uimock.NewCard(plain, card()))
	judged := uimock.NewCard(plain, card())
	judged.Resize(100, 30)
	frametest.Press(judged, "i", "e", "Too slow.", "enter", "G")
	judged.SetMessage("written to /home/me/mock.md")
	frametest.GoldenAt(t, "judged", judged, 100, 30)
	frametest.GoldenAt(t, "dark", uimock.NewCard(frametest.Colour(theme.Dark()), card()), 160, 45)
	frametest.GoldenAt(t, "light", uimock.NewLobby(frametest.Colour(theme.Light()), lobby()), 100, 30)
}

func TestFits(t *testing.T) {
	at := morning
	s := frametest.Colour(theme.Dark())
	l, r, c := lobby(), round(), card()
	l.Unfinished, l.Depths[0].Domain = frametest.Nasty, frametest.Nasty
	r.Opening, r.Asked, r.Ideas = frametest.Nasty, frametest.Nasty, []string{frametest.Nasty, frametest.Nasty}
	c.Card.Competencies[0].Evidence, c.Card.Competencies[1].Name, c.Practise[0], c.Loop.Note = frametest.Nasty, frametest.Nasty, frametest.Nasty, frametest.Nasty
	frametest.Fits(t, uimock.NewLobby(s, l))
	frametest.Fits(t, uimock.NewOpening(s, r))
	frametest.Fits(t, uimock.NewAsking(s, r, frametest.Clock(&at)))
	frametest.Fits(t, uimock.NewBreak(s, r, "final", frametest.Clock(&at)))
	frametest.Fits(t, uimock.NewCard(s, c))
}

func TestLobbyStartsWhatIsChosen(t *testing.T) {
	d := lobby()
	d.Unfinished = ""
	m := uimock.NewLobby(frametest.Plain(), d)
	got := frametest.Press(m, " ", "j", " ", "l", "enter").(uimock.Started)
	if !slices.Equal(got.Spec.Stages, []string{"screen", "final"}) || got.Spec.Level != "L4" || got.Spec.Seed != 0 {
		t.Errorf("%+v", got)
	}
	if did := frametest.Press(m, "G", "enter"); did != (uimock.CardOpened{Loop: 4}) {
		t.Errorf("did %+v", did)
	}
	none := uimock.NewLobby(frametest.Plain(), uimock.LobbyData{Stages: []string{"screen"}})
	if did := frametest.Press(none, " ", "enter"); did != nil {
		t.Errorf("no round is chosen, and it does %+v", did)
	}
}

func TestAnUnfinishedLoopComesFirst(t *testing.T) {
	m := uimock.NewLobby(frametest.Plain(), lobby())
	if did := frametest.Press(m, "enter"); did != (uimock.Resumed{}) {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "x"); did != (uimock.Abandoned{}) {
		t.Errorf("did %+v", did)
	}
}

func TestRoundsTimeRunsOutInWords(t *testing.T) {
	at := morning
	m := uimock.NewAsking(frametest.Plain(), round(), frametest.Clock(&at))
	m.Resize(100, 30)
	if got := m.View(); !strings.Contains(got, "08:00 left") {
		t.Errorf("got\n%s", got)
	}
	at = at.Add(9*time.Minute + 5*time.Second)
	if got := m.View(); !strings.Contains(got, "time is up, +01:05") {
		t.Errorf("got\n%s", got)
	}
	if did := frametest.Press(m, " Who signs?", "ctrl+d"); did != (uimock.Asked{Text: "What pages you? Who signs?"}) {
		t.Errorf("did %+v", did)
	}
}

func TestCardIsJudgedAndPractisedFrom(t *testing.T) {
	m := uimock.NewCard(frametest.Plain(), card())
	m.Resize(100, 30)
	if did := frametest.Press(m, "2"); did != (uimock.PracticeStarted{Question: "cloud-imds"}) {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "3"); did != nil {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "i"); did != (uimock.Judged{Verdict: mock.Inclined}) {
		t.Errorf("did %+v", did)
	}
	if got := m.View(); !strings.Contains(got, "You say: inclined") || !strings.Contains(got, "differ:") {
		t.Errorf("got\n%s", got)
	}
	if did := frametest.Press(m, "e", "x1", "enter"); did != (uimock.Judged{Verdict: mock.Inclined, Note: "x1"}) {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "e", "zzz", "esc", "esc"); did != (uimock.CardClosed{}) {
		t.Errorf("did %+v", did)
	}
}
