// Package welcome is the guide for somebody who starts debrief for the first
// time: when the interview is, at which level, and how many minutes a day.
package welcome

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"debrief/bank"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages name what the person did.
type (
	// Chosen is sent when the person has answered a screen. Next or Refused
	// answers it.
	Chosen struct{ Name, Value string } // a setting
	// Opened asks for the guide.
	Opened struct{}
	// Skipped is sent when the person would rather look round.
	Skipped struct{}
)

// The screens.
const (
	date = iota
	level
	minutes
	screens
)

// Model is the guide.
type Model struct {
	styles                     theme.Styles
	now                        time.Time
	next, back, skip, up, down key.Binding
	screen                     int
	field                      textinput.Model
	cursor                     [screens]int
	problem                    string
	width, height              int
}

// New returns the guide at its first screen.
func New(styles theme.Styles, now time.Time) *Model {
	b := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	m := &Model{
		styles: styles, now: now, field: textinput.New(),
		next: b("enter", "next", "enter"), back: b("shift+tab", "back", "shift+tab", "left"), skip: b("esc", "skip the guide", "esc"),
		up: b("↑/k", "up", "up", "k"), down: b("↓/j", "down", "down", "j"),
	}
	m.field.Prompt = "▸ "
	m.field.Placeholder = "2027-01-31, or: 6 weeks"
	m.field.CharLimit = 30
	m.field.Cursor.SetMode(cursor.CursorStatic)
	m.field.Focus()
	m.cursor[level], m.cursor[minutes] = 0, 2
	m.Restyle(styles)
	return m
}

// Restyle sets other styles.
func (m *Model) Restyle(styles theme.Styles) {
	m.styles = styles
	m.field.PromptStyle, m.field.PlaceholderStyle = styles.Accent, styles.Muted
}

// Resize sets the size to draw in.
func (m *Model) Resize(width, height int) {
	m.width, m.height = width, height
	m.field.Width = max(width-12, 10)
}

// Typing reports whether the date is being written.
func (m *Model) Typing() bool { return m.screen == date }

// Help returns the keys that work right now.
func (m *Model) Help() []key.Binding {
	next := m.next
	if m.screen == screens-1 {
		next.SetHelp("enter", "first question")
	}
	switch m.screen {
	case date:
		return []key.Binding{next, m.skip}
	default:
		return []key.Binding{next, m.down, m.up, m.skip, m.back}
	}
}

// A choice is what can be chosen on a screen of choices.
type choice struct{ value, text string }

func (m *Model) choices() []choice {
	switch m.screen {
	case level:
		all := []choice{{"", "Not sure yet, or another company: questions of all levels"}}
		texts := []string{"L4: first years, knows the ground, works with help", "L5: some years, owns a service's security", "L6: senior, decides across teams"}
		for i, l := range bank.Levels() {
			all = append(all, choice{l, texts[i]})
		}
		return all
	case minutes:
		return []choice{{"15", "15 minutes: 3 or 4 questions"}, {"30", "30 minutes"}, {"45", "45 minutes: some 10 questions"}, {"60", "an hour"}, {"90", "an hour and a half"}}
	}
	return nil
}

// Update handles a message. It returns what the person did, if anything.
func (m *Model) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch {
	case key.Matches(k, m.skip):
		return Skipped{}, nil
	case key.Matches(k, m.next):
		return m.choose(), nil
	case m.screen == date:
		m.problem = ""
		var cmd tea.Cmd
		m.field, cmd = m.field.Update(msg)
		return nil, cmd
	case key.Matches(k, m.back):
		m.screen--
		if m.problem = ""; m.screen == date {
			m.field.Focus()
		}
	case key.Matches(k, m.up):
		m.cursor[m.screen] = max(m.cursor[m.screen]-1, 0)
	case key.Matches(k, m.down):
		m.cursor[m.screen] = min(m.cursor[m.screen]+1, len(m.choices())-1)
	}
	return nil, nil
}

func (m *Model) choose() tea.Msg {
	switch m.screen {
	case date:
		value, err := Date(m.field.Value(), m.now)
		if err != nil {
			m.problem = err.Error()
			return nil
		}
		return Chosen{"interview_date", value}
	case level:
		return Chosen{"level", m.choices()[m.cursor[level]].value}
	}
	return Chosen{"minutes_a_day", m.choices()[m.cursor[minutes]].value}
}

// Next goes on to the next screen, and reports whether there is one.
func (m *Model) Next() bool {
	m.problem = ""
	m.field.Blur()
	m.screen++
	return m.screen < screens
}

// Refused says why a choice could not be kept.
func (m *Model) Refused(why string) { m.problem = why }

// Date reads a day as a person writes it, 2027-01-31 or "6 weeks" from now, and
// returns it as in the settings; empty for empty.
func Date(text string, now time.Time) (string, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return "", nil
	}
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	day, err := time.ParseInLocation(time.DateOnly, text, now.Location())
	if err != nil {
		fields := strings.Fields(strings.TrimPrefix(text, "in "))
		if len(fields) != 2 {
			return "", fmt.Errorf("%q is no day: write it like 2027-01-31, or like 6 weeks", text)
		}
		n, err := strconv.Atoi(fields[0])
		if err != nil || n < 0 || n > 1000 {
			return "", fmt.Errorf("%q is no number of days, weeks or months", fields[0])
		}
		switch strings.TrimSuffix(fields[1], "s") {
		case "day":
			day = today.AddDate(0, 0, n)
		case "week":
			day = today.AddDate(0, 0, 7*n)
		case "month":
			day = today.AddDate(0, n, 0)
		default:
			return "", fmt.Errorf("%q is neither days nor weeks nor months", fields[1])
		}
	}
	if day.Before(today) {
		return "", fmt.Errorf("%s is over: write the day of the next interview", day.Format(time.DateOnly))
	}
	return day.Format(time.DateOnly), nil
}

const margin = 3

// View draws the screen.
func (m *Model) View() string {
	s := m.styles
	lines := []string{layout.Ends(" "+s.Title.Render("debrief"), s.Muted.Render(fmt.Sprintf("step %d of %d ", m.screen+1, screens)), m.width), ""}
	say := func(style func(...string) string, text string) {
		for _, l := range layout.Wrap(text, max(m.width-2*margin, 10)) {
			lines = append(lines, "   "+style(l))
		}
	}
	switch m.screen {
	case date:
		say(s.Text.Render, "Welcome. debrief asks you what a security interview asks, holds your answer against a model answer, and asks again before you would forget.")
		lines = append(lines, "")
		say(s.Strong.Render, "When is the interview?")
		say(s.Muted.Render, "What you practise each day then leads up to it. Leave it empty if you have no date.")
		lines = append(lines, "", "   "+m.field.View())
		if day, err := Date(m.field.Value(), m.now); err == nil && day != "" {
			say(s.Muted.Render, m.inWords(day))
		}
	case level:
		say(s.Strong.Render, "Which level is it for?")
		say(s.Muted.Render, "Questions for that level come first.")
	default:
		say(s.Strong.Render, "How many minutes a day?")
		say(s.Muted.Render, "The day's plan fits into them. Every day a little beats one long evening. All of this can be changed later.")
	}
	if all := m.choices(); all != nil {
		lines = append(lines, "")
		for i, c := range all {
			pointer, style := "  ", s.Text
			if i == m.cursor[m.screen] {
				pointer, style = s.Selected.Render("▸ "), s.Selected
			}
			lines = append(lines, layout.Cut("   "+pointer+style.Render(c.text), m.width))
		}
	}
	if m.problem != "" {
		lines = append(lines, "")
		say(s.Bad.Render, "! "+layout.Line(m.problem))
	}
	return layout.Frame(lines, m.width, m.height)
}

func (m *Model) inWords(day string) string {
	t, err := time.ParseInLocation(time.DateOnly, day, m.now.Location())
	if err != nil {
		return ""
	}
	today := time.Date(m.now.Year(), m.now.Month(), m.now.Day(), 0, 0, 0, 0, m.now.Location())
	n := int(t.Sub(today).Hours()/24 + 0.5)
	switch n {
	case 0:
		return "  today"
	case 1:
		return "  tomorrow"
	}
	return fmt.Sprintf("  %s, %s, in %d days", t.Weekday(), day, n)
}
