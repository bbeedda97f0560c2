// Package mock has the screens of a mock interview around its questions: the
// lobby, the opening and the end of a round, and the scorecard.
package mock

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store/mock"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the lobby.
type (
	// Closed is sent when the person goes back to the picker.
	Closed struct{}
	// Started is sent when a new loop is to begin. A seed of 0 is chosen anew.
	Started struct{ Spec mock.Spec }
	// Resumed is sent when the unfinished loop goes on.
	Resumed struct{}
	// Abandoned is sent when the unfinished loop is given up.
	Abandoned struct{}
	// CardOpened is sent when an earlier loop's scorecard is to be shown.
	CardOpened struct{ Loop int64 }
)

// Past is an earlier loop in the lobby's list.
type Past struct {
	ID       int64
	At       time.Time
	Level    string
	Stages   []string
	Coverage float64 // mean of its grades
	Depth    int     // rungs answered
	Rungs    int
	Verdict  mock.Verdict
}

// LobbyData is what the lobby shows.
type LobbyData struct {
	Level      string // to begin with
	Stages     []string
	Unfinished string // where the unfinished loop stands, in words; empty where there is none
	Past       []Past // the latest first
	Depths     []Depth
}

// Depth is how deep a person got in a domain when it was last asked.
type Depth struct {
	Domain string
	Level  string
	Rungs  int
}

// Lobby is the screen before a mock interview.
type Lobby struct {
	styles        theme.Styles
	data          LobbyData
	chosen        map[string]bool
	level         string
	short         bool
	cursor        int // stages, and after them the earlier loops
	offset        int
	width, height int
}

// NewLobby returns the lobby.
func NewLobby(styles theme.Styles, data LobbyData) *Lobby {
	m := &Lobby{styles: styles, data: data, chosen: map[string]bool{}, level: data.Level}
	if m.level == "" {
		m.level = "L5"
	}
	for _, s := range data.Stages {
		m.chosen[s] = true
	}
	if len(data.Stages) == 0 {
		for _, s := range bank.Stages() {
			m.chosen[s] = true
		}
	}
	return m
}

func bind(help, text string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
}

// Restyle sets other styles.
func (m *Lobby) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Lobby) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: the lobby has no text field.
func (m *Lobby) Typing() bool { return false }

// Help returns the keys that work right now.
func (m *Lobby) Help() []key.Binding {
	keys := []key.Binding{bind("enter", m.enterText(), "enter"), bind("space", "choose a round", " "), bind("l", "level", "l"), bind("t", "ten minutes a round", "t"), bind("esc", "back", "esc")}
	if m.data.Unfinished != "" {
		keys = slices.Insert(keys, 1, bind("x", "give it up", "x"))
	}
	return append(keys, bind("↑/k", "up", "k"), bind("↓/j", "down", "j"))
}

func (m *Lobby) enterText() string {
	if m.cursor >= len(bank.Stages()) {
		return "its scorecard"
	}
	if m.data.Unfinished != "" {
		return "go on"
	}
	return "begin"
}

// Update handles a message. It returns what the person did, if anything.
func (m *Lobby) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	stages := bank.Stages()
	switch k.String() {
	case "up", "k":
		m.cursor = max(m.cursor-1, 0)
	case "down", "j":
		m.cursor = min(m.cursor+1, len(stages)+len(m.data.Past)-1)
	case "home", "g":
		m.cursor = 0
	case "end", "G":
		m.cursor = len(stages) + len(m.data.Past) - 1
	case " ":
		if m.cursor < len(stages) {
			m.chosen[stages[m.cursor]] = !m.chosen[stages[m.cursor]]
		}
	case "t":
		m.short = !m.short
	case "l":
		levels := bank.Levels()
		m.level = levels[(slices.Index(levels, m.level)+1)%len(levels)]
	case "x":
		if m.data.Unfinished != "" {
			return Abandoned{}, nil
		}
	case "enter":
		return m.enter(), nil
	case "esc", "q":
		return Closed{}, nil
	}
	return nil, nil
}

func (m *Lobby) enter() tea.Msg {
	if i := m.cursor - len(bank.Stages()); i >= 0 {
		return CardOpened{m.data.Past[i].ID}
	}
	if m.data.Unfinished != "" {
		return Resumed{}
	}
	spec := mock.Spec{Stages: m.stages(), Level: m.level, Short: m.short}
	if len(spec.Stages) == 0 {
		return nil
	}
	return Started{spec}
}

func (m *Lobby) stages() []string {
	var in []string
	for _, s := range bank.Stages() {
		if m.chosen[s] {
			in = append(in, s)
		}
	}
	return in
}

// View draws the lobby.
func (m *Lobby) View() string {
	s := m.styles
	top := []string{layout.Ends(" "+s.Title.Render("Mock interview"), s.Muted.Render("level ")+s.Strong.Render(m.level)+" ", m.width), ""}
	if m.data.Unfinished != "" {
		for _, l := range layout.Wrap("A loop waits: "+layout.Line(m.data.Unfinished)+". enter goes on with it, x gives it up.", max(m.width-2*margin, 10)) {
			top = append(top, "   "+s.Accent.Render(l))
		}
		top = append(top, "")
	}
	lines, at := m.body()
	room := max(m.height-len(top), 1)
	if at >= m.offset+room {
		m.offset = at - room + 1
	}
	if m.offset = min(m.offset, at); m.cursor == 0 {
		m.offset = 0
	}
	shown, offset := layout.Window(lines, m.offset, room)
	m.offset = offset
	return layout.Frame(append(top, shown...), m.width, m.height)
}

const margin = 3

// body is what scrolls, and the line under the cursor.
func (m *Lobby) body() (lines []string, at int) {
	s := m.styles
	minutes := 0
	for i, stage := range bank.Stages() {
		box := "[ ]"
		if m.chosen[stage] {
			box = s.Good.Render("[x]")
			minutes += mock.Minutes(stage, m.short)
		}
		pointer, name := " ", s.Text
		if i == m.cursor {
			pointer, name, at = s.Selected.Render("▸"), s.Selected, len(lines)
		}
		line := " " + pointer + " " + box + " " + name.Render(layout.Cell(StageName(stage), 24)) +
			s.Muted.Render(layout.Right(fmt.Sprintf("%d min  ", mock.Minutes(stage, m.short)), 8))
		if m.width >= 80 {
			line += s.Muted.Render(about(stage))
		}
		lines = append(lines, line)
	}
	lines = append(lines, "")
	sum := fmt.Sprintf("%d rounds, %d minutes. Nothing is shown before a round is over; you can leave at any time and come back. t makes it ten minutes a round.", len(m.stages()), minutes)
	if len(m.stages()) == 0 {
		sum = "Choose at least one round."
	}
	for _, l := range layout.Wrap(sum, max(m.width-2*margin, 10)) {
		lines = append(lines, "   "+s.Muted.Render(l))
	}
	if len(m.data.Past) > 0 {
		lines = append(lines, "", "   "+s.Accent.Render("EARLIER LOOPS"))
	}
	for i, p := range m.data.Past {
		pointer, date := " ", s.Text
		if i+len(bank.Stages()) == m.cursor {
			pointer, date, at = s.Selected.Render("▸"), s.Selected, len(lines)
		}
		lines = append(lines, " "+pointer+" "+date.Render(p.At.Format("2 Jan 2006"))+"  "+p.Level+"  "+m.score(p))
	}
	return append(lines, m.depths()...), at
}

func (m *Lobby) score(p Past) string {
	s := m.styles
	full, empty := layout.Bar(p.Coverage, 10)
	verdict := string(p.Verdict)
	if p.Verdict == mock.Undecided {
		verdict = "-"
	}
	return s.Rate(p.Coverage).Render(full) + s.Line.Render(empty) + fmt.Sprintf(" %3.0f%%  ", 100*p.Coverage) + layout.Cell(verdict, 14) +
		s.Muted.Render(fmt.Sprintf("rungs %d of %d  ", p.Depth, p.Rungs)+strings.Join(p.Stages, " "))
}

// depths says how deep the person got, domain by domain.
func (m *Lobby) depths() []string {
	if len(m.data.Depths) == 0 {
		return nil
	}
	s := m.styles
	lines := []string{"", "   " + s.Accent.Render("HOW DEEP YOU GOT") + s.Muted.Render("  the question itself and its follow-ups; the next loop begins one rung below")}
	for _, d := range m.data.Depths {
		lines = append(lines, "   "+layout.Cell(layout.Line(d.Domain), 34)+" "+d.Level+"  "+s.Good.Render(strings.Repeat("■", d.Rungs))+s.Line.Render(strings.Repeat("□", max(4-d.Rungs, 0)))+
			s.Muted.Render(" "+rungs(d.Rungs)))
	}
	return lines
}

func rungs(n int) string {
	switch n {
	case 0:
		return "not the question itself"
	case 1:
		return "the question"
	case 2:
		return "one follow-up"
	}
	return fmt.Sprintf("%d follow-ups", n-1)
}

// StageName is what a person calls a stage.
func StageName(stage string) string {
	return map[string]string{
		"screen": "Initial Screening", "technical": "Technical Interview", "behavioral": "Behavioral Interview", "final": "Final Interview",
	}[stage]
}

func about(stage string) string {
	return map[string]string{
		"screen": "who you are, and short questions", "technical": "a problem to work on, and depth",
		"behavioral": "what you have done, and how", "final": "the bar raiser: the whole picture",
	}[stage]
}
