//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOwnQuestions(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	out, errs, code := script(t, db, "", "new", "my-team")
	path := strings.TrimSpace(out)
	if code != 0 || filepath.Base(filepath.Dir(path)) != "banks" {
		t.Fatalf("code %d: %s %s", code, out, errs)
	}
	starter, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, code := script(t, db, "", "new", "my-team"); code != 1 || !strings.Contains(errs, "is there already") {
		t.Errorf("a second one: code %d: %s", code, errs)
	}
	if out, errs, code := script(t, db, "", "check", path); code != 0 {
		t.Errorf("check: code %d: %s%s", code, out, errs)
	}

	// It is found without being named, and scores.
	out, errs, code = script(t, db, "It gave everyone the whole network, so we put a proxy there.", "score", "my-team-vpn")
	if code != 0 || !strings.Contains(out, `"coverage": 0.5`) {
		t.Errorf("score: code %d: %s%s", code, out, errs)
	}
	if out, errs, code := script(t, db, "", "next", "--json", "--domain", "my-team"); code != 0 || !strings.Contains(out, "my-team-card") {
		t.Errorf("next: code %d: %s%s", code, out, errs)
	}

	untidy := strings.Replace(string(starter), "\nkind   =", "\n\n\nkind=", 1)
	if err := os.WriteFile(path, []byte(untidy), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if out, _, code := script(t, db, "", "fmt", "--check", path); code != 1 || strings.TrimSpace(out) != path {
		t.Errorf("fmt --check: code %d: %s", code, out)
	}
	if out, _, code := script(t, db, untidy, "fmt", "-"); code != 0 || !strings.Contains(out, "\nkind   = \"card\"\ntopic  = ") {
		t.Errorf("fmt -: code %d: %s", code, out)
	}
	if out, errs, code := script(t, db, "", "fmt", path); code != 0 || strings.TrimSpace(out) != path {
		t.Errorf("fmt: code %d: %s%s", code, out, errs)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}

	// A broken one is left out, and named.
	broken := strings.Replace(string(starter), "prompt =", "promt =", 1)
	if err := os.WriteFile(path, []byte(broken), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := script(t, db, "x", "score", "my-team-vpn"); code != 1 || !strings.Contains(errs, path) {
		t.Errorf("score with a broken file: code %d: %s", code, errs)
	}
	if _, errs, code := script(t, db, "x", "score", "cloud-imds-ssrf"); code != 0 || !strings.Contains(errs, `did you mean "prompt"?`) {
		t.Errorf("score of a built-in question beside it: code %d: %s", code, errs)
	}
	if err := os.WriteFile(path, []byte("x = ["), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := script(t, db, "", "fmt", path); code != 1 || !strings.Contains(errs, path+":1:") {
		t.Errorf("fmt of no TOML: code %d: %s", code, errs)
	}
}
