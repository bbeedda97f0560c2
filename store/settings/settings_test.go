package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/store/plan"
	"debrief/store/settings"
)

const written = `# my settings
interview_date = "2027-01-31" # the loop
stages = [
  "screen", # next week
  "technical",
]
minutes_a_day=45
theme = 'dark'  
`

func TestSetKeepsTheRestOfTheFile(t *testing.T) {
	for _, c := range []struct{ key, value, was, is string }{
		{"interview_date", "2027-02-01", `"2027-01-31"`, `"2027-02-01"`},
		{"interview_date", "", `"2027-01-31"`, `""`},
		{"minutes_a_day", " 60 ", `minutes_a_day=45`, `minutes_a_day=60`},
		{"theme", "light", `'dark'`, `"light"`},
		{"stages", "final", "[\n  \"screen\", # next week\n  \"technical\",\n]", `["final"]`},
	} {
		got, err := settings.Set(written, c.key, c.value)
		if want := strings.Replace(written, c.was, c.is, 1); err != nil || got != want {
			t.Errorf("%s = %s: %v\n%s", c.key, c.value, err, got)
		}
	}
	got, err := settings.Set(written, "level", "l5")
	if err != nil || !strings.HasPrefix(got, written) || !strings.HasSuffix(got, "level = \"L5\"\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

const withTables = `# mine
stages = [
  "screen",
]

# keys that I know
[keys]
"q" = ""
level = "x"

[keys.grade]
"a" = "1"

[themes.mine]
accent = "#ff8800"
`

func TestSetLeavesTheTablesAlone(t *testing.T) {
	got, err := settings.Set(withTables, "level", "L5")
	want := strings.Replace(withTables, "]\n\n# keys", "]\n# Target level: L4, L5 or L6; empty for any\nlevel = \"L5\"\n\n\n# keys", 1)
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	got, err = settings.Set(got, "theme", "mine")
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.Parse("config.toml", got)
	if err != nil || s.Level != "L5" || s.Theme != "mine" || len(s.Stages) != 1 || len(s.KeyMap) != 3 || s.Themes["mine"]["accent"] != "#ff8800" {
		t.Errorf("%+v, %v", s, err)
	}
	if got, err := settings.Set("[keys]\nq = \"x\"\n", "timer", "off"); err != nil || !strings.HasPrefix(got, "# Timer") || !strings.HasSuffix(got, "timer = false\n\n[keys]\nq = \"x\"\n") {
		t.Errorf("%v\n%s", err, got)
	}
	if _, err := settings.Parse("c.toml", "theme = \"pink\"\n"); err == nil || !strings.Contains(err.Error(), "c.toml:1: theme \"pink\" is unknown") {
		t.Errorf("an unknown theme: %v", err)
	}
}

func TestWhatIsSetIsReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "config.toml")
	for key, value := range map[string]string{
		"interview_date": "2027-01-31", "level": "L6", "stages": "screen, final", "minutes_a_day": "60", "new_a_day": "0",
		"desired_retention": "0.85", "pinned_domains": "cloud", "left_out_domains": "os, ai", "theme": "light", "timer": "off",
	} {
		if _, err := settings.Save(path, key, value); err != nil {
			t.Fatal(key, err)
		}
		s, err := settings.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Get(key); err != nil || got != value {
			t.Errorf("%s is %q, want %q, %v", key, got, value, err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestNonsenseIsRefusedInWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	for _, c := range []struct{ key, value, want string }{
		{"interview_date", "31.1.2027", "write it like 2027-01-31"},
		{"level", "L7", "use L4, L5, L6"},
		{"stages", "screen, lunch", `stage "lunch" is unknown: use screen`},
		{"minutes_a_day", "-3", "from 5 to 600"},
		{"desired_retention", "90", "from 0.7 to 0.97"},
		{"timer", "maybe", "neither on nor off"},
		{"colour", "red", "there are interview_date, level"},
	} {
		if _, err := settings.Save(path, c.key, c.value); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s = %s: %v", c.key, c.value, err)
		}
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("a refused setting left a file")
	}
}

func TestABrokenFileIsSaidWithItsLine(t *testing.T) {
	for src, want := range map[string]string{
		"theme = \"dark\"\nminutes_a_day = \"many\"\n": "config.toml",
		"theme = \"dark\"\nminutes_a_day = 9999\n":     "config.toml:2: minutes_a_day",
		"\n\nminutes = 3\n":                            `config.toml:3: there is no setting "minutes"`,
		"theme = \n":                                   "config.toml:1",
	} {
		s, err := settings.Parse("config.toml", src)
		if err == nil || !strings.Contains(err.Error(), want) || s.Minutes != settings.Default().Minutes {
			t.Errorf("%q: %v", src, err)
		}
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("theme = \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := settings.Save(path, "level", "L5"); err == nil {
		t.Error("saved into a broken file")
	}
	if src, _ := os.ReadFile(path); string(src) != "theme = \n" {
		t.Errorf("the broken file was changed: %q", src)
	}
}

func TestGoalCountsDays(t *testing.T) {
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) // still the 22nd
	for date, want := range map[string]int{"": plan.NoDate, "2026-11-22": 0, "2026-11-23": 1, "2026-12-22": 30, "2026-11-20": plan.NoDate} {
		s := settings.Default()
		s.Date = date
		if got := s.Goal(now).Days; got != want {
			t.Errorf("%q: %d days, want %d", date, got, want)
		}
	}
	s := settings.Settings{Date: "2026-11-20"}
	if days, ok := s.DaysLeft(now); !ok || days != -2 {
		t.Errorf("%d, %v", days, ok)
	}
}

func FuzzSet(f *testing.F) {
	f.Add(written, "minutes_a_day", "30")
	f.Add("a = \"#\"\n", "theme", "dark")
	f.Fuzz(func(t *testing.T, src, key, value string) {
		if _, err := settings.Parse("c", src); err != nil {
			return
		}
		got, err := settings.Set(src, key, value)
		if err != nil {
			return
		}
		s, err := settings.Parse("c", got)
		if err != nil {
			t.Fatalf("%q became %q: %v", src, got, err)
		}
		if _, err := s.Get(key); err != nil {
			t.Fatal(err)
		}
	})
}
