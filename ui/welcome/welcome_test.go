package welcome_test

import (
	"strings"
	"testing"
	"time"

	"debrief/ui/frametest"
	"debrief/ui/welcome"

	tea "github.com/charmbracelet/bubbletea"
)

var now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

func press(m *welcome.Model, keys ...tea.KeyType) (did tea.Msg) {
	for _, k := range keys {
		did, _ = m.Update(tea.KeyMsg{Type: k})
	}
	return did
}

func TestThreeScreens(t *testing.T) {
	m := welcome.New(frametest.Plain(), now)
	frametest.Golden(t, "date", m)
	m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("6 weeks")})
	frametest.Golden(t, "weeks", m)
	if did := press(m, tea.KeyEnter); did != (welcome.Chosen{Name: "interview_date", Value: "2027-01-05"}) {
		t.Errorf("did %+v", did)
	}
	if !m.Next() {
		t.Fatal("one screen only")
	}
	frametest.Golden(t, "level", m)
	if did := press(m, tea.KeyDown, tea.KeyDown, tea.KeyEnter); did != (welcome.Chosen{Name: "level", Value: "L5"}) {
		t.Errorf("did %+v", did)
	}
	m.Refused("the folder cannot be written to")
	if m.Resize(100, 30); !strings.Contains(m.View(), "cannot be written to") {
		t.Error("no word of what went wrong")
	}
	m.Next()
	frametest.Golden(t, "minutes", m)
	if did := press(m, tea.KeyUp, tea.KeyEnter); did != (welcome.Chosen{Name: "minutes_a_day", Value: "30"}) {
		t.Errorf("did %+v", did)
	}
	press(m, tea.KeyShiftTab, tea.KeyShiftTab)
	if !m.Typing() {
		t.Error("the date cannot be gone back to")
	}
	if did := press(m, tea.KeyEscape); did != (welcome.Skipped{}) {
		t.Errorf("did %+v", did)
	}
	frametest.Fits(t, m)
}

func TestDate(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " 2027-01-31 ": "2027-01-31", "6 weeks": "2027-01-05", "in 10 days": "2026-12-04", "2 Months": "2027-01-24", "0 days": "2026-11-24", "1 day": "2026-11-25",
	} {
		if got, err := welcome.Date(text, now); err != nil || got != want {
			t.Errorf("%q is %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"soon", "31.1.2027", "x weeks", "-3 days", "6 moons", "2026-11-23", "2027-02-30"} {
		if got, err := welcome.Date(text, now); err == nil {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}
