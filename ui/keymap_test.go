package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

func TestKeyMap(t *testing.T) {
	m, err := NewKeyMap(map[string]any{
		"ctrl+l": "ctrl+d", "n": "tab", "q": "",
		"grade": map[string]any{"n": "3", "space": "enter"},
	})
	if err != nil {
		t.Fatal(err)
	}
	press := func(name string) tea.KeyMsg {
		k, ok := keyNamed(name)
		if !ok {
			t.Fatalf("no key %q", name)
		}
		return k
	}
	for _, c := range []struct {
		screen string
		typing bool
		key    string
		want   string
	}{
		{"question", true, "ctrl+l", "ctrl+d"},
		{"question", true, "n", "n"}, // text
		{"picker", false, "n", "tab"},
		{"grade", false, "n", "3"},
		{"grade", false, "space", "enter"},
		{"picker", false, "q", ""},
		{"picker", false, "x", "x"},
	} {
		got, ok := m.translate(c.screen, c.typing, press(c.key))
		if ok != (c.want != "") || ok && got.String() != press(c.want).String() {
			t.Errorf("%s on %s stands for %q, %v, want %q", c.key, c.screen, got, ok, c.want)
		}
	}
	b := key.NewBinding(key.WithKeys("tab"), key.WithHelp("tab", "next pane"))
	if got := m.named("picker", false, b).Help(); got.Key != "n" || got.Desc != "next pane" {
		t.Errorf("help says %+v", got)
	}
	if got := m.named("question", true, b).Help(); got.Key != "tab" {
		t.Errorf("help while typing says %+v", got)
	}
}

func TestKeyMapRefuses(t *testing.T) {
	for _, c := range []struct {
		settings map[string]any
		want     string
	}{
		{map[string]any{"contrl+x": "a"}, `no key "contrl+x"`},
		{map[string]any{"a": "entr"}, `no key "entr"`},
		{map[string]any{"": "a"}, `no key ""`},
		{map[string]any{"ctrl+c": "a"}, "ctrl+c always leaves"},
		{map[string]any{"pickr": map[string]any{}}, `no screen "pickr"`},
		{map[string]any{"a": 3}, "in quotes"},
		{map[string]any{"grade": map[string]any{"a": true}}, "in quotes"},
	} {
		if _, err := NewKeyMap(c.settings); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.settings, err, c.want)
		}
	}
}
