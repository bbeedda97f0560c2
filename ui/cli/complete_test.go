//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompletion(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"score", "cloud-im"}, "cloud-imds-ssrf\t"},
		{[]string{"next", "--domain", ""}, "cloud\tCloud Security"},
		{[]string{"practice", "--domain", "net"}, "network\tNetwork Security"},
		{[]string{"browse", "--read", "appsec-x"}, "appsec-xss\t"},
		{[]string{"settings", "set", "int"}, "interview_date\tInterview date"},
		{[]string{"mock", "--stage", ""}, "behavioral"},
		{[]string{"--theme", ""}, "contrast"},
		{[]string{"record", "cloud-imds-ssrf", "--rating", ""}, "again"},
		{[]string{""}, "practice\t"},
	} {
		out, _, code := script(t, db, "", append([]string{"__complete"}, c.args...)...)
		if code != 0 || !strings.Contains("\n"+out, "\n"+c.want) {
			t.Errorf("%q completes to %q, want %q", c.args, out, c.want)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out, errs, code := script(t, db, "", "completion", shell); code != 0 || !strings.Contains(out, "__complete") {
			t.Errorf("completion %s: code %d, %d bytes, %s", shell, code, len(out), errs)
		}
	}
}

func TestManualPages(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	dir := filepath.Join(t.TempDir(), "man1")
	if _, errs, code := script(t, db, "", "man", dir); code != 0 {
		t.Fatal(errs)
	}
	page, err := os.ReadFile(filepath.Join(dir, "debrief-mock.1"))
	if err != nil || !strings.Contains(string(page), `\fB--stage\fP`) {
		t.Errorf("the page of mock is %s, %v", page, err)
	}
}
