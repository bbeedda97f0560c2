package grade

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/markdown"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

const (
	margin     = 2
	noteHeight = 3
	wide       = 90 // cells from which the answers stand side by side
	roomy      = 24 // lines from which all panes show at once
)

// View draws the screen.
func (m *Model) View() string {
	top := append(m.head(), m.prompt()...)
	bottom := m.foot()
	room := max(m.height-len(top)-len(bottom), 1)
	var body []string
	if m.width >= wide && m.height >= roomy {
		body = m.spread(room)
	} else {
		body = m.single(room)
	}
	return layout.Frame(append(append(top, body...), bottom...), m.width, m.height)
}

func (m *Model) head() []string {
	s, q := m.styles, m.data.Question
	left := " " + s.Title.Render(layout.Line(m.data.DomainName)) + s.Muted.Render(" · "+layout.Line(q.Topic))
	if m.data.Bookmarked {
		left += s.Warn.Render(" ★")
	}
	hit := 0
	for _, t := range m.ticks {
		if t {
			hit++
		}
	}
	pace := s.Muted
	if m.data.Elapsed > q.Target() {
		pace = s.Warn
	}
	right := pace.Render(clock.Format(m.data.Elapsed) + " of " + clock.Format(q.Target()))
	if len(m.ticks) > 0 {
		right += s.Muted.Render(fmt.Sprintf(" · %d of %d points, %.0f%%", hit, len(m.ticks), q.Score(m.ticks, m.data.Marks)*100))
	}
	right += " "
	return []string{layout.Ends(left, right, m.width)}
}

// prompt keeps the question in sight: in one line where there is little room.
func (m *Model) prompt() []string {
	s := m.styles
	text := layout.Line(m.data.Question.Prompt)
	if m.height < roomy {
		return []string{layout.Cut("  "+s.Strong.Render(text), m.width)}
	}
	lines := []string{""}
	for _, l := range layout.Wrap(text, m.width-2*margin) {
		lines = append(lines, "  "+s.Strong.Render(l))
	}
	return append(lines, "")
}

// spread shows the answers side by side, and key points above the rest.
func (m *Model) spread(room int) []string {
	half := (m.width - 2*margin - 3) / 2
	full := m.width - 2*margin
	if m.focus == modelPane && m.data.Question.Kind == bank.Code { // code needs the whole line
		model := m.modelAnswer(full)
		lines := []string{"  " + m.label("MODEL ANSWER", modelPane, len(model)-room+1)}
		return append(lines, layout.Indent(m.window(modelPane, model, room-1), "  ")...)
	}
	own, model, points := m.ownAnswer(half), m.modelAnswer(half), m.points(full)
	upper := min(max(len(own), len(model)), room*2/5)
	if m.focus == answerPane || m.focus == modelPane { // what is being read gets the room
		upper = min(max(len(own), len(model)), room*3/4)
	}
	lower := room - upper - 3
	var lines []string
	lines = append(lines, "  "+layout.Pad(m.label("YOUR ANSWER", answerPane, len(own)-upper), half)+m.styles.Line.Render(" │ ")+
		m.label("MODEL ANSWER", modelPane, len(model)-upper))
	left, right := m.window(answerPane, own, upper), m.window(modelPane, model, upper)
	for i := range left {
		lines = append(lines, "  "+layout.Cell(left[i], half)+m.styles.Line.Render(" │ ")+right[i])
	}
	lines = append(lines, "")
	if m.focus == morePane {
		more := m.more(full)
		lines = append(lines, "  "+m.label("RED FLAGS, FOLLOW-UPS, SOURCES", morePane, len(more)-lower))
		return append(lines, layout.Indent(m.window(morePane, more, lower), "  ")...)
	}
	lines = append(lines, "  "+m.pointsLabel(len(points.lines)-lower))
	shown := m.pointsWindow(points, lower)
	if free := lower - len(points.lines) - 1; free > 2 { // what comes after them, as far as it fits
		more := m.more(full)
		shown = append(shown[:len(points.lines)+1], m.beginning(more, free)...)
	}
	return append(lines, layout.Indent(shown, "  ")...)
}

// beginning is the start of a pane that has not the focus.
func (m *Model) beginning(lines []string, room int) []string {
	if len(lines) > room {
		lines = append(append([]string(nil), lines[:room-1]...), m.styles.Muted.Render("… tab: more"))
	}
	shown, _ := layout.Window(lines, 0, room)
	return shown
}

// single shows one pane at a time, and the names of all.
func (m *Model) single(room int) []string {
	s, full := m.styles, m.width-2*margin
	names := [panes]string{"Points", "Your answer", "Model answer", "More"}
	var tabs []string
	for i, n := range names {
		if pane(i) == m.focus {
			n = s.Selected.Underline(true).Render(n)
			if s.Plain {
				n = "[" + names[i] + "]"
			}
		} else {
			n = s.Muted.Render(n)
		}
		tabs = append(tabs, n)
	}
	room--
	var body, shown []string
	switch m.focus {
	case pointsPane:
		points := m.points(full)
		body, shown = points.lines, m.pointsWindow(points, room)
	case answerPane:
		body = m.ownAnswer(full)
	case modelPane:
		body = m.modelAnswer(full)
	default:
		body = m.more(full)
	}
	if shown == nil {
		shown = m.window(m.focus, body, room)
	}
	place := ""
	if len(body) > room {
		place = s.Muted.Render(fmt.Sprintf("%d/%d ↕ ", min(m.offset[m.focus]+room, len(body)), len(body)))
	}
	lines := []string{layout.Ends("  "+strings.Join(tabs, s.Line.Render(" · ")), place, m.width)}
	return append(lines, layout.Indent(shown, "  ")...)
}

// label names a pane, marks it where it has the focus, and says that there is
// more of it than shows.
func (m *Model) label(name string, p pane, hidden int) string {
	style := m.styles.Muted
	if p == m.focus {
		name, style = "▸ "+name, m.styles.Selected
	}
	if hidden > 0 {
		name += " ↕"
	}
	return style.Render(name)
}

func (m *Model) pointsLabel(hidden int) string {
	if len(m.ticks) == 0 {
		return m.label("KEY POINTS", pointsPane, hidden)
	}
	how := "  ticked from your words; space corrects"
	if strings.TrimSpace(m.data.Answer) == "" {
		how = "  tick with space what you said aloud"
	}
	return m.label("KEY POINTS", pointsPane, hidden) + m.styles.Muted.Render(how+"; * essential")
}

func (m *Model) window(p pane, lines []string, room int) []string {
	shown, offset := layout.Window(lines, m.offset[p], room)
	m.offset[p] = offset
	return shown
}

func (m *Model) ownAnswer(width int) []string {
	if strings.TrimSpace(m.data.Answer) == "" {
		return styled(m.styles.Muted, layout.Wrap("Nothing typed: given aloud. Tick the points that you said.", width))
	}
	var lines []string
	for _, w := range m.match.Wrong {
		lines = append(lines, styled(m.styles.Bad, layout.Hang("✗ ", layout.Clean(w.Say), width))...)
	}
	return append(lines, layout.Wrap(m.highlighted(), width)...)
}

// highlighted is the own answer with the words marked that hit a key point.
func (m *Model) highlighted() string {
	answer := m.data.Answer
	var spans []bank.Span
	for _, p := range m.match.Points {
		spans = append(spans, p.Spans...)
	}
	var b strings.Builder
	at := 0
	for _, sp := range bank.Join(spans) {
		b.WriteString(layout.Clean(answer[at:sp.Start]))
		words := layout.Line(answer[sp.Start:sp.End])
		if m.styles.Plain {
			b.WriteString("«" + words + "»")
		} else {
			b.WriteString(m.styles.Mark.Render(words))
		}
		at = sp.End
	}
	b.WriteString(layout.Clean(answer[at:]))
	return b.String()
}

func (m *Model) modelAnswer(width int) []string {
	if r := m.rendered; r.lines == nil || r.width != width || r.dark != m.styles.Palette.Dark {
		m.rendered = rendered{width, m.styles.Palette.Dark, markdown.Lines(m.styles, m.data.Question.Answer, width)}
	}
	return m.rendered.lines
}

// points are the lines of the key points, and where the one under the cursor
// begins and ends.
type pointLines struct {
	lines      []string
	begin, end int
}

func (m *Model) points(width int) pointLines {
	s := m.styles
	var p pointLines
	if len(m.ticks) == 0 {
		p.lines = styled(s.Muted, layout.Wrap("This card has no key points. Hold your answer against the other and grade yourself.", width))
	}
	for i, k := range m.data.Question.KeyPoints {
		pointer, box, style := " ", "[ ]", s.Text
		if i == m.cursor && m.focus == pointsPane {
			pointer = s.Selected.Render("▸")
		}
		if m.ticks[i] {
			box, style = s.Good.Render("[x]"), s.Text
		}
		essential := "  "
		if k.Essential {
			essential = s.Warn.Render("* ")
		}
		text := style.Render(layout.Clean(k.Text))
		if words := m.words(i); words != "" {
			text += s.Muted.Render(" (" + words + ")")
		}
		if i < len(m.data.LeftOut) && m.data.LeftOut[i].Missed >= slipping {
			l := m.data.LeftOut[i]
			text += s.Warn.Render(fmt.Sprintf(" left out in %d of your last %d", l.Missed, l.Of))
		}
		lines := layout.Hang(fmt.Sprintf("%s %s %d %s", pointer, box, i+1, essential), text, width)
		if i == m.cursor {
			p.begin, p.end = len(p.lines), len(p.lines)+len(lines)
		}
		p.lines = append(p.lines, lines...)
	}
	if len(m.data.Question.Flaws) > 0 {
		p.lines = append(p.lines, layout.Hang("  ", m.pointedAt(), width)...)
	}
	return p
}

// pointedAt holds the lines that were marked against those to be marked.
func (m *Model) pointedAt() string {
	s, q := m.styles, m.data.Question
	found := 0
	for _, l := range m.data.Marks {
		if slices.Contains(q.Flaws, l) {
			found++
		}
	}
	names, _ := q.LineNames()
	marked := "none"
	if len(m.data.Marks) > 0 {
		marked = named(m.data.Marks, names)
	}
	style := s.Rate(q.Marked(m.data.Marks))
	return "Lines you marked: " + style.Render(marked) + s.Muted.Render(fmt.Sprintf("; to be marked: %s (%d of %d found)", named(q.Flaws, names), found, len(q.Flaws)))
}

// named lists lines by what they are called; those without a name by their
// places in the exhibit.
func named(lines []int, names []string) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		if texts[i] = "line " + strconv.Itoa(l) + " from the top"; l <= len(names) && names[l-1] != "" {
			texts[i] = names[l-1]
		}
	}
	return strings.Join(texts, ", ")
}

// words are those of the own answer that hit a key point, at most three.
func (m *Model) words(point int) string {
	var words []string
	for _, sp := range m.match.Points[point].Spans {
		w := strings.ToLower(strings.Join(strings.Fields(layout.Clean(m.data.Answer[sp.Start:sp.End])), " "))
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	if len(words) > 3 {
		words = append(words[:3], "…")
	}
	return strings.Join(words, ", ")
}

// pointsWindow keeps the key point under the cursor in sight.
func (m *Model) pointsWindow(p pointLines, room int) []string {
	offset := m.offset[pointsPane]
	if p.end > offset+room {
		offset = p.end - room
	}
	if p.begin < offset {
		offset = p.begin
	}
	m.offset[pointsPane] = offset
	return m.window(pointsPane, p.lines, room)
}

// more is what helps after the comparison: what fails an answer, what comes
// next in the room, and the sources.
func (m *Model) more(width int) []string {
	s, q := m.styles, m.data.Question
	var lines []string
	title := func(t string) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.Muted.Render(t))
	}
	if m.data.Note != "" {
		title("YOUR NOTE")
		lines = append(lines, layout.Wrap(layout.Clean(m.data.Note), width)...)
	}
	if m.data.Last != "" {
		title("LAST TIME")
		lines = append(lines, layout.Wrap(m.data.Last, width)...)
	}
	if m.height < roomy { // the prompt above may be cut
		title("QUESTION")
		lines = append(lines, layout.Wrap(layout.Clean(q.Prompt), width)...)
	}
	if q.Exhibit != "" {
		title("EXHIBIT")
		lines = append(lines, m.exhibit(width)...)
	}
	if len(q.RedFlags) > 0 {
		title("RED FLAGS")
	}
	for _, f := range q.RedFlags {
		lines = append(lines, layout.Hang(s.Bad.Render("! "), layout.Clean(f), width)...)
	}
	if len(q.FollowUps) > 0 {
		title("THEY WILL ASK NEXT")
	}
	for _, f := range q.FollowUps {
		lines = append(lines, layout.Hang("→ ", s.Strong.Render(layout.Clean(f.Ask)), width)...)
		lines = append(lines, layout.Hang("  ", s.Muted.Render("listen for: "+layout.Clean(f.Listen)), width)...)
	}
	if len(q.GoodSignals) > 0 {
		title("RAISES THE BAR")
		for _, g := range q.GoodSignals {
			lines = append(lines, layout.Hang(s.Good.Render("+ "), layout.Clean(g), width)...)
		}
	}
	if len(q.References) > 0 {
		checked := ""
		if !q.AsOf.IsZero() {
			checked = " · checked " + q.AsOf.Format(time.DateOnly)
		}
		title("SOURCES" + checked)
		for _, r := range q.References {
			text := r.Publisher + ": " + r.Title
			if r.ID != "" {
				text += " (" + r.ID + ")"
			}
			lines = append(lines, layout.Wrap(layout.Clean(text), width)...)
			if r.URL != "" {
				lines = append(lines, styled(s.Muted, layout.Wrap(layout.Clean(r.URL), width))...)
			}
		}
	}
	return lines
}

// exhibit is what the question is about, with the lines that were marked (✗)
// and those that were to be marked (!) where there are such.
func (m *Model) exhibit(width int) []string {
	s, q := m.styles, m.data.Question
	var lines []string
	names, own := q.LineNames()
	for i, text := range q.ExhibitLines() {
		gutter := s.Line.Render("│ ")
		if len(q.Flaws) > 0 {
			mark, flaw := " ", " "
			if slices.Contains(m.data.Marks, i+1) {
				mark = s.Warn.Render("✗")
			}
			if slices.Contains(q.Flaws, i+1) {
				flaw = s.Bad.Render("!")
			}
			gutter = mark + flaw
			if !own {
				gutter += s.Muted.Render(fmt.Sprintf("%3s", names[i]))
			}
			gutter += s.Line.Render(" │ ")
		}
		lines = append(lines, layout.Hang(gutter, layout.Clean(text), width)...)
	}
	return lines
}

func styled(style lipgloss.Style, lines []string) []string {
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

// foot has the note while it is written, and else the ratings.
func (m *Model) foot() []string {
	s := m.styles
	if m.noting {
		lines := []string{"  " + s.Muted.Render("Note to this question")}
		return append(lines, layout.Indent(strings.Split(m.note.View(), "\n"), "  ")...)
	}
	suggested, why := m.Suggested()
	var ratings []string
	for i, r := range fsrs.Ratings() {
		text := fmt.Sprintf("%d %s %s", i+1, r, Days(m.data.Intervals[i]))
		if r == suggested {
			text = s.Selected.Render("▸" + text)
		} else {
			text = s.Text.Render(text)
		}
		ratings = append(ratings, text)
	}
	line := "  " + strings.Join(ratings, s.Line.Render(" · "))
	reason := s.Muted.Render("suggested: " + why)
	var lines []string
	if m.height >= roomy {
		lines = append(lines, "")
	}
	if ansi.StringWidth(line)+ansi.StringWidth(reason)+2 > m.width {
		return append(lines, layout.Cut("  "+reason, m.width), layout.Cut(line, m.width))
	}
	return append(lines, layout.Ends(line, reason+" ", m.width))
}

// Days writes an interval as a person would.
func Days(n int) string {
	switch {
	case n <= 0:
		return "<1d"
	case n < 60:
		return fmt.Sprintf("%dd", n)
	case n < 730:
		return fmt.Sprintf("%.0fmo", float64(n)/30.44)
	}
	return fmt.Sprintf("%.1fy", float64(n)/365.25)
}
