// Package grade is the screen on which the person holds their answer against
// the model answer and its key points, and grades themselves.
package grade

import (
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/store/mock"
	"debrief/store/plan"
	"debrief/ui/clock"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
)

// Graded is sent when the person has rated their attempt.
type Graded struct {
	Rating fsrs.Rating
	Ticks  []bool
}

// NoteKept is sent when the note to the question was written.
type NoteKept struct{ Question, Text string }

// Undone is sent when the person takes the last grade of the session back.
type Undone struct{}

// Reopened is sent when the person goes back to the answer.
type Reopened struct{}

// Bookmarked is sent when the bookmark is set or cleared.
type Bookmarked struct {
	Question string
	On       bool
}

// Copied is sent when an answer is to go to the clipboard.
type Copied struct{ What, Text string }

// Data is what the screen shows.
type Data struct {
	Question   bank.Question
	DomainName string
	Answer     string // as typed; empty where it was given aloud
	Marks      []int  // lines of the exhibit pointed at, from 1
	Elapsed    time.Duration
	Note       string
	Bookmarked bool
	Last       string    // how it went last time, in words
	Intervals  [4]int    // days until it returns, by rating
	LeftOut    []LeftOut // for each key point, where it was asked before
	Final      bool      // the answer stands as it was given: it is not reopened
}

// LeftOut is in how many of the latest answers a key point was left out,
// before this one.
type LeftOut struct{ Missed, Of int }

// slipping is from how many on a person is told.
const slipping = 2

// Keys are the screen's keys.
type Keys struct {
	Again, Hard, Good, Easy, Accept, Tick, Up, Down, PageUp, PageDown, Top, Bottom, Next, Previous, Note, Bookmark, Copy, Undo, Back key.Binding
}

func newKeys() Keys {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	return Keys{
		Accept:   b("enter", "accept", "enter"),
		Again:    b("1", "again", "1"),
		Hard:     b("2", "hard", "2"),
		Good:     b("3", "good", "3"),
		Easy:     b("4", "easy", "4"),
		Tick:     b("space", "tick", " ", "x"),
		Next:     b("tab", "next pane", "tab"),
		Previous: b("shift+tab", "previous pane", "shift+tab"),
		Note:     b("e", "note", "e"),
		Copy:     b("y", "copy answer", "y"),
		Undo:     b("u", "undo last grade", "u"),
		Back:     b("esc", "reopen answer", "esc"),
		Bookmark: b("b", "bookmark", "b", "ctrl+b"),
		Up:       b("↑/k", "up", "up", "k"),
		Down:     b("↓/j", "down", "down", "j"),
		PageUp:   b("pgup", "page up", "pgup", "ctrl+u"),
		PageDown: b("pgdn", "page down", "pgdown", "ctrl+d"),
		Top:      b("g", "top", "home", "g"),
		Bottom:   b("G", "bottom", "end", "G"),
	}
}

// pane is one of the parts that scroll by themselves.
type pane int

const (
	pointsPane pane = iota
	answerPane
	modelPane
	morePane
	panes
)

// noteDue is sent when the note has been typed at unsaved for long enough.
type noteDue struct{ of *Model }

const noteEvery = 500 * time.Millisecond

// Model is the self-grading screen.
type Model struct {
	styles        theme.Styles
	keys          Keys
	data          Data
	match         bank.Match
	ticks         []bool
	cursor        int // key point
	focus         pane
	offset        [panes]int
	note          textarea.Model
	noting        bool
	keeping       bool // a noteDue is on its way
	clock         clock.Clock
	width, height int
	rendered      rendered
}

// rendered keeps the model answer as drawn, which takes longer than the rest.
type rendered struct {
	width int
	dark  bool
	lines []string
}

// New returns the screen with the key points ticked that the answer's words hit.
func New(styles theme.Styles, data Data, c clock.Clock) *Model {
	said := data.Answer
	if data.Final {
		said = mock.Spoken(said)
	}
	m := &Model{styles: styles, keys: newKeys(), data: data, match: data.Question.Match(said), note: textarea.New(), clock: c}
	m.note.Cursor.SetMode(cursor.CursorStatic)
	m.ticks = m.match.Ticks()
	m.note.CharLimit = 0
	m.note.ShowLineNumbers = false
	m.note.Prompt = "┃ "
	m.note.Placeholder = "A note to yourself, shown the next time you meet this question."
	m.note.SetHeight(noteHeight)
	m.Restyle(styles)
	return m
}

// SetTicks replaces the ticks, as when an earlier grade is looked at again.
func (m *Model) SetTicks(ticks []bool) { copy(m.ticks, ticks) }

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) {
	m.styles, m.rendered = styles, rendered{}
	field := textarea.Style{
		Base: styles.Text, CursorLine: styles.Text, CursorLineNumber: styles.Muted, EndOfBuffer: styles.Muted,
		LineNumber: styles.Muted, Placeholder: styles.Muted, Prompt: styles.Accent, Text: styles.Text,
	}
	m.note.FocusedStyle, m.note.BlurredStyle = field, field
}

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) {
	m.width, m.height = width, height
	m.note.SetWidth(max(width-2*margin, 10))
}

// Typing reports whether the note is being written.
func (m *Model) Typing() bool { return m.noting }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	if m.noting {
		return []key.Binding{
			key.NewBinding(key.WithKeys("ctrl+d"), key.WithHelp("ctrl+d", "done")),
			key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "done")),
		}
	}
	k := m.keys
	k.Back.SetEnabled(!m.data.Final)
	return []key.Binding{
		k.Accept, k.Tick, k.Next, k.Note, k.Undo, k.Back, k.Bookmark, k.Copy, k.Again, k.Hard, k.Good, k.Easy,
		k.Up, k.Down, k.PageUp, k.PageDown, k.Top, k.Bottom, k.Previous,
	}
}

// Suggested returns the rating that the ticks speak for, and why.
func (m *Model) Suggested() (fsrs.Rating, string) {
	return plan.Suggest(m.data.Question, m.ticks, m.data.Marks)
}

// Update handles a message. It returns what the person did, if anything, and
// what is to run.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	if due, ok := msg.(noteDue); ok {
		if due.of != m {
			return nil, nil
		}
		m.keeping = false
		return m.keepNote(), nil
	}
	k, ok := msg.(tea.KeyMsg)
	if m.noting {
		return m.updateNote(msg, k)
	}
	if !ok {
		return nil, nil
	}
	switch {
	case key.Matches(k, m.keys.Accept):
		r, _ := m.Suggested()
		return m.graded(r), nil
	case key.Matches(k, m.keys.Again):
		return m.graded(fsrs.Again), nil
	case key.Matches(k, m.keys.Hard):
		return m.graded(fsrs.Hard), nil
	case key.Matches(k, m.keys.Good):
		return m.graded(fsrs.Good), nil
	case key.Matches(k, m.keys.Easy):
		return m.graded(fsrs.Easy), nil
	case key.Matches(k, m.keys.Note):
		m.noting = true
		m.note.SetValue(m.data.Note)
		return nil, m.note.Focus()
	case key.Matches(k, m.keys.Bookmark):
		m.data.Bookmarked = !m.data.Bookmarked
		return Bookmarked{m.data.Question.ID, m.data.Bookmarked}, nil
	case key.Matches(k, m.keys.Copy):
		if m.focus == answerPane {
			return Copied{"your answer", m.data.Answer}, nil
		}
		return Copied{"the model answer", m.data.Question.Answer}, nil
	case key.Matches(k, m.keys.Undo):
		return Undone{}, nil
	case key.Matches(k, m.keys.Back) && m.data.Final:
		return nil, nil
	case key.Matches(k, m.keys.Back):
		return Reopened{}, nil
	}
	m.move(k)
	return nil, nil
}

func (m *Model) move(k tea.KeyMsg) {
	page := max(m.height/3, 1)
	switch {
	case key.Matches(k, m.keys.Next):
		m.focus = (m.focus + 1) % panes
	case key.Matches(k, m.keys.Previous):
		m.focus = (m.focus + panes - 1) % panes
	case key.Matches(k, m.keys.Tick):
		if m.focus == pointsPane && m.cursor < len(m.ticks) {
			m.ticks[m.cursor] = !m.ticks[m.cursor]
		}
	case key.Matches(k, m.keys.Up):
		m.scroll(-1)
	case key.Matches(k, m.keys.Down):
		m.scroll(1)
	case key.Matches(k, m.keys.PageUp):
		m.scroll(-page)
	case key.Matches(k, m.keys.PageDown):
		m.scroll(page)
	case key.Matches(k, m.keys.Top):
		m.scroll(-1 << 20)
	case key.Matches(k, m.keys.Bottom):
		m.scroll(1 << 20)
	}
}

// scroll moves the cursor among the key points, or the text of another pane.
func (m *Model) scroll(by int) {
	if m.focus == pointsPane {
		m.cursor = min(max(m.cursor+by, 0), max(len(m.ticks)-1, 0))
		return
	}
	m.offset[m.focus] = max(m.offset[m.focus]+by, 0) // the view keeps it within the text
}

func (m *Model) graded(r fsrs.Rating) tea.Msg {
	ticks := append([]bool(nil), m.ticks...)
	return Graded{r, ticks}
}

func (m *Model) updateNote(msg tea.Msg, k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	switch k.String() {
	case "ctrl+d", "esc":
		m.noting = false
		m.note.Blur()
		return m.keepNote(), nil
	}
	var cmd tea.Cmd
	m.note, cmd = m.note.Update(msg)
	if m.note.Value() == m.data.Note || m.keeping {
		return nil, cmd
	}
	m.keeping = true
	return nil, tea.Batch(cmd, m.clock.After(noteEvery, func(time.Time) tea.Msg { return noteDue{m} }))
}

// UnkeptNote returns the note as it stands, and whether it was not reported yet.
func (m *Model) UnkeptNote() (note string, changed bool) {
	return m.note.Value(), m.noting && m.note.Value() != m.data.Note
}

// keepNote reports the note where it changed since the last report.
func (m *Model) keepNote() tea.Msg {
	if m.note.Value() == m.data.Note {
		return nil
	}
	m.data.Note = m.note.Value()
	return NoteKept{m.data.Question.ID, m.data.Note}
}
