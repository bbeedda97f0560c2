//go:build unix

package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestPlainCommands(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	for _, c := range []struct {
		name, stdin, want string
		args              []string
	}{
		{"practice", "An aloud answer.\n.\n\n3\n:quit\n", "Saved as good.", []string{"practice", "--domain", "cloud", "--n", "2"}},
		{"without a command", "n\nq\n", "You left Cloud Security, 1 of 2 done", nil},
		{"mock", "\n:quit\n", "Round 1 of 1: screen, 10 minutes.", []string{"mock", "--plain", "--stage", "screen", "--short"}},
		{"stats", "", "1 of 25 tried", []string{"stats", "--plain"}},
		{"browse", "", "cloud-imds-ssrf\tnew\tCloud Security\t", []string{"browse", "imds", "ssrf"}},
		{"read", "", "Model answer:", []string{"browse", "--read", "cloud-imds-ssrf"}},
	} {
		out, errs, code := script(t, db, c.stdin, c.args...)
		if code != 0 || errs != "" || !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(c.want), " ")) {
			t.Errorf("%s: code %d, no %q in\n%s\n%s", c.name, code, c.want, out, errs)
		}
		if strings.ContainsAny(out, "\x1b\x07\r") {
			t.Errorf("%s writes control characters: %q", c.name, out)
		}
	}
	if _, errs, code := script(t, db, "", "browse", "--read", "nonsuch"); code != 1 || !strings.Contains(errs, "nonsuch") {
		t.Errorf("reading a question that is none: code %d: %s", code, errs)
	}
}
