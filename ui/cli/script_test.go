//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// decode runs a command and reads the JSON that it prints.
func decode(t *testing.T, db string, v any, args ...string) {
	t.Helper()
	out, errs, code := script(t, db, "", args...)
	if code != 0 || errs != "" {
		t.Fatalf("%v: code %d, %s", args, code, errs)
	}
	if err := json.Unmarshal([]byte(out), v); err != nil {
		t.Fatalf("%v: %v in %s", args, err, out)
	}
}

type next struct {
	Questions []struct {
		ID, Domain, Prompt string
		New, Due           bool
		Retrievability     float64
	}
}

func TestALoopPractisesFromTheShell(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	var n next
	decode(t, db, &n, "next", "--json", "--domain", "cloud", "--n", "3", "--now", "2026-11-23T18:00:00Z")
	if len(n.Questions) != 3 || n.Questions[0].Domain != "cloud" || !n.Questions[0].New || n.Questions[0].Prompt == "" {
		t.Fatalf("%+v", n)
	}
	first := n.Questions[0].ID
	var r struct {
		Question, Rating, Due string
		Points                []int
		Coverage, Stability   float64
		Interval              int `json:"interval_days"`
	}
	decode(t, db, &r, "record", first, "--rating", "good", "--points", "1,3", "--seconds", "240", "--confidence", "sure", "--at", "2026-11-23T18:05:00Z")
	if r.Question != first || r.Rating != "good" || len(r.Points) != 2 || r.Coverage <= 0 || r.Interval != 2 || r.Due != "2026-11-25" {
		t.Errorf("%+v", r)
	}
	decode(t, db, &n, "next", "--json", "--domain", "cloud", "--n", "1", "--now", "2026-11-25T18:00:00Z")
	if q := n.Questions[0]; q.ID != first || !q.Due || q.New || q.Retrievability < 0.85 || q.Retrievability > 0.95 {
		t.Errorf("two days later: %+v", q)
	}
	var s struct {
		Readiness struct{ Tried, Of int }
		Weak      []struct{ Question string } `json:"weak_points"`
		Today     struct {
			Done int `json:"minutes_done"`
		}
	}
	decode(t, db, &s, "stats", "--json", "--now", "2026-11-23T20:00:00Z")
	if s.Readiness.Tried != 1 || s.Readiness.Of < 216 || len(s.Weak) == 0 || s.Weak[0].Question != first || s.Today.Done != 4 {
		t.Errorf("%+v", s)
	}
}

func TestRecordTicksByTheAnswer(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "p.db"), filepath.Join(dir, "answer.md")
	answer := "Everyone gets only the rights that the job needs, and we review them."
	if err := os.WriteFile(file, []byte(answer), 0o600); err != nil {
		t.Fatal(err)
	}
	var fromFile, fromInput struct {
		Points   []int
		Coverage float64
	}
	decode(t, db, &fromFile, "record", "fundamentals-least-privilege", "--rating", "hard", "--answer-file", file)
	out, _, _ := script(t, db, answer, "record", "fundamentals-least-privilege", "--rating", "hard", "--answer-file", "-")
	if err := json.Unmarshal([]byte(out), &fromInput); err != nil {
		t.Fatal(err)
	}
	if len(fromFile.Points) == 0 || fromFile.Coverage <= 0 || len(fromInput.Points) != len(fromFile.Points) {
		t.Errorf("%+v and %+v", fromFile, fromInput)
	}
}

func TestRecordedLinesCount(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	coverage := func(args ...string) float64 {
		var r struct{ Coverage float64 }
		decode(t, db, &r, append([]string{"record", "appsec-find-idor", "--rating", "hard", "--points", "1"}, args...)...)
		return r.Coverage
	}
	without, wrong, right := coverage(), coverage("--lines", "1"), coverage("--lines", "15,3")
	if !(wrong < without && without < right) {
		t.Errorf("coverage %v without lines, %v with a wrong one, %v with the right ones", without, wrong, right)
	}
}

func TestAttemptsAreRecordedInTheOrderOfTheirTimes(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	args := []string{"record", "fundamentals-least-privilege", "--rating", "good", "--at", "2026-11-23T10:00:00Z"}
	if _, errs, code := script(t, db, "", args...); code != 0 {
		t.Fatal(errs)
	}
	args[len(args)-1] = "2026-11-22T10:00:00Z"
	out, errs, code := script(t, db, "", args...)
	if out != "" || code != 1 || !strings.Contains(errs, "in the order of their times") {
		t.Errorf("code %d, %q, %q", code, out, errs)
	}
}

func TestScriptErrorsAreOnStandardErrorAndSayWhatToDo(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"record", "fundamentals-cia-triad", "--rating", "fine"}, 2, "use again, hard, good or easy"},
		{[]string{"record", "fundamentals-cia-triad", "--rating", "good", "--points", "99"}, 2, "has key points 1 to"},
		{[]string{"record", "fundamentals-cia-triad", "--rating", "good", "--confidence", "very"}, 2, "use guessing, fairly or sure"},
		{[]string{"record", "appsec-find-idor", "--rating", "good", "--lines", "3,99"}, 2, "has an exhibit of 16 lines"},
		{[]string{"record", "nothing", "--rating", "good"}, 1, `no question "nothing"`},
		{[]string{"record", "fundamentals-cia-triad", "--rating", "good", "--answer-file", "/no/such"}, 1, "read the answer"},
		{[]string{"next", "--domain", "clouds"}, 1, "there are fundamentals, cloud"},
		{[]string{"next", "--n", "0"}, 2, "at least 1"},
		{[]string{"next", "--now", "yesterday"}, 2, "write it like"},
		{[]string{"settings", "set", "level", "L9"}, 1, "use L4, L5, L6"},
		{[]string{"settings", "get", "levels"}, 1, "there is no setting"},
	} {
		out, errs, code := script(t, db, "", c.args...)
		if out != "" || code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%v: code %d, %q, %q", c.args, code, out, errs)
		}
	}
}

func TestSettingsFromTheShell(t *testing.T) {
	dir := t.TempDir()
	db, config := filepath.Join(dir, "p.db"), filepath.Join(dir, "config.toml")
	if err := os.WriteFile(config, []byte("# mine\ntheme = \"dark\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := script(t, db, "", "--config", config, "settings", "set", "interview_date", "2027-01-31"); code != 0 {
		t.Fatal(errs)
	}
	out, _, _ := script(t, db, "", "--config", config, "settings", "get", "interview_date")
	if out != "2027-01-31\n" {
		t.Errorf("%q", out)
	}
	if src, _ := os.ReadFile(config); !strings.HasPrefix(string(src), "# mine\ntheme = \"dark\"\n") {
		t.Errorf("%s", src)
	}
	var s struct{ Interview struct{ Days int } }
	decode(t, db, &s, "--config", config, "stats", "--json", "--now", "2027-01-01T12:00:00Z")
	if s.Interview.Days != 30 {
		t.Errorf("%d days left", s.Interview.Days)
	}
	if out, _, code := script(t, db, "", "doctor", "--rebuild"); code != 0 || !strings.Contains(out, db) || !strings.Contains(out, "rebuilt") {
		t.Errorf("code %d, %s", code, out)
	}
}
