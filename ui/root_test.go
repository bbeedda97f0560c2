package ui_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"debrief/bank"
	"debrief/bank/guide"
	"debrief/content"
	"debrief/store"
	"debrief/store/mock"
	"debrief/store/settings"
	"debrief/ui"
	"debrief/ui/clock"
	"debrief/ui/frametest"
	uimock "debrief/ui/mock"
	"debrief/ui/picker"
	"debrief/ui/theme"
	"debrief/ui/welcome"

	osc52 "github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// app is the whole program in process, its commands run as they come.
type app struct {
	t    *testing.T
	root *ui.Root
	at   time.Time
	quit bool
	due  map[time.Duration]func(time.Time) tea.Msg // what the program last asked to be told after so long
}

func start(t *testing.T, db string, at time.Time) *app {
	t.Helper()
	return startWith(t, fundamentals(), db, at)
}

func startWith(t *testing.T, questions fs.FS, db string, at time.Time) *app {
	t.Helper()
	return startDeps(t, questions, db, at, func(*ui.Deps) {})
}

// startDeps starts the program with some of its dependencies replaced.
func startDeps(t *testing.T, questions fs.FS, db string, at time.Time, replace func(*ui.Deps)) *app {
	t.Helper()
	a := &app{t: t, at: at, due: map[time.Duration]func(time.Time) tea.Msg{}}
	var st *store.Store
	t.Cleanup(func() {
		if st != nil {
			st.Close()
		}
	})
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(termenv.Ascii)
	deps := ui.Deps{
		Load: func(ctx context.Context) (ui.Loaded, error) {
			var err error
			st, err = store.Open(ctx, db, func() time.Time { return a.at })
			return ui.Loaded{Store: st, Settings: settings.Default()}, err
		},
		Outlines: func(context.Context) ([]bank.Outline, error) { return bank.ReadOutlines(questions) },
		LoadBank: func(context.Context, func(done, all int)) (*bank.Bank, []string, error) {
			b, _, err := bank.Load(questions)
			return b, nil, err
		},
		Clock: clock.Clock{Now: func() time.Time { return a.at }, After: a.later}, Renderer: r, Scheme: theme.Scheme{Dark: theme.Dark(), Light: theme.Light()}, Dark: true, Editor: noEditor{},
		Export: func(name, text string) (string, error) { return "/home/me/" + name, nil },
		Guide:  func() (guide.Guide, error) { return guide.Load(content.Guide) },
		ReadFiles: func(path, _ string) ([]ui.File, error) {
			return []ui.File{{Name: "a.md", Text: "# From a file\n\n## Result\n\n40 % less."}, {Name: "b.md", Text: "no title"}}, nil
		},
		SaveSetting: func(key, value string) (settings.Settings, error) {
			return settings.Save(filepath.Join(filepath.Dir(db), "config.toml"), key, value)
		},
	}
	replace(&deps)
	a.root = ui.New(context.Background(), deps)
	a.drain(a.root.Init())
	a.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	return a
}

// later keeps what is to happen later; a test says when.
func (a *app) later(d time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
	a.due[d] = then
	return nil
}

// fundamentals has the first five questions of the built-in file, however many
// it holds.
func fundamentals() fstest.MapFS {
	const name = "fundamentals.toml"
	src, err := content.FS.ReadFile(name)
	if err != nil {
		panic(err)
	}
	const table = "\n[[question]]\n"
	parts := strings.SplitN(string(src), table, 7)
	return fstest.MapFS{name: &fstest.MapFile{Data: []byte(strings.Join(parts[:6], table))}}
}

type noEditor struct{}

func (noEditor) Open(string) (tea.ExecCommand, func() (string, error), error) {
	return nil, nil, errors.New("set $EDITOR to the editor you use")
}

func (noEditor) OpenFile(string, int) (tea.ExecCommand, error) {
	return nil, errors.New("set $EDITOR to the editor you use")
}

func (a *app) send(msg tea.Msg) {
	a.t.Helper()
	_, cmd := a.root.Update(msg)
	a.drain(cmd)
}

// drain runs a command and what follows from it.
func (a *app) drain(cmd tea.Cmd) {
	a.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.Cmd:
		a.t.Fatal("a command came as a message")
	case tea.QuitMsg:
		a.quit = true
	case tea.BatchMsg:
		for _, c := range msg {
			a.drain(c)
		}
	default:
		if cmds, ok := sequence(msg); ok {
			for _, c := range cmds {
				a.drain(c)
			}
			return
		}
		a.send(msg)
	}
}

func (a *app) press(keys ...string) {
	a.t.Helper()
	for _, k := range keys {
		a.send(key(k))
	}
}

func key(k string) tea.KeyMsg {
	msg := frametest.Key(k)
	msg.Paste = msg.Type == tea.KeyRunes && len(k) > 1
	return msg
}

func (a *app) shows(wants ...string) {
	a.t.Helper()
	screen := ansi.Strip(a.root.View())
	for _, w := range wants {
		if !strings.Contains(screen, w) {
			a.t.Fatalf("no %q on\n%s", w, screen)
		}
	}
}

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func TestTodayAndTheDayItIsForgotten(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := start(t, db, monday)
	a.shows("Welcome.", "5     0     5")
	a.press("-", "-", "enter")
	for range 3 {
		a.shows("of 3")
		a.press("ctrl+d", "3")
	}
	a.shows("Summary", "3 good", "25 Nov (2 days)")
	a.press("enter")
	a.shows("5     0     2")

	a = start(t, db, monday.AddDate(0, 0, 1))
	a.shows("5     0     2")
	a = start(t, db, monday.AddDate(0, 0, 2))
	a.shows("5     3     2", "3 again, 2 new")
	a.press("tab", "enter")
	a.shows("1 of 3", "Last time: 2 days ago, good")
}

func TestFailedQuestionComesBackAtTheEndOnce(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("-", "-", "enter", "ctrl+d", "1")
	a.shows("2 of 4")
	a.press("ctrl+d", "3", "ctrl+d", "3")
	a.shows("4 of 4 · once more", "Last time: today, again")
	a.press("ctrl+d", "1")
	a.shows("Summary", "4 attempts: 2 again", "YOUR STUDY LIST")
	a.press("a")
	a.shows("1 of 1")
}

func TestKeysOfOneReadReachTheViewTheyAreMeantFor(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	var cmds []tea.Cmd
	for _, k := range []string{"-", "-", "enter", "q", "u", "i", "t", "ctrl+d", "3", "n", "o", "w"} {
		_, cmd := a.root.Update(key(k)) // no command has answered yet
		cmds = append(cmds, cmd)
	}
	for _, c := range cmds {
		a.drain(c)
	}
	a.shows("2 of 3", "now")
	a.press("ctrl+d", "u")
	a.shows("quit")
}

func TestUndoGoesBackToTheGrade(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("enter", "my own words", "ctrl+d", "4")
	a.shows("2 of 5")
	a.press("ctrl+d", "u")
	a.shows("my own words", "1 again", "CIA triad")
	a.press("2")
	a.shows("2 of 5")
	a.press("ctrl+d", "u", "u")
	a.shows("there is no grade to undo")
	a.press("esc")
	a.shows("1 again")
}

func TestPauseAndResume(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := start(t, db, monday)
	a.press("enter", "half an answer", "esc")
	a.shows("Resume: 0 of 5 done, Cybersecurity Fundamentals")
	a.press("r")
	a.shows("half an answer")
	a = start(t, db, monday.AddDate(0, 0, 1))
	a.shows("Resume: 0 of 5 done", "You began it yesterday", "So is the answer that you were writing")
	a.press("n")
	a.shows("Domain")
	a.press("enter")
	a.shows("half an answer")
}

func TestSkipNoteBookmarkAndHelp(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("?")
	a.shows("Keys", "practise", "quit")
	a.press("?", "enter", "ctrl+b")
	a.shows("★")
	a.press("f1")
	a.shows("what they look for")
	a.press("x", "ctrl+d", "e", "mind the gap", "ctrl+d", "tab", "tab", "tab")
	a.shows("YOUR NOTE", "mind the gap")
	a.press("1")
	a.shows("2 of 6")
	a.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
	a.shows("once more", "Your note: mind the gap", "★")
	a.press("ctrl+n")
	a.shows("Summary", "5 skipped")
}

func TestDashboardIsAKeyAwayAndStartsThePlan(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("-", "-", "enter", "ctrl+d", "1", "esc", "d")
	a.shows("Dashboard", "READINESS", "1 of 5", "WEAKEST POINTS", "1 left out 1 of 1")
	a.press("1")
	a.shows("1 of 1", "Last time: today, again")
	a.press("esc", "d", "p")
	a.shows("1 of 4")
	a.press("esc", "d", "esc")
	a.shows("Session: planned")
}

func TestThePickerIsWhereOneLeftIt(t *testing.T) {
	two := fundamentals()
	two["other.toml"] = &fstest.MapFile{Data: []byte("[domain]\nid = \"other\"\nname = \"Other\"\nsummary = \"s\"\norder = 9\n" +
		"[[question]]\nid = \"other-card\"\nkind = \"card\"\nprompt = \"p?\"\nanswer = \"a\"\n")}
	a := startWith(t, two, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("j", "-", "c", " ", "d")
	a.shows("Dashboard")
	a.press("esc")
	a.shows("▸   Other", "Session: planned, at most 5 questions: 1 question") // nothing selected, no cramming
	a.press("enter", "ctrl+d", "3", "enter")
	a.shows("▸   Other")
}

func TestSettingsAreSavedOrRefusedInWords(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press(",")
	a.shows("Settings", "▸ Interview date", "not set")
	a.press("enter", "31.1.2027", "enter")
	a.shows("is no date: write it like 2027-01-31", "31.1.2027")
	a.press("esc", "enter", "2026-12-15", "enter")
	a.shows("2026-12-15  a Tuesday, in 22 days", "Saved: interview_date")
	a.press("j", " ", " ")
	a.shows("L5", "Saved: level")
	a.press("esc")
	a.shows("Interview in 22 days", "Readiness")
	a.at = monday.AddDate(0, 0, 25)
	a.press("d")
	a.shows("Your interview was 3 days ago")
}

func TestSetAsideUntilTomorrowOrForGood(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := start(t, db, monday)
	a.press("enter")
	a.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("b"), Alt: true})
	a.shows("2 of 5")
	a.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("s"), Alt: true})
	a.shows("3 of 5")
	a.press("esc")
	a.shows("5     0     3")
	a = start(t, db, monday.AddDate(0, 0, 1))
	a.press("n")
	a.shows("5     0     4")
}

func TestCramLeavesTheScheduleAlone(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("-", "-", "c")
	a.shows("cram: schedule untouched")
	a.press("enter")
	a.shows("1 of 3 · cram")
	for range 3 {
		a.press("ctrl+d", "3")
	}
	a.shows("Summary")
	a.press("enter")
	a.shows("5     0     5")
}

func TestBrowseFindsSetsAsideAndPractises(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("b")
	a.shows("Browse", "5 of 5 questions", "never tried")
	a.press("s")
	a.shows("off    Explain")
	a.press("s")
	a.shows("new    Explain", "never tried")
	a.press("b", "/", "least privilege", "enter", "enter")
	a.shows("1 of 1", "principle of least privilege")
	a.press("never more than needed", "ctrl+d", "3", "enter", "b")
	a.press("5", "5", "5", "5") // bookmarked
	a.shows("1 of 5 questions", "★ Explain the CIA")
	a.press("0", "j", "j")
	a.shows("1 attempt, last good, comes back in")
	a.press("h")
	a.shows("Your attempts", "good", "never more than needed")
	a.press("esc", "esc")
	a.shows("debrief", "Cybersecurity Fundamentals")
}

func TestAFailureIsSaidAndTheWorkStays(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("enter", "words", "ctrl+e")
	a.shows("Opening your editor: set $EDITOR", "words")
	a.press("esc")
	a.shows("1 of 5", "words")
	if strings.Contains(a.root.View(), "$EDITOR") {
		t.Error("esc does not dismiss it")
	}
}

func TestQuitKeepsWhatIsBeingTyped(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := start(t, db, monday)
	a.press("enter", "last words", "ctrl+c")
	if !a.quit {
		t.Fatal("ctrl+c does not quit")
	}
	if err := a.root.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	a = start(t, db, monday)
	a.press("enter")
	a.shows("last words")
	a.press("ctrl+d", "e", "half a note", "ctrl+c")
	if err := a.root.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	a = start(t, db, monday)
	a.press("enter")
	a.shows("last words", "Your note: half a note")
}

func TestTooSmallSaysSoAndKeepsItsState(t *testing.T) {
	a := start(t, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("enter", "words")
	a.send(tea.WindowSizeMsg{Width: 50, Height: 10})
	a.shows("debrief needs 60 x 20", "this is 50 x 10")
	a.send(tea.WindowSizeMsg{Width: 60, Height: 20})
	a.shows("1 of 5", "words")
}

// answer types an answer to what the room asks and gives it.
func (a *app) answer(text string) {
	a.t.Helper()
	a.press(text, "ctrl+d")
}

func TestAWholeMockLoop(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := startWith(t, content.FS, db, monday)
	a.press("m")
	a.shows("Mock interview", "4 rounds")
	a.press("j", "j", "j", " ", "enter") // all but the final round
	a.shows("round 1 of 3")
	a.press("enter")
	a.shows("question 1 of", "thinking 00:00", "left")
	if screen := a.root.View(); strings.Contains(screen, "what they look for") {
		t.Errorf("the room helps:\n%s", screen)
	}
	for round := 1; round <= 3; round++ {
		for turn := 0; ; turn++ {
			if turn > 60 {
				t.Fatal("the round does not end")
			}
			if strings.Contains(a.root.View(), "What would you like to know") {
				break
			}
			a.at = a.at.Add(time.Minute)
			if turn == 1 {
				a.press("half a thought", "ctrl+c") // the program is killed, and started again
				if err := a.root.Flush(context.Background()); err != nil {
					t.Fatal(err)
				}
				at := a.at
				a = startWith(t, content.FS, db, at)
				a.press("m", "enter")
				a.shows("half a thought")
			}
			a.answer("Least privilege: only what the task needs.")
		}
		a.answer("What pages you at night?")
		if round < 3 {
			a.shows("The round is over", "Next:")
			a.press("enter", "enter")
		}
	}
	a.shows("1 again", "YOUR ANSWER")
	for range 60 {
		if strings.Contains(a.root.View(), "Debrief") {
			break
		}
		a.press("enter")
	}
	a.shows("Debrief", "The points speak for", "PRACTISE NEXT")
	a.press("n", "x")
	a.shows("You say: not inclined", "written to")
	a.press("esc")
	a.shows("EARLIER LOOPS", "23 Nov 2026", "not inclined", "HOW DEEP YOU GOT")
	a.press("esc")
	a.shows("Cybersecurity Fundamentals")
}

func TestAMockLoopCanBeGivenUpOrCutShort(t *testing.T) {
	a := startWith(t, content.FS, filepath.Join(t.TempDir(), "p.db"), monday)
	a.press("m", "enter", "enter")
	a.answer("One answer.")
	a.press("esc")
	a.shows("A loop waits: round 1 of 4", "1 of 4 questions answered")
	a.press("x")
	if strings.Contains(a.root.View(), "A loop waits") {
		t.Error("it still waits")
	}
	a.press("enter", "enter")
	for range 60 {
		if strings.Contains(a.root.View(), "What would you like to know") {
			break
		}
		a.press("ctrl+n")
	}
	a.answer("")
	a.press("g")
	a.shows("1 again")
}

func TestAfterARealInterview(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := start(t, db, monday)
	a.press("i", "n", "What is the CIA triad, and why does it matter?", "enter")
	a.shows("= Explain the CIA triad", "Cybersecurity Fundamentals")
	a.press("1", "n", "What do you think of our logo", "ctrl+c")
	if err := a.root.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	a = start(t, db, monday)
	a.press("i")
	a.shows("= Explain the CIA triad", "badly", "What do you think of our logo")
	a.press("f")
	a.shows("written to /home/me/asked-2026-11-23.toml")
	a.press("w")
	a.shows("5     0     4") // one was attempted
	a.press("i")
	a.shows("EARLIER INTERVIEWS", "2 questions")
	if strings.Contains(a.root.View(), "logo") {
		t.Error("the log that is done is still being written")
	}
	a.press("esc", "b", "h")
	a.shows("again", "In a real interview: What is the CIA triad")
}

func TestStoriesAreWrittenKilledAndTold(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := startWith(t, content.FS, db, monday)
	a.press("s", "n", "The lost disk", "enter", "In spring our store lost a di", "ctrl+c")
	if err := a.root.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	a = startWith(t, content.FS, db, monday)
	a.press("s")
	a.shows("go on writing")
	a.press("n")
	a.shows("The lost disk", "Situation ✓")
	a.press("tab", "sk.", "tab", "Mine.", "tab", "I restored it.", "tab", "40 minutes.", "tab", "I test restores.", "tab", "j", " ", "ctrl+d")
	a.shows("Stories", "The lost disk", "1 principle", "of 16 principles 15 have no story, 1 one")
	a.press("r", "stories", "enter")
	a.shows("1 story read, left out: b.md: line 1: text before", "From a file")
	a.press("w")
	a.shows("2 stories written, the last to /home/me/stories-2026-11-23/")
	a.press("esc", "j", "j", "j", "j", "enter") // the behavioral domain
	a.shows("Which story do you tell?", "none of them")
	a.press("enter")
	if screen := a.root.View(); !strings.Contains(screen, "· The lost disk") && !strings.Contains(screen, "· From a file") {
		t.Fatalf("no headings on\n%s", screen)
	}
	a.press("esc", "r") // it is remembered which one is told
	a.shows("1 of ", "· Result: 40")
	a.press("ctrl+d", "3")
	a.shows("Which story do you tell?", "told once")
}

func TestPreparationIsMeasuredAndOpensWhatItIsAbout(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	a := startWith(t, content.FS, db, monday)
	a.press("w")
	a.shows("Preparation", "0 of 7 done", "questions tried", "0 of 45 services known", "0 mock interviews, 0 rounds")
	a.press("j", "enter")
	a.shows("AWS services", "1 of 10")
	for range 10 {
		a.press("1")
		a.shows("Answers: ")
		a.press("enter")
	}
	a.shows("of 10 right")
	a.press("enter", "G", "enter")
	a.shows("Questions for the interviewer", "manager 0")
	a.press(" ", "n", "Who is paged?", "enter")
	a.shows("manager 1", "Who is paged? (yours)")
	a.press("p")
	a.shows("written to /home/me/questions-to-ask.txt")
	a.press("esc")
	a.shows("1 question marked")
	a.press("G", "k", "enter", "n", "CISA", "tab", "A flaw in a VPN", "ctrl+c")
	if err := a.root.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	a = startWith(t, content.FS, db, monday)
	a.press("w", "G", "k", "enter")
	a.shows("CISA", "A flaw in a VPN")
	a.press("ctrl+d")
	a.shows("2026-11-23", "CISA")
	a.press("esc")
	a.shows("1 note in the last two weeks")
	a.press(" ")
	a.shows("ticked 23 Nov", "1 of 7 done")
	a.press("enter") // today's plan
	a.shows("1 of ")
}

func TestOwnFilesAreReadAgainWhileASessionRuns(t *testing.T) {
	own, problems := "", []string(nil)
	questions := fundamentals()
	a := startDeps(t, questions, filepath.Join(t.TempDir(), "p.db"), time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), func(d *ui.Deps) {
		d.OwnFiles = func() string { return own }
		d.LoadBank = func(context.Context, func(done, all int)) (*bank.Bank, []string, error) {
			b, _, err := bank.Load(questions)
			if own == "" || err != nil {
				return b, problems, err
			}
			q := b.Domains[0].Questions[0]
			q.ID, q.Prompt = "mine-one", "What did my team run?"
			all, _ := bank.Merge(b.Domains, []bank.Domain{{ID: "mine", Name: "Mine", Order: 99, Questions: []bank.Question{q}}})
			return bank.New(all), problems, nil
		}
	})
	a.press("enter") // a session begins
	a.send(key("half an answer"))
	a.shows("half an answer")
	own, problems = "mine.toml 1", []string{"mine.toml:3: no answer"}
	a.send(a.due[2*time.Second](a.at))
	a.shows("half an answer") // the session goes on
	a.press("esc", "esc")
	a.shows("1 problem in your own questions")
	a.shows("Mine")
	a.press("!")
	a.shows("mine.toml:3: no answer")
	own, problems = "mine.toml 2", nil
	a.send(a.due[2*time.Second](a.at))
	a.press("esc")
	if strings.Contains(ansi.Strip(a.root.View()), "problem in your own questions") {
		t.Error("a problem that is mended is still shown")
	}
}

func TestTheTerminalIsTold(t *testing.T) {
	var told []string
	withMouse := settings.Default()
	withMouse.Bar, withMouse.Alarm = true, "osc777"
	a := startDeps(t, fundamentals(), filepath.Join(t.TempDir(), "p.db"), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), func(d *ui.Deps) {
		load := d.Load
		d.Load = func(ctx context.Context) (ui.Loaded, error) {
			l, err := load(ctx)
			l.Settings = withMouse
			return l, err
		}
		d.Write = func(s string) { told = append(told, s) }
		keys, err := ui.NewKeyMap(map[string]any{"z": "y", "grade": map[string]any{"x": "3"}})
		if err != nil {
			t.Fatal(err)
		}
		d.KeyMap = keys
	})
	has := func(want string) {
		t.Helper()
		if !slices.Contains(told, want) {
			t.Errorf("the terminal was not told %q but %q", want, told)
		}
	}
	a.press("enter")
	has("\x1b]9;4;1;0\a")
	a.send(key("my own words"))
	a.press("ctrl+d")
	a.press("tab", "z") // z stands for y
	has(osc52.New("my own words").String())
	a.shows("Copied your answer")
	a.press("x") // stands for 3
	a.shows("of 5")
	has("\x1b]9;4;1;20\a")

	// The wheel scrolls, and a click in the picker chooses.
	a.press("esc", "esc")
	a.send(tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonWheelDown})
	a.send(tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonLeft, X: 10, Y: 5})
	has("\x1b]9;4;0\a")
}

func TestTheAlarmRingsWhenARoundIsOver(t *testing.T) {
	var told []string
	a := startDeps(t, content.FS, filepath.Join(t.TempDir(), "p.db"), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), func(d *ui.Deps) {
		load := d.Load
		d.Load = func(ctx context.Context) (ui.Loaded, error) {
			l, err := load(ctx)
			l.Settings.Alarm = "bell"
			return l, err
		}
		d.Write = func(s string) { told = append(told, s) }
		d.Start = uimock.Started{Spec: mock.Spec{Stages: []string{"screen"}, Level: "L5", Seed: 7, Short: true}}
	})
	a.press("enter")
	ring := a.due[10*time.Minute]
	if ring == nil {
		t.Fatal("no alarm is set")
	}
	a.at = a.at.Add(4 * time.Minute)
	a.send(ring(a.at)) // the clock stood for a while: too early
	if len(told) > 0 {
		t.Errorf("it rang early: %q", told)
	}
	a.at = a.at.Add(6 * time.Minute)
	a.send(a.due[6*time.Minute](a.at))
	if !slices.Contains(told, "\a") {
		t.Errorf("it did not ring: %q", told)
	}
}

func TestTheGuideLeadsToTheFirstQuestion(t *testing.T) {
	a := startDeps(t, fundamentals(), filepath.Join(t.TempDir(), "p.db"), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), func(d *ui.Deps) {
		d.Start = welcome.Opened{}
	})
	a.shows("step 1 of 3")
	a.send(key("6 weeks"))
	a.press("enter")
	a.shows("step 2 of 3")
	a.press("j", "enter")
	a.shows("step 3 of 3")
	a.press("enter")
	a.shows("1 of ", "Type your answer")
	a.press("esc", "esc")
	a.shows("Interview in 42 days")
}

func TestASessionAskedForOnTheCommandLine(t *testing.T) {
	for _, c := range []struct {
		asked picker.Asked
		shows string
	}{
		{picker.Asked{Domain: "fundamentals"}, "1 of 5"},
		{picker.Asked{Count: 2}, "1 of 2"},
		{picker.Asked{Domain: "sports"}, `there is no domain "sports"`},
	} {
		a := startDeps(t, fundamentals(), filepath.Join(t.TempDir(), "p.db"), monday, func(d *ui.Deps) { d.Start = c.asked })
		a.shows(c.shows)
	}
}

func TestTheGuideCanBeSkipped(t *testing.T) {
	a := startDeps(t, fundamentals(), filepath.Join(t.TempDir(), "p.db"), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), func(d *ui.Deps) {
		d.Start = welcome.Opened{}
	})
	a.press("esc")
	a.shows("Pick a domain")
}
