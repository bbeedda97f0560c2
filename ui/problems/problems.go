// Package problems lists what could not be loaded of the person's own
// questions, with file and line.
package problems

import (
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Closed is sent when the person goes back.
type Closed struct{}

// Model is the screen.
type Model struct {
	styles        theme.Styles
	problems      []string
	offset        int
	overflow      bool
	width, height int
}

// New returns the screen.
func New(styles theme.Styles, problems []string) *Model {
	return &Model{styles: styles, problems: problems}
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: there is no text field.
func (m *Model) Typing() bool { return false }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	b := func(help, text string) key.Binding {
		return key.NewBinding(key.WithKeys(help), key.WithHelp(help, text))
	}
	keys := []key.Binding{b("esc", "back")}
	if m.overflow {
		keys = append(keys, b("pgdn", "page down"), b("pgup", "page up"), b("↓/j", "down"), b("↑/k", "up"))
	}
	return keys
}

// Update handles a message. It returns what the person did, if anything.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch k.String() {
	case "esc", "q", "!":
		return Closed{}, nil
	case "down", "j":
		m.offset++
	case "up", "k":
		m.offset--
	case "pgdown", "ctrl+d", " ":
		m.offset += max(m.height-4, 1)
	case "pgup", "ctrl+u":
		m.offset -= max(m.height-4, 1)
	case "home", "g":
		m.offset = 0
	}
	return nil, nil
}

const margin = 3

// View draws the screen.
func (m *Model) View() string {
	s := m.styles
	lines := []string{" " + s.Title.Render("What could not be loaded"), ""}
	var body []string
	for _, p := range m.problems {
		body = append(body, layout.Indent(layout.Hang(s.Warn.Render("! "), layout.Clean(p), max(m.width-2*margin, 10)), "   ")...)
	}
	body = append(body, "", "   "+s.Muted.Render("Everything else is there. A file is read again as soon as it is saved."))
	room := max(m.height-len(lines), 1)
	shown, offset := layout.Window(body, m.offset, room)
	m.offset, m.overflow = offset, len(body) > room
	return layout.Frame(append(lines, shown...), m.width, m.height)
}
