// Package stories has the screens of the person's own stories: the list, the
// editor, the matrix against the Leadership Principles, and the choice of one
// before a behavioral question.
package stories

import (
	"fmt"
	"slices"
	"strings"

	"debrief/store/story"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the list.
type (
	// Closed is sent when the person goes back to the picker.
	Closed struct{}
	// Opened is sent when a story is to be written; 0 is a new one.
	Opened struct{ ID int64 }
	// Archived is sent when a story is put away or taken out again.
	Archived struct {
		ID int64
		On bool
	}
	// Exported is sent when all stories are to be written as files.
	Exported struct{}
	// Imported is sent when the stories of a file or folder are to be read.
	Imported struct{ Path string }
)

// Data is what the screens show.
type Data struct {
	Stories    []story.Story // the latest change first, archived ones too
	Uses       []story.Use
	Principles []string
	Draft      bool // a story is half written
}

// List is the screen of all stories, and of the matrix.
type List struct {
	styles        theme.Styles
	data          Data
	tallies       map[int64]story.Tally
	search        textinput.Model
	path          textinput.Model
	shown         []story.Story
	cursor        int
	archived      bool // archived ones are listed
	matrix        bool
	line          int // of the matrix
	first         int // story of its columns
	offset        int
	message       string
	width, height int
}

// NewList returns the list.
func NewList(styles theme.Styles, data Data) *List {
	m := &List{styles: styles, data: data, tallies: story.Tallies(data.Uses), search: textinput.New(), path: textinput.New()}
	for _, f := range []*textinput.Model{&m.search, &m.path} {
		f.Cursor.SetMode(cursor.CursorStatic)
	}
	m.search.Prompt, m.search.Placeholder = "/ ", "words of a story, or a principle"
	m.path.Prompt, m.path.Placeholder = "Read stories from: ", "a Markdown file, or a folder of them"
	m.find()
	return m
}

// Restyle sets other styles.
func (m *List) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *List) Resize(width, height int) {
	m.width, m.height = width, height
	m.search.Width, m.path.Width = max(width-10, 10), max(width-28, 10)
}

// Typing reports whether a text field has the focus.
func (m *List) Typing() bool { return m.search.Focused() || m.path.Focused() }

// SetMessage says what became of an export or an import.
func (m *List) SetMessage(text string) { m.message = text }

// SetArchived takes over that a story was put away or taken out.
func (m *List) SetArchived(id int64, on bool) {
	for i := range m.data.Stories {
		if m.data.Stories[i].ID == id {
			m.data.Stories[i].Archived = on
		}
	}
	m.find()
}

func bind(help, text string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
}

// Help returns the keys that work right now.
func (m *List) Help() []key.Binding {
	switch {
	case m.search.Focused():
		return []key.Binding{bind("enter", "to the list", "enter"), bind("esc", "clear the search", "esc")}
	case m.path.Focused():
		return []key.Binding{bind("enter", "read them", "enter"), bind("esc", "no", "esc")}
	case m.matrix:
		return []key.Binding{bind("enter", "its stories", "enter"), bind("n", "a story for it", "n"), bind("m", "list", "m"), bind("esc", "back", "esc"), bind("↑/k", "up", "k"), bind("↓/j", "down", "j")}
	}
	return []key.Binding{bind("n", m.newText(), "n"), bind("enter", "edit", "enter"), bind("m", "principles", "m"), bind("esc", "back", "esc"), bind("/", "search", "/"),
		bind("x", "archive", "x"), bind("z", "show archived", "z"), bind("w", "write as files", "w"), bind("r", "read files", "r"), bind("↑/k", "up", "k"), bind("↓/j", "down", "j")}
}

func (m *List) newText() string {
	if m.data.Draft {
		return "go on writing"
	}
	return "new story"
}

// Update handles a message. It returns what the person did, if anything.
func (m *List) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
		return nil, nil
	case m.search.Focused():
		return nil, m.searching(k)
	case m.path.Focused():
		return m.reading(k)
	}
	m.message = ""
	switch k.String() {
	case "up", "k":
		m.move(-1)
	case "down", "j":
		m.move(1)
	case "left", "h":
		m.first--
	case "right", "l":
		m.first++
	case "home", "g":
		m.move(-1000)
	case "end", "G":
		m.move(1000)
	case "n":
		return Opened{}, nil
	case "m":
		m.matrix = !m.matrix
	case "enter":
		return m.enter(), nil
	case "esc", "q":
		return m.back(), nil
	default:
		if !m.matrix {
			return m.command(k)
		}
	}
	return nil, nil
}

func (m *List) command(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch k.String() {
	case "/":
		return nil, m.search.Focus()
	case "z":
		m.archived = !m.archived
		m.find()
	case "x":
		if m.cursor < len(m.shown) {
			return Archived{m.shown[m.cursor].ID, !m.shown[m.cursor].Archived}, nil
		}
	case "w":
		return Exported{}, nil
	case "r":
		return nil, m.path.Focus()
	}
	return nil, nil
}

func (m *List) move(by int) {
	if m.matrix {
		m.line = min(max(m.line+by, 0), len(m.data.Principles)-1)
		return
	}
	m.cursor = min(max(m.cursor+by, 0), max(len(m.shown)-1, 0))
}

// enter edits a story, or lists those of the principle.
func (m *List) enter() tea.Msg {
	if m.matrix {
		m.matrix = false
		m.search.SetValue(m.data.Principles[m.line])
		m.find()
		return nil
	}
	if m.cursor < len(m.shown) {
		return Opened{m.shown[m.cursor].ID}
	}
	return Opened{}
}

func (m *List) back() tea.Msg {
	switch {
	case m.matrix:
		m.matrix = false
	case m.search.Value() != "":
		m.search.SetValue("")
		m.find()
	default:
		return Closed{}
	}
	return nil
}

func (m *List) searching(k tea.KeyMsg) tea.Cmd {
	var cmd tea.Cmd
	switch k.String() {
	case "enter":
		m.search.Blur()
	case "esc":
		m.search.SetValue("")
		m.search.Blur()
	default:
		m.search, cmd = m.search.Update(k)
	}
	m.find()
	return cmd
}

func (m *List) reading(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	var cmd tea.Cmd
	switch k.String() {
	case "enter":
		m.path.Blur()
		if path := strings.TrimSpace(m.path.Value()); path != "" {
			return Imported{path}, nil
		}
	case "esc":
		m.path.Blur()
	default:
		m.path, cmd = m.path.Update(k)
	}
	return nil, cmd
}

// find lists the stories that have every word of the search.
func (m *List) find() {
	m.shown, m.cursor, m.offset = nil, 0, 0
	words := strings.Fields(strings.ToLower(m.search.Value()))
	for _, s := range m.data.Stories {
		all := strings.ToLower(strings.Join(append([]string{strings.Join(s.Principles, " ")}, texts(s)...), " "))
		if s.Archived == m.archived && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) }) {
			m.shown = append(m.shown, s)
		}
	}
}

func texts(s story.Story) []string {
	var out []string
	for _, p := range story.Parts() {
		out = append(out, s.Text(p))
	}
	return out
}

const (
	margin     = 3
	sideBySide = 96
)

// View draws the screen.
func (m *List) View() string {
	s := m.styles
	title := "Stories"
	if m.archived {
		title = "Archived stories"
	}
	top := []string{layout.Ends(" "+s.Title.Render(title), s.Muted.Render(m.summary()+" "), m.width), ""}
	if m.search.Focused() || m.search.Value() != "" {
		top = append(top, "   "+m.search.View(), "")
	}
	var bottom []string
	if m.path.Focused() {
		bottom = append(bottom, "   "+m.path.View())
	}
	if m.message != "" {
		for _, l := range layout.Wrap(layout.Clean(m.message), max(m.width-2*margin, 10)) {
			bottom = append(bottom, "   "+s.Good.Render(l))
		}
	}
	room := max(m.height-len(top)-len(bottom), 1)
	var body []string
	if m.matrix {
		body = m.matrixView(room)
	} else {
		body = m.listView(room)
	}
	return layout.Frame(append(append(top, body...), bottom...), m.width, m.height)
}

// summary says how many principles have no story, one, or enough.
func (m *List) summary() string {
	none, one := 0, 0
	for _, l := range story.Matrix(m.data.Stories, m.data.Principles) {
		switch len(l.Stories) {
		case 0:
			none++
		case 1:
			one++
		}
	}
	return fmt.Sprintf("of %d principles %d have no story, %d one", len(m.data.Principles), none, one)
}

func (m *List) listView(room int) []string {
	if len(m.shown) == 0 {
		return m.empty(room)
	}
	left := m.width
	if m.width >= sideBySide {
		left = m.width * 9 / 20
	}
	var lines []string
	for i, st := range m.shown {
		lines = append(lines, m.row(st, i == m.cursor, left)...)
	}
	at := 2 * m.cursor
	m.offset = min(max(m.offset, at+2-room), at)
	shown, offset := layout.Window(lines, m.offset, room)
	m.offset = offset
	if left == m.width {
		return shown
	}
	width := m.width - left - 4
	right, _ := layout.Window(m.preview(m.shown[m.cursor], width), 0, room)
	for i := range shown {
		shown[i] = layout.Cell(shown[i], left) + m.styles.Line.Render(" │ ") + right[i]
	}
	return shown
}

func (m *List) empty(room int) []string {
	text := "No story yet. n begins one: what happened, what was yours to do, what you did, and what came of it in numbers. Eight to ten good ones answer " +
		"most behavioral questions."
	if m.search.Value() != "" || m.archived {
		text = "Nothing here. esc takes the search back, z goes to the others."
	}
	var lines []string
	for _, l := range layout.Wrap(text, max(m.width-2*margin, 10)) {
		lines = append(lines, "   "+m.styles.Muted.Render(l))
	}
	shown, _ := layout.Window(lines, 0, room)
	return shown
}

// row is a story in two lines: its title, and what stands out about it.
func (m *List) row(st story.Story, current bool, width int) []string {
	s := m.styles
	pointer, name := " ", s.Text
	if current {
		pointer, name = s.Selected.Render("▸"), s.Selected
	}
	title := layout.Line(st.Title)
	if title == "" {
		title = "(no title)"
	}
	facts := []string{fmt.Sprintf("%d principles", len(st.Principles))}
	if len(st.Principles) == 1 {
		facts[0] = "1 principle"
	}
	if t := m.tallies[st.ID]; t.Times > 0 {
		facts = append(facts, fmt.Sprintf("told %s, %.0f%% of points", times(t.Times), 100*t.Coverage))
		if t.Overused {
			facts = append(facts, "told too often")
		}
	}
	if n := len(story.Check(st)); n > 0 {
		facts = append(facts, fmt.Sprintf("%d to mend", n))
	}
	return []string{
		layout.Cut(" "+pointer+" "+name.Render(title), width),
		layout.Cut("   "+s.Muted.Render(strings.Join(facts, " · ")), width),
	}
}

// preview is the story as it stands, with what to mend.
func (m *List) preview(st story.Story, width int) []string {
	s := m.styles
	var lines []string
	wrap := func(text string, render func(...string) string) {
		for _, l := range layout.Wrap(layout.Clean(text), width) {
			lines = append(lines, render(l))
		}
	}
	wrap(strings.Join(st.Principles, ", "), s.Accent.Render)
	wrap(fmt.Sprintf("%s aloud", clockText(st)), s.Muted.Render)
	for _, f := range story.Check(st) {
		lines = append(lines, layout.Hang(s.Warn.Render("! "), f.Say, width)...)
	}
	for _, p := range story.Parts()[1:] {
		if strings.TrimSpace(st.Text(p)) == "" {
			continue
		}
		lines = append(lines, "", s.Muted.Render(strings.ToUpper(p.String())))
		wrap(st.Text(p), s.Text.Render)
	}
	return lines
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func clockText(st story.Story) string {
	d := st.Aloud()
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}
