// Package dashboard shows how far along the person is and what to do next.
package dashboard

import (
	"time"

	"debrief/store/plan"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages name what the person did.
type (
	// Closed is sent when the person goes back to the picker.
	Closed struct{}
	// Started is sent when the person starts a session from here.
	Started struct {
		Title     string
		Questions []string
	}
	// SettingsOpened is sent when the person wants to set the date.
	SettingsOpened struct{}
)

// Data is what the dashboard shows.
type Data struct {
	Now         time.Time
	Today       int // its number, as fsrs.Day has it
	Goal        plan.Goal
	Ago         int // days since an interview date that has passed; 0 otherwise
	Readiness   plan.Readiness
	Stages      []Stage
	Domains     []Domain
	Planned     []string // ids of the rest of the day's plan
	Minutes     int      // that those take
	Spent       int      // minutes practised today
	Days        []Day    // of the last year, those with an attempt, in order
	Forecast    []int    // due on each of the coming days, today first
	Calibration plan.Calibration
	Weak        []WeakPoint
	Mocks       []Mock // the latest first
	Kinds       []Pace
}

// Mock is a mock loop that was held.
type Mock struct {
	At       time.Time
	Level    string
	Coverage float64
	Verdict  string
	Pace     float64 // time on the answers as a share of their target
}

// Pace is the time spent on questions of a kind against their target.
type Pace struct {
	Kind          string
	Spent, Target time.Duration
}

// Stage is a stage of the interview with the readiness for it.
type Stage struct {
	Name      string
	Readiness plan.Readiness
}

// Domain is a domain's row.
type Domain struct {
	Name      string
	Readiness plan.Readiness
	Spent     time.Duration
	Target    time.Duration // for the same attempts
	Calls     [plan.Sure + 1]plan.Call
}

// Day is a day with attempts.
type Day struct {
	Day      int
	Attempts int
	Spent    time.Duration
}

// WeakPoint is a key point that is left out of answers.
type WeakPoint struct {
	Question string // id
	Domain   string
	Topic    string
	Text     string
	Missed   int // of the recent attempts
	Of       int
}

// Model is the dashboard.
type Model struct {
	styles                theme.Styles
	data                  Data
	keys                  keys
	width, height, offset int
	overflow              bool
	text                  bool // no keys work: it is printed
}

type keys struct {
	start, weak, point, settings, up, down, pgup, pgdn, top, bottom, close key.Binding
}

// mostWeak is how many weak points are shown, each with a digit to practise it.
const mostWeak = 10

// New returns the dashboard of the data.
func New(styles theme.Styles, data Data) *Model {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	data.Weak = data.Weak[:min(len(data.Weak), mostWeak)]
	m := &Model{styles: styles, data: data, keys: keys{
		start:    b("p", "today's plan", "p", "enter"),
		weak:     b("w", "practise the weak points", "w"),
		point:    b("1-9, 0", "practise that point", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"),
		settings: b(",", "settings", ","),
		up:       b("↑/k", "up", "up", "k"),
		down:     b("↓/j", "down", "down", "j"),
		pgup:     b("pgup", "page up", "pgup", "ctrl+u"),
		pgdn:     b("pgdn", "page down", "pgdown", "ctrl+d", " "),
		top:      b("g", "top", "home", "g"),
		bottom:   b("G", "bottom", "end", "G"),
		close:    b("esc", "back to the domains", "esc", "q", "d"),
	}}
	m.keys.start.SetEnabled(len(data.Planned) > 0)
	m.keys.weak.SetEnabled(len(data.Weak) > 0)
	m.keys.point.SetEnabled(len(data.Weak) > 0)
	return m
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: every key is a command.
func (m *Model) Typing() bool { return false }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	k := m.keys
	list := []key.Binding{k.start, k.weak, k.close, k.point, k.settings}
	if m.overflow {
		list = append(list, k.pgdn, k.pgup, k.down, k.up, k.top, k.bottom)
	}
	return list
}

// Update handles a message. It returns what the person did, if anything.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch {
	case key.Matches(k, m.keys.start):
		return Started{"Today's plan", m.data.Planned}, nil
	case key.Matches(k, m.keys.weak):
		return Started{"Weak points", m.questions(m.data.Weak)}, nil
	case key.Matches(k, m.keys.point):
		n := (int(k.Runes[0]-'0') + 9) % 10
		if n < len(m.data.Weak) {
			return Started{"Weak point: " + m.data.Weak[n].Topic, m.questions(m.data.Weak[n : n+1])}, nil
		}
	case key.Matches(k, m.keys.settings):
		return SettingsOpened{}, nil
	case key.Matches(k, m.keys.close):
		return Closed{}, nil
	case key.Matches(k, m.keys.up):
		m.offset--
	case key.Matches(k, m.keys.down):
		m.offset++
	case key.Matches(k, m.keys.pgup):
		m.offset -= max(m.height-4, 1)
	case key.Matches(k, m.keys.pgdn):
		m.offset += max(m.height-4, 1)
	case key.Matches(k, m.keys.top):
		m.offset = 0
	case key.Matches(k, m.keys.bottom):
		m.offset = 1 << 20
	}
	return nil, nil
}

// questions returns the questions of the points, each once.
func (m *Model) questions(points []WeakPoint) []string {
	var ids []string
	seen := map[string]bool{}
	for _, p := range points {
		if !seen[p.Question] {
			ids = append(ids, p.Question)
			seen[p.Question] = true
		}
	}
	return ids
}

// View draws the dashboard.
func (m *Model) View() string {
	head := m.head()
	body := m.body()
	room := max(m.height-len(head), 1)
	shown, offset := layout.Window(body, m.offset, room)
	m.offset, m.overflow = offset, len(body) > room
	if m.overflow && offset+room < len(body) {
		shown[room-1] = layout.Right(m.styles.Muted.Render("more below: pgdn "), m.width)
	}
	return layout.Frame(append(head, shown...), m.width, m.height)
}
