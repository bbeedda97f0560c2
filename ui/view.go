package ui

import (
	"fmt"
	"strings"

	"debrief/ui/layout"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/x/ansi"
)

// The least size that all screens are composed for.
const (
	leastWidth  = 60
	leastHeight = 20
)

func (m *Root) tooSmall() bool { return m.width < leastWidth || m.height < leastHeight }

// View draws the view with what went wrong and the keys beneath it.
func (m *Root) View() string {
	switch {
	case m.width == 0 || m.view == nil:
		return ""
	case m.tooSmall():
		return layout.Frame([]string{
			fmt.Sprintf("debrief needs %d x %d;", leastWidth, leastHeight),
			fmt.Sprintf("this is %d x %d.", m.width, m.height),
			"Your work is kept.",
		}, m.width, m.height)
	case m.help:
		return m.helpView()
	}
	parts := []string{m.view.View()}
	if m.failure != "" {
		parts = append(parts, strings.Join(m.failureLines(), "\n"))
	}
	return strings.Join(append(parts, m.footer()), "\n")
}

// chrome is the number of lines that the view does not get.
func (m *Root) chrome() int {
	const footer = 1
	if m.failure == "" {
		return footer
	}
	return footer + len(m.failureLines())
}

func (m *Root) failureLines() []string {
	text := layout.Clean(strings.ReplaceAll(m.failure, "\n", "; "))
	lines := layout.Wrap(text+" esc dismisses this.", m.width-4)
	if len(lines) > 4 {
		lines = append(lines[:3], "…")
	}
	for i, l := range lines {
		lead := "   "
		if i == 0 {
			lead = " " + m.styles.Bad.Render("! ")
		}
		lines[i] = layout.Cut(lead+m.styles.Bad.Render(l), m.width)
	}
	return lines
}

// footer names as many of the keys that work as fit, and always help.
func (m *Root) footer() string {
	s := m.styles
	sep := s.Line.Render(" · ")
	name := "?"
	if m.view.Typing() {
		name = "f1"
	}
	end := s.Text.Render(name) + s.Muted.Render(" help")
	line, room := " ", m.width-ansi.StringWidth(end)-1
	if m.said != "" {
		return layout.Cell(" "+s.Good.Render(m.said), max(room, 0)) + end
	}
	for _, b := range m.bindings() {
		if !b.Enabled() {
			continue
		}
		item := s.Text.Render(b.Help().Key) + s.Muted.Render(" "+b.Help().Desc) + sep
		if ansi.StringWidth(line+item) > room {
			break
		}
		line += item
	}
	return layout.Pad(line+end, m.width)
}

// bindings are the keys of the view under the names that the person gave them.
func (m *Root) bindings() []key.Binding {
	var all []key.Binding
	screen, typing := m.screen(), m.view.Typing()
	for _, b := range m.view.Help() {
		all = append(all, m.deps.KeyMap.named(screen, typing, b))
	}
	return all
}

// helpView lists every key of the view, in two columns where one is not enough.
func (m *Root) helpView() string {
	s := m.styles
	bindings := append(m.bindings(),
		key.NewBinding(key.WithKeys("f1"), key.WithHelp("f1, ?", "this help")),
		key.NewBinding(key.WithKeys("ctrl+c"), key.WithHelp("ctrl+c", "quit")),
	)
	var items []string
	widest := 0
	for _, b := range bindings {
		if b.Enabled() {
			items = append(items, s.Accent.Render(layout.Cell(b.Help().Key, 10))+" "+b.Help().Desc)
			widest = max(widest, ansi.StringWidth(items[len(items)-1]))
		}
	}
	lines := []string{" " + s.Title.Render("Keys") + s.Muted.Render(" · any key closes this"), ""}
	room := m.height - len(lines) - 1
	columns := 1
	if len(items) > room {
		columns = 2
	}
	rows := (len(items) + columns - 1) / columns
	width := min(widest, (m.width-3)/columns-1)
	for i := range rows {
		line := "   " + layout.Cell(items[i], width)
		if j := i + rows; columns == 2 && j < len(items) {
			line += " " + layout.Cell(items[j], width)
		}
		lines = append(lines, line)
	}
	return layout.Frame(lines, m.width, m.height)
}
