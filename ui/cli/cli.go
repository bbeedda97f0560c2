// Package cli has debrief's commands.
package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"debrief/store"
	"debrief/ui/plain"
	"debrief/ui/theme"

	"github.com/spf13/cobra"
)

// App is what the commands need from the outside world.
type App struct {
	Content fs.FS            // the built-in bank
	Guide   fs.FS            // what helps beside the questions
	Now     func() time.Time // the clock
	Version string
	Getenv  func(string) string
	Data    string // folder of progress.db by default
	Config  string // folder of config.toml by default
	Cache   string // folder of what can be made again
	In      *os.File
	Out     io.Writer
	Err     io.Writer
}

// The exit codes.
const (
	ExitFine    = 0
	ExitProblem = 1 // something was found, or went wrong
	ExitUsage   = 2 // the command line makes no sense
)

type usageError struct{ error }

// Run executes the command line and returns the exit code. Errors are written
// to Err.
func (a *App) Run(args []string) int {
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	err := root.Execute()
	if err == nil {
		return ExitFine
	}
	fmt.Fprintln(a.Err, "debrief:", err)
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintln(a.Err, "'debrief --help' lists the commands and flags.")
		return ExitUsage
	}
	if errors.Is(err, store.ErrCannotWrite) || errors.Is(err, store.ErrFull) {
		fmt.Fprintln(a.Err, "See that the disk has room and the folder can be written to, or choose another file with --db.")
	}
	return ExitProblem
}

func (a *App) rootCommand() *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:   "debrief",
		Short: "Practise for a security engineer interview",
		Long: `debrief is a full-screen practice app for a security engineer interview. Pick a
domain, answer as you would in the room, hold your answer against the model
answer and its key points, grade yourself, and come back when you would have
forgotten.

debrief is unofficial: it is not connected with any employer.`,
		Version:       a.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := theme.Named(o.theme, a.themes(o)); err != nil {
				return usageError{err}
			}
			if a.line(o) {
				return a.plainly(cmd.Context(), o, func(d plain.Deps) error { return plain.Practice(cmd.Context(), d, plain.Choice{}) })
			}
			return a.practise(cmd.Context(), o, nil)
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetVersionTemplate("debrief {{.Version}}\n")
	f := root.PersistentFlags()
	f.StringVar(&o.db, "db", "", "progress file (default $DEBRIEF_DB, or progress.db in the data home)")
	f.StringArrayVar(&o.banks, "bank", nil, "question file or folder to add to the built-in bank; can be given again")
	f.StringVar(&o.config, "config", "", "settings file (default $DEBRIEF_CONFIG, or config.toml in the config home)")
	root.Flags().StringVar(&o.theme, "theme", "", "auto, dark, light, contrast, mono or one of your own (default $DEBRIEF_THEME, or that of the settings)")
	plainFlag(root, &o)
	root.AddCommand(a.practiceCommand(&o), a.welcomeCommand(&o), a.browseCommand(&o), a.mockCommand(&o), a.nextCommand(&o), a.scoreCommand(&o), a.recordCommand(&o), a.statsCommand(&o), a.settingsCommand(&o), a.doctorCommand(&o), a.backupCommand(&o), a.restoreCommand(&o), a.checkCommand(), a.newCommand(), a.fmtCommand(), a.manCommand(root), a.importCommand(&o), a.exportCommand(&o))
	a.complete(root, &o)
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown command %q", args[0])}
	}
	return nil
}

// oneArg takes exactly one argument, named in the error.
func oneArg(name string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usageError{fmt.Errorf("give one %s, got %d", name, len(args))}
		}
		return nil
	}
}
