//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store/storetest"
)

func TestCardsOutAndIn(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "p.db")
	for _, name := range []string{"all.apkg", "all.csv"} {
		path := filepath.Join(dir, name)
		if out, errs, code := script(t, db, "", "export", "cards", path, "--domain", "cloud"); code != 0 || !strings.Contains(out, " cards in ") {
			t.Fatalf("export %s: code %d: %s%s", name, code, out, errs)
		}
		if _, errs, code := script(t, db, "", "export", "cards", path); code != 1 || !strings.Contains(errs, "is there already") {
			t.Errorf("export over %s: code %d: %s", name, code, errs)
		}
		to := filepath.Join(dir, name+".toml")
		if out, errs, code := script(t, db, "", "import", path, "--to", to); code != 0 || !strings.Contains(out, "0 left out") {
			t.Errorf("import %s: code %d: %s%s", name, code, out, errs)
		}
		if _, errs, code := script(t, db, "", "import", path, "--to", to); code != 1 || !strings.Contains(errs, "--force") {
			t.Errorf("import %s again: code %d: %s", name, code, errs)
		}
		if out, errs, code := script(t, db, "", "check", to); code != 0 {
			t.Errorf("check: code %d: %s%s", code, out, errs)
		}
	}
	list := filepath.Join(dir, "My list.md")
	if err := os.WriteFile(list, []byte("Q: What is a SYN?\nA: The first packet.\n\nQ: No answer?\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := script(t, db, "", "import", list)
	if code != 0 || !strings.Contains(out, "left out  line 4: it has no answer: No answer?") || !strings.Contains(out, "1 card into ") {
		t.Errorf("import a list: code %d: %s%s", code, out, errs)
	}
	// It is practised at once.
	out, errs, code = script(t, db, "The first packet.\n.\n3\n:quit\n", "practice", "--domain", "my-list")
	if code != 0 || !strings.Contains(out, "What is a SYN?") || !strings.Contains(out, "Saved as good.") {
		t.Errorf("practise it: code %d: %s%s", code, out, errs)
	}
	if out, _, code := script(t, db, "", "export", "cards", filepath.Join(dir, "own.toml"), "--own"); code != 0 || !strings.Contains(out, "1 card in ") {
		t.Errorf("export own: code %d: %s", code, out)
	}
	if _, errs, code := script(t, db, "", "import", filepath.Join(dir, "x.docx")); code != 2 || !strings.Contains(errs, ".apkg") {
		t.Errorf("import of another kind: code %d: %s", code, errs)
	}
}

func TestProgressMovesToAnotherMachine(t *testing.T) {
	old, fresh := t.TempDir(), t.TempDir()
	db, other := filepath.Join(old, "p.db"), filepath.Join(fresh, "p.db")
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	if err := storetest.Practise(t.Context(), db, storetest.Of(b), 20, 3, time.Now()); err != nil {
		t.Fatal(err)
	}
	now := time.Now().UTC().Format(time.RFC3339)
	if _, errs, code := script(t, db, "", "settings", "set", "level", "L6"); code != 0 {
		t.Fatal(errs)
	}
	export := filepath.Join(old, "me.json")
	if out, errs, code := script(t, db, "", "export", "progress", export); code != 0 {
		t.Fatalf("export: code %d: %s%s", code, out, errs)
	}
	if out, errs, code := script(t, other, "", "import", "--restore", export); code != 0 {
		t.Fatalf("import: code %d: %s%s", code, out, errs)
	}
	for _, args := range [][]string{{"stats", "--now", now}, {"stats", "--plain", "--now", now}, {"settings", "get"}} {
		want, _, _ := script(t, db, "", args...)
		got, errs, code := script(t, other, "", args...)
		if code != 0 || got != want || len(got) < 50 {
			t.Errorf("%v there is\n%s%s\nand was\n%s", args, got, errs, want)
		}
	}
	if _, errs, code := script(t, other, "", "import", "--restore", export); code != 1 || !strings.Contains(errs, "there is progress already") {
		t.Errorf("a second time: code %d: %s", code, errs)
	}
	tables := filepath.Join(old, "tables")
	if out, errs, code := script(t, db, "", "export", "progress", "--csv", tables); code != 0 {
		t.Fatalf("tables: code %d: %s%s", code, out, errs)
	}
	for _, name := range []string{"attempts.csv", "sessions.csv", "story_versions.csv", "settings.csv"} {
		if text, err := os.ReadFile(filepath.Join(tables, name)); err != nil || !strings.Contains(string(text), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
