package preferences_test

import (
	"testing"

	"debrief/ui/frametest"
	"debrief/ui/preferences"
	"debrief/ui/theme"

	tea "github.com/charmbracelet/bubbletea"
)

func data() preferences.Data {
	return preferences.Data{
		File: "/home/ada/.config/debrief/config.toml", Domains: []string{"cloud", "network"}, Weekday: "a Tuesday, in 22 days",
		Settings: []preferences.Setting{
			{Name: "interview_date", Title: "Interview date", Help: "the day to be ready for, such as 2027-01-31; empty without one", Value: "2026-12-15"},
			{Name: "level", Title: "Target level", Help: "L4, L5 or L6; empty for any"},
			{Name: "pinned_domains", Title: "Pinned domains", Help: "ids of domains that come first, a comma between", Value: "cloud"},
			{Name: "timer", Title: "Timer", Help: "on or off: the clock beside your answer", Value: "on"},
		},
	}
}

func press(m *preferences.Model, keys ...tea.KeyMsg) (did tea.Msg) {
	for _, k := range keys {
		did, _ = m.Update(k)
	}
	return did
}

func letter(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }

var (
	enter = tea.KeyMsg{Type: tea.KeyEnter}
	down  = tea.KeyMsg{Type: tea.KeyDown}
	space = tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
)

func TestFrames(t *testing.T) {
	frametest.Golden(t, "settings", preferences.New(frametest.Plain(), data()))
	m := preferences.New(frametest.Plain(), data())
	m.Resize(60, 20)
	press(m, down, down, enter, letter("s"))
	m.Refused("domain \"clouds\" is unknown")
	frametest.Golden(t, "refused", m)
	frametest.GoldenAt(t, "dark", preferences.New(frametest.Colour(theme.Dark()), data()), 100, 30)
	frametest.GoldenAt(t, "light", preferences.New(frametest.Colour(theme.Light()), data()), 100, 30)
}

func TestFits(t *testing.T) {
	d := data()
	d.File, d.Settings[0].Value = frametest.Nasty, frametest.Nasty
	m := preferences.New(frametest.Colour(theme.Dark()), d)
	m.Refused(frametest.Nasty)
	frametest.Fits(t, m)
}

func TestChange(t *testing.T) {
	m := preferences.New(frametest.Plain(), data())
	m.Resize(100, 30)
	if got := press(m, enter, tea.KeyMsg{Type: tea.KeyCtrlU}, letter("2027-01-31"), enter); got != (preferences.Changed{Name: "interview_date", Value: "2027-01-31"}) {
		t.Errorf("%v", got)
	}
	if !m.Typing() {
		t.Error("the field closes before the value is taken")
	}
	m.Saved("interview_date", data())
	if got := press(m, down, space); got != (preferences.Changed{Name: "level", Value: "L4"}) {
		t.Errorf("%v", got)
	}
	if got := press(m, down, down, space); got != (preferences.Changed{Name: "timer", Value: "off"}) {
		t.Errorf("%v", got)
	}
	if got := press(m, tea.KeyMsg{Type: tea.KeyEscape}); got != (preferences.Closed{}) {
		t.Errorf("%v", got)
	}
}
