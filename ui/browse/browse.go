// Package browse shows all questions: searched, filtered, read, set aside and
// practised.
package browse

import (
	"slices"
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages name what the person did.
type (
	// Closed is sent when the person goes back to the picker.
	Closed struct{}
	// Started is sent when the person practises the selection.
	Started struct {
		Title     string
		Questions []string
		Cram      bool
	}
	// Suspended is sent when a question is suspended or released.
	Suspended struct {
		Question string
		On       bool
	}
	// Bookmarked is sent when a bookmark is set or cleared.
	Bookmarked struct {
		Question string
		On       bool
	}
	// Copied is sent when the model answer is to go to the clipboard.
	Copied struct{ Text string }
	// HistoryOpened is sent when the attempts at a question are to be shown;
	// SetHistory answers it.
	HistoryOpened struct{ Question string }
	// FileOpened is sent when the person edits an own question.
	FileOpened struct {
		File string
		Line int
	}
)

// Entry is a question as the list shows it.
type Entry struct {
	Question  *bank.Question
	Domain    string // its name
	Candidate plan.Candidate
}

// Attempt is an earlier attempt as the history shows it.
type Attempt struct {
	At         time.Time
	Rating     fsrs.Rating
	Coverage   float64
	Elapsed    time.Duration
	Confidence plan.Confidence
	Answer     string
	Cram       bool
}

// Data is what the screen shows.
type Data struct {
	Entries []Entry
	Index   *bank.Index // of the same questions in the same order
	Person  plan.Person
	Goal    plan.Goal
	Query   string // that is searched for at first
}

// What a filter can be set to; the first is no filter.
type filter struct {
	name   string
	values []string
	at     int
}

// The filters in the order of their digits.
const (
	byDomain = iota
	byKind
	byLevel
	byStage
	byStatus
	filters
)

// The statuses.
const (
	statusNew        = "new"
	statusDue        = "due"
	statusWeak       = "weak"
	statusBookmarked = "bookmarked"
	statusSuspended  = "suspended"
	statusLeech      = "leech"
)

// pane is what stands beside the list.
type pane int

const (
	preview pane = iota
	history
)

// Model is the screen.
type Model struct {
	styles        theme.Styles
	data          Data
	keys          keys
	search        textinput.Model
	filters       [filters]filter
	found         []int          // places in data.Entries
	readiness     plan.Readiness // of the found ones
	cursor        int            // in found
	offset        int
	selected      map[string]bool
	cram          bool
	pane          pane
	open          bool // the pane has the whole width where there is room for one only
	paneOffset    int
	attempts      []Attempt
	attemptsOf    string // id of their question
	rendered      rendered
	whole         struct{ of, read *bank.Question } // the question that was last read, as listed and with its rubric
	width, height int
}

type keys struct {
	practise, search, domain, kind, level, stage, status, clear, sel, all, cram, suspend, bookmark, history, file, read, copy key.Binding
	up, down, pgup, pgdn, top, bottom, paneDown, paneUp, close                                                                key.Binding
}

// New returns the screen of the data.
func New(styles theme.Styles, data Data) *Model {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	m := &Model{styles: styles, data: data, selected: map[string]bool{}, search: textinput.New(), keys: keys{
		practise: b("enter", "practise", "enter"),
		search:   b("/", "search", "/"),
		read:     b("tab", "read it", "tab"),
		history:  b("h", "your attempts", "h"),
		sel:      b("space", "select", " ", "x"),
		all:      b("a", "select all listed", "a"),
		bookmark: b("b", "bookmark", "b"),
		copy:     b("y", "copy model answer", "y"),
		suspend:  b("s", "suspend", "s"),
		cram:     b("c", "cram", "c"),
		domain:   b("1", "domain", "1"),
		kind:     b("2", "kind", "2"),
		level:    b("3", "level", "3"),
		stage:    b("4", "stage", "4"),
		status:   b("5", "status", "5"),
		clear:    b("0", "clear filters", "0"),
		file:     b("e", "edit own question", "e"),
		up:       b("↑/k", "up", "up", "k"),
		down:     b("↓/j", "down", "down", "j"),
		pgup:     b("pgup", "page up", "pgup", "ctrl+u"),
		pgdn:     b("pgdn", "page down", "pgdown", "ctrl+d"),
		top:      b("g", "first", "home", "g"),
		bottom:   b("G", "last", "end", "G"),
		paneDown: b("]", "scroll what you read", "]", "right", "l"),
		paneUp:   b("[", "scroll it back", "[", "left"),
		close:    b("esc", "back", "esc", "q"),
	}}
	m.search.Prompt = "/ "
	m.search.Placeholder = "words of the prompt, topic, key points or answer"
	m.search.Cursor.SetMode(cursor.CursorStatic)
	m.filters = [filters]filter{
		byDomain: {name: "domain", values: domains(data.Entries)},
		byKind:   {name: "kind", values: bank.Kinds()},
		byLevel:  {name: "level", values: bank.Levels()},
		byStage:  {name: "stage", values: bank.Stages()},
		byStatus: {name: "status", values: []string{statusNew, statusDue, statusWeak, statusBookmarked, statusSuspended, statusLeech}},
	}
	m.Restyle(styles)
	m.search.SetValue(data.Query)
	m.find()
	return m
}

func domains(entries []Entry) []string {
	var names []string
	for _, e := range entries {
		if len(names) == 0 || names[len(names)-1] != e.Domain {
			names = append(names, e.Domain)
		}
	}
	return names
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) {
	m.styles = styles
	m.search.PromptStyle, m.search.PlaceholderStyle = styles.Accent, styles.Muted
}

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) {
	m.width, m.height = width, height
	m.search.Width = max(width-8, 10)
}

// Query returns what is searched for.
func (m *Model) Query() string { return m.search.Value() }

// Typing reports whether the search has the focus.
func (m *Model) Typing() bool { return m.search.Focused() }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	if m.Typing() {
		return []key.Binding{
			key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "to the list")),
			key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "clear the search")),
			key.NewBinding(key.WithKeys("up"), key.WithHelp("↑ ↓", "move")),
		}
	}
	k := m.keys
	e, ok := m.current()
	k.file.SetEnabled(ok && e.Question.Own)
	if ok && e.Candidate.Held {
		k.suspend.SetHelp("s", "ask it again")
	}
	return []key.Binding{
		k.practise, k.search, k.read, k.close, k.history, k.sel, k.bookmark, k.suspend, k.cram, k.domain, k.kind, k.level, k.stage,
		k.status, k.clear, k.all, k.copy, k.file, k.down, k.up, k.pgdn, k.pgup, k.top, k.bottom, k.paneDown, k.paneUp,
	}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.Typing() {
		return m.typing(k)
	}
	if m.list(k) {
		return m.lookUp(), nil
	}
	for i, b := range []key.Binding{m.keys.domain, m.keys.kind, m.keys.level, m.keys.stage, m.keys.status} {
		if key.Matches(k, b) {
			f := &m.filters[i]
			f.at = (f.at + 1) % (len(f.values) + 1)
			m.find()
			return m.lookUp(), nil
		}
	}
	return m.command(k)
}

// list moves in the list and the pane.
func (m *Model) list(k tea.KeyMsg) bool {
	page := max(m.rows()-1, 1)
	switch {
	case key.Matches(k, m.keys.up):
		m.move(-1)
	case key.Matches(k, m.keys.down):
		m.move(1)
	case key.Matches(k, m.keys.pgup):
		m.move(-page)
	case key.Matches(k, m.keys.pgdn):
		m.move(page)
	case key.Matches(k, m.keys.top):
		m.move(-len(m.found))
	case key.Matches(k, m.keys.bottom):
		m.move(len(m.found))
	case key.Matches(k, m.keys.paneDown):
		m.paneOffset += max(m.height/3, 1)
	case key.Matches(k, m.keys.paneUp):
		m.paneOffset -= max(m.height/3, 1)
	default:
		return false
	}
	return true
}

func (m *Model) move(by int) {
	m.cursor = min(max(m.cursor+by, 0), max(len(m.found)-1, 0))
	m.paneOffset = 0
}

func (m *Model) command(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	e, ok := m.current()
	switch {
	case key.Matches(k, m.keys.search):
		return nil, m.search.Focus()
	case key.Matches(k, m.keys.clear):
		m.clearFilters()
	case key.Matches(k, m.keys.close):
		return m.back(), nil
	case key.Matches(k, m.keys.cram):
		m.cram = !m.cram
	case !ok:
	case key.Matches(k, m.keys.practise):
		return m.start(), nil
	case key.Matches(k, m.keys.read):
		if m.open = !m.open || m.pane != preview; m.open {
			m.pane, m.paneOffset = preview, 0
		}
	case key.Matches(k, m.keys.history):
		m.openHistory()
	case key.Matches(k, m.keys.sel):
		m.selected[e.Question.ID] = !m.selected[e.Question.ID]
		m.move(1)
	case key.Matches(k, m.keys.all):
		m.selectAll()
	case key.Matches(k, m.keys.copy):
		return Copied{m.read(e.Question).Answer}, nil
	case key.Matches(k, m.keys.suspend):
		return Suspended{e.Question.ID, !e.Candidate.Held}, nil
	case key.Matches(k, m.keys.bookmark):
		return Bookmarked{e.Question.ID, !e.Candidate.Bookmarked}, nil
	case key.Matches(k, m.keys.file) && e.Question.Own:
		return FileOpened{e.Question.File, e.Question.Line}, nil
	}
	return m.lookUp(), nil
}

// Click moves to the question on the line, counted from the top.
func (m *Model) Click(x, y int) tea.Msg {
	at := m.offset + y - len(m.head())
	if m.open && !m.wide() || m.wide() && x >= m.listWidth() || y < len(m.head()) || at >= len(m.found) || y >= m.height-1 {
		return nil
	}
	m.move(at - m.cursor)
	return m.lookUp()
}

// listWidth is the width of the list where something stands beside it.
func (m *Model) listWidth() int { return m.width * 9 / 20 }

func (m *Model) openHistory() {
	if m.pane == history {
		m.pane, m.open = preview, false
	} else {
		m.pane, m.open = history, true
	}
	m.paneOffset = 0
}

// back leaves, one thing after another: the reading, the search, the filters,
// the screen.
func (m *Model) back() tea.Msg {
	reading := m.open && (!m.wide() || m.pane == history || m.search.Value() == "") // that it ends can be seen
	m.open, m.pane = false, preview
	switch {
	case reading:
	case m.search.Value() != "":
		m.search.SetValue("")
		m.find()
	case m.filtered():
		m.clearFilters()
	default:
		return Closed{}
	}
	return nil
}

func (m *Model) filtered() bool {
	return slices.ContainsFunc(m.filters[:], func(f filter) bool { return f.at > 0 })
}

func (m *Model) clearFilters() {
	for i := range m.filters {
		m.filters[i].at = 0
	}
	m.find()
}

func (m *Model) typing(k tea.KeyMsg) (tea.Msg, tea.Cmd) {
	var cmd tea.Cmd
	switch k.String() {
	case "enter":
		m.search.Blur()
	case "esc":
		m.search.SetValue("")
		m.search.Blur()
	case "down", "up", "pgdown", "pgup":
		m.list(k)
		return m.lookUp(), nil
	default:
		before := m.search.Value()
		m.search, cmd = m.search.Update(k)
		if m.search.Value() == before {
			return nil, cmd
		}
	}
	m.find()
	return m.lookUp(), cmd
}

// find lists what passes search and filters.
func (m *Model) find() {
	m.found = m.data.Index.Search(m.search.Value())
	if m.filtered() {
		m.found = slices.DeleteFunc(m.found, func(i int) bool { return !m.passes(m.data.Entries[i]) })
	}
	m.cursor, m.offset, m.paneOffset = 0, 0, 0
	m.assess()
}

// assessable is how many questions can be assessed within a key press.
const assessable = 10_000

// assess works out the readiness for what is listed.
func (m *Model) assess() {
	m.readiness = plan.Readiness{}
	if len(m.found) > assessable {
		return
	}
	cs := make([]plan.Candidate, len(m.found))
	for i, at := range m.found {
		cs[i] = m.data.Entries[at].Candidate
	}
	m.readiness = m.data.Person.Readiness(cs, m.data.Goal)
}

func (m *Model) passes(e Entry) bool {
	for i, f := range m.filters {
		if f.at > 0 && !m.has(e, i, f.values[f.at-1]) {
			return false
		}
	}
	return true
}

func (m *Model) has(e Entry, by int, value string) bool {
	q, c := e.Question, e.Candidate
	switch by {
	case byDomain:
		return e.Domain == value
	case byKind:
		return string(q.Kind) == value
	case byLevel:
		return slices.Contains(q.Levels, value)
	case byStage:
		return slices.Contains(q.Stages, value)
	}
	switch value {
	case statusNew:
		return c.State.New()
	case statusDue:
		return c.DueAt(m.data.Goal.Retention)
	case statusWeak:
		return c.Weak()
	case statusBookmarked:
		return c.Bookmarked
	case statusSuspended:
		return c.Held
	}
	return c.Record.Leech()
}

func (m *Model) current() (*Entry, bool) {
	if m.cursor >= len(m.found) {
		return nil, false
	}
	return &m.data.Entries[m.found[m.cursor]], true
}

// lookUp asks for the attempts at the current question where they are shown.
func (m *Model) lookUp() tea.Msg {
	e, ok := m.current()
	if !ok || m.pane != history || m.attemptsOf == e.Question.ID {
		return nil
	}
	return HistoryOpened{e.Question.ID}
}

// SetHeld takes over that a question was suspended, or released.
func (m *Model) SetHeld(question string, on bool) {
	if e := m.entry(question); e != nil {
		e.Candidate.Held = on
	}
}

// SetBookmarked takes over that a bookmark was set, or cleared.
func (m *Model) SetBookmarked(question string, on bool) {
	if e := m.entry(question); e != nil {
		e.Candidate.Bookmarked = on
	}
}

func (m *Model) entry(question string) *Entry {
	i := slices.IndexFunc(m.data.Entries, func(e Entry) bool { return e.Question.ID == question })
	if i < 0 {
		return nil
	}
	return &m.data.Entries[i]
}

// SetHistory shows the attempts at a question, oldest first.
func (m *Model) SetHistory(question string, attempts []Attempt) {
	m.attemptsOf, m.attempts = question, attempts
}

func (m *Model) selectAll() {
	all := true
	for _, i := range m.found {
		all = all && m.selected[m.data.Entries[i].Question.ID]
	}
	for _, i := range m.found {
		m.selected[m.data.Entries[i].Question.ID] = !all
	}
}

// start practises what is selected, or else the question under the cursor.
func (m *Model) start() tea.Msg {
	var ids []string
	for _, e := range m.data.Entries {
		if m.selected[e.Question.ID] {
			ids = append(ids, e.Question.ID)
		}
	}
	title := "Selected questions"
	if len(ids) == 0 {
		e, _ := m.current()
		ids, title = []string{e.Question.ID}, e.Domain
	}
	return Started{title, ids, m.cram}
}

// rows is how many lines the list has.
func (m *Model) rows() int { return max(m.height-len(m.head())-1, 1) }

// wide reports whether list and pane stand side by side.
func (m *Model) wide() bool { return m.width >= sideBySide }

// View draws the screen.
func (m *Model) View() string {
	head := m.head()
	room := max(m.height-len(head)-1, 1)
	var body []string
	switch {
	case !m.wide() && m.open:
		body = m.reading(m.width-2*margin, room)
		body = layout.Indent(body, "   ")
	case !m.wide():
		body = m.listing(m.width, room)
	default:
		left := m.listWidth()
		body = m.listing(left, room)
		right := m.reading(m.width-left-gutter-1, room)
		for i := range body {
			body[i] = layout.Cell(body[i], left) + m.styles.Line.Render(" │ ") + right[i]
		}
	}
	return layout.Frame(append(append(head, body...), m.foot()), m.width, m.height)
}
