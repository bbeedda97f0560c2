package prepare

import (
	"fmt"
	"strings"

	"debrief/store/prepare"
	"debrief/ui/layout"
	"debrief/ui/theme"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// The messages of the glossary drill.
type (
	// Answered is sent when a card is answered.
	Answered struct{ Result prepare.Result }
	// QuizClosed is sent when the drill is left.
	QuizClosed struct{}
	// QuizStarted is sent when another one is to begin.
	QuizStarted struct{}
)

// Quiz is a quick session of the glossary drill.
type Quiz struct {
	styles        theme.Styles
	cards         []prepare.Card
	at            int
	chosen        int // of the card at hand; -1 while it is open
	right         int
	wrong         []prepare.Card
	width, height int
}

// NewQuiz returns a session of the cards.
func NewQuiz(styles theme.Styles, cards []prepare.Card) *Quiz {
	return &Quiz{styles: styles, cards: cards, chosen: -1}
}

// Restyle sets other styles.
func (m *Quiz) Restyle(styles theme.Styles) { m.styles = styles }

// Resize sets the size to draw in.
func (m *Quiz) Resize(width, height int) { m.width, m.height = width, height }

// Typing is false: there is no text field.
func (m *Quiz) Typing() bool { return false }

func (m *Quiz) over() bool { return m.at >= len(m.cards) }

// Help returns the keys that work right now.
func (m *Quiz) Help() []key.Binding {
	switch {
	case m.over():
		return []key.Binding{bind("enter", "back", "enter"), bind("a", "ten more", "a")}
	case m.chosen >= 0:
		return []key.Binding{bind("enter", "next", "enter"), bind("esc", "leave", "esc")}
	}
	return []key.Binding{bind("1-4", "choose", "1", "2", "3", "4"), bind("esc", "leave", "esc")}
}

// Update handles a message. It returns what the person did, if anything.
func (m *Quiz) Update(msg tea.Msg) (tea.Msg, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil, nil
	}
	s := k.String()
	switch {
	case s == "esc" || s == "q" || m.over() && s == "enter":
		return QuizClosed{}, nil
	case m.over() && s == "a":
		return QuizStarted{}, nil
	case m.over():
	case m.chosen >= 0:
		if s == "enter" || s == " " {
			m.at, m.chosen = m.at+1, -1
		}
	case len(s) == 1 && s >= "1" && s <= "4" && int(s[0]-'1') < len(m.cards[m.at].Choices):
		return m.answer(int(s[0] - '1')), nil
	}
	return nil, nil
}

func (m *Quiz) answer(choice int) tea.Msg {
	c := m.cards[m.at]
	m.chosen = choice
	if choice == c.Right {
		m.right++
	} else {
		m.wrong = append(m.wrong, c)
	}
	return Answered{prepare.Result{Service: c.Service.ID, Direction: c.Direction, Right: choice == c.Right}}
}

// View draws the drill.
func (m *Quiz) View() string {
	if m.over() {
		return layout.Frame(m.score(), m.width, m.height)
	}
	s, c := m.styles, m.cards[m.at]
	width := max(m.width-2*margin, 10)
	lines := []string{layout.Ends(" "+s.Title.Render("AWS services"), s.Muted.Render(fmt.Sprintf("%d of %d · %d right ", m.at+1, len(m.cards), m.right)), m.width), ""}
	asks := [...]string{"What is it for?", "What is it called?", "Which service answers this?"}[c.Direction]
	lines = append(lines, "   "+s.Muted.Render(asks))
	for _, l := range layout.Wrap(layout.Clean(c.Asks()), width) {
		lines = append(lines, "   "+s.Strong.Render(l))
	}
	lines = append(lines, "")
	for i := range c.Choices {
		lines = append(lines, layout.Indent(layout.Hang(m.sign(c, i), layout.Clean(c.Choice(i)), width), "   ")...)
	}
	if m.chosen >= 0 {
		lines = append(lines, "")
		lines = append(lines, layout.Indent(m.explain(c, width), "   ")...)
	}
	return layout.Frame(lines, m.width, m.height)
}

// sign is what stands before a choice: its digit, and when it was answered
// whether it is right.
func (m *Quiz) sign(c prepare.Card, i int) string {
	s := m.styles
	digit := fmt.Sprintf("%d ", i+1)
	switch {
	case m.chosen >= 0 && i == c.Right:
		return s.Good.Render("✓ " + digit)
	case i == m.chosen:
		return s.Bad.Render("✗ " + digit)
	}
	return "  " + s.Accent.Render(digit)
}

// explain says what is right, and what the chosen one is for instead.
func (m *Quiz) explain(c prepare.Card, width int) []string {
	s := m.styles
	verdict := s.Good.Render("Right. ")
	if m.chosen != c.Right {
		verdict = s.Bad.Render("No. ")
	}
	lines := layout.Wrap(verdict+c.Service.Name+": "+lowerFirst(c.Service.Purpose), width)
	if m.chosen != c.Right {
		other := c.Choices[m.chosen]
		for _, l := range layout.Wrap(other.Name+": "+lowerFirst(other.Purpose), width) {
			lines = append(lines, s.Muted.Render(l))
		}
	}
	return append(lines, layout.Wrap(s.Muted.Render("Answers: "+c.Service.Answers), width)...)
}

// lowerFirst begins a sentence in the middle of another one.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func (m *Quiz) score() []string {
	s := m.styles
	lines := []string{" " + s.Title.Render("AWS services"), "", "   " + s.Strong.Render(fmt.Sprintf("%d of %d right", m.right, len(m.cards)))}
	if len(m.wrong) > 0 {
		lines = append(lines, "", "   "+s.Accent.Render("TO LOOK AT AGAIN"))
	}
	for _, c := range m.wrong {
		lines = append(lines, layout.Indent(layout.Hang("· ", c.Service.Name+": "+lowerFirst(c.Service.Purpose), max(m.width-2*margin, 10)), "   ")...)
	}
	return lines
}
