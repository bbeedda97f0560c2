package ui

import (
	"fmt"
	"strings"
	"time"

	"debrief/store"
	"debrief/store/mock"
	"debrief/ui/layout"
	"debrief/ui/question"

	osc52 "github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"
)

// What the terminal is told beside the frames.
const (
	bell        = "\a"
	osc         = "\x1b]"
	noProgress  = osc + "9;4;0\a"
	roundIsOver = "The time of this round is over."
)

// tell writes something to the terminal that is no part of a frame.
func (m *Root) tell(sequence string) tea.Cmd {
	write := m.deps.Write
	if write == nil || sequence == "" {
		return nil
	}
	return func() tea.Msg {
		write(sequence)
		return nil
	}
}

// copyOut puts a text on the person's clipboard, through whatever lies between
// the program and their terminal (OSC 52).
func (m *Root) copyOut(what, text string) tea.Cmd {
	if text == "" {
		m.said = "There is nothing to copy."
		return nil
	}
	m.said = "Copied " + what + ", where the terminal allows it."
	return m.tell(osc52.New(text).String())
}

// announce keeps the window's title and the progress in the task bar up to
// date.
func (m *Root) announce() tea.Cmd {
	var cmds []tea.Cmd
	if title := m.title(); m.settings.Title && title != m.titled {
		m.titled = title
		cmds = append(cmds, tea.SetWindowTitle(title))
	}
	if bar := m.bar(); bar != m.barred && (m.settings.Bar || m.barred != "") {
		m.barred = bar
		if !m.settings.Bar {
			bar = noProgress
			m.barred = ""
		}
		cmds = append(cmds, m.tell(bar))
	}
	return tea.Batch(cmds...)
}

// Farewell returns what the terminal is to be told after the last frame.
func (m *Root) Farewell() string {
	if m.barred == "" {
		return ""
	}
	return noProgress
}

// title says where the person is.
func (m *Root) title() string {
	place := m.screen()
	switch {
	case m.view == nil:
		return ""
	case m.room != nil:
		place = "mock interview"
	case place == "question" || place == "grade":
		place = fmt.Sprintf("%s %d/%d", m.session.Title, m.place.Position+1, len(m.session.Places))
	case place == "picker" || place == "":
		return "debrief"
	}
	return "debrief: " + layout.Line(place)
}

// bar is how far the session is, as the task bar is told (OSC 9;4).
func (m *Root) bar() string {
	if screen := m.screen(); m.room != nil || len(m.session.Places) == 0 || screen != "question" && screen != "grade" {
		return noProgress
	}
	done := 0
	for _, p := range m.session.Places {
		if p.State != store.Waiting {
			done++
		}
	}
	return fmt.Sprintf("%s9;4;1;%d\a", osc, 100*done/len(m.session.Places))
}

// screen is what the view on screen is called in config.toml.
func (m *Root) screen() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(fmt.Sprintf("%T", m.view), "*"), ".")
	return name
}

// alarmDue is sent when the clock of a round should have run out.
type alarmDue struct {
	loop  int64
	round int
}

// setAlarm makes sure that the person hears of the end of the round.
func (m *Root) setAlarm() tea.Cmd {
	due := alarmDue{m.room.loop.ID, m.room.round}
	if m.settings.Alarm == "off" || m.alarm == due || m.room.at().State != mock.RoundRunning {
		return nil
	}
	m.alarm = due
	return m.waitForAlarm(due)
}

func (m *Root) waitForAlarm(due alarmDue) tea.Cmd {
	r := m.room.at()
	left := time.Duration(r.Minutes)*time.Minute - r.Elapsed
	if left <= 0 {
		return nil // it was over before
	}
	return m.deps.Clock.After(left, func(time.Time) tea.Msg { return due })
}

// ring says that the round is over, or waits on where the clock stood
// meanwhile.
func (m *Root) ring(due alarmDue) tea.Cmd {
	if due != m.alarm {
		return nil
	}
	m.alarm = alarmDue{}
	if m.room == nil || m.room.loop.ID != due.loop || m.room.round != due.round || m.room.at().State != mock.RoundRunning {
		return nil
	}
	m.countRound()
	if left := time.Duration(m.room.at().Minutes)*time.Minute - m.room.at().Elapsed; left > 0 {
		return m.setAlarm()
	}
	switch m.settings.Alarm {
	case "bell":
		return m.tell(bell)
	case "osc9":
		return m.tell(osc + "9;" + roundIsOver + bell)
	case "osc777":
		return m.tell(osc + "777;notify;debrief;" + roundIsOver + bell)
	}
	return nil
}

// clicker is a view in which a click does something.
type clicker interface{ Click(x, y int) tea.Msg }

// mouse turns the wheel into keys, and hands a click to the view.
func (m *Root) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.view == nil || m.busy || m.help || msg.Action != tea.MouseActionPress {
		return nil
	}
	switch msg.Button {
	case tea.MouseButtonWheelUp:
		return m.wheel(tea.KeyUp, tea.KeyPgUp)
	case tea.MouseButtonWheelDown:
		return m.wheel(tea.KeyDown, tea.KeyPgDown)
	case tea.MouseButtonLeft:
		if v, ok := m.view.(clicker); ok {
			if did := v.Click(msg.X, msg.Y); did != nil {
				return m.did(did)
			}
		}
	}
	return nil
}

// wheel presses the key that scrolls: while an answer is typed the arrows
// belong to its text.
func (m *Root) wheel(line, page tea.KeyType) tea.Cmd {
	if _, asks := m.view.(*question.Model); asks || m.view.Typing() {
		return m.pass(tea.KeyMsg{Type: page})
	}
	return m.pass(tea.KeyMsg{Type: line})
}
