package problems_test

import (
	"strings"
	"testing"

	"debrief/ui/frametest"
	"debrief/ui/problems"

	tea "github.com/charmbracelet/bubbletea"
)

func TestFrames(t *testing.T) {
	m := problems.New(frametest.Plain(), []string{
		"/home/me/.config/debrief/banks/mine.toml:14: mine-vpn: no answer: write the model answer",
		"/home/me/.config/debrief/banks/mine.toml:14: mine-vpn: 1 red_flags: list at least two",
	})
	frametest.Golden(t, "two", m)
	frametest.Fits(t, problems.New(frametest.Plain(), []string{frametest.Nasty, strings.Repeat(frametest.Nasty, 20)}))
}

func TestScrollsAndCloses(t *testing.T) {
	m := problems.New(frametest.Plain(), strings.Split(strings.Repeat("a.toml:1: x,", 60)+"z.toml:9: the last one", ","))
	m.Resize(100, 30)
	m.View()
	for range 5 {
		m.Update(tea.KeyMsg{Type: tea.KeyPgDown})
	}
	if !strings.Contains(m.View(), "the last one") {
		t.Error("the end cannot be reached")
	}
	if did, _ := m.Update(tea.KeyMsg{Type: tea.KeyEscape}); did != (problems.Closed{}) {
		t.Errorf("did %+v", did)
	}
}
