package frametest

import tea "github.com/charmbracelet/bubbletea"

// Key returns the key with the name that help gives it; letters of any other
// name as typed.
func Key(name string) tea.KeyMsg {
	for _, t := range []tea.KeyType{
		tea.KeyEnter, tea.KeyEscape, tea.KeyTab, tea.KeyShiftTab, tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight,
		tea.KeyCtrlB, tea.KeyCtrlC, tea.KeyCtrlD, tea.KeyCtrlE, tea.KeyCtrlH, tea.KeyCtrlN, tea.KeyCtrlU, tea.KeyF1,
	} {
		if k := (tea.KeyMsg{Type: t}); k.String() == name {
			return k
		}
	}
	if name == " " || name == "space" {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

// Press sends the keys to a view and returns what the person did last; nil
// where the keys only changed the view.
func Press(v interface {
	Update(tea.Msg) (tea.Msg, tea.Cmd)
}, keys ...string) tea.Msg {
	var last tea.Msg
	for _, k := range keys {
		if did, _ := v.Update(Key(k)); did != nil {
			last = did
		}
	}
	return last
}
