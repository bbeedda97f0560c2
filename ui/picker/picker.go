// Package picker is the first screen: which domains to practise, and how much.
package picker

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"debrief/store/plan"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// Started is sent when the person starts a session with these questions.
type Started struct {
	Title     string
	Questions []string
	Cram      bool // the schedule is to stay as it is
}

// Asked is sent for a session that the person described before the picker was
// there: of the domain with the id, or of all, at most Count questions.
type Asked struct {
	Domain string
	Count  int // 0 for as many as is usual
}

// The messages for the other screens.
type (
	DashboardOpened   struct{}
	BrowseOpened      struct{ Query string }
	ProblemsOpened    struct{}
	MockOpened        struct{}
	InterviewOpened   struct{}
	StoriesOpened     struct{}
	PreparationOpened struct{}
	SettingsOpened    struct{}
)

// Resumed is sent when the person goes back to the unfinished session.
type Resumed struct{}

// Closed is sent when the person leaves the app from here.
type Closed struct{}

// Row is a domain as the picker shows it.
type Row struct {
	ID, Name   string
	Summary    string
	Candidates []plan.Candidate
}

// Data is what the picker shows.
type Data struct {
	Rows       []Row
	Person     plan.Person
	Goal       plan.Goal
	Ago        int              // days since an interview date that has passed; 0 otherwise
	Readiness  plan.Readiness   // over all
	Today      []plan.Candidate // planned for the rest of the day
	Shuffle    uint64           // seed of random sessions
	Reading    string           // how far reading own files is; empty once they are there
	Broken     int              // problems in own files
	Loop       string           // the mock loop that waits, in words; empty where there is none
	Unfinished string           // the session that can be resumed, in words; empty where there is none
	Last       string           // how the last session went; empty before the first
	Notice     string           // what could not be loaded; empty where all could
}

// Keys are the picker's keys.
type Keys struct {
	Up, Down, Top, Bottom, Select, All, Start, Today, Resume, Which, More, Less, Unit, Cram, Filter, Clear key.Binding
	Dashboard, Browse, Mock, Interview, Stories, Prepare, Problems, Settings, Quit                         key.Binding
}

func newKeys() Keys {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	return Keys{
		Start:     b("enter", "practise", "enter"),
		Today:     b("p", "today's plan", "p"),
		Resume:    b("r", "resume", "r"),
		Select:    b("space", "select", " ", "x"),
		All:       b("a", "all", "a"),
		Which:     b("tab", "which questions", "tab"),
		Dashboard: b("d", "dashboard", "d"),
		Browse:    b("b", "browse", "b"),
		Mock:      b("m", "mock interview", "m"),
		Stories:   b("s", "stories", "s"),
		Problems:  b("!", "what could not be loaded", "!"),
		Prepare:   b("w", "what else to prepare", "w"),
		Interview: b("i", "after an interview", "i"),
		Settings:  b(",", "settings", ","),
		More:      b("+", "longer", "+", "=", "right", "l"),
		Less:      b("-", "shorter", "-", "_", "left", "h"),
		Unit:      b("t", "questions / minutes", "t"),
		Cram:      b("c", "cram", "c"),
		Filter:    b("/", "filter", "/"),
		Up:        b("↑/k", "up", "up", "k"),
		Down:      b("↓/j", "down", "down", "j"),
		Top:       b("g", "first", "home", "g"),
		Bottom:    b("G", "last", "end", "G"),
		Clear:     b("esc", "clear", "esc"),
		Quit:      b("q", "quit", "q"),
	}
}

// limits are the steps of a session's length; 0 is no limit.
var (
	counts  = []int{3, 5, 10, 15, 20, 30, 50, 0}
	minutes = []int{10, 20, 30, 45, 60, 90, 120, 0}
)

const defaultStep = 2 // 10 questions, or 30 minutes

// Model is the picker.
type Model struct {
	styles        theme.Styles
	keys          Keys
	data          Data
	standings     []standing // of data.Rows
	practised     bool       // something was ever attempted
	backlog       int        // days that what is due spreads over
	width, height int
	visible       []int // rows that pass the filter
	cursor        int   // in visible
	offset        int
	selected      map[string]bool
	which         plan.Selection
	step          int
	inMinutes     bool
	cram          bool
	filter        textinput.Model
	queue         []plan.Candidate // what enter would start
}

// New returns a picker of the data.
func New(styles theme.Styles, data Data) *Model {
	m := &Model{styles: styles, keys: newKeys(), selected: map[string]bool{}, step: defaultStep, filter: textinput.New()}
	m.filter.Prompt = "/ "
	m.filter.Placeholder = "part of a name"
	m.SetData(data)
	m.Restyle(styles)
	return m
}

// SetReading says how far reading the own files is.
func (m *Model) SetReading(words string) { m.data.Reading = words }

// SetData replaces what is shown and keeps cursor, selection and choices.
func (m *Model) SetData(data Data) {
	m.data = data
	m.keys.Resume.SetEnabled(data.Unfinished != "")
	m.keys.Today.SetEnabled(len(data.Today) > 0)
	m.keys.Problems.SetEnabled(data.Broken > 0)
	m.stand()
	m.applyFilter()
}

// Return shows the picker again after another view: what was selected for a
// session is over, cursor and length stay.
func (m *Model) Return(data Data) {
	m.unselect()
	m.cram = false
	m.SetData(data)
}

// unselect drops the selection and the filter, which is then to be applied.
func (m *Model) unselect() {
	clear(m.selected)
	m.filter.SetValue("")
}

// standing is where the person stands with a domain.
type standing struct {
	due, fresh int
	ready      plan.Readiness
}

// stand works out once what every frame shows: a bank may have 100,000
// questions.
func (m *Model) stand() {
	m.standings, m.practised = make([]standing, len(m.data.Rows)), false
	var all []plan.Candidate
	for i, r := range m.data.Rows {
		at := &m.standings[i]
		for _, c := range r.Candidates {
			m.practised = m.practised || !c.State.New()
			switch {
			case c.Held:
			case c.State.New():
				at.fresh++
			case c.DueAt(m.data.Goal.Retention):
				at.due++
				all = append(all, c)
			}
		}
		at.ready = m.data.Person.Readiness(r.Candidates, m.data.Goal)
	}
	m.backlog = plan.Backlog(all, m.data.Person, m.data.Goal)
}

// Click moves to the domain on the line, counted from the top.
func (m *Model) Click(_, y int) tea.Msg {
	head, foot := m.head(), m.foot()
	row := y - len(head) - 1 // below the names of the columns
	if at := m.offset + row; row >= 0 && at < len(m.visible) && row < m.room(head, foot) {
		m.cursor = at
		m.plan()
	}
	return nil
}

// Restyle sets other styles, as when the background turns out to be light.
func (m *Model) Restyle(styles theme.Styles) {
	m.styles = styles
	m.filter.PromptStyle, m.filter.PlaceholderStyle = styles.Accent, styles.Muted
}

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) { m.width, m.height = width, height }

// Typing reports whether the filter has the focus.
func (m *Model) Typing() bool { return m.filter.Focused() }

// Help returns the keys that work right now, the most useful first.
func (m *Model) Help() []key.Binding {
	if m.Typing() {
		return []key.Binding{
			key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "keep the filter")),
			key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "clear it")),
		}
	}
	k := m.keys
	return []key.Binding{
		k.Start, k.Today, k.Resume, k.Mock, k.Dashboard, k.Browse, k.Stories, k.Prepare, k.Interview, k.Problems, k.Settings, k.Select, k.All, k.Which, k.More, k.Less, k.Unit, k.Cram,
		k.Filter, k.Up, k.Down, k.Top, k.Bottom, k.Clear, k.Quit,
	}
}

// Update handles a message. It returns what the person did, if anything, and
// what is to run.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	if m.Typing() {
		return nil, m.updateFilter(k)
	}
	switch {
	case key.Matches(k, m.keys.Up):
		m.cursor--
	case key.Matches(k, m.keys.Down):
		m.cursor++
	case key.Matches(k, m.keys.Top):
		m.cursor = 0
	case key.Matches(k, m.keys.Bottom):
		m.cursor = len(m.visible) - 1
	case key.Matches(k, m.keys.Select):
		if r, ok := m.current(); ok {
			m.selected[r.ID] = !m.selected[r.ID]
		}
	case key.Matches(k, m.keys.All):
		m.selectAll()
	case key.Matches(k, m.keys.Which):
		all := plan.Selections()
		m.which = all[(int(m.which)+1)%len(all)]
	case key.Matches(k, m.keys.More):
		m.step = min(m.step+1, len(counts)-1)
	case key.Matches(k, m.keys.Less):
		m.step = max(m.step-1, 0)
	case key.Matches(k, m.keys.Unit):
		m.inMinutes = !m.inMinutes
	case key.Matches(k, m.keys.Filter):
		return nil, m.filter.Focus()
	case key.Matches(k, m.keys.Clear):
		m.unselect()
		m.applyFilter()
	case key.Matches(k, m.keys.Resume):
		return Resumed{}, nil
	case key.Matches(k, m.keys.Start):
		return m.start(), nil
	case key.Matches(k, m.keys.Today):
		return Started{Title: "Today's plan", Questions: plan.IDs(m.data.Today)}, nil
	case key.Matches(k, m.keys.Cram):
		m.cram = !m.cram
	case key.Matches(k, m.keys.Dashboard):
		return DashboardOpened{}, nil
	case key.Matches(k, m.keys.Browse):
		return BrowseOpened{}, nil
	case key.Matches(k, m.keys.Mock):
		return MockOpened{}, nil
	case key.Matches(k, m.keys.Problems):
		return ProblemsOpened{}, nil
	case key.Matches(k, m.keys.Prepare):
		return PreparationOpened{}, nil
	case key.Matches(k, m.keys.Stories):
		return StoriesOpened{}, nil
	case key.Matches(k, m.keys.Interview):
		return InterviewOpened{}, nil
	case key.Matches(k, m.keys.Settings):
		return SettingsOpened{}, nil
	case key.Matches(k, m.keys.Quit):
		return Closed{}, nil
	}
	m.plan()
	return nil, nil
}

func (m *Model) updateFilter(k tea.KeyMsg) tea.Cmd {
	var cmd tea.Cmd
	switch k.String() {
	case "enter":
		m.filter.Blur()
	case "esc":
		m.filter.SetValue("")
		m.filter.Blur()
	default:
		m.filter, cmd = m.filter.Update(k)
	}
	m.applyFilter()
	return cmd
}

func (m *Model) applyFilter() {
	m.visible = m.visible[:0]
	want := strings.ToLower(strings.TrimSpace(m.filter.Value()))
	for i, r := range m.data.Rows {
		if strings.Contains(strings.ToLower(r.Name), want) {
			m.visible = append(m.visible, i)
		}
	}
	m.plan()
}

func (m *Model) current() (Row, bool) {
	if m.cursor < 0 || m.cursor >= len(m.visible) {
		return Row{}, false
	}
	return m.data.Rows[m.visible[m.cursor]], true
}

func (m *Model) selectAll() {
	all := true
	for _, i := range m.visible {
		all = all && m.selected[m.data.Rows[i].ID]
	}
	for _, i := range m.visible {
		m.selected[m.data.Rows[i].ID] = !all
	}
}

// chosen returns the selected rows, or else the one under the cursor.
func (m *Model) chosen() []Row {
	var rows []Row
	for _, r := range m.data.Rows {
		if m.selected[r.ID] {
			rows = append(rows, r)
		}
	}
	if rows == nil {
		if r, ok := m.current(); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// plan keeps the cursor within the rows and works out what enter would start.
func (m *Model) plan() {
	m.cursor = min(max(m.cursor, 0), max(len(m.visible)-1, 0))
	var candidates []plan.Candidate
	for _, r := range m.chosen() {
		candidates = append(candidates, r.Candidates...)
	}
	shuffle := rand.New(rand.NewPCG(m.data.Shuffle, 0))
	m.queue = plan.Queue(candidates, m.which, m.limit(), m.data.Person, m.data.Goal, shuffle)
}

func (m *Model) limit() plan.Limit {
	if m.inMinutes {
		return plan.Limit{Minutes: minutes[m.step]}
	}
	return plan.Limit{Count: counts[m.step]}
}

func (m *Model) start() tea.Msg {
	if len(m.queue) == 0 {
		return nil
	}
	return Started{Title: title(m.chosen()), Questions: plan.IDs(m.queue), Cram: m.cram}
}

func title(rows []Row) string {
	switch len(rows) {
	case 1:
		return rows[0].Name
	case 2:
		return rows[0].Name + " and " + rows[1].Name
	}
	return fmt.Sprintf("%d domains", len(rows))
}
