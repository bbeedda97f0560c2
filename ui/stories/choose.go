package stories

import (
	"slices"
	"strings"

	"debrief/store/story"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Picked is sent when a story is chosen for a question; 0 for none.
type Picked struct{ ID int64 }

// Left is sent when the person goes back before choosing.
type Left struct{}

// Choice is what the chooser shows.
type Choice struct {
	Prompt     string
	Principles []string // of the question
	Stories    []story.Story
	Tallies    map[int64]story.Tally
}

// Chooser asks which story answers a behavioral question.
type Chooser struct {
	styles        theme.Styles
	data          Choice
	cursor        int // the last one is none
	offset        int
	width, height int
}

// NewChooser returns the chooser; the stories that fit best come first.
func NewChooser(styles theme.Styles, data Choice) *Chooser {
	data.Stories = story.Fitting(data.Stories, data.Principles, data.Tallies)
	return &Chooser{styles: styles, data: data}
}

// Restyle sets other styles.
func (m *Chooser) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Chooser) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: there is no text field.
func (m *Chooser) Typing() bool { return false }

// Help returns the keys that work right now.
func (m *Chooser) Help() []key.Binding {
	return []key.Binding{bind("enter", "tell this one", "enter"), bind("0", "none of them", "0"), bind("esc", "pause", "esc"), bind("↑/k", "up", "k"), bind("↓/j", "down", "j")}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Chooser) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch k.String() {
	case "up", "k":
		m.cursor = max(m.cursor-1, 0)
	case "down", "j":
		m.cursor = min(m.cursor+1, len(m.data.Stories))
	case "home", "g":
		m.cursor = 0
	case "end", "G":
		m.cursor = len(m.data.Stories)
	case "0":
		return Picked{}, nil
	case "enter":
		if m.cursor < len(m.data.Stories) {
			return Picked{m.data.Stories[m.cursor].ID}, nil
		}
		return Picked{}, nil
	case "esc", "q":
		return Left{}, nil
	}
	return nil, nil
}

// View draws the chooser.
func (m *Chooser) View() string {
	s, d := m.styles, m.data
	width := max(m.width-2*margin, 10)
	lines := []string{" " + s.Title.Render("Which story do you tell?"), ""}
	for _, l := range layout.Wrap(layout.Clean(d.Prompt), width) {
		lines = append(lines, "   "+s.Strong.Render(l))
	}
	lines = append(lines, layout.Cut("   "+s.Muted.Render(strings.Join(d.Principles, ", ")), m.width), "")
	var rows []string
	for i, st := range d.Stories {
		rows = append(rows, m.row(i, layout.Line(st.Title), m.facts(st)))
	}
	rows = append(rows, m.row(len(d.Stories), "none of them: I tell another one", ""))
	room := max(m.height-len(lines), 1)
	m.offset = min(max(m.offset, m.cursor+1-room), m.cursor)
	shown, offset := layout.Window(rows, m.offset, room)
	m.offset = offset
	return layout.Frame(append(lines, shown...), m.width, m.height)
}

func (m *Chooser) row(i int, title, facts string) string {
	s := m.styles
	pointer, style := " ", s.Text
	if i == m.cursor {
		pointer, style = s.Selected.Render("▸"), s.Selected
	}
	return layout.Cut(" "+pointer+" "+style.Render(title)+s.Muted.Render("  "+facts), m.width)
}

// facts says how the story fits and how often it was told.
func (m *Chooser) facts(st story.Story) string {
	var fits []string
	for _, p := range m.data.Principles {
		if slices.Contains(st.Principles, p) {
			fits = append(fits, p)
		}
	}
	text := strings.Join(fits, ", ")
	if t := m.data.Tallies[st.ID]; t.Times > 0 {
		if text != "" {
			text += " · "
		}
		text += "told " + times(t.Times)
		if t.Overused {
			text += ", too often lately"
		}
	}
	return text
}
