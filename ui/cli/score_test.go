//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// script runs the real program as a script would and returns what it printed.
func script(t *testing.T, db, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, append([]string{"--db", db}, args...)...)
	cmd.Env = environment("HOME=" + filepath.Dir(db))
	var out, errs strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

func TestScoreSaysWhichPointsAnAnswerHits(t *testing.T) {
	db := t.TempDir() + "/p.db"
	answer := "Authentication says who you are, authorization what you may do."
	out, errs, code := script(t, db, answer, "score", "fundamentals-least-privilege")
	if code != 0 || errs != "" {
		t.Fatalf("code %d: %s", code, errs)
	}
	var got struct {
		Question  string
		Coverage  float64
		Suggested string
		Points    []struct {
			Number int
			Hit    bool
			Words  []string
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err, out)
	}
	if got.Question != "fundamentals-least-privilege" || got.Coverage != 0 || got.Suggested != "again" || len(got.Points) < 4 {
		t.Errorf("%+v", got)
	}
	out, _, _ = script(t, db, "Everyone gets only the rights that the job needs, and we review them.", "score", "fundamentals-least-privilege")
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	hit := false
	for _, p := range got.Points {
		hit = hit || p.Hit && len(p.Words) > 0
	}
	if !hit || got.Coverage <= 0 {
		t.Errorf("no point of a fair answer is hit: %+v", got)
	}
	if _, err := os.Stat(db); !os.IsNotExist(err) {
		t.Error("scoring made a progress store")
	}
}

func TestScoreRefusesAnUnknownQuestion(t *testing.T) {
	out, errs, code := script(t, t.TempDir()+"/p.db", "", "score", "no-such-question")
	if code != 1 || out != "" || !strings.Contains(errs, `no question "no-such-question"`) {
		t.Errorf("code %d, %q, %q", code, out, errs)
	}
}
