package stories

import (
	"fmt"
	"strings"

	"debrief/store/story"
	"debrief/ui/layout"
)

// nameCells is the width of a principle's name.
const nameCells = 34

// matrixView is the principles against the stories: a column for each story,
// named by its number below.
func (m *List) matrixView(room int) []string {
	s := m.styles
	var open []story.Story
	for _, st := range m.data.Stories {
		if !st.Archived {
			open = append(open, st)
		}
	}
	name := min(nameCells, m.width-20)
	columns := min(len(open), max((m.width-nameCells-16)/3, 1))
	m.first = min(max(m.first, 0), len(open)-columns)
	head := layout.Cell("", name+3)
	for i := range columns {
		head += layout.Right(fmt.Sprint(m.first+i+1), 3)
	}
	if columns < len(open) {
		head += "  ←→"
	}
	seen := open[m.first : m.first+columns]
	lines := []string{s.Muted.Render(head)}
	for i, l := range story.Matrix(m.data.Stories, m.data.Principles) {
		pointer, style := " ", s.Text
		if i == m.line {
			pointer, style = s.Selected.Render("▸"), s.Selected
		}
		cells := ""
		for _, st := range seen {
			cells += m.cell(l, st)
		}
		lines = append(lines, layout.Cut(" "+pointer+" "+style.Render(layout.Cell(l.Principle, name))+cells+"  "+m.count(len(l.Stories)), m.width))
	}
	lines = append(lines, "")
	for i, st := range open {
		over := ""
		if m.tallies[st.ID].Overused {
			over = s.Warn.Render("  told too often")
		}
		lines = append(lines, layout.Cut(fmt.Sprintf("   %2d %s", i+1, layout.Line(st.Title))+over, m.width))
	}
	at := m.line + 1
	m.offset = min(max(m.offset, at+2-room), max(at-1, 0))
	shown, offset := layout.Window(lines, m.offset, room)
	m.offset = offset
	return shown
}

func (m *List) cell(l story.Line, st story.Story) string {
	for _, id := range l.Stories {
		if id == st.ID {
			return m.styles.Good.Render("  ●")
		}
	}
	return m.styles.Line.Render("  ·")
}

// count says in a word how well a principle is served.
func (m *List) count(n int) string {
	switch n {
	case 0:
		return m.styles.Bad.Render("none")
	case 1:
		return m.styles.Warn.Render("one")
	case 2:
		return m.styles.Good.Render("two")
	}
	return m.styles.Good.Render(strings.ToLower(fmt.Sprintf("%d", n)))
}
