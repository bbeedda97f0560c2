package question

import (
	"fmt"
	"slices"
	"strings"

	"debrief/bank"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// exhibit is what the question is about. Where it has flaws, its lines are
// numbered and the person points at some.
type exhibit struct {
	text    []string
	names   []string // of the lines
	own     bool     // the lines bear their numbers themselves
	pointed bool     // lines are to be pointed at
	marked  map[int]bool
	focused bool
	cursor  int // line, from 0
	at      int // where its line stands in the sheet
}

func newExhibit(q bank.Question, marks []int) exhibit {
	names, own := q.LineNames()
	e := exhibit{names: names, own: own, text: q.ExhibitLines(), pointed: len(q.Flaws) > 0, marked: map[int]bool{}}
	for _, l := range marks {
		e.marked[l] = true
	}
	return e
}

func (e *exhibit) marking() bool { return e.pointed }

// marks returns the marked lines, from 1, in order.
func (e *exhibit) marks() []int {
	var lines []int
	for l, on := range e.marked {
		if on {
			lines = append(lines, l)
		}
	}
	slices.Sort(lines)
	return lines
}

func (e *exhibit) help() []key.Binding {
	b := func(help, text string) key.Binding {
		return key.NewBinding(key.WithKeys(help), key.WithHelp(help, text))
	}
	return []key.Binding{b("space", "mark the line"), b("↑/k", "up"), b("↓/j", "down"), b("tab", "to your answer")}
}

// update moves among the lines. It reports whether a mark changed.
func (e *exhibit) update(k tea.KeyMsg) (changed bool) {
	switch k.String() {
	case "up", "k":
		e.cursor--
	case "down", "j":
		e.cursor++
	case "pgup", "ctrl+u":
		e.cursor -= 10
	case "pgdown":
		e.cursor += 10
	case "home", "g":
		e.cursor = 0
	case "end", "G":
		e.cursor = len(e.text) - 1
	case " ", "x", "enter":
		e.marked[e.cursor+1] = !e.marked[e.cursor+1]
		changed = true
	case "tab", "esc", "ctrl+d":
		e.focused = false
	}
	e.cursor = min(max(e.cursor, 0), len(e.text)-1)
	return changed
}

// lines draws the exhibit, and says at which of them the cursor stands.
func (e *exhibit) lines(s theme.Styles, width int) (drawn []string, at int) {
	if !e.pointed {
		for _, l := range layout.Wrap(layout.Clean(strings.Join(e.text, "\n")), width-2) {
			drawn = append(drawn, s.Line.Render("│ ")+l)
		}
		return drawn, 0
	}
	for i, text := range e.text {
		pointer, mark, number := " ", " ", s.Muted
		if e.marked[i+1] {
			mark, number = s.Warn.Render("✗"), s.Warn
		}
		if e.focused && i == e.cursor {
			pointer, number, at = s.Selected.Render("▸"), s.Selected, len(drawn)
		}
		gutter := pointer + mark
		if !e.own {
			gutter += number.Render(fmt.Sprintf("%3s", e.names[i]))
		}
		gutter += number.Render(" │ ")
		drawn = append(drawn, layout.Hang(gutter, layout.Clean(text), width)...)
	}
	return drawn, at
}
