package prepare

import (
	"strings"
	"time"

	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the news.
type (
	// NewsSaved is sent when a note is written.
	NewsSaved struct{ Note Note }
	// NewsDeleted is sent when a note is deleted.
	NewsDeleted struct{ ID int64 }
	// NewsDrafted is sent while a note is being written.
	NewsDrafted struct{ Note Note }
	// NewsClosed is sent when the person goes back.
	NewsClosed struct{}
)

// Note is a note on something that happened.
type Note struct {
	ID                         int64
	Day, Source, Text, BringUp string
}

func (n Note) empty() bool { return n.Source == "" && n.Text == "" && n.BringUp == "" }

// The fields of a note in their order.
var noteFields = [...]struct{ name, asks string }{
	{"Day", "such as 2026-11-23"},
	{"Source", "where you read it"},
	{"What", "what happened, in two sentences"},
	{"Bring it up", "how you would bring it up, and what you make of it"},
}

type newsDue struct{ of *News }

// News is the screen of the notes.
type News struct {
	styles        theme.Styles
	notes         []Note
	today         string
	clock         clock.Clock
	cursor        int
	editing       bool
	note          Note // being written
	fields        [len(noteFields)]textinput.Model
	at            int // field
	drafting      bool
	problem       string
	offset        int
	width, height int
}

// NewNews returns the screen; draft is a note that was being written, if any.
func NewNews(styles theme.Styles, notes []Note, draft Note, today string, c clock.Clock) *News {
	m := &News{styles: styles, notes: notes, today: today, clock: c}
	for i := range m.fields {
		m.fields[i] = textinput.New()
		m.fields[i].Prompt, m.fields[i].Placeholder = "", noteFields[i].asks
		m.fields[i].Cursor.SetMode(cursor.CursorStatic)
	}
	if !draft.empty() {
		m.open(draft)
	}
	return m
}

// Restyle sets other styles.
func (m *News) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *News) Resize(width, height int) {
	m.width, m.height = width, height
	for i := range m.fields {
		m.fields[i].Width = max(width-2*margin-14, 10)
	}
}

// SetNotes replaces the notes, as after a change.
func (m *News) SetNotes(notes []Note) {
	m.notes, m.editing = notes, false
	m.cursor = min(m.cursor, max(len(notes)-1, 0))
}

// Note returns what is being written, empty where nothing is.
func (m *News) Note() Note {
	if !m.editing {
		return Note{}
	}
	return Note{m.note.ID, m.fields[0].Value(), m.fields[1].Value(), m.fields[2].Value(), m.fields[3].Value()}
}

// Typing reports whether a note is being written.
func (m *News) Typing() bool { return m.editing }

// Help returns the keys that work right now.
func (m *News) Help() []key.Binding {
	if m.editing {
		return []key.Binding{bind("tab", "next field", "tab"), bind("ctrl+d", "keep the note", "ctrl+d"), bind("esc", "leave it", "esc")}
	}
	keys := []key.Binding{bind("n", "new note", "n")}
	if len(m.notes) > 0 {
		keys = append(keys, bind("enter", "change it", "enter"), bind("x", "delete it", "x"))
	}
	return append(keys, bind("esc", "back", "esc"), bind("↑/k", "up", "k"), bind("↓/j", "down", "j"))
}

// Update handles a message. It returns what the person did, if anything.
func (m *News) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	if due, ok := msg.(newsDue); ok && due.of == m {
		m.drafting = false
		return NewsDrafted{m.Note()}, nil
	}
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.editing {
		return m.write(k)
	}
	switch k.String() {
	case "up", "k":
		m.cursor = max(m.cursor-1, 0)
	case "down", "j":
		m.cursor = min(m.cursor+1, max(len(m.notes)-1, 0))
	case "n":
		m.open(Note{Day: m.today})
	case "enter", "e":
		if m.cursor < len(m.notes) {
			m.open(m.notes[m.cursor])
		}
	case "x":
		if m.cursor < len(m.notes) {
			return NewsDeleted{m.notes[m.cursor].ID}, nil
		}
	case "esc", "q":
		return NewsClosed{}, nil
	}
	return nil, nil
}

// open begins to write a note.
func (m *News) open(n Note) {
	m.note, m.editing, m.problem = n, true, ""
	for i, text := range []string{n.Day, n.Source, n.Text, n.BringUp} {
		m.fields[i].SetValue(text)
		m.fields[i].CursorEnd()
	}
	m.focus(1)
}

func (m *News) focus(field int) {
	m.fields[m.at].Blur()
	m.at = (field + len(m.fields)) % len(m.fields)
	m.fields[m.at].Focus()
}

func (m *News) write(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch k.String() {
	case "tab", "down":
		m.focus(m.at + 1)
		return nil, nil
	case "enter":
		if m.at < len(m.fields)-1 {
			m.focus(m.at + 1)
			return nil, nil
		}
		return m.save(), nil
	case "shift+tab", "up":
		m.focus(m.at - 1)
		return nil, nil
	case "ctrl+d":
		return m.save(), nil
	case "esc":
		m.editing = false
		return NewsDrafted{}, nil
	}
	var cmd tea.Cmd
	before := m.fields[m.at].Value()
	m.fields[m.at], cmd = m.fields[m.at].Update(k)
	if m.fields[m.at].Value() == before || m.drafting {
		return nil, cmd
	}
	m.drafting = true
	return nil, tea.Batch(cmd, m.clock.After(500*time.Millisecond, func(time.Time) tea.Msg { return newsDue{m} }))
}

func (m *News) save() tea.Msg {
	n := m.Note()
	if _, err := time.Parse(time.DateOnly, n.Day); err != nil {
		m.problem = "Write the day like 2026-11-23."
		m.focus(0)
		return nil
	}
	if n.empty() {
		m.problem = "Write down what happened."
		return nil
	}
	return NewsSaved{n}
}

// View draws the screen.
func (m *News) View() string {
	s := m.styles
	lines := []string{" " + s.Title.Render("News and trends"), ""}
	if m.editing {
		for i, f := range noteFields {
			name := s.Muted
			if i == m.at {
				name = s.Selected
			}
			lines = append(lines, layout.Cut("   "+name.Render(layout.Cell(f.name, 13))+m.fields[i].View(), m.width))
		}
		if m.problem != "" {
			lines = append(lines, "", "   "+s.Warn.Render(m.problem))
		}
		return layout.Frame(lines, m.width, m.height)
	}
	if len(m.notes) == 0 {
		for _, l := range layout.Wrap("Two or three dated notes are enough: what happened, where you read it, and how you would bring it up when they ask what you have read lately. n writes one.", max(m.width-2*margin, 10)) {
			lines = append(lines, "   "+s.Muted.Render(l))
		}
		return layout.Frame(lines, m.width, m.height)
	}
	room := max(m.height-len(lines), 1)
	return layout.Frame(append(lines, m.rows(room)...), m.width, m.height)
}

func (m *News) rows(room int) []string {
	s := m.styles
	var rows []string
	begin, end := 0, 0
	width := max(m.width-2*margin, 12)
	for i, n := range m.notes {
		pointer, style := " ", s.Text
		if i == m.cursor {
			pointer, style, begin = s.Selected.Render("▸"), s.Selected, len(rows)
		}
		rows = append(rows, layout.Cut(" "+pointer+" "+style.Render(layout.Line(n.Day))+s.Muted.Render("  "+layout.Line(n.Source)), m.width))
		for _, text := range []string{n.Text, n.BringUp} {
			if strings.TrimSpace(text) != "" {
				rows = append(rows, layout.Indent(layout.Wrap(layout.Clean(text), width), "   ")...)
			}
		}
		rows = append(rows, "")
		if i == m.cursor {
			end = len(rows)
		}
	}
	m.offset = min(max(m.offset, end-room), begin)
	shown, offset := layout.Window(rows, m.offset, room)
	m.offset = offset
	return shown
}
