// Package interview writes a real interview down, in two minutes: what was
// asked, how it went, how deep it got.
package interview

import (
	"slices"
	"strings"
	"time"

	"debrief/bank"
	"debrief/ui/clock"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages name what the person did.
type (
	// Closed is sent when the person goes back; what was written is kept.
	Closed struct{ Log Log }
	// Drafted is sent while the log is being written.
	Drafted struct{ Log Log }
	// Finished is sent when the log is done.
	Finished struct{ Log Log }
	// Dropped is sent when it is thrown away.
	Dropped struct{}
	// Exported is sent when the questions that the bank does not have are to
	// be written into a file, to be made the person's own.
	Exported struct{ Log Log }
)

// Log is an interview as it is written down.
type Log struct {
	Date      string // such as 2026-11-23
	Stage     string
	Went      int // 1 badly to 4 well
	Note      string
	Questions []Asked
}

// Asked is a question that was asked.
type Asked struct {
	Text     string
	Domain   string // id
	Question string // id of the bank's question that it was, or empty
	Prompt   string // its prompt
	Depth    int    // follow-ups that were answered
	Went     int    // 1 badly to 4 well
}

// Domain is a domain that a question can belong to.
type Domain struct{ ID, Name string }

// Data is what the screen shows.
type Data struct {
	Log     Log
	Domains []Domain
	Past    []Log // the latest first
	// Find returns the bank's question that the text is most like, if any is.
	Find func(text string) (id, prompt, domain string, ok bool)
}

// draftDue is sent when the log was changed and not kept for long enough.
type draftDue struct{ of *Model }

const draftEvery = 500 * time.Millisecond

// The rows above the questions.
const (
	dateRow = iota
	stageRow
	wentRow
	noteRow
	firstQuestion
)

// Model is the screen.
type Model struct {
	styles        theme.Styles
	data          Data
	clock         clock.Clock
	cursor        int
	field         textinput.Model
	editing       bool
	problem       string
	message       string
	drafting      bool
	offset        int
	width, height int
}

// New returns the screen.
func New(styles theme.Styles, data Data, c clock.Clock) *Model {
	m := &Model{styles: styles, data: data, clock: c, field: textinput.New(), cursor: stageRow}
	m.field.Prompt = ""
	m.field.Cursor.SetMode(cursor.CursorStatic)
	if m.data.Log.Went == 0 {
		m.data.Log.Went = 3
	}
	if m.data.Log.Stage == "" {
		m.data.Log.Stage = bank.Stages()[1]
	}
	if len(data.Log.Questions) > 0 {
		m.cursor = firstQuestion + len(data.Log.Questions)
	}
	return m
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) {
	m.width, m.height = width, height
	m.field.Width = max(width-12, 10)
}

// Typing reports whether text is being written.
func (m *Model) Typing() bool { return m.editing }

// SetMessage says what became of an export.
func (m *Model) SetMessage(text string) { m.message = text }

func bind(help, text string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
}

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	if m.editing {
		return []key.Binding{bind("enter", "keep", "enter"), bind("esc", "as it was", "esc")}
	}
	keys := []key.Binding{bind("n", "add a question", "n"), bind("w", "done: keep it", "w"), bind("esc", "later", "esc")}
	switch {
	case m.question() != nil:
		keys = append(keys, bind("←/→", "how it went", "left"), bind("+/-", "how deep", "+"), bind("d", "domain", "d"), bind("b", "is it that question?", "b"),
			bind("enter", "its words", "enter"), bind("x", "remove", "x"))
	case m.cursor == dateRow || m.cursor == noteRow:
		keys = append(keys, bind("enter", "write", "enter"))
	case m.cursor < firstQuestion:
		keys = append(keys, bind("←/→", "change", "left"))
	}
	return append(keys, bind("f", "file of new questions", "f"), bind("X", "throw it away", "X"), bind("↑/k", "up", "k"), bind("↓/j", "down", "j"))
}

// question returns the question under the cursor.
func (m *Model) question() *Asked {
	i := m.cursor - firstQuestion
	if i < 0 || i >= len(m.data.Log.Questions) {
		return nil
	}
	return &m.data.Log.Questions[i]
}

// Log returns what was written so far, with the words that are being typed.
func (m *Model) Log() Log {
	l := m.data.Log
	l.Questions = slices.Clone(l.Questions)
	if m.editing {
		m.put(&l, m.field.Value())
	}
	return l
}

// put sets what the row under the cursor has as text.
func (m *Model) put(l *Log, text string) {
	switch i := m.cursor - firstQuestion; {
	case m.cursor == dateRow:
		l.Date = text
	case m.cursor == noteRow:
		l.Note = text
	case i >= 0 && i < len(l.Questions):
		l.Questions[i].Text = text
	}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	if due, ok := msg.(draftDue); ok && due.of == m {
		m.drafting = false
		return Drafted{m.Log()}, nil
	}
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.editing {
		return m.write(k)
	}
	m.message, m.problem = "", ""
	switch k.String() {
	case "up", "k":
		m.cursor = max(m.cursor-1, 0)
	case "down", "j":
		m.cursor = min(m.cursor+1, firstQuestion+len(m.data.Log.Questions))
	case "home", "g":
		m.cursor = 0
	case "end", "G":
		m.cursor = firstQuestion + len(m.data.Log.Questions)
	case "esc", "q":
		return Closed{m.Log()}, nil
	case "w", "ctrl+d":
		return m.finish(), nil
	case "X":
		return Dropped{}, nil
	case "f":
		return Exported{m.Log()}, nil
	case "n":
		m.cursor = firstQuestion + len(m.data.Log.Questions)
		return nil, m.edit()
	case "enter":
		return nil, m.edit()
	default:
		if m.change(k.String()) {
			return nil, m.draftSoon()
		}
	}
	return nil, nil
}

// edit begins to write in the row under the cursor.
func (m *Model) edit() tea.Cmd {
	switch {
	case m.cursor == dateRow:
		m.field.SetValue(m.data.Log.Date)
	case m.cursor == noteRow:
		m.field.SetValue(m.data.Log.Note)
	case m.question() != nil:
		m.field.SetValue(m.question().Text)
	case m.cursor >= firstQuestion:
		m.data.Log.Questions = append(m.data.Log.Questions, Asked{Went: 3})
		m.field.SetValue("")
	default:
		return nil
	}
	m.editing = true
	m.field.CursorEnd()
	return m.field.Focus()
}

func (m *Model) write(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch k.String() {
	case "enter":
		return m.keep()
	case "esc":
		m.stop()
		return nil, nil
	}
	var cmd tea.Cmd
	m.field, cmd = m.field.Update(k)
	return nil, tea.Batch(cmd, m.draftSoon())
}

// stop ends the writing; a question without words goes.
func (m *Model) stop() {
	m.editing = false
	m.field.Blur()
	if q := m.question(); q != nil && strings.TrimSpace(q.Text) == "" {
		m.data.Log.Questions = slices.Delete(m.data.Log.Questions, m.cursor-firstQuestion, m.cursor-firstQuestion+1)
	}
}

func (m *Model) keep() (tea.Msg, tea.Cmd) {
	text := strings.TrimSpace(m.field.Value())
	if m.cursor == dateRow {
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			m.problem = "Write the day like 2026-11-23."
			return nil, nil
		}
	}
	m.put(&m.data.Log, text)
	if q := m.question(); q != nil && text != "" {
		q.Question, q.Prompt = "", ""
		if id, prompt, domain, ok := m.data.Find(text); ok {
			q.Question, q.Prompt, q.Domain = id, prompt, domain
		}
	}
	m.stop()
	m.problem = ""
	return nil, m.draftSoon()
}

// change turns the value under the cursor. It reports whether there was one.
func (m *Model) change(k string) bool {
	by := map[string]int{"left": -1, "h": -1, "right": 1, "l": 1, " ": 1}[k]
	l := &m.data.Log
	q := m.question()
	switch {
	case m.cursor == stageRow && by != 0:
		stages := bank.Stages()
		l.Stage = stages[(slices.Index(stages, l.Stage)+by+len(stages))%len(stages)]
	case m.cursor == wentRow && by != 0:
		l.Went = min(max(l.Went+by, 1), 4)
	case q == nil:
		return false
	case by != 0:
		q.Went = min(max(q.Went+by, 1), 4)
	case len(k) == 1 && k >= "1" && k <= "4":
		q.Went = int(k[0] - '0')
	case k == "+" || k == "=":
		q.Depth = min(q.Depth+1, 9)
	case k == "-" || k == "_":
		q.Depth = max(q.Depth-1, 0)
	case k == "d":
		i := slices.IndexFunc(m.data.Domains, func(d Domain) bool { return d.ID == q.Domain })
		q.Domain = m.data.Domains[(i+1)%len(m.data.Domains)].ID
	case k == "b":
		m.toggleBank(q)
	case k == "x":
		l.Questions = slices.Delete(l.Questions, m.cursor-firstQuestion, m.cursor-firstQuestion+1)
	default:
		return false
	}
	return true
}

// toggleBank says that a question is not the bank's after all, or that it is.
func (m *Model) toggleBank(q *Asked) {
	if q.Question != "" {
		q.Question, q.Prompt = "", ""
		return
	}
	if id, prompt, domain, ok := m.data.Find(q.Text); ok {
		q.Question, q.Prompt, q.Domain = id, prompt, domain
	} else {
		m.problem = "No question of the bank is like it."
	}
}

func (m *Model) finish() tea.Msg {
	if len(m.data.Log.Questions) == 0 && m.data.Log.Note == "" {
		m.problem = "Write down at least one question, or a note."
		return nil
	}
	return Finished{m.data.Log}
}

func (m *Model) draftSoon() tea.Cmd {
	if m.drafting {
		return nil
	}
	m.drafting = true
	return m.clock.After(draftEvery, func(time.Time) tea.Msg { return draftDue{m} })
}
