// Package summary shows how a session went.
package summary

import (
	"fmt"
	"strings"
	"time"

	"debrief/store/fsrs"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Closed is sent when the person goes back to the picker.
type Closed struct{}

// Undone is sent when the person takes the last grade back.
type Undone struct{}

// AgainStarted is sent when the person wants the questions once more that they
// missed something in.
type AgainStarted struct{ Questions []string }

// Item is one attempt of the session.
type Item struct {
	Question string // id
	Prompt   string
	Domain   string
	Rating   fsrs.Rating
	Coverage float64
	Elapsed  time.Duration
	Target   time.Duration
	Missed   []string // texts of the key points that were not ticked
	Days     int      // until it comes back
}

// Data is what the screen shows.
type Data struct {
	Title   string
	Items   []Item
	Skipped int
	Today   time.Time
}

// Model is the summary.
type Model struct {
	styles                                   theme.Styles
	data                                     Data
	close, undo, again, up, down, pgup, pgdn key.Binding
	top, bottom                              key.Binding
	width, height, offset                    int
}

// New returns the summary of a session.
func New(styles theme.Styles, data Data) *Model {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	m := &Model{
		styles: styles, data: data,
		close:  b("enter", "back to the domains", "enter", "esc", "q"),
		again:  b("a", "again: the ones I missed", "a"),
		undo:   b("u", "undo last grade", "u"),
		up:     b("↑/k", "up", "up", "k"),
		down:   b("↓/j", "down", "down", "j"),
		pgup:   b("pgup", "page up", "pgup", "ctrl+u"),
		pgdn:   b("pgdn", "page down", "pgdown", "ctrl+d", " "),
		top:    b("g", "top", "home", "g"),
		bottom: b("G", "bottom", "end", "G"),
	}
	m.again.SetEnabled(len(m.missed()) > 0)
	m.undo.SetEnabled(len(data.Items) > 0)
	return m
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: the summary has no text field.
func (m *Model) Typing() bool { return false }

// Help returns the summary's keys.
func (m *Model) Help() []key.Binding {
	return []key.Binding{m.close, m.again, m.undo, m.down, m.up, m.pgdn, m.pgup, m.top, m.bottom}
}

// Update handles a message. It returns what the person did, if anything, and
// what is to run.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	page := max(m.height-4, 1)
	switch {
	case key.Matches(k, m.close):
		return Closed{}, nil
	case key.Matches(k, m.undo):
		return Undone{}, nil
	case key.Matches(k, m.again):
		return AgainStarted{m.missed()}, nil
	case key.Matches(k, m.up):
		m.offset--
	case key.Matches(k, m.down):
		m.offset++
	case key.Matches(k, m.pgup):
		m.offset -= page
	case key.Matches(k, m.pgdn):
		m.offset += page
	case key.Matches(k, m.top):
		m.offset = 0
	case key.Matches(k, m.bottom):
		m.offset = 1 << 20
	}
	return nil, nil
}

// missed returns the questions rated Again or Hard in their last attempt of
// the session, in its order.
func (m *Model) missed() []string {
	last := map[string]fsrs.Rating{}
	var order []string
	for _, it := range m.data.Items {
		if _, ok := last[it.Question]; !ok {
			order = append(order, it.Question)
		}
		last[it.Question] = it.Rating
	}
	var ids []string
	for _, id := range order {
		if last[id] <= fsrs.Hard {
			ids = append(ids, id)
		}
	}
	return ids
}

// View draws the summary.
func (m *Model) View() string {
	s := m.styles
	head := []string{layout.Ends(" "+s.Title.Render("Summary")+s.Muted.Render(" · "+layout.Line(m.data.Title)), "", m.width), ""}
	body := m.body(max(m.width-6, 10))
	room := max(m.height-len(head), 1)
	shown, offset := layout.Window(body, m.offset, room)
	m.offset = offset
	if hidden := len(body) - offset - room; hidden > 0 {
		shown[room-1] = s.Muted.Render(fmt.Sprintf("↓ %d more lines", hidden+1))
	}
	return layout.Frame(append(head, layout.Indent(shown, "   ")...), m.width, m.height)
}

func (m *Model) body(width int) []string {
	if len(m.data.Items) == 0 {
		return layout.Wrap("Nothing graded in this session. What you skipped comes back with the next one.", width)
	}
	lines := append(m.totals(width), "")
	lines = append(lines, m.attempts(width)...)
	return append(lines, m.study(width)...)
}

func (m *Model) totals(width int) []string {
	s := m.styles
	var (
		counts          [5]int
		coverage        float64
		elapsed, target time.Duration
	)
	for _, it := range m.data.Items {
		counts[it.Rating]++
		coverage += it.Coverage
		elapsed += it.Elapsed
		target += it.Target
	}
	share := coverage / float64(len(m.data.Items))
	full, empty := layout.Bar(share, 20)
	var ratings []string
	for _, r := range fsrs.Ratings() {
		ratings = append(ratings, fmt.Sprintf("%d %s", counts[r], r))
	}
	noun := "attempts"
	if len(m.data.Items) == 1 {
		noun = "attempt"
	}
	line := fmt.Sprintf("%d %s: %s", len(m.data.Items), noun, strings.Join(ratings, " · "))
	if m.data.Skipped > 0 {
		line += fmt.Sprintf(" · %d skipped", m.data.Skipped)
	}
	lines := layout.Wrap(line, width)
	lines = append(lines, layout.Cut("Points  "+s.Rate(share).Render(full)+s.Line.Render(empty)+fmt.Sprintf("  %.0f%%", share*100), width))
	pace := "within the target"
	if elapsed > target {
		pace = clock(elapsed-target) + " over the target"
	}
	return append(lines, layout.Wrap(fmt.Sprintf("Time    %s for a target of %s: %s", clock(elapsed), clock(target), pace), width)...)
}

func (m *Model) attempts(width int) []string {
	s := m.styles
	right := func(it Item) string {
		return fmt.Sprintf("%3.0f%% %7s %-5s  %-17s", it.Coverage*100, clock(it.Elapsed), it.Rating, m.returns(it.Days))
	}
	lines := []string{s.Muted.Render("WHAT COMES BACK WHEN")}
	for _, it := range m.data.Items {
		style := s.Text
		if it.Rating == fsrs.Again {
			style = s.Bad
		} else if it.Rating == fsrs.Hard {
			style = s.Warn
		}
		prompt := layout.Line(it.Prompt)
		if width >= 80 {
			lines = append(lines, layout.Ends(prompt, style.Render(right(it)), width))
			continue
		}
		lines = append(lines, layout.Cut(prompt, width), "  "+style.Render(layout.Cut(strings.TrimSpace(right(it)), width-2)))
	}
	return append(lines, "")
}

// returns says when a question comes back: the day, and how far away it is.
func (m *Model) returns(days int) string {
	switch days {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	return fmt.Sprintf("%s (%s)", m.data.Today.AddDate(0, 0, days).Format("2 Jan"), fmt.Sprintf("%d days", days))
}

func (m *Model) study(width int) []string {
	s := m.styles
	var lines []string
	for _, it := range m.data.Items {
		if len(it.Missed) == 0 {
			continue
		}
		if lines == nil {
			lines = append(lines, s.Muted.Render("YOUR STUDY LIST: THE POINTS MISSED"))
		}
		for _, l := range layout.Wrap(layout.Clean(it.Prompt), width) {
			lines = append(lines, s.Strong.Render(l))
		}
		for _, p := range it.Missed {
			lines = append(lines, layout.Hang("  • ", layout.Clean(p), width)...)
		}
		lines = append(lines, "")
	}
	if lines == nil {
		return []string{s.Good.Render("No point missed.")}
	}
	return lines
}

func clock(d time.Duration) string {
	sec := int(d.Seconds())
	return fmt.Sprintf("%d:%02d", sec/60, sec%60)
}
