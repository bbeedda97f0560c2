package stories

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/store/story"
	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the editor.
type (
	// Saved is sent when the story is to be kept.
	Saved struct{ Story story.Story }
	// Drafted is sent while it is being written.
	Drafted struct{ Story story.Story }
	// Postponed is sent when the person goes back; the draft stays.
	Postponed struct{ Story story.Story }
	// EditorOpened is sent when the person wants to write in their own editor.
	EditorOpened struct{ Story story.Story }
)

// EditData is what the editor shows.
type EditData struct {
	Story      story.Story
	Versions   []story.Story // what it was, the latest first
	Principles []string
}

type draftDue struct{ of *Editor }

const draftEvery = 500 * time.Millisecond

// Editor is the screen on which a story is written, a step at a time.
type Editor struct {
	styles        theme.Styles
	data          EditData
	clock         clock.Clock
	step          int // a part of the story; after them the principles, and the versions
	field         textarea.Model
	cursor        int // principle, or version
	drafting      bool
	problem       string
	width, height int
}

// NewEditor returns the editor of a story.
func NewEditor(styles theme.Styles, data EditData, c clock.Clock) *Editor {
	m := &Editor{styles: styles, data: data, clock: c, field: textarea.New()}
	m.field.CharLimit, m.field.MaxHeight, m.field.ShowLineNumbers = 0, 0, false
	m.field.Prompt = "┃ "
	m.field.Cursor.SetMode(cursor.CursorStatic)
	m.field.KeyMap.LineNext.SetKeys("down")
	m.field.KeyMap.LinePrevious.SetKeys("up")
	m.Restyle(styles)
	m.load()
	return m
}

// Restyle sets other styles.
func (m *Editor) Restyle(styles theme.Styles) {
	m.styles = styles
	field := textarea.Style{Base: styles.Text, CursorLine: styles.Text, EndOfBuffer: styles.Muted, Placeholder: styles.Muted, Prompt: styles.Accent, Text: styles.Text}
	m.field.FocusedStyle, m.field.BlurredStyle = field, field
}

// Resize sets the size to draw in.
func (m *Editor) Resize(width, height int) {
	m.width, m.height = width, height
	m.field.SetWidth(max(width-2*margin, 10))
}

func (m *Editor) onPrinciples() bool { return m.step == len(story.Parts()) }
func (m *Editor) onVersions() bool   { return m.step > len(story.Parts()) }

// steps is how many there are: the versions only where there are some.
func (m *Editor) steps() int {
	n := len(story.Parts()) + 1
	if len(m.data.Versions) > 1 {
		n++
	}
	return n
}

// Typing reports whether the letters are text.
func (m *Editor) Typing() bool { return !m.onPrinciples() && !m.onVersions() }

// Story returns the story as it stands.
func (m *Editor) Story() story.Story { return m.data.Story }

// SetStory replaces it, as when it comes back from an editor.
func (m *Editor) SetStory(s story.Story) {
	m.data.Story = s
	m.load()
}

// SetProblem says why what came back from an editor was not taken.
func (m *Editor) SetProblem(text string) { m.problem = text }

// load puts the text of the step into the field.
func (m *Editor) load() {
	m.cursor = 0
	if !m.Typing() {
		m.field.Blur()
		return
	}
	m.field.SetValue(m.data.Story.Text(story.Part(m.step)))
	m.field.Focus()
}

// Help returns the keys that work right now.
func (m *Editor) Help() []key.Binding {
	keys := []key.Binding{bind("tab", "next step", "tab"), bind("ctrl+d", "keep the story", "ctrl+d"), bind("esc", "later", "esc"), bind("shift+tab", "step before", "shift+tab"), bind("ctrl+e", "editor", "ctrl+e")}
	switch {
	case m.onPrinciples():
		keys = append([]key.Binding{bind("space", "it shows this", " ")}, append(keys, bind("↑/k", "up", "k"), bind("↓/j", "down", "j"))...)
	case m.onVersions():
		keys = append([]key.Binding{bind("enter", "take this version", "enter")}, append(keys, bind("↑/k", "up", "k"), bind("↓/j", "down", "j"))...)
	}
	return keys
}

// Update handles a message. It returns what the person did, if anything.
func (m *Editor) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	if due, ok := msg.(draftDue); ok && due.of == m {
		m.drafting = false
		return Drafted{m.data.Story}, nil
	}
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	m.problem = ""
	switch k.String() {
	case "tab":
		m.step = (m.step + 1) % m.steps()
		m.load()
		return nil, nil
	case "shift+tab":
		m.step = (m.step + m.steps() - 1) % m.steps()
		m.load()
		return nil, nil
	case "ctrl+d":
		if m.data.Story.Empty() {
			m.problem = "Nothing is written yet."
			return nil, nil
		}
		return Saved{m.data.Story}, nil
	case "ctrl+e":
		return EditorOpened{m.data.Story}, nil
	case "esc":
		return Postponed{m.data.Story}, nil
	}
	if !m.Typing() {
		return nil, m.choose(k)
	}
	if k.String() == "enter" && story.Part(m.step) == story.Title { // it has one line
		m.step++
		m.load()
		return nil, nil
	}
	var cmd tea.Cmd
	m.field, cmd = m.field.Update(k)
	if text := m.field.Value(); text != m.data.Story.Text(story.Part(m.step)) {
		m.data.Story = m.data.Story.With(story.Part(m.step), text)
		return nil, tea.Batch(cmd, m.draftSoon())
	}
	return nil, cmd
}

// choose moves among the principles or the versions.
func (m *Editor) choose(k tea.KeyMsg) tea.Cmd {
	n := len(m.data.Principles)
	if m.onVersions() {
		n = len(m.data.Versions)
	}
	switch k.String() {
	case "up", "k":
		m.cursor--
	case "down", "j":
		m.cursor++
	case "home", "g":
		m.cursor = 0
	case "end", "G":
		m.cursor = n - 1
	case " ", "x", "enter":
		if m.onVersions() {
			id := m.data.Story.ID
			m.data.Story = m.data.Versions[m.cursor]
			m.data.Story.ID = id
		} else {
			m.toggle(m.data.Principles[m.cursor])
		}
		return m.draftSoon()
	}
	m.cursor = min(max(m.cursor, 0), max(n-1, 0))
	return nil
}

func (m *Editor) toggle(principle string) {
	s := &m.data.Story
	s.Principles = slices.Clone(s.Principles)
	if i := slices.Index(s.Principles, principle); i >= 0 {
		s.Principles = slices.Delete(s.Principles, i, i+1)
		return
	}
	s.Principles = append(s.Principles, principle)
}

func (m *Editor) draftSoon() tea.Cmd {
	if m.drafting {
		return nil
	}
	m.drafting = true
	return m.clock.After(draftEvery, func(time.Time) tea.Msg { return draftDue{m} })
}

// View draws the editor.
func (m *Editor) View() string {
	s := m.styles
	title := layout.Line(m.data.Story.Title)
	if title == "" {
		title = "New story"
	}
	lines := []string{layout.Ends(" "+s.Title.Render(title), s.Muted.Render(clockText(m.data.Story)+" aloud "), m.width), ""}
	lines = append(lines, m.tabs()...)
	lines = append(lines, "")
	bottom := m.findings()
	room := max(m.height-len(lines)-len(bottom), 1)
	var body []string
	switch {
	case m.onPrinciples():
		body = m.principles(room)
	case m.onVersions():
		body = m.versions(room)
	default:
		body = m.writing(room)
	}
	shown, _ := layout.Window(body, 0, room)
	return layout.Frame(append(append(lines, shown...), bottom...), m.width, m.height)
}

// tabs are the names of the steps; those that are written have a tick.
func (m *Editor) tabs() []string {
	s := m.styles
	var names []string
	for i := range m.steps() {
		name, done := "", false
		switch {
		case i < len(story.Parts()):
			name, done = story.Part(i).String(), strings.TrimSpace(m.data.Story.Text(story.Part(i))) != ""
		case i == len(story.Parts()):
			name, done = "Principles", len(m.data.Story.Principles) > 0
		default:
			name = fmt.Sprintf("%d versions", len(m.data.Versions))
		}
		if done {
			name += " ✓"
		}
		if i == m.step {
			name = s.Selected.Render("▸" + name)
		} else {
			name = s.Muted.Render(name)
		}
		names = append(names, name)
	}
	return layout.Indent(layout.Wrap(strings.Join(names, s.Line.Render("  ")), max(m.width-2*margin, 10)), "   ")
}

func (m *Editor) writing(room int) []string {
	var lines []string
	for _, l := range layout.Wrap(story.Part(m.step).Asks(), max(m.width-2*margin, 10)) {
		lines = append(lines, "   "+m.styles.Accent.Render(l))
	}
	lines = append(lines, "")
	m.field.SetHeight(max(room-len(lines), 1))
	return append(lines, layout.Indent(strings.Split(m.field.View(), "\n"), "   ")...)
}

func (m *Editor) principles(room int) []string {
	s := m.styles
	columns := 1
	if m.width >= 80 {
		columns = 2
	}
	n := len(m.data.Principles)
	rows := (n + columns - 1) / columns
	first := 0 // row in sight
	if at := m.cursor % rows; at >= room-1 {
		first = at - room + 2
	}
	lines := []string{"   " + s.Accent.Render("Which principles does it show? Two or three that it really shows.")}
	width := (m.width - 2*margin) / columns
	for r := first; r < rows; r++ {
		line := ""
		for c := range columns {
			if i := c*rows + r; i < n {
				line += layout.Cell(m.principle(i), width)
			}
		}
		lines = append(lines, "  "+line)
	}
	return lines
}

func (m *Editor) principle(i int) string {
	s := m.styles
	name := m.data.Principles[i]
	box, pointer, style := "[ ]", " ", s.Text
	if slices.Contains(m.data.Story.Principles, name) {
		box = s.Good.Render("[x]")
	}
	if i == m.cursor {
		pointer, style = s.Selected.Render("▸"), s.Selected
	}
	return pointer + box + " " + style.Render(name)
}

func (m *Editor) versions(int) []string {
	s := m.styles
	lines := []string{"   " + s.Accent.Render("Earlier versions: enter takes one back; nothing is lost."), ""}
	for i, v := range m.data.Versions {
		pointer := " "
		if i == m.cursor {
			pointer = s.Selected.Render("▸")
		}
		lines = append(lines, layout.Cut(" "+pointer+" "+v.At.Format("2 Jan 2006 15:04")+s.Muted.Render("  "+clockText(v)+"  "+layout.Line(v.Result)), m.width))
	}
	return lines
}

// findings are what to mend, that of the step at hand first.
func (m *Editor) findings() []string {
	s := m.styles
	width := max(m.width-2*margin, 10)
	if m.problem != "" {
		return layout.Indent(layout.Hang(s.Bad.Render("! "), layout.Clean(m.problem), width), "   ")
	}
	found := story.Check(m.data.Story)
	slices.SortStableFunc(found, func(a, b story.Finding) int {
		own := func(f story.Finding) int {
			if int(f.Part) == m.step {
				return 0
			}
			return 1
		}
		return own(a) - own(b)
	})
	const most = 2
	var lines []string
	for _, f := range found[:min(most, len(found))] {
		lines = append(lines, layout.Cut("   "+s.Warn.Render("! ")+s.Muted.Render(f.Say), m.width))
	}
	return lines
}
