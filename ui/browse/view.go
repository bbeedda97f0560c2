package browse

import (
	"fmt"
	"strings"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/markdown"
)

const (
	margin     = 3
	gutter     = 3
	sideBySide = 96
)

func (m *Model) head() []string {
	s := m.styles
	tally := fmt.Sprintf("%d of %d questions ", len(m.found), len(m.data.Entries))
	if r := m.readiness; r.Of > 0 {
		tally = fmt.Sprintf("%.0f%% ready (%.0f–%.0f) · %s", 100*r.Share, 100*r.Low, 100*r.High, tally)
	}
	lines := []string{layout.Ends(" "+s.Title.Render("Browse"), s.Muted.Render(tally), m.width)}
	line := "   "
	for i, f := range m.filters {
		value := s.Muted.Render("any")
		if f.at > 0 {
			value = s.Selected.Render(f.values[f.at-1])
		}
		if i > 0 {
			line += s.Line.Render(" · ")
		}
		line += s.Muted.Render(fmt.Sprintf("%d ", i+1)+f.name+": ") + value
	}
	if m.filtered() {
		line += s.Muted.Render(" · 0 clears")
	}
	for _, l := range layout.Wrap(strings.TrimSpace(line), max(m.width-2*margin, 10)) {
		lines = append(lines, "   "+l)
	}
	if m.Typing() || m.search.Value() != "" {
		lines = append(lines, "   "+m.search.View())
	}
	return append(lines, "")
}

func (m *Model) foot() string {
	s := m.styles
	var parts []string
	n := 0
	for _, on := range m.selected {
		if on {
			n++
		}
	}
	if n > 0 {
		parts = append(parts, s.Strong.Render(fmt.Sprintf("%d selected", n)))
	}
	if m.cram {
		parts = append(parts, s.Warn.Render("cram: schedule untouched"))
	} else if n > 0 {
		parts = append(parts, s.Muted.Render("early ones count by the days passed"))
	}
	return "   " + strings.Join(parts, s.Muted.Render(" · "))
}

func (m *Model) listing(width, room int) []string {
	s := m.styles
	if len(m.found) == 0 {
		shown, _ := layout.Window([]string{"   " + s.Muted.Render("Nothing fits. esc takes the search back.")}, 0, room)
		return shown
	}
	if m.cursor < m.offset {
		m.offset = m.cursor
	}
	if m.cursor >= m.offset+room {
		m.offset = m.cursor - room + 1
	}
	lines := make([]string, room)
	for i := range lines {
		if at := m.offset + i; at < len(m.found) {
			lines[i] = layout.Cut(m.row(m.data.Entries[m.found[at]], at == m.cursor, width), width)
		}
	}
	return lines
}

func (m *Model) row(e Entry, current bool, width int) string {
	s := m.styles
	pointer, box := " ", " "
	if current {
		pointer = s.Selected.Render("▸")
	}
	if m.selected[e.Question.ID] {
		box = s.Selected.Render("✓")
	}
	status := m.status(e)
	room, domain := width-len(statusCells)-5, ""
	if room >= domainFrom {
		domain = " " + s.Muted.Render(layout.Cell(layout.Line(e.Question.Domain), domainCells))
		room -= domainCells + 1
	}
	return pointer + box + " " + status + " " + layout.Cell(m.marked(layout.Line(e.Question.Prompt)), room) + domain
}

const (
	statusCells = "leech "
	domainCells = 12
	domainFrom  = 58 // cells from which each row names its domain
)

// status is one short word: colour is never the only sign.
func (m *Model) status(e Entry) string {
	s, c := m.styles, e.Candidate
	word, style := fmt.Sprintf("%.0f%%", 100*c.Retrievability()), s.Muted
	switch {
	case c.Held:
		word, style = "off", s.Muted
	case c.State.New():
		word, style = "new", s.Accent
	case c.Record.Leech():
		word, style = "leech", s.Bad
	case c.DueAt(m.data.Goal.Retention):
		word, style = "due", s.Warn
	case c.Weak():
		word, style = "weak", s.Warn
	}
	mark := " "
	if c.Bookmarked {
		mark = s.Warn.Render("★")
	}
	return style.Render(layout.Cell(word, len(statusCells)-1)) + mark
}

// marked draws the words that the search found.
func (m *Model) marked(text string) string {
	spans := bank.Highlight(text, m.search.Value())
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, span := range spans {
		word := text[span.Start:span.End]
		if m.styles.Plain {
			word = "«" + word + "»"
		}
		b.WriteString(text[at:span.Start] + m.styles.Mark.Render(word))
		at = span.End
	}
	return b.String() + text[at:]
}

// reading is the pane: the question itself, or the attempts at it.
func (m *Model) reading(width, room int) []string {
	e, ok := m.current()
	var lines []string
	switch {
	case !ok:
	case m.pane == history:
		lines = m.history(*e, width)
	default:
		lines = m.preview(*e, width)
	}
	shown, offset := layout.Window(lines, m.paneOffset, room)
	m.paneOffset = offset
	if offset+room < len(lines) {
		shown[room-1] = layout.Right(m.styles.Muted.Render("more: ]"), width)
	}
	return shown
}

func (m *Model) preview(e Entry, width int) []string {
	s, q := m.styles, m.read(e.Question)
	var lines []string
	text := func(t string, render func(string) string) {
		for _, l := range layout.Wrap(strings.TrimRight(layout.Clean(t), "\n"), width) {
			lines = append(lines, render(l))
		}
	}
	muted := func(l string) string { return s.Muted.Render(l) }
	text(e.Domain+" · "+q.Topic, func(l string) string { return s.Title.Render(l) })
	text(fmt.Sprintf("%s · %s · %s · %d min", q.Kind, strings.Join(q.Levels, " "), strings.Join(q.Stages, " "), q.Minutes), muted)
	text(m.standing(e), muted)
	lines = append(lines, "")
	text(q.Prompt, func(l string) string { return s.Strong.Render(m.marked(l)) })
	if q.Exhibit != "" {
		lines = append(lines, "")
		for _, l := range layout.Wrap(strings.TrimRight(layout.Clean(q.Exhibit), "\n"), width-2) {
			lines = append(lines, s.Line.Render("│ ")+l)
		}
	}
	if !m.open && m.search.Value() == "" {
		return append(lines, "", s.Muted.Render("tab shows key points and model answer"))
	}
	lines = append(lines, "", s.Accent.Render("KEY POINTS"))
	for _, k := range q.KeyPoints {
		star := "• "
		if k.Essential {
			star = "* "
		}
		for i, l := range layout.Wrap(layout.Clean(k.Text), width-2) {
			if i > 0 {
				star = "  "
			}
			lines = append(lines, star+m.marked(l))
		}
	}
	lines = append(lines, "", s.Accent.Render("MODEL ANSWER"))
	return append(lines, m.answer(q, width)...)
}

// read returns the question with its rubric, which is read from a file where
// there are too many to keep.
func (m *Model) read(q *bank.Question) *bank.Question {
	if m.whole.of != q {
		whole, err := q.Whole()
		if err != nil {
			whole.Answer = err.Error() // it stands where the answer would
		}
		m.whole.of, m.whole.read = q, &whole
	}
	return m.whole.read
}

// rendered is the model answer as last drawn, since rendering takes longest.
type rendered struct {
	of    *bank.Question
	width int
	plain bool
	dark  bool
	lines []string
}

// answer renders the model answer; without colours of its own where words are
// to be marked in it.
func (m *Model) answer(q *bank.Question, width int) []string {
	styles := m.styles
	styles.Plain = styles.Plain || m.search.Value() != ""
	if r := m.rendered; r.of != q || r.width != width || r.plain != styles.Plain || r.dark != styles.Palette.Dark {
		m.rendered = rendered{q, width, styles.Plain, styles.Palette.Dark, markdown.Lines(styles, q.Answer, width)}
	}
	if m.search.Value() == "" {
		return m.rendered.lines
	}
	lines := make([]string, len(m.rendered.lines))
	for i, l := range m.rendered.lines {
		lines[i] = m.marked(l)
	}
	return lines
}

// standing says where the person stands with the question.
func (m *Model) standing(e Entry) string {
	c := e.Candidate
	words := "never tried"
	if !c.State.New() {
		days := fsrs.DefaultWeights().Interval(c.State, m.retention()) - c.Elapsed
		when := "comes back in " + count(days, "day")
		if days <= 0 {
			when = "due"
		}
		words = fmt.Sprintf("%s, last %s, %s", count(c.Record.Attempts, "attempt"), c.Record.Last, when)
	}
	if c.Held {
		words += "; suspended or put off: s asks it again"
	} else if c.Record.Leech() {
		words += fmt.Sprintf("; a leech, forgotten %d times: write a note, learn its parts, or suspend it", c.Record.Lapses)
	}
	return words
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

func (m *Model) retention() float64 {
	if r := m.data.Goal.Retention; r > 0 {
		return r
	}
	return plan.DesiredRetention
}

// history is how the attempts went, and what was said, the latest first.
func (m *Model) history(e Entry, width int) []string {
	s := m.styles
	lines := []string{s.Title.Render("Your attempts")}
	for _, l := range layout.Wrap(layout.Clean(e.Question.Prompt), width) {
		lines = append(lines, s.Muted.Render(l))
	}
	lines = append(lines, "")
	if m.attemptsOf != e.Question.ID || len(m.attempts) == 0 {
		return append(lines, s.Muted.Render("None yet."))
	}
	for i := len(m.attempts) - 1; i >= 0; i-- {
		a := m.attempts[i]
		full, empty := layout.Bar(a.Coverage, 10)
		line := a.At.Format("2 Jan 2006") + "  " + s.Rate(a.Coverage).Render(full) + s.Line.Render(empty) +
			fmt.Sprintf(" %3.0f%%  %-5s %s", 100*a.Coverage, a.Rating, clock.Format(a.Elapsed))
		if a.Confidence != plan.Unsaid {
			line += s.Muted.Render(" " + a.Confidence.String())
		}
		if a.Cram {
			line += s.Muted.Render(" cram")
		}
		lines = append(lines, layout.Cut(line, width))
		answer := strings.TrimSpace(layout.Clean(a.Answer))
		if answer == "" {
			answer = "(aloud)"
		}
		for _, l := range layout.Wrap(answer, width-2) {
			lines = append(lines, "  "+s.Muted.Render(l))
		}
		lines = append(lines, "")
	}
	return lines
}
