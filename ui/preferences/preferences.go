// Package preferences is the screen on which the settings are changed.
package preferences

import (
	"fmt"
	"slices"
	"strings"

	"debrief/bank"
	"debrief/store/settings"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// The messages name what the person did.
type (
	// Closed is sent when the person goes back.
	Closed struct{}
	// Changed is sent when the person has written a value. Refused or Saved
	// answers it.
	Changed struct{ Name, Value string }
)

// A Setting is one line of the screen.
type Setting struct {
	Name  string // in config.toml
	Title string
	Help  string
	Value string
}

// Data is what the screen shows.
type Data struct {
	Settings []Setting
	File     string // that they are kept in
	Domains  []string
	Weekday  string // what the interview date says in words; empty without one
}

// Model is the settings screen.
type Model struct {
	styles        theme.Styles
	data          Data
	keys          keys
	field         textinput.Model
	cursor        int
	problem       string
	saved         string // name of the setting saved last
	width, height int
}

type keys struct {
	edit, cycle, up, down, close, save, cancel key.Binding
}

// New returns the screen of the data.
func New(styles theme.Styles, data Data) *Model {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	m := &Model{styles: styles, data: data, field: textinput.New(), keys: keys{
		edit:   b("enter", "change", "enter", "e"),
		cycle:  b("space", "next value", " ", "right", "l"),
		up:     b("↑/k", "up", "up", "k"),
		down:   b("↓/j", "down", "down", "j"),
		close:  b("esc", "back to the domains", "esc", "q"),
		save:   b("enter", "save", "enter"),
		cancel: b("esc", "leave it as it was", "esc"),
	}}
	m.field.Prompt = ""
	m.field.CharLimit = 200
	m.field.Cursor.SetMode(cursor.CursorStatic)
	return m
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) {
	m.width, m.height = width, height
	m.field.Width = max(width-m.titleWidth()-8, 10)
}

// Typing reports whether a value is being written.
func (m *Model) Typing() bool { return m.field.Focused() }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	if m.Typing() {
		return []key.Binding{m.keys.save, m.keys.cancel}
	}
	k := m.keys
	k.cycle.SetEnabled(choices(m.current().Name) != nil)
	return []key.Binding{k.edit, k.cycle, k.close, k.down, k.up}
}

func (m *Model) current() *Setting { return &m.data.Settings[m.cursor] }

// choices returns the values of a setting that has but a few.
func choices(name string) []string {
	switch name {
	case "level":
		return append([]string{""}, bank.Levels()...)
	case "theme":
		return settings.Themes()
	case "alarm":
		return settings.Alarms()
	case "timer", "mouse", "title", "progress_bar":
		return []string{"on", "off"}
	}
	return nil
}

// Update handles a message. It returns what the person did, if anything.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.Typing() {
		return m.typing(k)
	}
	switch {
	case key.Matches(k, m.keys.up):
		m.move(-1)
	case key.Matches(k, m.keys.down):
		m.move(1)
	case key.Matches(k, m.keys.cycle):
		if values := choices(m.current().Name); values != nil {
			next := (slices.Index(values, m.current().Value) + 1) % len(values)
			return Changed{m.current().Name, values[next]}, nil
		}
	case key.Matches(k, m.keys.edit):
		m.problem = ""
		m.field.SetValue(m.current().Value)
		m.field.CursorEnd()
		return nil, m.field.Focus()
	case key.Matches(k, m.keys.close):
		return Closed{}, nil
	}
	return nil, nil
}

func (m *Model) move(by int) {
	m.cursor = min(max(m.cursor+by, 0), len(m.data.Settings)-1)
	m.problem, m.saved = "", ""
}

func (m *Model) typing(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch {
	case key.Matches(k, m.keys.save):
		return Changed{m.current().Name, m.field.Value()}, nil
	case key.Matches(k, m.keys.cancel):
		m.problem = ""
		m.field.Blur()
		return nil, nil
	}
	var cmd tea.Cmd
	m.field, cmd = m.field.Update(k)
	m.problem = ""
	return nil, cmd
}

// Saved shows the settings as they are after a change.
func (m *Model) Saved(name string, data Data) {
	m.data, m.saved, m.problem = data, name, ""
	m.field.Blur()
}

// Refused says why a value was not taken; what was written stays.
func (m *Model) Refused(why string) { m.problem = why }

const margin = 3

func (m *Model) titleWidth() int {
	longest := 0
	for _, s := range m.data.Settings {
		longest = max(longest, ansi.StringWidth(s.Title))
	}
	return longest + 2
}

// View draws the screen.
func (m *Model) View() string {
	s := m.styles
	width := max(m.width-2*margin, 10)
	title := " " + s.Title.Render("Settings")
	file := layout.CutLeft(layout.Line(m.data.File), m.width-ansi.StringWidth(title)-3)
	top := []string{layout.Ends(title, s.Muted.Render(file+" "), m.width), ""}
	var rows []string
	for i, set := range m.data.Settings {
		rows = append(rows, m.row(i, set))
	}
	foot := []string{""}
	for _, l := range layout.Wrap(m.current().Title+": "+m.current().Help+".", width) {
		foot = append(foot, "   "+s.Muted.Render(l))
	}
	if strings.HasSuffix(m.current().Name, "_domains") {
		for _, l := range layout.Wrap("Domains: "+strings.Join(m.data.Domains, ", "), width) {
			foot = append(foot, "   "+s.Muted.Render(l))
		}
	}
	for _, l := range m.message(width) {
		foot = append(foot, "   "+l)
	}
	room := max(m.height-len(top)-len(foot), 1)
	shown, _ := layout.Window(rows, m.cursor-room/2, min(room, len(rows)))
	return layout.Frame(append(append(top, shown...), foot...), m.width, m.height)
}

func (m *Model) message(width int) []string {
	s := m.styles
	var lines []string
	switch {
	case m.problem != "":
		for _, l := range layout.Wrap("! "+layout.Clean(m.problem), width) {
			lines = append(lines, s.Bad.Render(l))
		}
	case m.saved != "":
		lines = append(lines, s.Good.Render(fmt.Sprintf("Saved: %s", m.saved)))
	}
	return lines
}

func (m *Model) row(i int, set Setting) string {
	s := m.styles
	pointer, title := "   ", s.Text
	if i == m.cursor {
		pointer, title = " "+s.Selected.Render("▸")+" ", s.Selected
	}
	line := pointer + title.Render(layout.Cell(set.Title, m.titleWidth()))
	if i == m.cursor && m.Typing() {
		return line + s.Accent.Render("┃ ") + m.field.View()
	}
	value := layout.Line(set.Value)
	switch {
	case value == "":
		value = s.Muted.Render("not set")
	case set.Name == "interview_date" && m.data.Weekday != "":
		value = s.Strong.Render(value) + s.Muted.Render("  "+m.data.Weekday)
	default:
		value = s.Strong.Render(value)
	}
	return layout.Cut(line+"  "+value, m.width)
}
