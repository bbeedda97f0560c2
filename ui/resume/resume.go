// Package resume asks what to do with a session that was not finished.
package resume

import (
	"fmt"

	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Resumed is sent when the person goes on with the session, Dropped when they
// end it, and Postponed when they leave it for later.
type (
	Resumed   struct{}
	Dropped   struct{}
	Postponed struct{}
)

// Data is what the screen shows.
type Data struct {
	Title    string
	Done, Of int
	When     string // it was begun, in words
	Draft    bool   // an answer is half written
}

// Words says which session it is, as in "4 of 10 done, Cloud Security".
func (d Data) Words() string { return fmt.Sprintf("%d of %d done, %s", d.Done, d.Of, d.Title) }

// Model is the prompt.
type Model struct {
	styles              theme.Styles
	data                Data
	resume, drop, later key.Binding
	width, height       int
}

// New returns the prompt.
func New(styles theme.Styles, data Data) *Model {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	return &Model{
		styles: styles, data: data,
		resume: b("enter", "go on", "enter", "r"),
		drop:   b("n", "end it, keep its grades", "n"),
		later:  b("esc", "later", "esc"),
	}
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: the prompt has no text field.
func (m *Model) Typing() bool { return false }

// Help returns the prompt's keys.
func (m *Model) Help() []key.Binding { return []key.Binding{m.resume, m.drop, m.later} }

// Update handles a message. It returns what the person did, if anything, and
// what is to run.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch {
	case key.Matches(k, m.resume):
		return Resumed{}, nil
	case key.Matches(k, m.drop):
		return Dropped{}, nil
	case key.Matches(k, m.later):
		return Postponed{}, nil
	}
	return nil, nil
}

// View draws the prompt.
func (m *Model) View() string {
	s, d := m.styles, m.data
	lines := []string{" " + s.Title.Render("debrief"), ""}
	for _, l := range layout.Wrap("Resume: "+layout.Line(d.Words()), m.width-6) {
		lines = append(lines, "   "+s.Strong.Render(l))
	}
	lines = append(lines, "")
	detail := "You began it " + d.When + ". Every grade is kept."
	if d.Draft {
		detail += " So is the answer that you were writing."
	}
	lines = append(lines, layout.Indent(layout.Wrap(detail, m.width-6), "   ")...)
	lines = append(lines, "")
	for _, b := range m.Help() {
		lines = append(lines, "   "+s.Accent.Render(layout.Cell(b.Help().Key, 7))+b.Help().Desc)
	}
	return layout.Frame(lines, m.width, m.height)
}
