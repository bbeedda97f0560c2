package prepare_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank/guide"
	"debrief/content"
	"debrief/store/prepare"
	"debrief/ui/frametest"
	ui "debrief/ui/prepare"
	"debrief/ui/theme"
)

var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func built(t *testing.T) guide.Guide {
	t.Helper()
	g, err := guide.Load(content.Guide)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func tips(t *testing.T) []ui.Tip {
	progress := prepare.Measure(prepare.Facts{Tried: 134, Questions: 219, Services: 45, ServicesOf: 45, Coding: 3, CodingOf: 40, TwoStories: 5, Principles: 16, Loops: 1, Rounds: 3, Asks: 4})
	var out []ui.Tip
	for _, tip := range built(t).Tips {
		out = append(out, ui.Tip{ID: tip.ID, Name: tip.Name, About: tip.About, Progress: progress[tip.ID]})
	}
	out[5].Ticked = morning
	return out
}

func asks(t *testing.T) []ui.Ask {
	var out []ui.Ask
	for _, a := range built(t).Asks {
		out = append(out, ui.Ask{Name: a.ID, Text: a.Text, Why: a.Why, For: a.For})
	}
	out[3].Marks = []string{"manager"}
	return append(out, ui.Ask{Name: "own-1", Own: 1, Text: "Who owns the pager of the last incident?", Marks: []string{"teammate"}})
}

func notes() []ui.Note {
	return []ui.Note{
		{ID: 2, Day: "2026-11-20", Source: "CISA", Text: "A VPN product was exploited before the patch.", BringUp: "I would say why we moved admins behind an identity-aware proxy first."},
		{ID: 1, Day: "2026-11-02", Source: "a talk", Text: "Passkeys at a bank."},
	}
}

func TestFrames(t *testing.T) {
	at := morning
	plain := frametest.Plain()
	frametest.Golden(t, "checklist", ui.NewChecklist(plain, tips(t), "Interview in 22 days"))
	cards := prepare.Deal(built(t).Services, nil, 3, 5)
	quiz := ui.NewQuiz(plain, cards)
	frametest.Golden(t, "card", quiz)
	wrong := string(rune('1' + (cards[0].Right+1)%4))
	frametest.Press(quiz, wrong)
	frametest.Golden(t, "wrong", quiz)
	frametest.Press(quiz, "enter", string(rune('1'+cards[1].Right)), "enter", string(rune('1'+cards[2].Right)), "enter")
	frametest.GoldenAt(t, "score", quiz, 100, 30)
	frametest.Golden(t, "asks", ui.NewAsks(plain, asks(t), guide.Audiences()))
	frametest.Golden(t, "news", ui.NewNews(plain, notes(), ui.Note{}, "2026-11-23", frametest.Clock(&at)))
	frametest.GoldenAt(t, "no-news", ui.NewNews(plain, nil, ui.Note{}, "2026-11-23", frametest.Clock(&at)), 100, 30)
	writing := ui.NewNews(plain, notes(), ui.Note{Day: "2026-11-23", Source: "half a"}, "2026-11-23", frametest.Clock(&at))
	frametest.Golden(t, "writing", writing)
	frametest.GoldenAt(t, "dark", ui.NewChecklist(frametest.Colour(theme.Dark()), tips(t), ""), 160, 45)
	frametest.GoldenAt(t, "light", ui.NewAsks(frametest.Colour(theme.Light()), asks(t), guide.Audiences()), 100, 30)
}

func TestFits(t *testing.T) {
	at := morning
	s := frametest.Colour(theme.Dark())
	list := tips(t)
	list[0].Name, list[0].About, list[0].Progress.Words = frametest.Nasty, frametest.Nasty, frametest.Nasty
	frametest.Fits(t, ui.NewChecklist(s, list, ""))
	cards := prepare.Deal(built(t).Services, nil, 1, 5)
	frametest.Fits(t, ui.NewQuiz(s, cards))
	answered := ui.NewQuiz(s, cards)
	frametest.Press(answered, "1")
	frametest.Fits(t, answered)
	all := asks(t)
	all[0].Text, all[0].Why = frametest.Nasty, frametest.Nasty
	frametest.Fits(t, ui.NewAsks(s, all, guide.Audiences()))
	n := notes()
	n[0].Text, n[0].Source = frametest.Nasty, frametest.Nasty
	frametest.Fits(t, ui.NewNews(s, n, ui.Note{}, "2026-11-23", frametest.Clock(&at)))
}

func TestChecklistOpensAndTicks(t *testing.T) {
	m := ui.NewChecklist(frametest.Plain(), tips(t), "")
	m.Resize(100, 30)
	if did := frametest.Press(m, "j", "enter"); did != (ui.TipOpened{ID: "aws-services"}) {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "G", " "); did != (ui.TipTicked{ID: "questions", On: true}) {
		t.Errorf("did %+v", did)
	}
	m.SetTicked("questions", morning)
	if did := frametest.Press(m, " "); did != (ui.TipTicked{ID: "questions"}) {
		t.Errorf("did %+v", did)
	}
	if got := m.View(); !strings.Contains(got, "ticked 23 Nov") || !strings.Contains(got, "3 of 7 done") {
		t.Errorf("got\n%s", got)
	}
}

func TestQuizTellsRightFromWrong(t *testing.T) {
	cards := prepare.Deal(built(t).Services, nil, 2, 5)
	m := ui.NewQuiz(frametest.Plain(), cards)
	m.Resize(100, 30)
	did := frametest.Press(m, string(rune('1'+cards[0].Right))).(ui.Answered)
	if !did.Result.Right || did.Result.Service != cards[0].Service.ID || did.Result.Direction != cards[0].Direction {
		t.Errorf("%+v", did)
	}
	if again := frametest.Press(m, "1"); again != nil {
		t.Errorf("a card is answered twice: %+v", again)
	}
	frametest.Press(m, "enter")
	did = frametest.Press(m, string(rune('1'+(cards[1].Right+1)%4))).(ui.Answered)
	if did.Result.Right {
		t.Errorf("%+v", did)
	}
	frametest.Press(m, "enter")
	if got := m.View(); !strings.Contains(got, "1 of 2 right") || !strings.Contains(got, cards[1].Service.Name) {
		t.Errorf("got\n%s", got)
	}
	if did := frametest.Press(m, "a"); did != (ui.QuizStarted{}) {
		t.Errorf("did %+v", did)
	}
}

func TestAsksAreMarkedWrittenAndPrinted(t *testing.T) {
	m := ui.NewAsks(frametest.Plain(), asks(t), guide.Audiences())
	m.Resize(100, 30)
	got := frametest.Press(m, "j", " ").(ui.AskMarked)
	if got.Audience != "manager" || !got.On || got.Ask != "first-six-months" {
		t.Errorf("%+v", got)
	}
	if did := frametest.Press(m, "n", "q? Who decides?", "enter"); did != (ui.AskSaved{Text: "q? Who decides?"}) {
		t.Errorf("did %+v", did)
	}
	frametest.Press(m, "tab", "tab") // teammate: the own one is marked, so it comes first
	if did := frametest.Press(m, "x"); did != (ui.AskSaved{ID: 1}) {
		t.Errorf("did %+v", did)
	}
	page := frametest.Press(m, "p").(ui.Printed).Text
	if !strings.Contains(page, "Manager\n\n  [ ] How is it decided") || !strings.Contains(page, "Teammate\n\n  [ ] Who owns the pager") || strings.Contains(page, "Recruiter") {
		t.Errorf("the page is\n%s", page)
	}
	for _, l := range strings.Split(page, "\n") {
		if len(l) > 80 {
			t.Errorf("too long for a page: %q", l)
		}
	}
}

func TestNewsIsWrittenFieldByField(t *testing.T) {
	at := morning
	m := ui.NewNews(frametest.Plain(), notes(), ui.Note{}, "2026-11-23", frametest.Clock(&at))
	m.Resize(100, 30)
	got := frametest.Press(m, "n", "CISA", "tab", "A flaw.", "tab", "I would ask.", "ctrl+d")
	if got != (ui.NewsSaved{Note: ui.Note{Day: "2026-11-23", Source: "CISA", Text: "A flaw.", BringUp: "I would ask."}}) {
		t.Errorf("%+v", got)
	}
	m.SetNotes(slices.Insert(notes(), 0, ui.Note{ID: 3, Day: "2026-11-23", Source: "CISA"}))
	frametest.Press(m, "enter", "tab", "tab", "tab") // to the day
	if did := frametest.Press(m, "x", "ctrl+d"); did != nil || !strings.Contains(m.View(), "like 2026-11-23") {
		t.Errorf("did %+v:\n%s", did, m.View())
	}
	if did := frametest.Press(m, "esc", "x"); did != (ui.NewsDeleted{ID: 3}) {
		t.Errorf("did %+v", did)
	}
}
