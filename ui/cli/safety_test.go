//go:build unix

package cli_test

import (
	"bytes"
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

// TestADamagedFileIsOfferedItsBackup holds that the program asks first, and then
// goes on from the backup.
func TestADamagedFileIsOfferedItsBackup(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	script(t, db, "", "record", "cloud-which-log", "--rating", "good")
	script(t, db, "", "backup")
	src, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	short := src[:len(src)-2048]
	if err := os.WriteFile(db, short, 0o600); err != nil {
		t.Fatal(err)
	}
	p := run(t, db, 100, 30)
	p.until("is damaged", "Go back to the backup? y or n:")
	p.press("n\r")
	p.until("nothing was changed")
	p.wait()
	if got, _ := os.ReadFile(db); !bytes.Equal(got, short) {
		t.Error("the file was written to")
	}
	p = run(t, db, 100, 30)
	p.until("y or n:")
	p.press("y\r")
	p.until("Session: planned")
	p.press("q")
	p.wait()
	if out, errs, _ := script(t, db, "", "stats", "--json"); !strings.Contains(out, `"tried": 1`) {
		t.Errorf("the attempt is gone: %s%s", out, errs)
	}
	if kept, _ := filepath.Glob(db + ".replaced-*"); len(kept) == 0 {
		t.Error("the damaged file was not kept")
	}
}
