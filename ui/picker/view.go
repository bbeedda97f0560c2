package picker

import (
	"fmt"
	"slices"
	"strings"

	"debrief/store/plan"
	"debrief/ui/layout"

	"github.com/charmbracelet/x/ansi"
)

const (
	numberWidth = 6  // of the columns Due and New
	questions   = 11 // of the column Questions
	all         = 5  // of it where there is little room
	percent     = 6
	wideBar     = 20
	narrowBar   = 8
	narrow      = 90 // cells below which the bar shrinks
	margin      = 3
)

// View draws the picker.
func (m *Model) View() string {
	head, foot := m.head(), m.foot()
	room := m.room(head, foot)
	m.scroll(room)
	lines := slices.Concat(head, []string{m.columns(room)}, m.rows(room), foot)
	return layout.Frame(lines, m.width, m.height)
}

// room is the number of lines that the domains have, below the names of their
// columns.
func (m *Model) room(head, foot []string) int { return max(m.height-len(head)-1-len(foot), 1) }

// head is what stands above the names of the columns.
func (m *Model) head() []string {
	s := m.styles
	lines := []string{layout.Ends(" "+s.Title.Render("debrief"), m.countdown(), m.width), ""}
	if m.fresh() {
		for _, l := range layout.Wrap("Welcome. Pick a domain, press enter, and answer as you would in the room, typed or aloud. Then hold "+
			"it against a model answer and grade yourself: debrief asks again before you forget.", m.width-2*margin) {
			lines = append(lines, "   "+l)
		}
		lines = append(lines, "")
	}
	if m.data.Unfinished != "" {
		lines = append(lines, layout.Cut("   "+s.Accent.Render("Resume: "+layout.Line(m.data.Unfinished))+s.Muted.Render("  r"), m.width), "")
	}
	if m.data.Loop != "" {
		lines = append(lines, layout.Cut("   "+s.Accent.Render("Mock interview: "+layout.Line(m.data.Loop))+s.Muted.Render("  m"), m.width), "")
	}
	return lines
}

// columns names the columns, and which of the domains are on screen where not
// all are.
func (m *Model) columns(room int) string {
	known, number := "Ready now", "Questions"
	if m.data.Goal.Dated() {
		known = "Readiness"
	}
	if m.barWidth() == 0 {
		known, number = "Ready", "All"
	}
	domain := "Domain"
	if len(m.visible) > room {
		domain = fmt.Sprintf("Domain ↕ %d-%d of %d", m.offset+1, min(m.offset+room, len(m.visible)), len(m.visible))
	}
	heads := layout.Cell(domain, m.nameWidth()) + layout.Right(number, m.allWidth()) +
		layout.Right("Due", numberWidth) + layout.Right("New", numberWidth) + "   " + known
	return "     " + m.styles.Muted.Render(heads)
}

// countdown says how far off the interview is and how ready the person.
func (m *Model) countdown() string {
	s, g := m.styles, m.data.Goal
	r := m.data.Readiness
	ready := s.Muted.Render("readiness ") + s.Rate(r.Share).Render(fmt.Sprintf("%.0f%%", 100*r.Share)) + " "
	switch {
	case m.data.Ago > 0:
		return s.Warn.Render(fmt.Sprintf("Interview %s ago · i logs it · , sets the next date ", days(m.data.Ago)))
	case g.Days == 0:
		return s.Strong.Render("Interview today") + s.Muted.Render(" · ") + ready
	case g.Dated():
		return s.Muted.Render("Interview in ") + s.Strong.Render(days(g.Days)) + s.Muted.Render(" · ") + ready
	case m.fresh():
		return s.Muted.Render("press , to set your interview date ")
	}
	return ready
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// fresh reports whether nothing was ever attempted.
func (m *Model) fresh() bool { return !m.practised }

// today says what is planned for the day, and over how many days what is due
// spreads.
func (m *Model) today() string {
	s := m.styles
	if len(m.data.Today) == 0 {
		return s.Muted.Render("Today: ") + s.Good.Render("done for today") + s.Muted.Render("; enter practises on")
	}
	due, fresh := 0, 0
	for _, c := range m.data.Today {
		if c.State.New() {
			fresh++
		} else {
			due++
		}
	}
	line := s.Muted.Render("Today: ") + s.Strong.Render(fmt.Sprintf("%d again, %d new", due, fresh)) +
		s.Muted.Render(", about "+hours(m.data.Person.Minutes(m.data.Today))+" · ") + s.Accent.Render("p") + s.Muted.Render(" starts")
	if m.data.Goal.Dated() {
		return line
	}
	if n := m.backlog; n > 1 {
		spread := s.Muted.Render(fmt.Sprintf(" · all that is due: %d days at %d min", n, m.data.Goal.Minutes))
		if ansi.StringWidth(line+spread) <= m.width-2*margin {
			line += spread
		}
	}
	return line
}

func (m *Model) barWidth() int {
	switch {
	case m.width >= narrow:
		return wideBar
	case m.width >= 70:
		return narrowBar
	}
	return 0
}

func (m *Model) allWidth() int {
	if m.barWidth() == 0 {
		return all
	}
	return questions
}

func (m *Model) nameWidth() int {
	rest := m.width - 5 - m.allWidth() - 2*numberWidth - 3 - m.barWidth() - percent - 1
	longest := 0
	for _, r := range m.data.Rows {
		longest = max(longest, len([]rune(r.Name)))
	}
	return max(min(rest, longest+2), 10)
}

func (m *Model) rows(room int) []string {
	if len(m.visible) == 0 {
		return layoutRoom([]string{"   " + m.styles.Muted.Render("No domain has that in its name. esc clears the filter.")}, room)
	}
	var lines []string
	for i := m.offset; i < min(m.offset+room, len(m.visible)); i++ {
		lines = append(lines, m.row(m.visible[i], i == m.cursor))
	}
	return layoutRoom(lines, room)
}

// scroll keeps the cursor among the domains on screen.
func (m *Model) scroll(room int) {
	if m.cursor < m.offset {
		m.offset = m.cursor
	}
	if m.cursor >= m.offset+room {
		m.offset = m.cursor - room + 1
	}
	m.offset = max(min(m.offset, len(m.visible)-room), 0)
}

func layoutRoom(lines []string, room int) []string {
	shown, _ := layout.Window(lines, 0, room)
	return shown
}

func (m *Model) row(at int, current bool) string {
	s, r, st := m.styles, m.data.Rows[at], m.standings[at]
	due, fresh, ready := st.due, st.fresh, st.ready
	share, number := ready.Share, fmt.Sprintf("%.0f%%", ready.Share*100)
	if ready.Tried == 0 {
		number = "~" + number // nothing but what is assumed
	}
	pointer, box, name := " ", " ", s.Text
	if current {
		pointer, name = s.Selected.Render("▸"), s.Selected
	}
	if m.selected[r.ID] {
		box = s.Selected.Render("✓")
	}
	dueText := layout.Right(fmt.Sprint(due), numberWidth)
	if due > 0 {
		dueText = s.Warn.Render(dueText)
	}
	full, empty := layout.Bar(share, m.barWidth())
	bar := s.Accent.Render(full) + s.Line.Render(empty)
	return " " + pointer + " " + box + " " +
		name.Render(layout.Cell(r.Name, m.nameWidth())) +
		layout.Right(fmt.Sprint(len(r.Candidates)), m.allWidth()) + dueText +
		layout.Right(fmt.Sprint(fresh), numberWidth) + "   " + bar +
		layout.Right(number, percent)
}

func (m *Model) foot() []string {
	s := m.styles
	lines := []string{""}
	if r, ok := m.current(); ok && m.height >= 24 && r.Summary != "" {
		for _, l := range layout.Wrap(r.Summary, m.width-6) {
			lines = append(lines, "   "+s.Muted.Render(l))
		}
		lines = append(lines, "")
	}
	if m.Typing() || m.filter.Value() != "" {
		lines = append(lines, "   "+m.filter.View())
	}
	if m.data.Notice != "" {
		lines = append(lines, layout.Cut("   "+s.Warn.Render(layout.Line(m.data.Notice)), m.width))
	}
	if m.data.Reading != "" {
		lines = append(lines, layout.Cut("   "+s.Muted.Render(m.data.Reading+" …"), m.width))
	}
	if n := m.data.Broken; n > 0 {
		text := fmt.Sprintf("%d problems in your own questions", n)
		if n == 1 {
			text = "1 problem in your own questions"
		}
		lines = append(lines, layout.Cut("   "+s.Warn.Render(text+": ")+s.Accent.Render("!")+s.Muted.Render(" shows them"), m.width))
	}
	last := ""
	if m.data.Last != "" {
		last = s.Muted.Render("Last session: " + m.data.Last + " ")
	}
	lines = append(lines, layout.Cut("   "+m.today(), m.width))
	session := "   " + m.session()
	if ansi.StringWidth(session)+ansi.StringWidth(last)+1 > m.width {
		if last != "" {
			lines = append(lines, layout.Cut("   "+last, m.width))
		}
		return append(lines, layout.Indent(layout.Wrap(strings.TrimSpace(session), m.width-2*margin), "   ")...)
	}
	return append(lines, layout.Ends(session, last, m.width))
}

// session says what enter would start.
func (m *Model) session() string {
	s := m.styles
	limit := "no limit"
	switch l := m.limit(); {
	case l.Count > 0:
		limit = fmt.Sprintf("at most %d questions", l.Count)
	case l.Minutes > 0:
		limit = "at most " + hours(l.Minutes)
	}
	if len(m.queue) == 0 {
		hint := "tab chooses others"
		if m.which == plan.Everything {
			hint = "choose another domain"
		}
		return s.Muted.Render("Session: ") + s.Warn.Render("nothing "+m.nothing()+" here") + s.Muted.Render(" · "+hint)
	}
	noun := "questions"
	if len(m.queue) == 1 {
		noun = "question"
	}
	return s.Muted.Render("Session: ") + s.Strong.Render(m.which.String()) +
		s.Muted.Render(fmt.Sprintf(", %s: ", limit)) +
		s.Strong.Render(fmt.Sprintf("%d %s", len(m.queue), noun)) +
		s.Muted.Render(", about "+hours(m.data.Person.Minutes(m.queue))) + m.schedule()
}

// schedule says how the session moves the schedule where that needs saying.
func (m *Model) schedule() string {
	if m.cram {
		return m.styles.Warn.Render(" · cram: schedule untouched")
	}
	if n := plan.Early(m.queue, m.data.Goal); n > 0 && m.which != plan.Planned {
		return m.styles.Muted.Render(fmt.Sprintf(" · %d early, counted by the days passed", n))
	}
	return ""
}

func (m *Model) nothing() string {
	switch m.which {
	case plan.Planned, plan.Everything, plan.Random:
		return "to ask"
	case plan.Weak:
		return "weak"
	}
	return m.which.String()
}

// hours writes minutes as a person would.
func hours(minutes int) string {
	if minutes < 120 {
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d h %02d", minutes/60, minutes%60)
}
