//go:build unix

package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store/storetest"
	_ "debrief/ui/cli" // so that the tests run again when the program changes
	"debrief/ui/frametest"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

var (
	built   = sync.OnceValues(func() (string, error) { return build("debrief") })
	clocked = sync.OnceValues(func() (string, error) { return build("debrief/ui/cli/testdata/clocked") })
)

// programs is where the binaries under test are built, and their home.
var programs string

func build(program string) (string, error) {
	path := filepath.Join(programs, filepath.Base(program))
	out, err := exec.Command("go", "build", "-o", path, program).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
}

func TestMain(m *testing.M) {
	var err error
	if programs, err = os.MkdirTemp("", "debrief-test-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(programs)
	os.Exit(code)
}

// program is the real binary in a terminal.
type program struct {
	t      *testing.T
	cmd    *exec.Cmd
	tty    *os.File
	screen vt10x.Terminal
	mu     sync.Mutex
	raw    bytes.Buffer
	eof    chan struct{}
}

// environment is all that a program under test sees of the outside: NO_COLOR,
// CI or a time zone of whoever runs the tests would change its frames.
func environment(more ...string) []string {
	return append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + programs, "TMPDIR=" + os.TempDir(), "TERM=xterm-256color"}, more...)
}

func run(t *testing.T, db string, width, height int, args ...string) *program {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return runProgram(t, path, db, width, height, args...)
}

func runProgram(t *testing.T, path, db string, width, height int, args ...string) *program {
	t.Helper()
	var err error
	p := &program{t: t, screen: vt10x.New(vt10x.WithSize(width, height)), eof: make(chan struct{})}
	p.cmd = exec.Command(path, append([]string{"--db", db}, args...)...)
	p.cmd.Env = environment("DEBRIEF_THEME=dark", "HOME="+t.TempDir(), "EDITOR=true")
	p.tty, err = pty.StartWithSize(p.cmd, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.eof)
		buf := make([]byte, 1<<16)
		for {
			n, err := p.tty.Read(buf)
			p.mu.Lock()
			p.raw.Write(buf[:n])
			p.screen.Write(buf[:n])
			p.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		p.cmd.Wait()
		p.tty.Close()
	})
	return p
}

func (p *program) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.String()
}

// until waits for a screen with all of the texts and returns it.
func (p *program) until(wants ...string) string {
	p.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		text := p.text()
		all := true
		for _, w := range wants {
			all = all && strings.Contains(text, w)
		}
		if all {
			return text
		}
		time.Sleep(2 * time.Millisecond)
	}
	p.t.Fatalf("no screen with %q; it shows\n%s", wants, p.text())
	return ""
}

// frame waits for a screen with the texts in this order, the last of them on
// the last line. It is for what changes with the size of the bank.
func (p *program) frame(wants ...string) {
	p.t.Helper()
	screen := p.until(wants...)
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	width, height := p.screen.Size()
	if len(lines) != height || !strings.Contains(lines[height-1], wants[len(wants)-1]) {
		p.t.Errorf("%dx%d: %d lines, the last is %q", width, height, len(lines), lines[len(lines)-1])
	}
	rest := screen
	for _, w := range wants {
		_, after, ok := strings.Cut(rest, w)
		if !ok {
			p.t.Errorf("%q is out of order on\n%s", w, screen)
		}
		rest = after
	}
}

// settled waits for a screen that differs from the last one in more than its
// clocks and stays so for a moment.
func (p *program) settled(last string) string {
	p.t.Helper()
	still := func(s string) string { return clockFace.ReplaceAllString(s, "") }
	before := ""
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(15 * time.Millisecond) {
		now := p.text()
		if still(now) != still(last) && still(now) == still(before) {
			return now
		}
		before = now
	}
	p.t.Fatalf("nothing changes; it shows\n%s", p.text())
	return ""
}

var clockFace = regexp.MustCompile(`\+?\d+:\d\d`)

// What a screen takes from the clock and the calendar.
var (
	clocks = regexp.MustCompile(`\d?\d:\d\d( of | / | for | again| hard| good| easy)`)
	days   = regexp.MustCompile(`(again|hard|good|easy) +(\d.*days\)|tomorrow|today) *`)
)

// golden compares the whole screen with what it was when last looked at, but
// for time and date.
func (p *program) golden(name string) {
	p.t.Helper()
	width, height := p.screen.Size()
	name = fmt.Sprintf("%s-%dx%d", name, width, height)
	screen := func() string { return days.ReplaceAllString(clocks.ReplaceAllString(p.text(), "00:00$1"), "$1 DAY") }
	want, _ := os.ReadFile(filepath.Join("testdata", name+".golden"))
	for range 500 { // the rest of the frame may be on its way
		if screen() == string(want) {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
	frametest.Compare(p.t, name, screen())
}

func (p *program) press(keys string) {
	p.t.Helper()
	if _, err := p.tty.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

func (p *program) kill(sig syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(sig); err != nil {
		p.t.Fatal(err)
	}
	p.wait()
}

func (p *program) wait() {
	p.t.Helper()
	select {
	case <-p.eof:
	case <-time.After(20 * time.Second):
		p.t.Fatal("it does not end")
	}
	p.cmd.Wait()
}

const (
	done = "\x04" // ctrl+d
)

var sizes = []struct{ width, height int }{{60, 20}, {100, 30}, {160, 45}}

// TestPractice is a person's first two sessions: three questions of two
// domains, a kill while typing and one right after a grade.
func TestPractice(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "data", "progress.db")
			p := run(t, db, size.width, size.height)
			p.until("Welcome.", "▸   Cybersecurity Fundamentals", "Session: planned")
			p.press(" j ") // two domains
			p.until("✓ Cybersecurity Fundamentals", "✓ Cloud Security")
			p.press("--")
			p.frame("Today: ", "3 questions", "? help")
			p.press("\r")
			p.until("1 of 3", "Explain the CIA triad", "f1 help")
			p.golden("question")
			p.press("Confidentiality keeps data from those not authorised to read it.")
			p.until("read it.")
			time.Sleep(1100 * time.Millisecond) // what is lost may be a second old
			p.kill(syscall.SIGKILL)

			p = run(t, db, size.width, size.height)
			p.until("Resume: 0 of 3 done", "So is the")
			p.golden("resume")
			p.press("\r")
			p.until("1 of 3", "Confidentiality keeps data", "read it.")
			p.press(done)
			p.until("1 again", "? help")
			p.golden("grade")
			p.press("3")
			p.until("2 of 3")
			p.kill(syscall.SIGKILL)

			p = run(t, db, size.width, size.height)
			p.until("Resume: 1 of 3 done")
			p.press("\r")
			p.until("2 of 3")
			p.press(done)
			p.until("1 again")
			p.press("2")
			p.until("3 of 3")
			p.press("An outline." + done)
			p.until("1 again")
			p.press("4")
			p.until("Summary", "3 attempts: 0 again · 1 hard · 1 good · 1 easy", "? help")
			p.golden("summary")
			p.press("\r")
			p.until("Domain", "Last session:")
			p.press("q")
			p.wait()
			if code := p.cmd.ProcessState.ExitCode(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// TestLooksAround opens every view that is not part of a session, in a store
// of two weeks, and practises from each.
func TestLooksAround(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "progress.db")
			b, _, err := bank.Load(content.FS)
			if err != nil {
				t.Fatal(err)
			}
			if err := storetest.Practise(t.Context(), db, storetest.Of(b), 14, 1, time.Now().AddDate(0, 0, -1)); err != nil {
				t.Fatal(err)
			}
			of := fmt.Sprintf("%[1]d of %[1]d questions", b.Len())
			p := run(t, db, size.width, size.height)
			p.until("Cybersecurity Fundamentals", "Session: planned")
			p.press("d")
			p.until("Dashboard", "READINESS", "of 14")
			p.press("p")
			p.until("1 of ", "f1 help")
			p.press("\x1b")
			p.until("Session: planned")
			p.press("b")
			p.until("Browse", of)
			p.press("/session cookie")
			p.until("/ session cookie")
			p.press("\r\t")
			p.until("KEY POINTS")
			back := "qq" // the search, the screen
			if size.width < 96 {
				back = "qqq" // and what is read, which has the whole screen
			}
			p.press(back)
			p.until("Session: planned")
			p.press(",")
			p.until("Settings", "Interview date")
			p.press("\x1b")
			p.until("Session: planned")
			p.press("q")
			p.wait()
			if code := p.cmd.ProcessState.ExitCode(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// TestMockLoop holds a whole loop of four rounds with a clock that runs sixty
// times as fast, and kills the program on the way.
func TestMockLoop(t *testing.T) {
	path, err := clocked()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "progress.db")
	p := runProgram(t, path, db, 100, 30, "mock", "--level", "L5", "--seed", "7")
	p.until("round 1 of 4", "starts the clock")
	killed, rounds, last := false, 0, ""
	for range 400 {
		screen := p.settled(last)
		switch last = screen; {
		case strings.Contains(screen, "starts the clock"):
			rounds++
			p.press("\r")
		case strings.Contains(screen, "What would you like to know"):
			p.press("What pages you at night?" + done)
		case strings.Contains(screen, "The round is over"):
			p.press("\r")
		case strings.Contains(screen, "thinking") && rounds == 2 && !killed:
			killed = true
			p.press("Half a thought.")
			p.until("Half a thought.", "speaking")
			time.Sleep(1100 * time.Millisecond) // what is lost may be a second old
			p.kill(syscall.SIGKILL)
			p = runProgram(t, path, db, 100, 30)
			p.until("Mock interview: round 2 of 4")
			p.press("m")
			p.until("A loop waits")
			p.press("\r")
			p.until("Half a thought.")
			p.press(done)
		case strings.Contains(screen, "thinking"):
			p.press("Least privilege: only what the task needs, for as long as it needs it." + done)
		case strings.Contains(screen, "1 again"):
			p.press("\r")
		case strings.Contains(screen, "Debrief"):
			if rounds != 4 || !killed {
				t.Errorf("%d rounds, killed %v", rounds, killed)
			}
			p.until("The points speak for", "PRACTISE NEXT")
			p.press("n")
			p.until("You say: not inclined")
			p.press("\x1b")
			p.until("EARLIER LOOPS", "not inclined", "screen technical behavioral final")
			return
		}
	}
	t.Fatalf("the loop does not end; it shows\n%s", p.text())
}

// TestSignalsKeepTheDraft ends the program in every polite way while typing.
func TestSignalsKeepTheDraft(t *testing.T) {
	for name, end := range map[string]func(p *program){
		"ctrl-c":  func(p *program) { p.press("\x03"); p.wait() },
		"SIGTERM": func(p *program) { p.kill(syscall.SIGTERM) },
		"SIGHUP":  func(p *program) { p.kill(syscall.SIGHUP) },
		"SIGINT":  func(p *program) { p.kill(syscall.SIGINT) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "progress.db")
			p := run(t, db, 100, 30)
			p.until("Welcome.")
			p.press("\r")
			p.until("1 of ", "CIA triad")
			p.press("typed just now")
			p.until("typed just now")
			end(p)
			if !bytes.Contains(p.raw.Bytes(), []byte("\x1b[?1049l")) {
				t.Error("the terminal was not given back")
			}
			p = run(t, db, 100, 30)
			p.until("Resume: 0 of ")
			p.press("\r")
			p.until("typed just now")
		})
	}
}

// TestSilentTerminal holds that a terminal that answers nothing is not waited for.
func TestSilentTerminal(t *testing.T) {
	start := time.Now()
	p := run(t, filepath.Join(t.TempDir(), "progress.db"), 100, 30, "--theme", "auto")
	p.until("Welcome.")
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("the first frame took %v", took)
	}
}

func TestUsage(t *testing.T) {
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--help"}, 0, "full-screen practice app"},
		{[]string{"--version"}, 0, "debrief "},
		{[]string{"--nonsense"}, 2, "unknown flag: --nonsense"},
		{[]string{"nonsense"}, 2, `unknown command "nonsense"`},
		{[]string{"--theme", "pink"}, 2, `theme "pink" is unknown: use auto, dark, light, contrast or mono`},
		{[]string{"check"}, 0, "nothing to mend"},
		{[]string{"check", "no-such-file"}, 1, "no-such-file"},
		{[]string{"--db", filepath.Join(t.TempDir(), "p.db")}, 0, "Type the number of a domain"}, // no terminal: line by line
	} {
		cmd := exec.Command(path, c.args...)
		cmd.Env = environment()
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(out), c.want) {
			t.Errorf("debrief %v: exit code %d, want %d; said %s", c.args, code, c.code, out)
		}
	}
}
