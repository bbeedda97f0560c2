//go:build unix

package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store/storetest"

	"github.com/creack/pty"
)

// terminal answers the questions that Bubble Tea asks, or none.
type terminal struct{ answers bool }

// first runs a program and returns the time to the first frame with the text,
// then sends it the keys that end it.
func (term terminal) first(b *testing.B, text, quit string, args ...string) time.Duration {
	b.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = environment()
	start := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 100, Rows: 30})
	if err != nil {
		b.Fatal(err)
	}
	defer tty.Close()
	took := term.wait(b, tty, text, start)
	if _, err := io.WriteString(tty, quit); err != nil {
		b.Fatal(err)
	}
	go io.Copy(io.Discard, tty)
	cmd.Wait()
	return took
}

func (term terminal) wait(b *testing.B, tty *os.File, text string, start time.Time) time.Duration {
	b.Helper()
	var all []byte
	buf := make([]byte, 1<<16)
	for {
		n, err := tty.Read(buf)
		if err != nil {
			b.Fatalf("%v after %q", err, all)
		}
		if term.answers {
			if bytes.Contains(buf[:n], []byte("\x1b]11;?")) {
				io.WriteString(tty, "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\")
			}
			if bytes.Contains(buf[:n], []byte("\x1b[6n")) {
				io.WriteString(tty, "\x1b[1;1R")
			}
		}
		all = append(all, buf[:n]...)
		if bytes.Contains(all, []byte(text)) {
			return time.Since(start)
		}
	}
}

func report(b *testing.B, name string, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, name+"-median-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, name+"-p95-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkFirstFrame is the time from the start of the process to its first
// complete frame, for debrief and for an empty Bubble Tea program, in a
// terminal that answers and in one that does not.
func BenchmarkFirstFrame(b *testing.B) {
	path, err := built()
	if err != nil {
		b.Fatal(err)
	}
	empty := filepath.Join(b.TempDir(), "empty")
	if out, err := exec.Command("go", "build", "-o", empty, "./testdata/empty").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	db := filepath.Join(b.TempDir(), "progress.db")
	answering, silent := terminal{true}, terminal{false}
	b.Run("answering", func(b *testing.B) {
		var app, base []time.Duration
		for b.Loop() {
			base = append(base, answering.first(b, "empty program", "q", empty))
			app = append(app, answering.first(b, "help", "q", path, "--db", db))
		}
		report(b, "debrief", app)
		report(b, "empty", base)
	})
	b.Run("million", func(b *testing.B) {
		// The store of someone with a million attempts behind them.
		million := filepath.Join(b.TempDir(), "progress.db")
		if err := storetest.Fill(b.Context(), million, questions(b), 1_000_000, time.Now()); err != nil {
			b.Fatal(err)
		}
		var app []time.Duration
		for b.Loop() {
			app = append(app, answering.first(b, "help", "q", path, "--db", million))
		}
		report(b, "debrief", app)
	})
	b.Run("own-100000", func(b *testing.B) {
		args := []string{path, "--db", filepath.Join(b.TempDir(), "progress.db"), "--bank", manyCards(b)}
		answering.first(b, "Own 0", "q", args...) // all are read once
		var app []time.Duration
		for b.Loop() {
			app = append(app, answering.first(b, "help", "q", args...))
		}
		report(b, "debrief", app)
	})
	b.Run("silent", func(b *testing.B) {
		var app []time.Duration
		for b.Loop() {
			app = append(app, silent.first(b, "help", "q", path, "--db", db))
		}
		report(b, "debrief", app)
	})
}

func questions(b *testing.B) []string {
	b.Helper()
	outlines, err := bank.ReadOutlines(content.FS)
	if err != nil {
		b.Fatal(err)
	}
	var ids []string
	for _, o := range outlines {
		for _, e := range o.Entries {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// BenchmarkSearchOwn is the time from a letter of a search to its frame, among
// 100,000 questions in 200 files of the person's own, and the most memory that
// the program had by then.
func BenchmarkSearchOwn(b *testing.B) {
	path, err := built()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(path, "--db", filepath.Join(b.TempDir(), "progress.db"), "--theme", "dark", "--bank", manyCards(b))
	cmd.Env = environment()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 100, Rows: 30})
	if err != nil {
		b.Fatal(err)
	}
	defer cmd.Process.Kill()
	term := terminal{}
	term.wait(b, tty, "Own 0", time.Now())
	const empty = "ords of the prompt" // the cursor stands on the first letter
	io.WriteString(tty, "b")
	term.wait(b, tty, "Browse", time.Now())
	io.WriteString(tty, "/")
	term.wait(b, tty, empty, time.Now())
	var took []time.Duration
	for i, word := 0, "control"; b.Loop(); i++ {
		if i > 0 && i%len(word) == 0 {
			io.WriteString(tty, "\x15") // ctrl+u takes it back
			term.wait(b, tty, empty, time.Now())
		}
		time.Sleep(time.Duration(17+i%13) * time.Millisecond)
		start := time.Now()
		io.WriteString(tty, word[i%len(word):][:1])
		took = append(took, term.wait(b, tty, word[:i%len(word)+1], start))
	}
	report(b, "key", took)
	reportPeak(b, cmd.Process.Pid)
}

// reportPeak reports the most memory that a program had resident, on Linux.
func reportPeak(b *testing.B, pid int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return
	}
	var kib float64
	if _, rest, ok := strings.Cut(string(status), "VmHWM:"); ok {
		fmt.Sscan(rest, &kib)
	}
	b.ReportMetric(kib/1024, "peak-MiB")
}

// manyCards is a folder of 200 files with 500 cards each.
func manyCards(b *testing.B) string {
	b.Helper()
	own := b.TempDir()
	for i := range 200 {
		if err := os.WriteFile(filepath.Join(own, fmt.Sprintf("own-%03d.toml", i)), storetest.Cards(i, 500), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return own
}

// BenchmarkKeyToFrame is the time from a key to its echo on the question screen,
// and the most memory that the program had beside the built-in bank.
func BenchmarkKeyToFrame(b *testing.B) {
	path, err := built()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(path, "--db", filepath.Join(b.TempDir(), "progress.db"), "--theme", "dark")
	cmd.Env = environment()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 100, Rows: 30})
	if err != nil {
		b.Fatal(err)
	}
	defer cmd.Process.Kill()
	term := terminal{}
	term.wait(b, tty, "help", time.Now())
	io.WriteString(tty, "\r")
	term.wait(b, tty, "bookmark", time.Now())
	var took []time.Duration
	letters := "abcdefghijklmnopqrstuvwxyz"
	for i := 0; b.Loop(); i++ {
		// a key at any moment between two frames
		time.Sleep(time.Duration(17+i%13) * time.Millisecond)
		letter := letters[i%26 : i%26+1]
		start := time.Now()
		io.WriteString(tty, letter)
		took = append(took, term.wait(b, tty, letter, start))
	}
	report(b, "key", took)
	reportPeak(b, cmd.Process.Pid)
}
