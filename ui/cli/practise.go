package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"debrief/bank"
	"debrief/bank/guide"
	"debrief/store"
	"debrief/store/settings"
	"debrief/ui"
	"debrief/ui/clock"
	"debrief/ui/terminal"
	"debrief/ui/theme"
	"debrief/ui/welcome"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
)

type options struct {
	db     string
	config string
	banks  []string
	theme  string
	plain  bool
}

// frames a second: the most that Bubble Tea draws, so that a key shows within
// 8 ms rather than 16.
const frames = 120

// collectAt is by how much the heap may grow, in percent of what is in use,
// before the garbage collector runs: the program is small and mostly waits.
const collectAt = 50

// memoryLimit is where the garbage collector starts to work harder, in bytes.
// 100,000 questions need some 200 MiB.
const memoryLimit = 270 << 20

// practise runs the full-screen program until the person leaves it. start is
// what it begins with; nil for the picker. Where the progress file is damaged, it
// offers a backup, and begins again from that.
func (a *App) practise(ctx context.Context, o options, start tea.Msg) error {
	err := a.fullScreen(ctx, o, start)
	if !errors.Is(err, store.ErrDamaged) {
		return err
	}
	if err := a.offerBackup(ctx, o, err); err != nil {
		return err
	}
	return a.fullScreen(ctx, o, start)
}

func (a *App) fullScreen(ctx context.Context, o options, start tea.Msg) error {
	saved, notice := a.settings(o)
	scheme, dark, err := a.scheme(o.theme, saved)
	if err != nil {
		return err
	}
	keys, err := ui.NewKeyMap(saved.KeyMap)
	if err != nil && notice == "" { // the keys are then as they always are
		notice = fmt.Sprintf("%s: %v", a.configPath(o.config), err)
	}
	if start == nil && a.firstStart(o) {
		start = welcome.Opened{}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if a.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if a.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	loading := a.startLoading(ctx, o, saved, notice)
	in := terminal.NewInput(a.In)
	deps := ui.Deps{
		Load: loading.loaded.wait, Outlines: loading.outlines.wait,
		LoadBank: func(_ context.Context, progress func(done, all int)) (*bank.Bank, []string, error) {
			defer debug.FreeOSMemory() // reading leaves behind as much as it keeps
			return a.banks(o.banks, progress)
		},
		OwnFiles: func() string { return a.ownFiles(o.banks) },
		Clock:    clock.Clock{Now: a.Now, After: tea.Tick}, Scheme: scheme, Dark: dark, KeyMap: keys,
		Renderer: lipgloss.DefaultRenderer(),
		Editor:   editor{command: a.editorCommand(), in: a.In},
		SaveSetting: func(key, value string) (settings.Settings, error) {
			return settings.Save(a.configPath(o.config), key, value)
		},
		SettingsFile: a.configPath(o.config),
		Export:       a.export, ReadFiles: readFiles, Start: start,
		Guide: func() (guide.Guide, error) { return guide.Load(a.Guide) },
		Write: func(sequence string) { fmt.Fprint(a.Out, sequence) },
	}
	if !scheme.Settled && terminal.Answers(a.Getenv("TERM")) {
		deps.Background = in.Backgrounds()
		deps.AskBackground = func() {
			in.Asked()
			fmt.Fprint(a.Out, terminal.AskBackground)
		}
	}
	root := ui.New(ctx, deps)
	with := []tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(frames), tea.WithInput(in), tea.WithOutput(a.Out)}
	if saved.Mouse {
		with = append(with, tea.WithMouseCellMotion())
	}
	if saved.Title {
		fmt.Fprint(a.Out, terminal.KeepTitle)
		defer fmt.Fprint(a.Out, terminal.TitleAsBefore)
	}
	p := tea.NewProgram(root, with...)
	stop := quitOnHangup(p)
	_, runErr := p.Run()
	stop()
	fmt.Fprint(a.Out, root.Farewell())
	return errors.Join(root.Err(), ignoreLeaving(runErr), finish(root, loading))
}

// firstStart reports whether the person has neither settings nor progress.
// Somebody who says where those are knows their way.
func (a *App) firstStart(o options) bool {
	if o.db != "" || o.config != "" || a.Getenv("DEBRIEF_DB") != "" || a.Getenv("DEBRIEF_CONFIG") != "" {
		return false
	}
	for _, path := range []string{a.dbPath(o.db), a.configPath(o.config)} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			return false
		}
	}
	return true
}

// finish keeps what was being written and closes the store.
func finish(root *ui.Root, l *loading) error {
	loaded, err := l.loaded.wait(context.Background())
	if err != nil {
		return nil // reported as the program's error
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return errors.Join(root.Flush(ctx), loaded.Store.Close())
}

// ignoreLeaving drops the errors of a person or a system that ends the program.
func ignoreLeaving(err error) error {
	if errors.Is(err, tea.ErrProgramPanic) {
		return errors.New("a mistake in the program ended it; what you typed and graded is kept, and the lines above help to mend it")
	}
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramKilled) {
		return nil
	}
	return err
}

// quitOnHangup ends the program properly when its window is closed; Bubble Tea
// itself sees to an interrupt and a termination.
func quitOnHangup(p *tea.Program) (stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, hangup...)
	go func() {
		if _, ok := <-c; ok {
			p.Quit()
		}
	}()
	return func() {
		signal.Stop(c)
		close(c)
	}
}

// scheme returns the theme to begin with, and whether the background is taken
// for a dark one.
func (a *App) scheme(flag string, saved settings.Settings) (theme.Scheme, bool, error) {
	scheme, err := theme.Named(cmp.Or(flag, a.Getenv("DEBRIEF_THEME"), saved.Theme), saved.Themes)
	if err != nil {
		return theme.Scheme{}, false, usageError{err}
	}
	// Set by some terminals as "foreground;background"; 7 and 15 are white.
	bg := a.Getenv("COLORFGBG")
	return scheme, !strings.HasSuffix(bg, ";7") && !strings.HasSuffix(bg, ";15"), nil
}

// loading is what the first screen needs, on its way beside the terminal's
// setup: the questions' outlines and the store, each by itself.
type loading struct {
	outlines later[[]bank.Outline]
	loaded   later[ui.Loaded]
}

// later is a value that is on its way.
type later[T any] struct {
	done  chan struct{}
	value T
	err   error
}

// wait returns the value when it is there.
func (l *later[T]) wait(ctx context.Context) (T, error) {
	select {
	case <-l.done:
		return l.value, l.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// start works the value out.
func (l *later[T]) start(work func() (T, error)) {
	l.done = make(chan struct{})
	go func() {
		defer close(l.done)
		l.value, l.err = work()
	}()
}

func (a *App) startLoading(ctx context.Context, o options, saved settings.Settings, notice string) *loading {
	l := &loading{}
	l.loaded.start(func() (ui.Loaded, error) {
		st, err := store.Open(ctx, a.dbPath(o.db), a.Now)
		if err == nil {
			st.HoldWrites()
		}
		return ui.Loaded{Store: st, Settings: saved, Notice: notice}, err
	})
	l.outlines.start(func() ([]bank.Outline, error) { return bank.ReadOutlines(a.Content) })
	return l
}

// settings returns the person's settings. A file that is broken is not used,
// and the notice says why.
func (a *App) settings(o options) (settings.Settings, string) {
	s, err := settings.Load(a.configPath(o.config))
	if err != nil {
		return s, err.Error() + "; the default settings are used"
	}
	return s, ""
}

// themes are the person's own ones.
func (a *App) themes(o options) map[string]map[string]string {
	s, _ := a.settings(o)
	return s.Themes
}

// export writes a file into the folder that the program was started in, under
// another name where there is one already, and returns its path.
func (a *App) export(name, text string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return "", fmt.Errorf("write %s: %w", name, err)
	}
	ending := filepath.Ext(name)
	base := strings.TrimSuffix(name, ending)
	for n := 1; ; n++ {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			name = fmt.Sprintf("%s-%d%s", base, n+1, ending)
			continue
		}
		if err != nil {
			return "", fmt.Errorf("write %s: %w", name, err)
		}
		_, err = f.WriteString(text)
		if err := errors.Join(err, f.Close()); err != nil {
			return "", fmt.Errorf("write %s: %w", name, err)
		}
		path, err := filepath.Abs(name)
		return path, err
	}
}

// readFiles reads a file, or all files of a folder with the ending.
func readFiles(path, ending string) ([]ui.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	names := []string{path}
	if info.IsDir() {
		if names, err = filepath.Glob(filepath.Join(path, "*"+ending)); err != nil {
			return nil, err
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s has no %s file", path, ending)
	}
	var files []ui.File
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, ui.File{Name: filepath.Base(name), Text: string(text)})
	}
	return files, nil
}

func (a *App) configPath(flag string) string {
	return cmp.Or(flag, a.Getenv("DEBRIEF_CONFIG"), filepath.Join(a.Config, "config.toml"))
}

func (a *App) dbPath(flag string) string {
	return cmp.Or(flag, a.Getenv("DEBRIEF_DB"), filepath.Join(a.Data, "progress.db"))
}
