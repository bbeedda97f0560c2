package interview

import (
	"fmt"
	"strings"

	"debrief/ui/layout"

	"github.com/charmbracelet/x/ansi"
)

const margin = 3

// How it went, from 1.
func went(n int) string {
	return [...]string{"", "badly", "so-so", "fine", "well"}[min(max(n, 0), 4)]
}

// View draws the screen.
func (m *Model) View() string {
	s := m.styles
	top := []string{layout.Ends(" "+s.Title.Render("After an interview"), s.Muted.Render("two minutes, while you remember "), m.width), ""}
	lines, at := m.body()
	var bottom []string
	if m.problem != "" {
		bottom = append(bottom, "   "+s.Warn.Render(m.problem))
	}
	if m.message != "" {
		bottom = append(bottom, layout.Cut("   "+s.Good.Render(layout.Line(m.message)), m.width))
	}
	room := max(m.height-len(top)-len(bottom), 1)
	if at < m.offset {
		m.offset = at
	}
	if at >= m.offset+room-1 {
		m.offset = at - room + 2
	}
	shown, offset := layout.Window(lines, m.offset, room)
	m.offset = offset
	return layout.Frame(append(append(top, shown...), bottom...), m.width, m.height)
}

// body is all rows, and the line of the one under the cursor.
func (m *Model) body() (lines []string, at int) {
	s, l := m.styles, m.data.Log
	row := func(i int, name, value string) {
		pointer, style := " ", s.Text
		if i == m.cursor {
			pointer, style, at = s.Selected.Render("▸"), s.Selected, len(lines)
			if m.editing {
				value = m.field.View()
			}
		}
		lines = append(lines, layout.Cut(" "+pointer+" "+style.Render(layout.Cell(name, 14))+value, m.width))
	}
	row(dateRow, "Day", layout.Line(l.Date))
	row(stageRow, "Stage", l.Stage)
	row(wentRow, "It went", went(l.Went))
	note := layout.Line(l.Note)
	if note == "" {
		note = s.Muted.Render("who it was with, what to do differently")
	}
	row(noteRow, "Note", note)
	lines = append(lines, "", "   "+s.Accent.Render("WHAT WAS ASKED")+s.Muted.Render("  it weighs in the plan for the next round"))
	for i, q := range l.Questions {
		if firstQuestion+i == m.cursor {
			at = len(lines)
		}
		lines = append(lines, m.asked(i, q)...)
	}
	pointer := " "
	if m.cursor == firstQuestion+len(l.Questions) {
		pointer, at = s.Selected.Render("▸"), len(lines)
	}
	lines = append(lines, " "+pointer+" "+s.Muted.Render("n adds a question"))
	return append(lines, m.past()...), at
}

func (m *Model) asked(i int, q Asked) []string {
	s := m.styles
	pointer, text := " ", s.Strong.Render(layout.Line(q.Text))
	current := firstQuestion+i == m.cursor
	if current {
		pointer = s.Selected.Render("▸")
		if m.editing {
			text = m.field.View()
		}
	}
	number := fmt.Sprintf("%d ", i+1)
	lines := []string{layout.Cut(" "+pointer+" "+number+text, m.width)}
	depth := "no follow-up answered"
	switch {
	case q.Depth == 1:
		depth = "one follow-up deep"
	case q.Depth > 1:
		depth = fmt.Sprintf("%d follow-ups deep", q.Depth)
	}
	facts := []string{went(q.Went), depth, m.domain(q.Domain)}
	lines = append(lines, layout.Cut("     "+s.Muted.Render(strings.Join(facts, " · ")), m.width))
	if q.Question != "" {
		line := "= " + layout.Line(q.Prompt)
		if ansi.StringWidth(line) > m.width-5-margin {
			line = layout.Cut(line, m.width-5-margin)
		}
		lines = append(lines, "     "+s.Accent.Render(line))
	}
	return lines
}

func (m *Model) domain(id string) string {
	for _, d := range m.data.Domains {
		if d.ID == id {
			return layout.Line(d.Name)
		}
	}
	return "d sets its domain"
}

func (m *Model) past() []string {
	if len(m.data.Past) == 0 {
		return nil
	}
	s := m.styles
	lines := []string{"", "   " + s.Accent.Render("EARLIER INTERVIEWS")}
	for _, p := range m.data.Past {
		n := fmt.Sprintf("%d questions", len(p.Questions))
		if len(p.Questions) == 1 {
			n = "1 question"
		}
		lines = append(lines, layout.Cut("   "+layout.Line(p.Date)+"  "+layout.Cell(p.Stage, 11)+layout.Cell(went(p.Went), 6)+s.Muted.Render(n+"  "+layout.Line(p.Note)), m.width))
	}
	return lines
}
