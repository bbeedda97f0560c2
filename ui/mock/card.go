package mock

import (
	"fmt"
	"strings"
	"time"

	"debrief/store/mock"
	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the scorecard.
type (
	// Judged is sent when the person says a verdict, or writes a note.
	Judged struct {
		Verdict mock.Verdict
		Note    string
	}
	// Exported is sent when the loop is to be written as Markdown.
	Exported struct{}
	// PracticeStarted is sent when a question of the card is practised.
	PracticeStarted struct{ Question string }
	// CardClosed is sent when the card is put away.
	CardClosed struct{}
)

// CardData is what the scorecard shows.
type CardData struct {
	Loop     mock.Loop
	Card     mock.Card
	Practise []string // prompts of Card.Practise
	Before   *Past    // the loop before it, to hold it against
}

// Card is the scorecard screen.
type Card struct {
	styles           theme.Styles
	data             CardData
	note             textinput.Model
	message          string // where it was exported to
	offset, overflow int
	width, height    int
}

// NewCard returns the scorecard.
func NewCard(styles theme.Styles, data CardData) *Card {
	m := &Card{styles: styles, data: data, note: textinput.New()}
	m.note.Prompt, m.note.Placeholder = "Note: ", "what you take from this loop"
	m.note.Cursor.SetMode(cursor.CursorStatic)
	m.note.SetValue(data.Loop.Note)
	return m
}

// Restyle sets other styles.
func (m *Card) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Card) Resize(width, height int) {
	m.width, m.height = width, height
	m.note.Width = max(width-2*margin-10, 10)
}

// Typing reports whether the note is being written.
func (m *Card) Typing() bool { return m.note.Focused() }

// SetMessage says what became of an export.
func (m *Card) SetMessage(text string) { m.message = text }

// Help returns the keys that work right now.
func (m *Card) Help() []key.Binding {
	if m.Typing() {
		return []key.Binding{bind("enter", "keep the note", "enter"), bind("esc", "as it was", "esc")}
	}
	keys := []key.Binding{bind("i", "inclined", "i"), bind("n", "not inclined", "n"), bind("esc", "done", "esc"), bind("1-3", "practise", "1", "2", "3"),
		bind("e", "note", "e"), bind("x", "export Markdown", "x")}
	if m.overflow > 0 {
		keys = append(keys, bind("pgdn", "page down", "pgdown"), bind("pgup", "page up", "pgup"), bind("↓/j", "down", "j"), bind("↑/k", "up", "k"))
	}
	return keys
}

// Update handles a message. It returns what the person did, if anything.
func (m *Card) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.Typing() {
		return m.typing(k)
	}
	page := max(m.height-4, 1)
	switch s := k.String(); s {
	case "i":
		return m.judge(mock.Inclined), nil
	case "n":
		return m.judge(mock.NotInclined), nil
	case "e":
		return nil, m.note.Focus()
	case "x":
		return Exported{}, nil
	case "1", "2", "3":
		if i := int(s[0] - '1'); i < len(m.data.Card.Practise) {
			return PracticeStarted{m.data.Card.Practise[i]}, nil
		}
	case "up", "k":
		m.offset--
	case "down", "j":
		m.offset++
	case "pgup", "ctrl+u":
		m.offset -= page
	case "pgdown", "ctrl+d", " ":
		m.offset += page
	case "home", "g":
		m.offset = 0
	case "end", "G":
		m.offset += len(m.body())
	case "esc", "q", "enter":
		return CardClosed{}, nil
	}
	return nil, nil
}

func (m *Card) typing(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch k.String() {
	case "enter":
		m.note.Blur()
		m.data.Loop.Note = m.note.Value()
		return Judged{m.data.Loop.Verdict, m.data.Loop.Note}, nil
	case "esc":
		m.note.Blur()
		m.note.SetValue(m.data.Loop.Note)
		return nil, nil
	}
	var cmd tea.Cmd
	m.note, cmd = m.note.Update(k)
	return nil, cmd
}

func (m *Card) judge(v mock.Verdict) tea.Msg {
	m.data.Loop.Verdict = v
	return Judged{v, m.data.Loop.Note}
}

// View draws the card.
func (m *Card) View() string {
	s, l := m.styles, m.data.Loop
	top := []string{layout.Ends(" "+s.Title.Render("Debrief")+s.Muted.Render(" · mock loop of "+l.StartedAt.Format("2 January 2006")), s.Muted.Render(l.Level+" "), m.width), ""}
	lines := m.body()
	bottom := []string{}
	if m.Typing() || m.data.Loop.Note != "" {
		bottom = append(bottom, "   "+m.note.View())
	}
	if m.message != "" {
		bottom = append(bottom, layout.Cut("   "+s.Good.Render(layout.Line(m.message)), m.width))
	}
	room := max(m.height-len(top)-len(bottom), 1)
	shown, offset := layout.Window(lines, m.offset, room)
	m.offset, m.overflow = offset, len(lines)-room
	if offset+room < len(lines) {
		shown[room-1] = layout.Right(s.Muted.Render("more below: pgdn "), m.width)
	}
	return layout.Frame(append(append(top, shown...), bottom...), m.width, m.height)
}

func (m *Card) body() []string {
	width := max(m.width-2*margin, 10)
	var lines []string
	for _, part := range [][]string{
		m.verdict(width), m.practise(width), m.list("STRENGTHS", m.data.Card.Strengths, "+ ", width), m.list("CONCERNS", m.data.Card.Concerns, "! ", width),
		m.rows("COMPETENCIES", m.data.Card.Competencies, missedMost, width), m.rows("LEADERSHIP PRINCIPLES", m.data.Card.Principles, 0, width),
		m.delivery(), m.rounds(),
	} {
		if len(part) > 0 {
			lines = append(append(lines, part...), "")
		}
	}
	return layout.Indent(lines, "   ")
}

func (m *Card) verdict(width int) []string {
	s, c, l := m.styles, m.data.Card, m.data.Loop
	own := s.Accent.Render("i") + s.Text.Render(" inclined, ") + s.Accent.Render("n") + s.Text.Render(" not inclined: would you hire this person?")
	if l.Verdict != mock.Undecided {
		own = s.Strong.Render("You say: " + string(l.Verdict))
	}
	lines := layout.Wrap(own, width)
	text := fmt.Sprintf("The points speak for %s: %s.", c.Suggested, c.Why)
	if l.Verdict != mock.Undecided && l.Verdict != c.Suggested {
		text += " You differ: which of the answers below would you show the panel?"
	}
	if b := m.data.Before; b != nil {
		text += fmt.Sprintf(" The loop before (%s, %s): %.0f%% of the points.", b.At.Format("2 Jan"), b.Level, 100*b.Coverage)
	}
	for _, line := range layout.Wrap(text, width) {
		lines = append(lines, s.Muted.Render(line))
	}
	return lines
}

// missedMost is how many missed points stand beneath a competency.
const missedMost = 3

func (m *Card) rows(title string, rows []mock.Row, missed, width int) []string {
	if len(rows) == 0 {
		return nil
	}
	s := m.styles
	lines := []string{layout.Ends(s.Accent.Render(title), s.Muted.Render("points  rungs"), width)}
	for _, r := range rows {
		full, empty := layout.Bar(r.Coverage, 10)
		right := s.Rate(r.Coverage).Render(full) + s.Line.Render(empty) + fmt.Sprintf(" %3.0f%%", 100*r.Coverage) + s.Muted.Render(layout.Right(fmt.Sprintf("%d of %d", r.Depth, r.Rungs), 8))
		lines = append(lines, layout.Ends(layout.Line(r.Name), right, width))
		if r.Evidence != "" {
			for _, l := range layout.Hang("  “", layout.Line(r.Evidence)+"”", width) {
				lines = append(lines, s.Muted.Render(l))
			}
		}
		for _, text := range r.Missed[:min(missed, len(r.Missed))] {
			lines = append(lines, layout.Hang(s.Warn.Render("  - "), layout.Clean(text), width)...)
		}
		if more := len(r.Missed) - missed; missed > 0 && more > 0 {
			lines = append(lines, s.Muted.Render(fmt.Sprintf("  - and %d more essential points", more)))
		}
	}
	return lines
}

func (m *Card) list(title string, items []string, sign string, width int) []string {
	if len(items) == 0 {
		return nil
	}
	s := m.styles
	style := s.Good
	if sign == "! " {
		style = s.Bad
	}
	lines := []string{s.Accent.Render(title)}
	for _, i := range items {
		lines = append(lines, layout.Hang(style.Render(sign), layout.Clean(i), width)...)
	}
	return lines
}

func (m *Card) practise(width int) []string {
	if len(m.data.Practise) == 0 {
		return nil
	}
	s := m.styles
	lines := []string{s.Accent.Render("PRACTISE NEXT")}
	for i, prompt := range m.data.Practise {
		lines = append(lines, layout.Cut(s.Accent.Render(fmt.Sprintf("%d ", i+1))+layout.Line(prompt), width))
	}
	return lines
}

// delivery says how the answers were given, kind by kind.
func (m *Card) delivery() []string {
	if len(m.data.Card.Delivery) == 0 {
		return nil
	}
	s := m.styles
	lines := []string{s.Accent.Render("DELIVERY") + s.Muted.Render("  mean time to the first word, and on the answer against its target")}
	for _, d := range m.data.Card.Delivery {
		share := float64(d.Elapsed) / float64(max(d.Target, time.Second))
		style := s.Text
		if share > 1.3 {
			style = s.Warn
		}
		lines = append(lines, layout.Cell(d.Kind, 12)+s.Muted.Render("first word ")+clock.Format(d.Thought)+s.Muted.Render(" · answer ")+clock.Format(d.Elapsed)+
			s.Muted.Render(" of "+clock.Format(d.Target)+" ")+style.Render(fmt.Sprintf("%3.0f%%", 100*share)))
	}
	return lines
}

func (m *Card) rounds() []string {
	s := m.styles
	lines := []string{s.Accent.Render("ROUNDS")}
	for _, r := range m.data.Loop.Rounds {
		state := clock.Format(r.Elapsed) + fmt.Sprintf(" of %d min", r.Minutes)
		if r.State != mock.RoundOver {
			state = "not held"
		}
		asked := len(strings.Fields(r.Asked))
		own := ""
		if asked > 0 {
			own = s.Muted.Render(" · own questions asked")
		}
		lines = append(lines, layout.Cell(StageName(r.Stage), 24)+s.Muted.Render(state)+own)
	}
	return lines
}
