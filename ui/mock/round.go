package mock

import (
	"fmt"
	"strings"
	"time"

	"debrief/ui/clock"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of a round's beginning and end.
type (
	// Begun is sent when the round's clock is to start.
	Begun struct{}
	// Left is sent when the person leaves the room for now.
	Left struct{ Asked string }
	// Asked is sent when the candidate's own questions are done.
	Asked struct{ Text string }
	// Drafted is sent while they are typed.
	Drafted struct{ Text string }
	// NextStarted is sent when the break is over.
	NextStarted struct{}
	// GradingStarted is sent when no further round is wanted: what is over is graded.
	GradingStarted struct{}
)

// RoundData is what the screens around a round show.
type RoundData struct {
	Number, Of int
	Stage      string
	Opening    string
	Minutes    int
	Questions  int
	Elapsed    time.Duration
	Asked      string   // by the candidate so far
	Ideas      []string // of what a candidate could ask
}

func (d RoundData) title(s theme.Styles) string {
	return " " + s.Title.Render(StageName(d.Stage)) + s.Muted.Render(fmt.Sprintf(" · round %d of %d", d.Number, d.Of))
}

// Opening is the screen before a round: the interviewer's first words.
type Opening struct {
	styles        theme.Styles
	data          RoundData
	width, height int
}

// NewOpening returns the screen before a round.
func NewOpening(styles theme.Styles, data RoundData) *Opening {
	return &Opening{styles: styles, data: data}
}

// Restyle sets other styles.
func (m *Opening) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Opening) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: there is no text field.
func (m *Opening) Typing() bool { return false }

// Help returns the keys that work right now.
func (m *Opening) Help() []key.Binding {
	return []key.Binding{bind("enter", "start the clock", "enter"), bind("esc", "not yet", "esc")}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Opening) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch k.String() {
		case "enter":
			return Begun{}, nil
		case "esc", "q":
			return Left{}, nil
		}
	}
	return nil, nil
}

// View draws the screen.
func (m *Opening) View() string {
	s, d := m.styles, m.data
	lines := []string{layout.Ends(d.title(s), s.Muted.Render(fmt.Sprintf("%d min ", d.Minutes)), m.width), ""}
	lines = append(lines, layout.Indent(layout.Hang(s.Accent.Render("“"), s.Strong.Render(d.Opening)+s.Accent.Render("”"), max(m.width-2*margin, 10)), "   ")...)
	lines = append(lines, "")
	for _, text := range []string{
		fmt.Sprintf("%d questions with follow-ups, one at a time. Think first: the clock shows how long. Type, or say it aloud and press ctrl+d.", d.Questions),
		"ctrl+n says that this is as deep as you get. Nothing is scored or shown before the round is over.",
		"At the end you ask your own questions.",
	} {
		for _, l := range layout.Wrap(text, max(m.width-2*margin, 10)) {
			lines = append(lines, "   "+s.Muted.Render(l))
		}
	}
	return layout.Frame(append(lines, "", "   "+s.Accent.Render("enter")+" starts the clock."), m.width, m.height)
}

// draftDue is sent when the candidate's questions were typed at unsaved for
// long enough.
type draftDue struct{ of *Asking }

const draftEvery = 500 * time.Millisecond

// Asking is the screen at a round's end: the candidate asks.
type Asking struct {
	styles        theme.Styles
	data          RoundData
	clock         clock.Clock
	started       time.Time
	field         textarea.Model
	saved         string
	drafting      bool
	width, height int
}

// NewAsking returns the screen at a round's end.
func NewAsking(styles theme.Styles, data RoundData, c clock.Clock) *Asking {
	m := &Asking{styles: styles, data: data, clock: c, started: c.Now(), field: textarea.New(), saved: data.Asked}
	m.field.CharLimit, m.field.MaxHeight, m.field.ShowLineNumbers = 0, 0, false
	m.field.Prompt = "┃ "
	m.field.Placeholder = "What you ask, one line each, and what you heard if you rehearse with somebody."
	m.field.Cursor.SetMode(cursor.CursorStatic)
	m.field.SetValue(data.Asked)
	m.field.Focus()
	m.Restyle(styles)
	return m
}

// Restyle sets other styles.
func (m *Asking) Restyle(styles theme.Styles) {
	m.styles = styles
	field := textarea.Style{
		Base: styles.Text, CursorLine: styles.Text, EndOfBuffer: styles.Muted, Placeholder: styles.Muted, Prompt: styles.Accent, Text: styles.Text,
	}
	m.field.FocusedStyle, m.field.BlurredStyle = field, field
}

// Resize sets the size to draw in.
func (m *Asking) Resize(width, height int) {
	m.width, m.height = width, height
	m.field.SetWidth(max(width-2*margin, 10))
}

// Typing is true: letters are text.
func (m *Asking) Typing() bool { return true }

// Help returns the keys that work right now.
func (m *Asking) Help() []key.Binding {
	return []key.Binding{bind("ctrl+d", "end the round", "ctrl+d"), bind("esc", "leave the room", "esc")}
}

// Text returns what was typed.
func (m *Asking) Text() string { return m.field.Value() }

// Elapsed returns the time that the round has taken so far.
func (m *Asking) Elapsed() time.Duration {
	return m.data.Elapsed + max(m.clock.Now().Sub(m.started), 0)
}

// Update handles a message. It returns what the person did, if anything.
func (m *Asking) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	if due, ok := msg.(draftDue); ok && due.of == m {
		m.drafting = false
		if m.Text() == m.saved {
			return nil, nil
		}
		m.saved = m.Text()
		return Drafted{m.saved}, nil
	}
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	switch k.String() {
	case "ctrl+d":
		return Asked{m.Text()}, nil
	case "esc":
		return Left{m.Text()}, nil
	}
	var cmd tea.Cmd
	m.field, cmd = m.field.Update(k)
	if m.Text() == m.saved || m.drafting {
		return nil, cmd
	}
	m.drafting = true
	return nil, tea.Batch(cmd, m.clock.After(draftEvery, func(time.Time) tea.Msg { return draftDue{m} }))
}

// View draws the screen.
func (m *Asking) View() string {
	s, d := m.styles, m.data
	lines := []string{layout.Ends(d.title(s), left(s, m.Elapsed(), d.Minutes), m.width), ""}
	width := max(m.width-2*margin, 10)
	lines = append(lines, layout.Indent(layout.Hang(s.Accent.Render("“"), s.Strong.Render("What would you like to know from me?")+s.Accent.Render("”"), width), "   ")...)
	lines = append(lines, "")
	ideas := d.Ideas
	for len(ideas) > 0 && len(lines)+len(ideas)+6 > m.height {
		ideas = ideas[:len(ideas)-1]
	}
	for _, idea := range ideas {
		lines = append(lines, layout.Cut("   "+s.Muted.Render("· "+layout.Line(idea)), m.width))
	}
	if len(ideas) > 0 {
		lines = append(lines, "")
	}
	m.field.SetHeight(max(m.height-len(lines), 1))
	return layout.Frame(append(lines, layout.Indent(strings.Split(m.field.View(), "\n"), "   ")...), m.width, m.height)
}

// left says how much of the round's time is left, or how far it is over.
func left(s theme.Styles, elapsed time.Duration, minutes int) string {
	rest := time.Duration(minutes)*time.Minute - elapsed
	if rest < 0 {
		return s.Warn.Render("time is up, +" + clock.Format(-rest) + " ")
	}
	return s.Muted.Render(clock.Format(rest) + " left ")
}

// Break is the screen between rounds.
type Break struct {
	styles        theme.Styles
	data          RoundData // of the round that is over
	next          string    // stage
	clock         clock.Clock
	started       time.Time
	width, height int
}

type breakTick struct{ of *Break }

// NewBreak returns the screen between a round that is over and the next.
func NewBreak(styles theme.Styles, over RoundData, next string, c clock.Clock) *Break {
	return &Break{styles: styles, data: over, next: next, clock: c, started: c.Now()}
}

// Init starts the clock.
func (m *Break) Init() tea.Cmd { return m.tick() }

func (m *Break) tick() tea.Cmd {
	return m.clock.After(time.Second, func(time.Time) tea.Msg { return breakTick{m} })
}

// Restyle sets other styles.
func (m *Break) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Break) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: there is no text field.
func (m *Break) Typing() bool { return false }

// Help returns the keys that work right now.
func (m *Break) Help() []key.Binding {
	return []key.Binding{bind("enter", "next round", "enter"), bind("g", "stop here and grade", "g"), bind("esc", "leave for now", "esc")}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Break) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	switch msg := msg.(type) {
	case breakTick:
		if msg.of == m {
			return nil, m.tick()
		}
	case tea.KeyMsg:
		switch msg.String() {
		case "enter":
			return NextStarted{}, nil
		case "g":
			return GradingStarted{}, nil
		case "esc", "q":
			return Left{}, nil
		}
	}
	return nil, nil
}

// breakLength is what a loop allows between two rounds.
const breakLength = 5 * time.Minute

// View draws the screen.
func (m *Break) View() string {
	s, d := m.styles, m.data
	rest := breakLength - max(m.clock.Now().Sub(m.started), 0)
	time := s.Muted.Render("break " + clock.Format(max(rest, 0)) + " ")
	if rest <= 0 {
		time = s.Warn.Render("the next interviewer waits ")
	}
	lines := []string{layout.Ends(d.title(s), time, m.width), ""}
	over := fmt.Sprintf("The round is over, in %s of %d minutes. It is kept.", clock.Format(d.Elapsed), d.Minutes)
	for _, l := range layout.Wrap(over, max(m.width-2*margin, 10)) {
		lines = append(lines, "   "+s.Strong.Render(l))
	}
	lines = append(lines, "", "   Next: "+StageName(m.next), "",
		"   "+s.Accent.Render(layout.Cell("enter", 6))+" next round",
		"   "+s.Accent.Render(layout.Cell("g", 6))+" stop here and grade what is over",
		"   "+s.Accent.Render(layout.Cell("esc", 6))+" leave for now")
	return layout.Frame(lines, m.width, m.height)
}
