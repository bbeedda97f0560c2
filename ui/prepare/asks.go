package prepare

import (
	"fmt"
	"slices"
	"strings"

	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the questions for the interviewer.
type (
	// AskMarked is sent when a question is marked for somebody, or not any more.
	AskMarked struct {
		Ask, Audience string
		On            bool
	}
	// AskSaved is sent when an own question is written; empty text deletes it.
	AskSaved struct {
		ID   int64
		Text string
	}
	// Printed is sent when the marked ones are to be written on one page.
	Printed struct{ Text string }
	// AsksClosed is sent when the person goes back.
	AsksClosed struct{}
)

// Ask is a question for the interviewer.
type Ask struct {
	Name  string // that marks have
	Own   int64  // id of the person's own; 0 for the guide's
	Text  string
	Why   string
	For   []string // whom it suits
	Marks []string // for whom it is marked
}

// Asks is the screen of the questions for the interviewer.
type Asks struct {
	styles        theme.Styles
	asks          []Ask
	audiences     []string
	audience      int
	cursor        int
	offset        int
	field         textinput.Model
	editing       int64 // own question; 0 is a new one
	message       string
	width, height int
}

// NewAsks returns the screen.
func NewAsks(styles theme.Styles, asks []Ask, audiences []string) *Asks {
	m := &Asks{styles: styles, asks: asks, audiences: audiences, field: textinput.New()}
	m.field.Prompt, m.field.Placeholder = "Your question: ", "what you really want to know"
	m.field.Cursor.SetMode(cursor.CursorStatic)
	return m
}

// SetAsks replaces the questions, as after a change.
func (m *Asks) SetAsks(asks []Ask) {
	m.asks = asks
	m.cursor = min(m.cursor, max(len(m.listed())-1, 0))
}

// SetMessage says what became of the page.
func (m *Asks) SetMessage(text string) { m.message = text }

// Restyle sets other styles.
func (m *Asks) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Asks) Resize(width, height int) {
	m.width, m.height = width, height
	m.field.Width = max(width-2*margin-17, 10)
}

// Typing reports whether a question is being written.
func (m *Asks) Typing() bool { return m.field.Focused() }

// Help returns the keys that work right now.
func (m *Asks) Help() []key.Binding {
	if m.Typing() {
		return []key.Binding{bind("enter", "keep it", "enter"), bind("esc", "as it was", "esc")}
	}
	keys := []key.Binding{bind("space", "mark", " "), bind("tab", "next person", "tab"), bind("n", "write your own", "n"), bind("esc", "back", "esc"), bind("p", "print the page", "p")}
	if a, ok := m.current(); ok && a.Own != 0 {
		keys = append(keys, bind("e", "change it", "e"), bind("x", "delete it", "x"))
	}
	return append(keys, bind("↑/k", "up", "k"), bind("↓/j", "down", "j"))
}

// listed are the questions that suit the audience: those that are marked for it
// first.
func (m *Asks) listed() []Ask {
	who := m.audiences[m.audience]
	var marked, others []Ask
	for _, a := range m.asks {
		switch {
		case slices.Contains(a.Marks, who):
			marked = append(marked, a)
		case a.Own != 0 || slices.Contains(a.For, who):
			others = append(others, a)
		}
	}
	return append(marked, others...)
}

func (m *Asks) current() (Ask, bool) {
	all := m.listed()
	if m.cursor >= len(all) {
		return Ask{}, false
	}
	return all[m.cursor], true
}

// Update handles a message. It returns what the person did, if anything.
func (m *Asks) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.Typing() {
		return m.write(k)
	}
	m.message = ""
	a, any := m.current()
	switch k.String() {
	case "up", "k":
		m.cursor = max(m.cursor-1, 0)
	case "down", "j":
		m.cursor = min(m.cursor+1, max(len(m.listed())-1, 0))
	case "home", "g":
		m.cursor = 0
	case "end", "G":
		m.cursor = max(len(m.listed())-1, 0)
	case "tab", "right", "l":
		m.audience, m.cursor = (m.audience+1)%len(m.audiences), 0
	case "shift+tab", "left", "h":
		m.audience, m.cursor = (m.audience+len(m.audiences)-1)%len(m.audiences), 0
	case " ", "enter":
		if any {
			who := m.audiences[m.audience]
			return AskMarked{a.Name, who, !slices.Contains(a.Marks, who)}, nil
		}
	case "n":
		m.editing = 0
		m.field.SetValue("")
		return nil, m.field.Focus()
	case "e":
		if any && a.Own != 0 {
			m.editing = a.Own
			m.field.SetValue(a.Text)
			return nil, m.field.Focus()
		}
	case "x":
		if any && a.Own != 0 {
			return AskSaved{a.Own, ""}, nil
		}
	case "p":
		return Printed{m.Page()}, nil
	case "esc", "q":
		return AsksClosed{}, nil
	}
	return nil, nil
}

func (m *Asks) write(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch k.String() {
	case "enter":
		m.field.Blur()
		if text := strings.TrimSpace(m.field.Value()); text != "" {
			return AskSaved{m.editing, text}, nil
		}
		return nil, nil
	case "esc":
		m.field.Blur()
		return nil, nil
	}
	var cmd tea.Cmd
	m.field, cmd = m.field.Update(k)
	return nil, cmd
}

// Page is what is marked, on one page for the bag.
func (m *Asks) Page() string {
	var b strings.Builder
	b.WriteString("Questions for the interviewer\n")
	for _, who := range m.audiences {
		var lines []string
		for _, a := range m.asks {
			if slices.Contains(a.Marks, who) {
				lines = append(lines, layout.Hang("  [ ] ", layout.Clean(a.Text), 76)...)
			}
		}
		if len(lines) > 0 {
			b.WriteString("\n" + strings.ToUpper(who[:1]) + who[1:] + "\n\n" + strings.Join(lines, "\n") + "\n")
		}
	}
	return b.String()
}

// View draws the screen.
func (m *Asks) View() string {
	s := m.styles
	var tabs []string
	for i, who := range m.audiences {
		n := 0
		for _, a := range m.asks {
			if slices.Contains(a.Marks, who) {
				n++
			}
		}
		text := fmt.Sprintf("%s %d", who, n)
		if i == m.audience {
			tabs = append(tabs, s.Selected.Render("▸"+text))
		} else {
			tabs = append(tabs, s.Muted.Render(text))
		}
	}
	lines := []string{" " + s.Title.Render("Questions for the interviewer"), "", "   " + strings.Join(tabs, s.Line.Render("  ")), ""}
	var bottom []string
	if a, ok := m.current(); ok && a.Why != "" && !m.Typing() {
		bottom = append(bottom, "")
		for _, l := range layout.Wrap("Its answer tells: "+layout.Clean(a.Why), max(m.width-2*margin, 10)) {
			bottom = append(bottom, "   "+s.Muted.Render(l))
		}
	}
	if m.Typing() {
		bottom = append(bottom, "", "   "+m.field.View())
	}
	if m.message != "" {
		bottom = append(bottom, layout.Cut("   "+s.Good.Render(layout.Line(m.message)), m.width))
	}
	room := max(m.height-len(lines)-len(bottom), 1)
	return layout.Frame(append(append(lines, m.rows(room)...), bottom...), m.width, m.height)
}

func (m *Asks) rows(room int) []string {
	s := m.styles
	var rows []string
	begin, end := 0, 0
	for i, a := range m.listed() {
		pointer, box, style := " ", "[ ]", s.Text
		if slices.Contains(a.Marks, m.audiences[m.audience]) {
			box = s.Good.Render("[x]")
		}
		if i == m.cursor {
			pointer, style, begin = s.Selected.Render("▸"), s.Selected, len(rows)
		}
		text := layout.Clean(a.Text)
		if a.Own != 0 {
			text += s.Muted.Render(" (yours)")
		}
		rows = append(rows, layout.Hang(" "+pointer+" "+box+" ", style.Render(text), max(m.width-1, 12))...)
		if i == m.cursor {
			end = len(rows)
		}
	}
	m.offset = min(max(m.offset, end-room), begin)
	shown, offset := layout.Window(rows, m.offset, room)
	m.offset = offset
	return shown
}
