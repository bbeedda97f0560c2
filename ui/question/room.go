package question

import (
	"fmt"
	"strings"
	"time"

	"debrief/store/plan"
	"debrief/ui/clock"
	"debrief/ui/layout"

	"github.com/charmbracelet/bubbles/key"
)

// Room is what a mock interview changes about the screen: nothing helps, the
// round has a clock of its own, and follow-ups come one at a time.
type Room struct {
	Title    string // of the round
	Minutes  int    // that the round has
	Elapsed  time.Duration
	FollowUp string        // what is asked after the question of Data; empty for the question itself
	Said     string        // the answer that it follows
	Target   time.Duration // for this answer
}

// help returns the keys of the room.
func (m *Model) roomHelp() []key.Binding {
	k := m.keys
	k.Skip.SetHelp("ctrl+n", "pass: as deep as I get")
	k.Pause.SetHelp("esc", "leave the room")
	keys := []key.Binding{k.Done, k.Skip, k.Pause, k.Editor, k.Speak}
	if m.exhibit.marking() {
		keys = append([]key.Binding{k.Done, k.Mark}, keys[1:]...)
	}
	if m.overflow > 0 {
		keys = append(keys, k.PageDown, k.PageUp)
	}
	return keys
}

// takesAway reports whether the key helps, which nothing does in the room.
func (m *Model) takesAway(pressed func(key.Binding) bool) bool {
	if m.data.Room == nil {
		return false
	}
	k := m.keys
	bindings := append([]key.Binding{k.Hint, k.Bookmark, k.Bury, k.Suspend}, k.Confidence[plan.Guessing:]...)
	for _, b := range bindings {
		if pressed(b) {
			return true
		}
	}
	return false
}

// RoundElapsed returns the time that the round has taken so far.
func (m *Model) RoundElapsed() time.Duration {
	return m.data.Room.Elapsed + max(m.clock.Now().Sub(m.started), 0)
}

func (m *Model) roomHead() []string {
	s, r := m.styles, m.data.Room
	title := " " + s.Title.Render(layout.Line(r.Title)) + s.Muted.Render(fmt.Sprintf(" · question %d of %d", m.data.Number, m.data.Of))
	pace, elapsed := s.Muted, m.Elapsed()
	if elapsed > r.Target {
		pace = s.Warn
	}
	state := "thinking "
	if m.thought > 0 {
		state = "speaking "
	}
	rest := time.Duration(r.Minutes)*time.Minute - m.RoundElapsed()
	round := s.Muted.Render(" · round " + clock.Format(max(rest, 0)) + " left ")
	if rest <= 0 {
		round = s.Warn.Render(" · time is up ")
	}
	return []string{layout.Ends(title, s.Muted.Render(state)+pace.Render(clock.Format(elapsed))+s.Muted.Render(" / "+clock.Format(r.Target))+round, m.width), ""}
}

// followUp is what stands above the field when a question goes deeper.
func (m *Model) followUp(width int) []string {
	s, r := m.styles, m.data.Room
	lines := layout.Hang(s.Accent.Render("→ "), s.Strong.Render(layout.Clean(r.FollowUp)), width)
	lines = append(lines, "")
	lines = append(lines, layout.Hang(s.Muted.Render("after: "), s.Muted.Render(layout.Line(m.data.Question.Prompt)), width)...)
	if said := strings.TrimSpace(layout.Clean(r.Said)); said != "" {
		wrapped := layout.Wrap(said, width-2)
		for _, l := range wrapped[:min(len(wrapped), 6)] {
			lines = append(lines, "  "+s.Muted.Render(l))
		}
	}
	return append(lines, "")
}
