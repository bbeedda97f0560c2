package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// editor opens the person's own editor on a file that only they can read.
type editor struct {
	command []string
	in      *os.File
}

func (a *App) editorCommand() []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(a.Getenv(name)); len(words) > 0 {
			return words
		}
	}
	return []string{"vi"}
}

// Open writes the text to a file and returns the editor to run on it. Reading
// gives the text back to the letter: a newline at the end that the editor
// added is taken off again.
func (e editor) Open(text string) (tea.ExecCommand, func() (string, error), error) {
	if err := e.found(); err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "debrief-")
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(dir, "answer.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	read := func() (string, error) {
		got, err := os.ReadFile(path)
		if err != nil {
			return text, errors.Join(err, os.RemoveAll(dir))
		}
		back := string(got)
		if !strings.HasSuffix(text, "\n") {
			back = strings.TrimSuffix(back, "\n")
		}
		return back, os.RemoveAll(dir)
	}
	return e.run(path), read, nil
}

// OpenFile returns the editor to run on a file. The editors that people have
// in terminals take the line as +LINE before the name; others get the name.
func (e editor) OpenFile(path string, line int) (tea.ExecCommand, error) {
	if err := e.found(); err != nil {
		return nil, err
	}
	switch filepath.Base(e.command[0]) {
	case "vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg", "jed":
		return e.run(fmt.Sprintf("+%d", line), path), nil
	}
	return e.run(path), nil
}

func (e editor) found() error {
	if _, err := exec.LookPath(e.command[0]); err != nil {
		return errors.Join(errors.New("set $EDITOR to the editor you use"), err)
	}
	return nil
}

func (e editor) run(args ...string) process {
	return process{exec.Command(e.command[0], slices.Concat(e.command[1:], args)...), e.in}
}

// process gives the editor the terminal itself to read from.
type process struct {
	*exec.Cmd
	in *os.File
}

// SetStdin takes the terminal in place of the reader that Bubble Tea has.
func (p process) SetStdin(io.Reader) { p.Stdin = p.in }

// SetStdout and SetStderr let the editor draw where Bubble Tea does.
func (p process) SetStdout(w io.Writer) { p.Stdout = w }

// SetStderr is as SetStdout.
func (p process) SetStderr(w io.Writer) { p.Stderr = w }
