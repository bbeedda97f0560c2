//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackupRestoreAndDoctor(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "p.db")
	said := func(want string, code int, args ...string) string {
		t.Helper()
		out, errs, got := script(t, db, "", args...)
		if got != code || !strings.Contains(out+errs, want) {
			t.Fatalf("%v: code %d, %q, %q; want %d, %q", args, got, out, errs, code, want)
		}
		return out
	}
	said("no progress to back up", 1, "backup")
	said("none yet", 0, "doctor")
	said("", 0, "record", "cloud-which-log", "--rating", "good")
	copied := filepath.Join(dir, "copy.db")
	said(copied, 0, "backup", copied)
	said("progress-", 0, "backup")
	said("sound", 0, "doctor")

	src, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(db, src[:len(src)-2048], 0o600); err != nil {
		t.Fatal(err)
	}
	said("debrief restore goes back", 1, "stats")
	said("is damaged", 1, "doctor")
	out := said("restored", 0, "restore")
	if !strings.Contains(out, "kept") {
		t.Errorf("what was replaced is not said to be kept: %q", out)
	}
	said(`"tried": 1`, 0, "stats", "--json")
	said("no such file", 1, "restore", filepath.Join(dir, "nothing.db"))
}
