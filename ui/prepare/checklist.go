// Package prepare has the screens of the preparation beside the questions: the
// checklist of the seven tips, the glossary drill, the questions for the
// interviewer, and the notes on the news.
package prepare

import (
	"fmt"
	"time"

	"debrief/store/prepare"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the checklist.
type (
	// Closed is sent when the person goes back to the picker.
	Closed struct{}
	// TipOpened is sent when what a tip is about is to be opened.
	TipOpened struct{ ID string }
	// TipTicked is sent when a tip is ticked by hand, or the tick taken back.
	TipTicked struct {
		ID string
		On bool
	}
)

// Tip is a row of the checklist.
type Tip struct {
	ID, Name, About string
	Progress        prepare.Progress
	Ticked          time.Time // by hand; zero where it is not
}

func (t Tip) done() bool { return t.Progress.Share >= 1 || !t.Ticked.IsZero() }

// Checklist is the screen of the seven tips.
type Checklist struct {
	styles        theme.Styles
	tips          []Tip
	countdown     string
	cursor        int
	width, height int
}

// NewChecklist returns the checklist; countdown says how far off the interview
// is, or nothing.
func NewChecklist(styles theme.Styles, tips []Tip, countdown string) *Checklist {
	return &Checklist{styles: styles, tips: tips, countdown: countdown}
}

// Restyle sets other styles.
func (m *Checklist) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Checklist) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: there is no text field.
func (m *Checklist) Typing() bool { return false }

// SetTicked takes over that a tip was ticked by hand; the zero time takes it
// back.
func (m *Checklist) SetTicked(id string, at time.Time) {
	for i := range m.tips {
		if m.tips[i].ID == id {
			m.tips[i].Ticked = at
		}
	}
}

func bind(help, text string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
}

// Help returns the keys that work right now.
func (m *Checklist) Help() []key.Binding {
	return []key.Binding{bind("enter", "open", "enter"), bind("space", "tick by hand", " "), bind("esc", "back", "esc"), bind("↑/k", "up", "k"), bind("↓/j", "down", "j")}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Checklist) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch s := k.String(); s {
	case "up", "k":
		m.cursor = max(m.cursor-1, 0)
	case "down", "j":
		m.cursor = min(m.cursor+1, len(m.tips)-1)
	case "home", "g":
		m.cursor = 0
	case "end", "G":
		m.cursor = len(m.tips) - 1
	case "enter":
		return TipOpened{m.tips[m.cursor].ID}, nil
	case " ", "x":
		return TipTicked{m.tips[m.cursor].ID, m.tips[m.cursor].Ticked.IsZero()}, nil
	case "esc", "q":
		return Closed{}, nil
	}
	return nil, nil
}

const (
	margin   = 3
	barCells = 10
)

// View draws the checklist.
func (m *Checklist) View() string {
	s := m.styles
	done := 0
	for _, t := range m.tips {
		if t.done() {
			done++
		}
	}
	right := fmt.Sprintf("%d of %d done ", done, len(m.tips))
	if m.countdown != "" {
		right = m.countdown + " · " + right
	}
	lines := []string{layout.Ends(" "+s.Title.Render("Preparation"), s.Muted.Render(right), m.width), ""}
	for i, t := range m.tips {
		lines = append(lines, m.row(t, i == m.cursor)...)
	}
	lines = append(lines, "")
	if m.cursor < len(m.tips) {
		for _, l := range layout.Wrap(layout.Clean(m.tips[m.cursor].About), max(m.width-2*margin, 10)) {
			lines = append(lines, "   "+s.Muted.Render(l))
		}
	}
	return layout.Frame(lines, m.width, m.height)
}

func (m *Checklist) row(t Tip, current bool) []string {
	s := m.styles
	pointer, box, name := " ", "[ ]", s.Text
	if current {
		pointer, name = s.Selected.Render("▸"), s.Selected
	}
	if t.done() {
		box = s.Good.Render("[x]")
	}
	full, empty := layout.Bar(t.Progress.Share, barCells)
	words := layout.Line(t.Progress.Words)
	if !t.Ticked.IsZero() {
		words = "ticked " + t.Ticked.Format("2 Jan") + ", " + words
	}
	bar := s.Rate(t.Progress.Share).Render(full) + s.Line.Render(empty) + " " + s.Muted.Render(words)
	title := " " + pointer + " " + box + " " + name.Render(layout.Line(t.Name))
	if m.width >= 110 {
		return []string{layout.Cut(layout.Cell(title, 62)+bar, m.width)}
	}
	return []string{layout.Cut(title, m.width), layout.Cut("       "+bar, m.width)}
}
