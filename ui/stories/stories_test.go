package stories_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/store/story"
	"debrief/ui/frametest"
	"debrief/ui/stories"
	"debrief/ui/theme"
)

var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func backup() story.Story {
	return story.Story{
		ID: 7, Title: "The backup nobody tested", Situation: "In spring our store lost a disk.", Task: "I had to get orders back by noon.",
		Action: "We stopped the writes. We restored the night's copy, and I replayed the log.", Result: "Back by 11:20, no order lost.",
		Learnt: "I test a restore every month.", Principles: []string{"Ownership", "Deliver Results"}, At: morning,
	}
}

func data() stories.Data {
	vpn := story.Story{ID: 9, Title: "The VPN that three teams wanted gone", Action: "I asked each.", Principles: []string{"Earn Trust", "Ownership"}, At: morning.AddDate(0, 0, -9)}
	old := story.Story{ID: 3, Title: "An old one", Archived: true, Principles: []string{"Frugality"}}
	d := stories.Data{Stories: []story.Story{backup(), vpn, old}, Principles: bank.Principles()}
	for i := range 6 {
		d.Uses = append(d.Uses, story.Use{Story: 7, Question: "q", At: morning.AddDate(0, 0, -i), Coverage: 0.7})
	}
	return d
}

func edit(at *time.Time) stories.EditData {
	before := backup()
	before.Result, before.At = "It worked.", at.AddDate(0, 0, -2)
	return stories.EditData{Story: backup(), Versions: []story.Story{backup(), before}, Principles: bank.Principles()}
}

func TestFrames(t *testing.T) {
	at := morning
	plain := frametest.Plain()
	frametest.Golden(t, "list", stories.NewList(plain, data()))
	frametest.Golden(t, "empty", stories.NewList(plain, stories.Data{Principles: bank.Principles()}))
	matrix := stories.NewList(plain, data())
	frametest.Press(matrix, "m")
	frametest.Golden(t, "matrix", matrix)
	e := stories.NewEditor(plain, edit(&at), frametest.Clock(&at))
	e.Resize(100, 30)
	frametest.Press(e, "tab", "tab", "tab")
	frametest.Golden(t, "action", e)
	frametest.Press(e, "tab", "tab", "tab")
	frametest.Golden(t, "principles", e)
	frametest.Press(e, "tab", "j")
	frametest.GoldenAt(t, "versions", e, 100, 30)
	fresh := stories.NewEditor(plain, stories.EditData{Principles: bank.Principles()}, frametest.Clock(&at))
	frametest.GoldenAt(t, "fresh", fresh, 100, 30)
	choice := stories.Choice{Prompt: "Tell me about a time you took something on that nobody owned.", Principles: []string{"Ownership"}, Stories: data().Stories, Tallies: story.Tallies(data().Uses)}
	frametest.Golden(t, "choice", stories.NewChooser(plain, choice))
	frametest.GoldenAt(t, "dark", stories.NewList(frametest.Colour(theme.Dark()), data()), 160, 45)
	light := stories.NewList(frametest.Colour(theme.Light()), data())
	frametest.Press(light, "m")
	frametest.GoldenAt(t, "light", light, 100, 30)
}

func TestFits(t *testing.T) {
	at := morning
	s := frametest.Colour(theme.Dark())
	d, e := data(), edit(&at)
	for _, p := range story.Parts() {
		d.Stories[0] = d.Stories[0].With(p, frametest.Nasty)
		e.Story = e.Story.With(p, frametest.Nasty)
	}
	frametest.Fits(t, stories.NewList(s, d))
	matrix := stories.NewList(s, d)
	frametest.Press(matrix, "m")
	frametest.Fits(t, matrix)
	editor := stories.NewEditor(s, e, frametest.Clock(&at))
	frametest.Fits(t, editor)
	frametest.Press(editor, "shift+tab", "shift+tab")
	frametest.Fits(t, editor)
	frametest.Fits(t, stories.NewChooser(s, stories.Choice{Prompt: frametest.Nasty, Stories: d.Stories}))
}

func TestListSearchesAndArchives(t *testing.T) {
	m := stories.NewList(frametest.Plain(), data())
	m.Resize(100, 30)
	frametest.Press(m, "/", "vpn", "enter")
	if did := frametest.Press(m, "enter"); did != (stories.Opened{ID: 9}) {
		t.Errorf("did %+v", did)
	}
	frametest.Press(m, "esc")
	did := frametest.Press(m, "x")
	if did != (stories.Archived{ID: 7, On: true}) {
		t.Errorf("did %+v", did)
	}
	m.SetArchived(7, true)
	if got := m.View(); strings.Contains(got, "backup") {
		t.Errorf("an archived story is listed:\n%s", got)
	}
	frametest.Press(m, "z")
	if got := m.View(); !strings.Contains(got, "backup") || !strings.Contains(got, "An old one") {
		t.Errorf("archived stories are not listed:\n%s", got)
	}
	if did := frametest.Press(m, "r", "stories/", "enter"); did != (stories.Imported{Path: "stories/"}) {
		t.Errorf("did %+v", did)
	}
}

func TestMatrixLeadsToAPrinciplesStories(t *testing.T) {
	m := stories.NewList(frametest.Plain(), data())
	m.Resize(100, 30)
	frametest.Press(m, "m", "j") // Ownership
	if got := m.View(); !strings.Contains(got, "two") || !strings.Contains(got, "told too often") {
		t.Errorf("got\n%s", got)
	}
	frametest.Press(m, "enter")
	if got := m.View(); !strings.Contains(got, "backup") || !strings.Contains(got, "VPN") || strings.Contains(got, "old one") {
		t.Errorf("got\n%s", got)
	}
}

func TestAStoryIsWrittenStepByStep(t *testing.T) {
	at := morning
	m := stories.NewEditor(frametest.Plain(), stories.EditData{Principles: bank.Principles()}, frametest.Clock(&at))
	m.Resize(100, 30)
	if did := frametest.Press(m, "ctrl+d"); did != nil || !strings.Contains(m.View(), "Nothing is written") {
		t.Errorf("did %+v", did)
	}
	frametest.Press(m, "Night shift", "enter", "At a bank.", "tab", "q? was mine", "tab", "I did.", "tab", "40 % less", "tab", "More.", "tab", "j", " ", "j", " ", "k", "x")
	got := frametest.Press(m, "ctrl+d").(stories.Saved).Story
	if got.Title != "Night shift" || got.Situation != "At a bank." || got.Task != "q? was mine" || got.Result != "40 % less" || !slices.Equal(got.Principles, []string{"Invent and Simplify"}) {
		t.Errorf("%+v", got)
	}
}

func TestAnEarlierVersionIsTakenBack(t *testing.T) {
	at := morning
	m := stories.NewEditor(frametest.Plain(), edit(&at), frametest.Clock(&at))
	m.Resize(100, 30)
	frametest.Press(m, "shift+tab", "j", "enter")
	if got := m.Story(); got.Result != "It worked." || got.ID != 7 {
		t.Errorf("%+v", got)
	}
}

func TestChooserPutsWhatFitsFirst(t *testing.T) {
	m := stories.NewChooser(frametest.Plain(), stories.Choice{Principles: []string{"Earn Trust"}, Stories: data().Stories})
	if did := frametest.Press(m, "enter"); did != (stories.Picked{ID: 9}) {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "G", "enter"); did != (stories.Picked{}) {
		t.Errorf("did %+v", did)
	}
	if did := frametest.Press(m, "esc"); did != (stories.Left{}) {
		t.Errorf("did %+v", did)
	}
}
