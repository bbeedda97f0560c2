// Package clock is the time as the views see it, a parameter so that tests
// neither wait nor depend on the day.
package clock

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Clock tells the time and sends messages later.
type Clock struct {
	Now   func() time.Time
	After func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // as tea.Tick
}

// Format writes a duration as minutes and seconds.
func Format(d time.Duration) string {
	sec := int(d.Seconds())
	return fmt.Sprintf("%02d:%02d", sec/60, sec%60)
}
