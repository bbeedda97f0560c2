package bank_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var fenced = regexp.MustCompile("(?ms)^```(go|python)\n(.*?)^```")

// TestCodeInAnswersRuns runs every Go program and Python script that a model
// answer shows. Python is left out where it is not installed.
func TestCodeInAnswersRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles every program of the bank")
	}
	python, noPython := exec.LookPath("python3")
	for _, d := range builtIn(t).Domains {
		for _, q := range d.Questions {
			for _, block := range fenced.FindAllStringSubmatch(q.Answer, -1) {
				t.Run(q.ID, func(t *testing.T) {
					t.Parallel()
					var cmd *exec.Cmd
					switch language, code := block[1], block[2]; {
					case language == "go" && strings.Contains(code, "package main"):
						cmd = exec.Command("go", "run", write(t, "main.go", code))
					case language == "go":
						t.Fatal("a Go block has to be a whole program")
					case noPython != nil:
						t.Skip("python3 is not installed")
					default:
						cmd = exec.Command(python, write(t, "main.py", code))
					}
					if out, err := cmd.CombinedOutput(); err != nil {
						t.Errorf("%v\n%s", err, out)
					}
				})
			}
		}
	}
}

func write(t *testing.T, name, code string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
