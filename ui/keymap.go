package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// A KeyMap is the person's own keys: a key stands for another one, on every
// screen or on one of them.
type KeyMap struct {
	everywhere map[string]string
	on         map[string]map[string]string // by screen
}

// screens are the names of the screens as config.toml has them.
func screens() []string {
	return []string{
		"picker", "question", "grade", "summary", "resume", "dashboard", "browse", "preferences", "mock", "interview", "stories", "prepare", "problems", "welcome",
	}
}

// NewKeyMap reads the keys of config.toml: a name and the key that it stands
// for, "" for none, or a table of such for one screen.
func NewKeyMap(settings map[string]any) (KeyMap, error) {
	m := KeyMap{everywhere: map[string]string{}, on: map[string]map[string]string{}}
	for name, value := range settings {
		switch value := value.(type) {
		case string:
			if err := checkKeys(name, value); err != nil {
				return KeyMap{}, err
			}
			m.everywhere[canonical(name)] = value
		case map[string]any:
			if !slices.Contains(screens(), name) {
				return KeyMap{}, fmt.Errorf("keys: there is no screen %q: there are %s", name, strings.Join(screens(), ", "))
			}
			m.on[name] = map[string]string{}
			for from, to := range value {
				key, ok := to.(string)
				if !ok {
					return KeyMap{}, fmt.Errorf("keys.%s: %s = %v: write the key that it stands for, in quotes", name, from, to)
				}
				if err := checkKeys(from, key); err != nil {
					return KeyMap{}, err
				}
				m.on[name][canonical(from)] = key
			}
		default:
			return KeyMap{}, fmt.Errorf("keys: %s = %v: write the key that it stands for, in quotes", name, value)
		}
	}
	return m, nil
}

func checkKeys(from, to string) error {
	for _, k := range []string{from, to} {
		if _, ok := keyNamed(k); !ok && !(k == "" && k == to) {
			return fmt.Errorf("keys: there is no key %q: write it like g, G, ctrl+g, alt+g, enter, pgdown or f5", k)
		}
	}
	if from == "ctrl+c" {
		return fmt.Errorf("keys: ctrl+c always leaves; choose another key")
	}
	return nil
}

// translate returns the key that the pressed one stands for on the screen, and
// whether it stands for any. While text is typed, letters are text.
func (m KeyMap) translate(screen string, typing bool, k tea.KeyMsg) (tea.KeyMsg, bool) {
	if k.Paste || typing && k.Type == tea.KeyRunes && !k.Alt || typing && k.Type == tea.KeySpace {
		return k, true
	}
	name := canonical(k.String())
	to, ok := m.on[screen][name]
	if !ok {
		to, ok = m.everywhere[name]
	}
	if !ok {
		return k, true
	}
	return keyNamed(to)
}

// named returns a binding as the person knows it: by the keys that they chose
// for it.
func (m KeyMap) named(screen string, typing bool, b key.Binding) key.Binding {
	var own []string
	for _, keys := range []map[string]string{m.on[screen], m.everywhere} {
		for from, to := range keys {
			k, _ := keyNamed(from)
			if typing && k.Type == tea.KeyRunes && !k.Alt {
				continue
			}
			if to != "" && (slices.Contains(b.Keys(), to) || to == space && slices.Contains(b.Keys(), " ")) && !slices.Contains(own, from) {
				own = append(own, from)
			}
		}
	}
	if len(own) == 0 {
		return b
	}
	slices.Sort(own)
	b.SetHelp(strings.Join(own, "/"), b.Help().Desc)
	return b
}

const space = "space"

// canonical is the one name of a key that has two.
func canonical(name string) string {
	if name == " " {
		return space
	}
	return name
}

// keyNamed returns the key with the name, as Bubble Tea names it.
func keyNamed(name string) (tea.KeyMsg, bool) {
	bare, alt := strings.CutPrefix(name, "alt+")
	if r := []rune(bare); len(r) == 1 && r[0] != ' ' {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: r, Alt: alt}, true
	}
	if canonical(bare) == space {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}, Alt: alt}, true
	}
	for t := tea.KeyType(-128); t < 128; t++ {
		if t != tea.KeyRunes && t != tea.KeySpace && t.String() == bare && bare != "" {
			return tea.KeyMsg{Type: t, Alt: alt}, true
		}
	}
	return tea.KeyMsg{}, false
}
