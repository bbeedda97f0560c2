// Package question is the screen on which a question is answered.
package question

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store/plan"
	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
)

// Work is what the person has done on a question so far.
type Work struct {
	Answer  string        // as typed; empty where it was given aloud or not at all
	Marks   []int         // lines of the exhibit pointed at, from 1, in order
	Elapsed time.Duration // spent on the question
	Thought time.Duration // of it, before the first word
}

// The messages name what the person did, with the work of the moment.
type (
	// Revealed is sent when the answer is done.
	Revealed struct {
		Work
		Confidence plan.Confidence
	}
	// Skipped is sent when the question is passed over.
	Skipped struct{ Work }
	// Held is sent when the question is not to be asked for now: until
	// tomorrow, or until it is released.
	Held struct {
		Work
		Suspend bool
	}
	// Paused is sent when the person leaves for the picker.
	Paused struct{ Work }
	// Drafted is sent while typing, often enough to lose next to nothing.
	Drafted struct {
		Question string
		Work
	}
	// Bookmarked is sent when the bookmark is set or cleared.
	Bookmarked struct {
		Question string
		On       bool
	}
	// EditorOpened is sent when the person wants to write in their own editor.
	EditorOpened struct{ Work }
)

// tick is sent every second to move the clock, and draftDue when typing has
// gone on unsaved for long enough. Both carry the screen that they are for.
type (
	tick     struct{ of *Model }
	draftDue struct{ of *Model }
)

const draftEvery = 500 * time.Millisecond

// Data is what the screen shows.
type Data struct {
	Question   bank.Question
	DomainName string
	Number, Of int // place in the session, from 1
	Retry      bool
	Work       Work // done on it before
	Note       string
	Bookmarked bool
	Last       string // how it went last time, in words; empty before the first
	Lapses     int    // of a leech, else 0
	Confidence plan.Confidence
	NoTimer    bool     // the clock is not shown
	Cram       bool     // the schedule stays as it is
	Story      []string // headings of the story that is told
	Room       *Room    // nil but in a mock interview
}

// Keys are the screen's keys. None of them types text.
type Keys struct {
	Done, Hint, Editor, Skip, Bookmark, Pause, PageUp, PageDown, Bury, Suspend, Mark, Speak key.Binding
	Confidence                                                                              [plan.Sure + 1]key.Binding
}

func newKeys() Keys {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	return Keys{
		Done:     b("ctrl+d", "done", "ctrl+d"),
		Hint:     b("ctrl+h", "what they look for", "ctrl+h", "ctrl+g"),
		Editor:   b("ctrl+e", "editor", "ctrl+e"),
		Skip:     b("ctrl+n", "skip", "ctrl+n"),
		Bookmark: b("ctrl+b", "bookmark", "ctrl+b"),
		Pause:    b("esc", "pause", "esc"),
		PageUp:   b("pgup", "scroll up", "pgup", "alt+up"),
		PageDown: b("pgdn", "scroll down", "pgdown", "alt+down"),
		Bury:     b("alt+b", "not today", "alt+b"),
		Suspend:  b("alt+s", "suspend", "alt+s"),
		Mark:     b("tab", "mark lines", "tab"),
		Speak:    b("ctrl+s", "start speaking", "ctrl+s"),
		Confidence: [...]key.Binding{
			plan.Unsaid: {}, plan.Guessing: b("f2", "guessing", "f2"), plan.Fairly: b("f3", "fairly sure", "f3"), plan.Sure: b("f4", "sure", "f4"),
		},
	}
}

// Model is the question screen.
type Model struct {
	styles        theme.Styles
	keys          Keys
	data          Data
	clock         clock.Clock
	started       time.Time
	editor        textarea.Model
	exhibit       exhibit
	thought       time.Duration // before the first word; 0 while there is none
	fromEditor    string        // text as the editor returned it, of which the field shows expanded
	expanded      string
	saved         string
	drafting      bool // a draftDue is on its way
	unsaved       bool
	hint          bool
	width, height int
	offset        int // of the sheet
	overflow      int // lines of the sheet out of sight
}

// New returns the screen for a question.
func New(styles theme.Styles, data Data, c clock.Clock) *Model {
	m := &Model{styles: styles, keys: newKeys(), data: data, clock: c, started: c.Now(), editor: textarea.New(), saved: data.Work.Answer}
	m.exhibit = newExhibit(data.Question, data.Work.Marks)
	if data.Room != nil && data.Room.FollowUp != "" {
		m.exhibit.pointed = false // it is out of sight
	}
	m.thought = data.Work.Thought
	m.editor.CharLimit = 0
	m.editor.MaxHeight = 0
	m.editor.ShowLineNumbers = false
	m.editor.Prompt = "┃ "
	m.editor.Placeholder = "Type your answer or an outline of it, or say it aloud and press ctrl+d."
	unbind(&m.editor.KeyMap)
	m.Restyle(styles)
	m.SetAnswer(data.Work.Answer)
	m.editor.Cursor.SetMode(cursor.CursorStatic) // one that blinks draws twice a second for nothing
	m.editor.Focus()
	return m
}

// unbind takes the field's keys away that are commands here.
func unbind(k *textarea.KeyMap) {
	k.DeleteCharacterForward.SetKeys("delete")
	k.LineNext.SetKeys("down")
	k.LinePrevious.SetKeys("up", "ctrl+p")
	k.LineEnd.SetKeys("end")
	k.CharacterBackward.SetKeys("left")
	k.DeleteCharacterBackward.SetKeys("backspace")
	k.TransposeCharacterBackward.SetEnabled(false)
}

// Init starts the clock.
func (m *Model) Init() tea.Cmd { return m.tick() }

func (m *Model) tick() tea.Cmd {
	return m.clock.After(time.Second, func(time.Time) tea.Msg { return tick{m} })
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) {
	m.styles = styles
	field := textarea.Style{
		Base: styles.Text, CursorLine: styles.Text, CursorLineNumber: styles.Muted, EndOfBuffer: styles.Muted,
		LineNumber: styles.Muted, Placeholder: styles.Muted, Prompt: styles.Accent, Text: styles.Text,
	}
	m.editor.FocusedStyle, m.editor.BlurredStyle = field, field
}

// SetAnswer puts text into the field, as when it comes back from an editor.
func (m *Model) SetAnswer(text string) {
	m.editor.SetValue(strings.ReplaceAll(text, "\r\n", "\n"))
	m.fromEditor, m.expanded = text, m.editor.Value()
}

// Answer returns what was typed. Text from an editor that was not touched
// since comes back to the letter, though the field shows tabs as spaces.
func (m *Model) Answer() string {
	if v := m.editor.Value(); v != m.expanded {
		return v
	}
	return m.fromEditor
}

// Elapsed returns the time spent on the question.
func (m *Model) Elapsed() time.Duration {
	return m.data.Work.Elapsed + max(m.clock.Now().Sub(m.started), 0)
}

// Work returns what was done so far.
func (m *Model) Work() Work { return Work{m.Answer(), m.exhibit.marks(), m.Elapsed(), m.thought} }

// speak takes the moment of the first word.
func (m *Model) speak() {
	if m.thought == 0 {
		m.thought = max(m.Elapsed(), 1)
	}
}

// Question returns the id of the question on screen.
func (m *Model) Question() string { return m.data.Question.ID }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) {
	m.width, m.height = width, height
	m.editor.SetWidth(max(width-2*margin, 10))
}

// Typing is true but while lines are marked: letters are text.
func (m *Model) Typing() bool { return !m.exhibit.focused }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	k := m.keys
	if m.exhibit.focused {
		return m.exhibit.help()
	}
	if m.data.Room != nil {
		return m.roomHelp()
	}
	keys := append([]key.Binding{k.Done, k.Hint, k.Editor, k.Skip, k.Bookmark, k.Pause}, k.Confidence[plan.Guessing:]...)
	keys = append(keys, k.Bury, k.Suspend)
	keys = append(keys, k.Speak)
	if m.exhibit.marking() {
		keys = slices.Insert(keys, 1, k.Mark)
	}
	if m.overflow > 0 {
		keys = append(keys, k.PageDown, k.PageUp)
	}
	return keys
}

// Update handles a message. It returns what the person did, if anything, and
// what is to run.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	switch msg := msg.(type) {
	case tick:
		if msg.of != m {
			return nil, nil
		}
		return nil, m.tick()
	case draftDue:
		if msg.of != m {
			return nil, nil
		}
		m.drafting = false
		return m.draft(), nil
	case tea.KeyMsg:
		return m.key(msg)
	}
	var cmd tea.Cmd
	m.editor, cmd = m.editor.Update(msg)
	return nil, cmd
}

func (m *Model) key(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	if m.exhibit.focused {
		if m.exhibit.update(k) {
			return nil, m.draftSoon()
		}
		return nil, nil
	}
	if m.takesAway(func(b key.Binding) bool { return key.Matches(k, b) }) {
		return nil, nil
	}
	switch {
	case key.Matches(k, m.keys.Mark) && m.exhibit.marking():
		m.exhibit.focused = true
		return nil, nil
	case key.Matches(k, m.keys.Speak):
		m.speak()
		return nil, nil
	case key.Matches(k, m.keys.Done):
		return Revealed{m.Work(), m.data.Confidence}, nil
	case key.Matches(k, m.keys.Bury), key.Matches(k, m.keys.Suspend):
		return Held{m.Work(), key.Matches(k, m.keys.Suspend)}, nil
	case key.Matches(k, m.keys.Skip):
		return Skipped{m.Work()}, nil
	case key.Matches(k, m.keys.Pause):
		return Paused{m.Work()}, nil
	case key.Matches(k, m.keys.Hint):
		m.hint = !m.hint
		return nil, nil
	case key.Matches(k, m.keys.Bookmark):
		m.data.Bookmarked = !m.data.Bookmarked
		return Bookmarked{m.data.Question.ID, m.data.Bookmarked}, nil
	case key.Matches(k, m.keys.Editor):
		return EditorOpened{m.Work()}, nil
	case key.Matches(k, m.keys.PageUp):
		m.offset -= max(m.height/4, 1)
		return nil, nil
	case key.Matches(k, m.keys.PageDown):
		m.offset += max(m.height/4, 1)
		return nil, nil
	}
	for _, c := range plan.Confidences() {
		if key.Matches(k, m.keys.Confidence[c]) {
			if m.data.Confidence == c {
				c = plan.Unsaid
			}
			m.data.Confidence = c
			return nil, nil
		}
	}
	var cmd tea.Cmd
	m.editor, cmd = m.editor.Update(k)
	if m.Answer() == m.saved {
		return nil, cmd
	}
	m.speak()
	return nil, tea.Batch(cmd, m.draftSoon())
}

// draftSoon reports the draft before long.
func (m *Model) draftSoon() tea.Cmd {
	if m.drafting {
		return nil
	}
	m.drafting, m.unsaved = true, true
	return m.clock.After(draftEvery, func(time.Time) tea.Msg { return draftDue{m} })
}

// draft reports the answer where it changed since the last report.
func (m *Model) draft() tea.Msg {
	answer := m.Answer()
	if answer == m.saved && !m.unsaved {
		return nil
	}
	m.saved, m.unsaved = answer, false
	return Drafted{m.data.Question.ID, m.Work()}
}

const (
	margin      = 3
	leastEditor = 4 // lines
)

// View draws the screen.
func (m *Model) View() string {
	head := m.head()
	sheet := m.sheet()
	room := max(m.height-len(head)-1, 2)
	editor := max(room-len(sheet), min(leastEditor, room-1))
	if m.data.Question.Exhibit != "" {
		editor = max(editor, min(room/3, leastEditor*2))
	}
	if m.exhibit.focused { // the line under the cursor stays in sight
		m.offset = min(max(m.offset, m.exhibit.at-(room-editor)+2), max(m.exhibit.at-1, 0))
	}
	shown, offset := layout.Window(sheet, m.offset, min(len(sheet), room-editor))
	m.offset, m.overflow = offset, len(sheet)-len(shown)
	m.editor.SetHeight(max(editor, 1))
	lines := append(head, shown...)
	lines = append(lines, m.rule(offset, len(shown), len(sheet)))
	for _, l := range strings.Split(m.editor.View(), "\n") {
		lines = append(lines, "   "+l)
	}
	return layout.Frame(lines, m.width, m.height)
}

// rule asks, between sheet and field, how sure the person is, and says how
// much of the sheet is out of sight.
func (m *Model) rule(offset, shown, all int) string {
	s := m.styles
	line := "   "
	for i, c := range m.sureness() {
		if i > 0 {
			line += s.Line.Render(" · ")
		}
		k := m.keys.Confidence[c].Help()
		if m.data.Confidence == c {
			line += s.Selected.Render("▸ " + k.Desc)
		} else {
			line += s.Muted.Render(k.Key + " " + k.Desc)
		}
	}
	if shown >= all {
		return line
	}
	return layout.Ends(line, s.Muted.Render(fmt.Sprintf("%d of %d lines, pgdn ", offset+shown, all)), m.width)
}

// sureness is what the person is asked to choose from; nothing in the room.
func (m *Model) sureness() []plan.Confidence {
	if m.data.Room != nil {
		return nil
	}
	return plan.Confidences()
}

func (m *Model) head() []string {
	if m.data.Room != nil {
		return m.roomHead()
	}
	s, q := m.styles, m.data.Question
	left := " " + s.Title.Render(layout.Line(m.data.DomainName)) + s.Muted.Render(" · "+layout.Line(q.Topic))
	if m.data.Bookmarked {
		left += s.Warn.Render(" ★")
	}
	place := fmt.Sprintf("%d of %d", m.data.Number, m.data.Of)
	if m.data.Retry {
		place += " · once more"
	}
	pace := s.Muted
	elapsed := m.Elapsed()
	if elapsed > q.Target() {
		pace = s.Warn
	}
	if m.data.Cram {
		place += " · cram"
	}
	if m.data.NoTimer {
		return []string{layout.Ends(left, s.Muted.Render(place+" "), m.width), ""}
	}
	if m.thought == 0 {
		place += " · thinking"
	}
	right := s.Muted.Render(place+" · ") + pace.Render(clock.Format(elapsed)) + s.Muted.Render(" / "+clock.Format(q.Target())+" ")
	return []string{layout.Ends(left, right, m.width), ""}
}

// sheet is all there is to read before answering.
func (m *Model) sheet() []string {
	s, q := m.styles, m.data.Question
	width := max(m.width-2*margin, 10)
	var lines []string
	add := func(more ...string) { lines = append(lines, layout.Indent(more, "   ")...) }
	if r := m.data.Room; r != nil && r.FollowUp != "" {
		add(m.followUp(width)...)
		return lines
	}
	for _, l := range layout.Wrap(layout.Clean(q.Prompt), width) {
		add(s.Strong.Render(l))
	}
	add("")
	if q.Exhibit != "" {
		exhibit, at := m.exhibit.lines(s, width)
		m.exhibit.at = len(lines) + at
		add(exhibit...)
		add("")
	}
	for _, h := range m.data.Story {
		add(layout.Hang(s.Muted.Render("· "), s.Muted.Render(layout.Line(h)), width)...)
	}
	if len(m.data.Story) > 0 {
		add("")
	}
	if m.hint {
		add(layout.Hang(s.Accent.Render("They look for: "), layout.Clean(q.LookingFor), width)...)
		add("")
	}
	if m.data.Last != "" {
		add(styleAll(s.Muted.Render, layout.Wrap("Last time: "+m.data.Last, width))...)
	}
	if m.data.Note != "" {
		add(layout.Hang(s.Accent.Render("Your note: "), layout.Clean(m.data.Note), width)...)
	}
	if m.data.Lapses > 0 {
		add(layout.Hang(s.Warn.Render("Leech: "), fmt.Sprintf("forgotten %d times. Asking once more has not helped: write down in a note "+
			"what you mix up, learn its parts first, or suspend it with alt+s.", m.data.Lapses), width)...)
	}
	if m.data.Last != "" || m.data.Note != "" || m.data.Lapses > 0 {
		add("")
	}
	return lines
}

func styleAll(render func(...string) string, lines []string) []string {
	for i := range lines {
		lines[i] = render(lines[i])
	}
	return lines
}
