// Package settings is config.toml: what the person works towards and how the
// program looks. Setting a value keeps the rest of the file as it is, comments
// included.
package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/store/plan"

	"github.com/BurntSushi/toml"
)

// Settings are the person's settings.
type Settings struct {
	Date      string   `toml:"interview_date"` // 2006-01-02; "" without one
	Level     string   `toml:"level"`          // L4, L5, L6 or ""
	Stages    []string `toml:"stages"`         // those that are coming; none: all
	Minutes   int      `toml:"minutes_a_day"`  // 0: no limit
	NewADay   int      `toml:"new_a_day"`      // without a date; 0: no limit
	Retention float64  `toml:"desired_retention"`
	Pinned    []string `toml:"pinned_domains"`
	LeftOut   []string `toml:"left_out_domains"`
	Theme     string   `toml:"theme"`        // a built-in one, or one of Themes
	Timer     bool     `toml:"timer"`        // the clock beside an answer
	Mouse     bool     `toml:"mouse"`        // the wheel scrolls and a click chooses
	Title     bool     `toml:"title"`        // the terminal's title says where the person is
	Bar       bool     `toml:"progress_bar"` // and its task bar how far a session is
	Alarm     string   `toml:"alarm"`        // when the clock of a mock round runs out: off, bell, osc9 or osc777

	// Only in the file: too much for a line of the settings screen.
	KeyMap map[string]any               `toml:"keys"`   // a key -> the key that it stands for; a table for one screen only
	Themes map[string]map[string]string `toml:"themes"` // own themes: base and colours, by name
}

// Default returns the settings of somebody who has set nothing.
func Default() Settings {
	return Settings{Minutes: 45, NewADay: 10, Retention: plan.DesiredRetention, Theme: "auto", Timer: true, Title: true, Alarm: "off"}
}

// A Key is one setting as people read and write it.
type Key struct {
	Name  string
	Title string
	Help  string // what it does and what can be written
}

// Keys returns the settings in the order of their screen.
func Keys() []Key {
	return []Key{
		{"interview_date", "Interview date", "the day to be ready for, such as 2027-01-31; empty without one"},
		{"level", "Target level", "L4, L5 or L6; empty for any"},
		{"stages", "Coming stages", "of " + strings.Join(bank.Stages(), ", ") + "; empty for all"},
		{"minutes_a_day", "Minutes a day", "to practise, 5 to 600; 0 for no limit"},
		{"new_a_day", "New questions a day", "without an interview date, 1 to 200; 0 for no limit"},
		{"desired_retention", "Desired retention", "chance of recall at which a question comes back, 0.7 to 0.97"},
		{"pinned_domains", "Pinned domains", "ids of domains that come first, a comma between"},
		{"left_out_domains", "Left out domains", "ids of domains that are not planned, a comma between"},
		{"theme", "Theme", "auto, dark, light, contrast, mono, or one of your own from config.toml"},
		{"timer", "Timer", "on or off: the clock beside your answer"},
		{"alarm", "Alarm", "when the clock of a mock round runs out: " + strings.Join(Alarms(), ", ")},
		{"mouse", "Mouse", "on or off: the wheel scrolls, a click chooses; from the next start"},
		{"title", "Window title", "on or off: says where you are"},
		{"progress_bar", "Progress bar", "on or off: in the task bar, where the terminal has one (OSC 9;4)"},
	}
}

// Get returns a setting as a person would write it. The error names the
// settings there are.
func (s Settings) Get(key string) (string, error) {
	switch key {
	case "interview_date":
		return s.Date, nil
	case "level":
		return s.Level, nil
	case "stages":
		return strings.Join(s.Stages, ", "), nil
	case "minutes_a_day":
		return strconv.Itoa(s.Minutes), nil
	case "new_a_day":
		return strconv.Itoa(s.NewADay), nil
	case "desired_retention":
		return strconv.FormatFloat(s.Retention, 'f', -1, 64), nil
	case "pinned_domains":
		return strings.Join(s.Pinned, ", "), nil
	case "left_out_domains":
		return strings.Join(s.LeftOut, ", "), nil
	case "theme":
		return s.Theme, nil
	case "timer":
		return onOff(s.Timer), nil
	case "mouse":
		return onOff(s.Mouse), nil
	case "title":
		return onOff(s.Title), nil
	case "progress_bar":
		return onOff(s.Bar), nil
	case "alarm":
		return s.Alarm, nil
	}
	return "", unknown(key)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// Alarms returns the ways to say that a clock has run out.
func Alarms() []string { return []string{"off", "bell", "osc9", "osc777"} }

func unknown(key string) error {
	var names []string
	for _, k := range Keys() {
		names = append(names, k.Name)
	}
	return fmt.Errorf("there is no setting %q: there are %s", key, strings.Join(names, ", "))
}

// literal returns the TOML for what a person wrote, or why it makes no sense.
func literal(key, value string) (string, error) {
	value = strings.TrimSpace(value)
	switch key {
	case "interview_date":
		if value != "" {
			if _, err := time.Parse(time.DateOnly, value); err != nil {
				return "", fmt.Errorf("%q is no date: write it like 2027-01-31, or leave it empty", value)
			}
		}
		return strconv.Quote(value), nil
	case "level":
		value = strings.ToUpper(value)
		if value != "" && !slices.Contains(bank.Levels(), value) {
			return "", fmt.Errorf("%q is no level: use %s, or leave it empty", value, strings.Join(bank.Levels(), ", "))
		}
		return strconv.Quote(value), nil
	case "stages":
		return list(value, bank.Stages(), "stage")
	case "pinned_domains", "left_out_domains":
		return list(value, nil, "domain")
	case "minutes_a_day":
		return whole(value, 5, 600)
	case "new_a_day":
		return whole(value, 1, 200)
	case "desired_retention":
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || v < 0.7 || v > 0.97 {
			return "", fmt.Errorf("%q is out of range: write a number from 0.7 to 0.97", value)
		}
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case "theme":
		if value == "" {
			return "", errors.New("a theme has a name: auto is the usual one")
		}
		return strconv.Quote(value), nil // whether there is such a one Parse says, which knows the person's own
	case "alarm":
		if !slices.Contains(Alarms(), value) {
			return "", fmt.Errorf("%q is no alarm: use %s", value, strings.Join(Alarms(), ", "))
		}
		return strconv.Quote(value), nil
	case "timer", "mouse", "title", "progress_bar":
		switch value {
		case "on", "true", "yes":
			return "true", nil
		case "off", "false", "no":
			return "false", nil
		}
		return "", fmt.Errorf("%q is neither on nor off", value)
	}
	return "", unknown(key)
}

func list(value string, allowed []string, what string) (string, error) {
	var quoted []string
	for _, v := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' }) {
		if allowed != nil && !slices.Contains(allowed, v) {
			return "", fmt.Errorf("%s %q is unknown: use %s", what, v, strings.Join(allowed, ", "))
		}
		quoted = append(quoted, strconv.Quote(v))
	}
	return "[" + strings.Join(quoted, ", ") + "]", nil
}

func whole(value string, least, most int) (string, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n != 0 && (n < least || n > most) {
		return "", fmt.Errorf("%q is out of range: write a whole number from %d to %d, or 0", value, least, most)
	}
	return strconv.Itoa(n), nil
}

// Parse reads the text of config.toml. What is wrong in it is an error with
// its line, and the settings are then the default ones.
func Parse(name, src string) (Settings, error) {
	s := Default()
	meta, err := toml.Decode(src, &s)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return Default(), fmt.Errorf("%s:%d: %s", name, syntax.Position.Line, syntax.Message)
	}
	if err != nil {
		return Default(), fmt.Errorf("%s: %w", name, err)
	}
	for _, k := range meta.Undecoded() {
		if k[0] == "keys" {
			continue // their names are the person's; the screens check them
		}
		return Default(), fmt.Errorf("%s:%d: %w", name, lineOf(src, k.String()), unknown(k.String()))
	}
	for _, k := range Keys() {
		value, err := s.Get(k.Name)
		if err != nil {
			return Default(), err
		}
		if _, err := literal(k.Name, value); err != nil {
			return Default(), fmt.Errorf("%s:%d: %s: %w", name, lineOf(src, k.Name), k.Name, err)
		}
	}
	if _, own := s.Themes[s.Theme]; !own && !slices.Contains(Themes(), s.Theme) {
		return Default(), fmt.Errorf("%s:%d: theme %q is unknown: use %s, or one of your own under [themes]", name, lineOf(src, "theme"), s.Theme, strings.Join(Themes(), ", "))
	}
	return s, nil
}

// Themes returns the names of the built-in themes.
func Themes() []string { return []string{"auto", "dark", "light", "contrast", "mono"} }

func lineOf(src, key string) int {
	if start, _, ok := find(src, key); ok {
		return strings.Count(src[:start], "\n") + 1
	}
	return 1
}

// Load reads the settings at path; where there is no file they are the default
// ones.
func Load(path string) (Settings, error) {
	src, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), nil
	}
	if err != nil {
		return Default(), fmt.Errorf("read settings: %w", err)
	}
	return Parse(path, string(src))
}

// Save sets one setting in the file at path, which is made if need be, and
// returns the settings as they then are. The rest of the file stays as it is.
func Save(path, key, value string) (Settings, error) {
	src, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	changed, err := Set(string(src), key, value)
	if err != nil {
		return Settings{}, err
	}
	s, err := Parse(path, changed)
	if err != nil {
		return Settings{}, fmt.Errorf("settings not saved: %w", err)
	}
	if err := write(path, changed); err != nil {
		return Settings{}, fmt.Errorf("save settings: %w", err)
	}
	return s, nil
}

// write replaces the file in one step, so that it is never half written.
func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".config-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Set returns the text of a config.toml with the setting changed, or added at
// the end where it is not in it; before the tables, where it has some.
func Set(src, key, value string) (string, error) {
	l, err := literal(key, value)
	if err != nil {
		return "", err
	}
	if start, end, ok := find(src, key); ok {
		return src[:start] + l + src[end:], nil
	}
	at := tablesAt(src)
	before, after := src[:at], src[at:]
	if before != "" && !strings.HasSuffix(before, "\n") {
		before += "\n"
	}
	for _, k := range Keys() {
		if k.Name == key {
			before += "# " + k.Title + ": " + k.Help + "\n"
		}
	}
	before += key + " = " + l + "\n"
	if after != "" {
		before += "\n"
	}
	return before + after, nil
}

// tablesAt returns where the first table begins, with the comments and the
// blank lines right above it; the end where there is none.
func tablesAt(src string) int {
	begin := 0
	for at := 0; at < len(src); {
		line, _, _ := strings.Cut(src[at:], "\n")
		text := strings.TrimSpace(line)
		if strings.HasPrefix(text, "[") {
			return begin
		}
		at += len(line) + 1
		if _, rest, assigned := strings.Cut(line, "="); assigned && !strings.HasPrefix(text, "#") {
			value := strings.TrimLeft(rest, " \t")
			at += max(valueLength(src[min(at-1-len(value), len(src)):])-len(value), 0)
			begin = min(at, len(src))
		}
	}
	return len(src)
}

// find returns where the value of a key stands in the text.
func find(src, key string) (start, end int, ok bool) {
	for at := 0; at < len(src); {
		line, _, _ := strings.Cut(src[at:], "\n")
		if strings.HasPrefix(strings.TrimSpace(line), "[") { // the tables hold other keys
			return 0, 0, false
		}
		name, rest, assigned := strings.Cut(line, "=")
		if assigned && strings.TrimSpace(name) == key {
			start = at + len(line) - len(rest)
			for start < len(src) && (src[start] == ' ' || src[start] == '\t') {
				start++
			}
			return start, start + valueLength(src[start:]), true
		}
		at += len(line) + 1
		if assigned { // not to take the lines of a list for keys
			value := strings.TrimLeft(rest, " \t")
			at += max(valueLength(src[at-1-len(value):])-len(value), 0)
		}
	}
	return 0, 0, false
}

// valueLength returns how far the TOML value at the beginning of the text
// reaches: to the end of a string or list, else to white space or a comment.
func valueLength(s string) int {
	depth := 0
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				if quote = 0; depth == 0 {
					return i + 1
				}
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case c == '#' && depth > 0:
			if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
				i += n
			}
		case depth == 0 && (c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '#'):
			return i
		}
	}
	return len(s)
}

// Goal returns what the settings ask to plan for, as seen now. An interview
// date that has passed is none.
func (s Settings) Goal(now time.Time) plan.Goal {
	g := plan.Goal{
		Days: plan.NoDate, Minutes: s.Minutes, NewADay: s.NewADay, Retention: s.Retention, Level: s.Level, Stages: s.Stages,
		Pinned: s.Pinned, LeftOut: s.LeftOut,
	}
	if days, ok := s.DaysLeft(now); ok && days >= 0 {
		g.Days = days
	}
	return g
}

// DaysLeft returns the whole days until the interview, negative after it, and
// whether there is a date.
func (s Settings) DaysLeft(now time.Time) (int, bool) {
	date, err := time.ParseInLocation(time.DateOnly, s.Date, now.Location())
	if err != nil {
		return 0, false
	}
	return fsrs.Day(date.Add(12*time.Hour)) - fsrs.Day(now), true
}
