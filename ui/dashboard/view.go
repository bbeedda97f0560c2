package dashboard

import (
	"fmt"
	"strings"
	"time"

	"debrief/store/plan"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

const (
	margin     = 3
	twoColumns = 130 // cells from which there are two
	gutter     = 4
	weeks      = 53
)

// Text returns the dashboard in plain text of the given width.
func Text(data Data, width int) string {
	m := New(theme.New(lipgloss.NewRenderer(nil), theme.Dark()), data)
	m.width, m.text = width, true
	var b strings.Builder
	for _, l := range append(m.head(), m.column(width-2*margin, m.all())...) {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	return b.String()
}

func (m *Model) head() []string {
	s, d := m.styles, m.data
	right := ""
	switch {
	case d.Ago > 0:
		right = s.Warn.Render(fmt.Sprintf("Your interview was %s ago%s ", days(d.Ago), m.hint(": , sets the next date")))
	case d.Goal.Days == 0:
		right = s.Strong.Render("Interview today ")
	case d.Goal.Dated():
		right = s.Muted.Render("Interview in ") + s.Strong.Render(days(d.Goal.Days)) + " "
	default:
		right = s.Muted.Render(m.hint(", sets your interview date "))
	}
	lines := []string{layout.Ends(" "+s.Title.Render("Dashboard"), right, m.width), ""}
	for _, l := range layout.Wrap(m.next(), max(m.width-2*margin, 20)) {
		lines = append(lines, "   "+l)
	}
	return append(lines, "")
}

// hint is what a key does, where keys work.
func (m *Model) hint(s string) string {
	if m.text {
		return ""
	}
	return s
}

// next says how ready the person is, on what that rests, and what to do now.
func (m *Model) next() string {
	s, d := m.styles, m.data
	r := d.Readiness
	when := "now"
	if d.Goal.Dated() {
		when = "on the day"
	}
	line := s.Muted.Render("Ready "+when+": ") + s.Rate(r.Share).Bold(true).Render(percent(r.Share)) +
		s.Muted.Render(fmt.Sprintf(", likely %s to %s, an estimate from %d of %d questions tried. ", percent(r.Low), percent(r.High), r.Tried, r.Of))
	if len(d.Planned) == 0 {
		return line + s.Good.Render(fmt.Sprintf("Done for today: %d min.", d.Spent))
	}
	left := fmt.Sprintf("%d questions, about %d min", len(d.Planned), d.Minutes)
	if d.Spent > 0 {
		left += fmt.Sprintf(" (%d min done)", d.Spent)
	}
	if m.text {
		return line + "Next: " + left + "."
	}
	return line + s.Strong.Render("Next: "+left) + s.Muted.Render(", ") + s.Accent.Render("p") + s.Muted.Render(" starts.")
}

// A section draws itself in lines of at most width cells.
type section func(width int) []string

func (m *Model) all() []section {
	return []section{m.domains, m.weak, m.stages, m.activity, m.forecast, m.mocks, m.retention, m.confidence, m.pace}
}

func (m *Model) body() []string {
	if m.width < twoColumns {
		return layout.Indent(m.column(m.width-2*margin, m.all()), "   ")
	}
	width := (m.width - 2*margin - gutter) / 2
	left := m.column(width, []section{m.domains, m.stages, m.retention, m.confidence, m.pace})
	right := m.column(width, []section{m.activity, m.forecast, m.weak, m.mocks})
	var lines []string
	for i := range max(len(left), len(right)) {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines = append(lines, "   "+layout.Cell(l, width)+strings.Repeat(" ", gutter)+r)
	}
	return lines
}

func (m *Model) column(width int, sections []section) []string {
	var lines []string
	for _, draw := range sections {
		if more := draw(width); len(more) > 0 {
			lines = append(append(lines, more...), "")
		}
	}
	return lines
}

func (m *Model) heading(text, aside string, width int) string {
	return layout.Ends(m.styles.Accent.Render(text), m.styles.Muted.Render(aside), width)
}

const (
	barLeast  = 10
	barMost   = 24
	shares    = 14 // "61% 55–67"
	triedRoom = 9
	timeRoom  = 12
)

// domains are the rows of readiness with the range drawn into the bar.
func (m *Model) domains(width int) []string {
	s := m.styles
	longest := 0
	for _, d := range m.data.Domains {
		longest = max(longest, ansi.StringWidth(layout.Line(d.Name)))
	}
	timed := width >= 88
	rest := width - shares - triedRoom
	if timed {
		rest -= timeRoom
	}
	bar := min(max(rest-longest-2, 0), barMost)
	if bar < barLeast {
		bar = min(barLeast, max(rest-20, 0))
	}
	name := min(longest, rest-bar-2) + 2
	head := layout.Cell("", name+bar) + layout.Right("range", shares) + layout.Right("tried", triedRoom)
	if timed {
		head += layout.Right("time", timeRoom)
	}
	lines := []string{m.heading("READINESS", "", width), s.Muted.Render(head)}
	for _, d := range m.data.Domains {
		r := d.Readiness
		line := layout.Cell(layout.Cut(layout.Line(d.Name), name-2), name) + m.bar(r, bar) +
			layout.Right(fmt.Sprintf("%s %s–%s", about(r), bare(r.Low), bare(r.High)), shares) +
			s.Muted.Render(layout.Right(fmt.Sprintf("%d of %d", r.Tried, r.Of), triedRoom))
		if timed {
			line += s.Muted.Render(layout.Right(pace(d), timeRoom))
		}
		lines = append(lines, line)
	}
	if timed {
		lines = append(lines, s.Muted.Render("time: on answers so far, and as a share of the target for the same answers"))
	}
	return lines
}

// stages are the rows of readiness for what is asked in each interview.
func (m *Model) stages(width int) []string {
	if len(m.data.Stages) == 0 {
		return nil
	}
	const name = 12
	bar := min(max(width-name-shares-triedRoom-2, 0), barLeast)
	lines := []string{m.heading("BY STAGE", "", width)}
	for _, st := range m.data.Stages {
		r := st.Readiness
		lines = append(lines, layout.Cell(st.Name, name)+m.bar(r, bar)+
			layout.Right(fmt.Sprintf("%s %s–%s", about(r), bare(r.Low), bare(r.High)), shares)+
			m.styles.Muted.Render(layout.Right(fmt.Sprintf("%d of %d", r.Tried, r.Of), triedRoom+2)))
	}
	return lines
}

// bar draws the share, and behind it up to where it may well be.
func (m *Model) bar(r plan.Readiness, width int) string {
	cells := func(share float64) int { return min(max(int(share*float64(width)+0.5), 0), width) }
	low, high := cells(r.Low), cells(r.High)
	s := m.styles
	return s.Rate(r.Share).Render(strings.Repeat("█", low)) + s.Rate(r.Share).Render(strings.Repeat("▒", high-low)) +
		s.Line.Render(strings.Repeat("·", width-high))
}

// about marks a share that rests on no attempt.
func about(r plan.Readiness) string {
	if r.Tried == 0 {
		return "~" + percent(r.Share)
	}
	return percent(r.Share)
}

func pace(d Domain) string {
	if d.Target == 0 {
		return "-"
	}
	return fmt.Sprintf("%s %3.0f%%", clock(d.Spent), 100*float64(d.Spent)/float64(d.Target))
}

func clock(d time.Duration) string {
	if d < time.Hour {
		return fmt.Sprintf("%dm", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("%dh%02d", int(d.Hours()), int(d.Minutes())%60)
}

// weak lists the points to revise, each with the digit that practises it.
func (m *Model) weak(width int) []string {
	s := m.styles
	if len(m.data.Weak) == 0 {
		return nil
	}
	lines := []string{m.heading("WEAKEST POINTS", m.hint("a digit practises one, w all"), width)}
	for i, p := range m.data.Weak {
		head := s.Accent.Render(fmt.Sprintf("%d ", (i+1)%10)) + s.Warn.Render(fmt.Sprintf("left out %d of %d ", p.Missed, p.Of))
		room := width - ansi.StringWidth(head)
		lines = append(lines, head+layout.Cut(layout.Line(p.Text)+s.Muted.Render(" · "+layout.Line(p.Domain)+", "+layout.Line(p.Topic)), room))
	}
	return lines
}

// activity is a year of days, a column a week, darker the more was done.
func (m *Model) activity(width int) []string {
	s, d := m.styles, m.data
	current, longest := Streaks(d.Days, d.Today)
	aside := fmt.Sprintf("streak %s, longest %s", days(current), days(longest))
	lines := []string{m.heading("ACTIVITY", aside, width)}
	if len(d.Days) == 0 {
		return append(lines, s.Muted.Render("The first answer lights up the first day."))
	}
	most := 1
	attempts := map[int]int{}
	for _, day := range d.Days {
		attempts[day.Day] = day.Attempts
		most = max(most, day.Attempts)
	}
	const label = 4
	columns := min(weeks, width-label)
	weekday := (int(d.Now.Weekday()) + 6) % 7 // Monday first
	if d.Now.Hour() < 4 {
		weekday = (weekday + 6) % 7
	}
	first := d.Today - weekday - 7*(columns-1)
	lines = append(lines, s.Muted.Render(strings.Repeat(" ", label)+m.months(first, columns)))
	for row := range 7 {
		line := s.Muted.Render(layout.Cell([]string{"Mon", "", "Wed", "", "Fri", "", "Sun"}[row], label))
		for week := range columns {
			day := first + 7*week + row
			line += m.cell(attempts[day], most, day > d.Today)
		}
		lines = append(lines, line)
	}
	return lines
}

func (m *Model) cell(n, most int, future bool) string {
	s := m.styles
	switch {
	case future:
		return " "
	case n == 0:
		return s.Line.Render("·")
	case n*4 <= most:
		return s.Accent.Render("░")
	case n*2 <= most:
		return s.Accent.Render("▒")
	case n*4 <= 3*most:
		return s.Accent.Render("▓")
	}
	return s.Accent.Render("█")
}

// months labels the weeks in which a month begins.
func (m *Model) months(first, columns int) string {
	line := []rune(strings.Repeat(" ", columns))
	for week := 0; week < columns; week++ {
		start := time.Unix(int64(first+7*week)*24*60*60, 0).UTC()
		if start.Day() > 7 || week+3 > columns {
			continue
		}
		copy(line[week:], []rune(start.Format("Jan")))
		week += 3
	}
	return string(line)
}

// Streaks returns the days in a row up to today, or up to yesterday where
// today has none yet, and the most there were.
func Streaks(practised []Day, today int) (current, longest int) {
	run, last := 0, 0
	for _, d := range practised {
		if run > 0 && d.Day == last+1 {
			run++
		} else {
			run = 1
		}
		last = d.Day
		longest = max(longest, run)
	}
	if len(practised) > 0 && last >= today-1 {
		current = run
	}
	return current, longest
}

// forecast is what falls due on the coming days.
func (m *Model) forecast(width int) []string {
	s := m.styles
	sum, most := 0, 1
	for _, n := range m.data.Forecast {
		sum += n
		most = max(most, n)
	}
	if sum == 0 {
		return nil
	}
	steps := []rune(" ▁▂▃▄▅▆▇█")
	each := min(max((width-2)/max(len(m.data.Forecast), 1), 1), 2)
	var bars, marks strings.Builder
	for i, n := range m.data.Forecast {
		step := 0
		if n > 0 {
			step = max(1, n*(len(steps)-1)/most)
		}
		bars.WriteString(strings.Repeat(string(steps[step]), each))
		mark := ""
		if i%7 == 0 {
			mark = fmt.Sprintf("+%d", i)
			if i == 0 {
				mark = "now"
			}
		}
		if marks.Len() <= i*each {
			marks.WriteString(layout.Pad(mark, each))
		}
	}
	return []string{
		m.heading("DUE", fmt.Sprintf("%d now, %d within %s", m.data.Forecast[0], sum, days(len(m.data.Forecast))), width),
		s.Accent.Render(bars.String()),
		s.Muted.Render(layout.Cut(marks.String(), width)),
	}
}

// retention holds what the memory model foresaw against what came.
func (m *Model) retention(width int) []string {
	s := m.styles
	n, predicted, recalled := m.data.Calibration.Total()
	if n < plan.CalibrationLeast {
		return []string{m.heading("RETENTION", "", width), s.Muted.Render(fmt.Sprintf("Predicted against observed from %d reviews on; %d so far.", plan.CalibrationLeast, n))}
	}
	lines := []string{
		m.heading("RETENTION", fmt.Sprintf("%d reviews", n), width),
		fmt.Sprintf("predicted %s, observed %s", percent(predicted), percent(recalled)),
	}
	const least = 5 // reviews for a row
	for i := len(m.data.Calibration) - 1; i >= 0; i-- {
		b := m.data.Calibration[i]
		if b.N < least {
			continue
		}
		p, r := b.Predicted/float64(b.N), float64(b.Recalled)/float64(b.N)
		full, empty := layout.Bar(r, 20)
		lines = append(lines, s.Muted.Render(fmt.Sprintf("foreseen %3.0f%%  ", 100*p))+s.Accent.Render(full)+s.Line.Render(empty)+
			fmt.Sprintf(" %3.0f%%", 100*r)+s.Muted.Render(fmt.Sprintf(" of %d", b.N)))
	}
	return lines
}

// confidence holds what the person said of an answer before the reveal
// against how it went.
func (m *Model) confidence(width int) []string {
	s := m.styles
	var calls [plan.Sure + 1]plan.Call
	worst, most := "", 0
	for _, d := range m.data.Domains {
		for i, c := range d.Calls {
			calls[i].Of += c.Of
			calls[i].Recalled += c.Recalled
		}
		if wrong := d.Calls[plan.Sure].Of - d.Calls[plan.Sure].Recalled; wrong > most {
			worst, most = fmt.Sprintf("Sure and wrong most often in %s: %d of %d.", layout.Line(d.Name), wrong, d.Calls[plan.Sure].Of), wrong
		}
	}
	if calls[plan.Sure].Of+calls[plan.Fairly].Of+calls[plan.Guessing].Of == 0 {
		return nil
	}
	lines := []string{m.heading("CONFIDENCE", "hard counts as answered", width)}
	for i := len(plan.Confidences()) - 1; i >= 0; i-- {
		c := plan.Confidences()[i]
		if calls[c].Of == 0 {
			continue
		}
		share := float64(calls[c].Recalled) / float64(calls[c].Of)
		full, empty := layout.Bar(share, 20)
		lines = append(lines, layout.Cell(c.String(), 15)+s.Accent.Render(full)+s.Line.Render(empty)+
			fmt.Sprintf(" %3.0f%%", 100*share)+s.Muted.Render(fmt.Sprintf(" of %d", calls[c].Of)))
	}
	if worst != "" {
		lines = append(lines, layout.Wrap(worst, width)...)
	}
	return lines
}

// mocks is how mock loops went, the latest first.
func (m *Model) mocks(width int) []string {
	if len(m.data.Mocks) == 0 {
		return nil
	}
	s := m.styles
	const most = 6
	lines := []string{m.heading("MOCK LOOPS", "share of the points; pace against the target", width)}
	for _, l := range m.data.Mocks[:min(most, len(m.data.Mocks))] {
		full, empty := layout.Bar(l.Coverage, 20)
		lines = append(lines, layout.Cell(l.At.Format("2 Jan"), 7)+l.Level+" "+s.Rate(l.Coverage).Render(full)+s.Line.Render(empty)+
			fmt.Sprintf(" %3.0f%%", 100*l.Coverage)+s.Muted.Render(fmt.Sprintf("  pace %3.0f%%  %s", 100*l.Pace, l.Verdict)))
	}
	return lines
}

// pace is the time spent against the target, kind by kind.
func (m *Model) pace(width int) []string {
	if len(m.data.Kinds) == 0 {
		return nil
	}
	s := m.styles
	lines := []string{m.heading("PACE BY KIND", "time on answers against their target", width)}
	for _, k := range m.data.Kinds {
		share := float64(k.Spent) / float64(k.Target)
		full, empty := layout.Bar(min(share/2, 1), 20) // half is on target
		lines = append(lines, layout.Cell(k.Kind, 12)+s.Accent.Render(full)+s.Line.Render(empty)+fmt.Sprintf(" %3.0f%%", 100*share)+s.Muted.Render("  "+clock(k.Spent)+" of "+clock(k.Target)))
	}
	return lines
}

func percent(share float64) string { return bare(share) + "%" }

func bare(share float64) string { return fmt.Sprintf("%.0f", 100*share) }

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
