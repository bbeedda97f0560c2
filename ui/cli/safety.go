package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/ui/terminal"

	"github.com/spf13/cobra"
)

func (a *App) backupCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Copy the progress file, as it is at one moment; the program may be running",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			path := a.dbPath(o.db)
			if _, err := os.Stat(path); err != nil {
				return fmt.Errorf("there is no progress to back up: %w", err)
			}
			to := filepath.Join(store.BackupDir(path), "progress-"+a.Now().Format("2006-01-02-150405")+".db")
			if len(args) == 1 {
				to = args[0]
			}
			st, err := store.Open(cmd.Context(), path, a.Now)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, st.Close()) }()
			if err := st.Backup(cmd.Context(), to); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), to)
			return nil
		},
	}
}

func (a *App) restoreCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Go back to a backup, the newest sound one where none is named",
		Long: "Go back to a backup: FILE, or the newest one that is sound. What is there now is kept beside it under\n" +
			"another name. Close debrief first.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, from := a.dbPath(o.db), ""
			if len(args) == 1 {
				from = args[0]
			} else {
				newest, err := newestSound(cmd.Context(), path)
				if err != nil {
					return err
				}
				from = newest.Path
			}
			kept, err := store.Restore(cmd.Context(), path, from, a.Now())
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "restored  %s\n", from)
			if kept != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "kept      %s\n", kept)
			}
			return nil
		},
	}
}

// offerBackup asks whether to go back to the newest backup that is sound, and
// does. The error is damage where there is none, or where the person rather not.
func (a *App) offerBackup(ctx context.Context, o options, damage error) error {
	path := a.dbPath(o.db)
	newest, err := newestSound(ctx, path)
	if err != nil {
		return fmt.Errorf("%w; but %w", damage, err)
	}
	fmt.Fprintf(a.Err, "debrief: %v\n\nThe newest sound backup is of %s. The damaged file would be kept beside it.\nGo back to the backup? y or n: ",
		damage, newest.At.Format("2 January 2006, 15:04"))
	reply, _ := bufio.NewReader(a.In).ReadString('\n') // what cannot be read is no yes
	if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(reply)), "y") {
		return errors.New("nothing was changed; debrief restore goes back to it later")
	}
	kept, err := store.Restore(ctx, path, newest.Path, a.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Err, "kept      %s\n", kept)
	return nil
}

// newestSound returns the newest backup that can be gone back to.
func newestSound(ctx context.Context, path string) (store.BackupFile, error) {
	all, err := store.Backups(path)
	if err != nil {
		return store.BackupFile{}, err
	}
	for _, b := range all {
		if store.Check(ctx, b.Path) == nil {
			return b, nil
		}
	}
	return store.BackupFile{}, fmt.Errorf("there is no sound backup in %s", store.BackupDir(path))
}

func (a *App) doctorCommand(o *options) *cobra.Command {
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say where things are kept, whether they are sound, and what to do",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out := cmd.OutOrStdout()
			a.paths(out, *o)
			if err := a.examine(cmd.Context(), out, *o); err != nil {
				return err
			}
			if !rebuild {
				return nil
			}
			st, err := store.Open(cmd.Context(), a.dbPath(o.db), a.Now)
			if err != nil {
				return err
			}
			if err := errors.Join(st.Rebuild(cmd.Context()), st.Close()); err != nil {
				return err
			}
			fmt.Fprintln(out, "rebuilt   memory states, days and calibration, from the log")
			return nil
		},
	}
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "make memory states, days and calibration anew from the log of attempts")
	return cmd
}

// paths says where things are, and what the terminal can do.
func (a *App) paths(out io.Writer, o options) {
	fmt.Fprintf(out, "version   %s\nprogress  %s\nsettings  %s\nquestions %s\nbackups   %s\n",
		a.Version, a.dbPath(o.db), a.configPath(o.config), filepath.Join(a.Config, "banks"), store.BackupDir(a.dbPath(o.db)))
	background := "is not asked for its background"
	if terminal.Answers(a.Getenv("TERM")) {
		background = "is asked for its background"
	}
	colour := ""
	if a.Getenv("NO_COLOR") != "" {
		colour = ", NO_COLOR is set"
	}
	fmt.Fprintf(out, "terminal  TERM=%s COLORTERM=%s, %s%s\n", a.Getenv("TERM"), a.Getenv("COLORTERM"), background, colour)
}

// readText returns what a file holds; nothing where it cannot be read, which
// is then no question file.
func readText(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}

// examine says of everything that is kept whether it is sound, and what to do
// where it is not.
func (a *App) examine(ctx context.Context, out io.Writer, o options) error {
	problems := 0
	say := func(what string, err error, cure string) {
		if err == nil {
			fmt.Fprintf(out, "%-9s sound\n", what)
			return
		}
		problems++
		fmt.Fprintf(out, "%-9s %v\n          %s\n", what, err, cure)
	}
	path := a.dbPath(o.db)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		fmt.Fprintln(out, "progress  none yet: the first answer makes it")
	} else {
		say("progress", store.Check(ctx, path), "debrief restore goes back to the newest backup; the file is kept")
	}
	backups, err := store.Backups(path)
	if err != nil {
		say("backups", err, "mend the folder")
	} else if len(backups) == 0 {
		fmt.Fprintln(out, "backups   none yet: one is made a day")
	} else {
		newest := backups[0]
		fmt.Fprintf(out, "backups   %d, the newest of %s, %d KB\n", len(backups), newest.At.Format(time.DateTime), newest.Size/1024)
		say("newest", store.Check(ctx, newest.Path), "debrief restore takes the newest one that is sound")
	}
	_, notice := a.settings(o)
	var broken error
	if notice != "" {
		broken = errors.New(notice)
	}
	say("settings", broken, "mend the line, or move the file away")
	_, found, err := bank.Load(a.Content)
	if err == nil && bank.Errors(found) {
		err = errors.New(found[0].String())
	}
	say("bank", err, "install debrief again")
	files, unread := list(a.ownBanks(o.banks))
	for _, name := range files {
		segment := bank.ReadSegment(name, readText(name))
		for _, p := range segment.Problems {
			if !p.Warning {
				unread = append(unread, p.String())
			}
		}
	}
	if len(files)+len(unread) > 0 {
		var err error
		if len(unread) > 0 {
			err = fmt.Errorf("%s in %s: %s", count(len(unread), "problem", "problems"), count(len(files), "file", "files"), unread[0])
		}
		say("questions", err, "debrief check FILE lists them all")
	}
	if problems > 0 {
		return fmt.Errorf("%s, see above", count(problems, "problem", "problems"))
	}
	return nil
}
