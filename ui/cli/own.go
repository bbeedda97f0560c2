package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"debrief/bank"

	"github.com/spf13/cobra"
)

func (a *App) newCommand() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a question file of your own to begin with, with comments",
		Long: "Write a question file of your own to begin with, with comments. A FILE without a folder goes where debrief\n" +
			"finds it by itself: the folder banks beside config.toml.",
		Args: oneArg("file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := a.ownPath(args[0])
			if err := create(path, bank.Starter(bank.NameOf(path), a.Now()), force); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), path)
			return nil
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "write over a file that is there")
	return cmd
}

// ownPath returns the path for a question file of the person's own.
func (a *App) ownPath(name string) string {
	if filepath.Ext(name) != ".toml" {
		name += ".toml"
	}
	if filepath.Base(name) == name {
		return filepath.Join(a.Config, "banks", name)
	}
	return name
}

// create writes a file. One that is there is left alone, unless forced.
func create(path, text string, force bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	flags := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	if !force {
		flags |= os.O_EXCL
	}
	file, err := os.OpenFile(path, flags, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already: choose another name, or write over it with --force", path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = file.WriteString(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func (a *App) fmtCommand() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt FILE...",
		Short: "Put the spaces and blank lines of question files in order",
		Long: "Put the spaces and blank lines of question files in order; comments, words and order stay. The names of\n" +
			"files that changed are printed. A FILE of - formats standard input to standard output.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("give at least one file")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			untidy := 0
			for _, name := range args {
				if name == "-" {
					src, err := io.ReadAll(a.In)
					if err != nil {
						return fmt.Errorf("read standard input: %w", err)
					}
					out, err := formatted("standard input", string(src))
					if err != nil {
						return err
					}
					fmt.Fprint(cmd.OutOrStdout(), out)
					continue
				}
				changed, err := formatFile(name, check)
				if err != nil {
					return err
				}
				if changed {
					untidy++
					fmt.Fprintln(cmd.OutOrStdout(), name)
				}
			}
			if check && untidy > 0 {
				return fmt.Errorf("%s to format", count(untidy, "file", "files"))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "change nothing; exit with 1 where a file is not in order")
	return cmd
}

// formatFile formats a file, and reports whether that changes it. It is
// replaced as a whole, so that no half of it is ever on disk.
func formatFile(name string, check bool) (changed bool, err error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return false, fmt.Errorf("read questions: %w", err)
	}
	out, err := formatted(name, string(src))
	if err != nil || out == string(src) || check {
		return out != string(src), err
	}
	info, err := os.Stat(name)
	if err != nil {
		return false, fmt.Errorf("format %s: %w", name, err)
	}
	if name, err = filepath.EvalSymlinks(name); err != nil { // the file is replaced, not the link to it
		return false, fmt.Errorf("format %s: %w", name, err)
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".format-*")
	if err != nil {
		return false, fmt.Errorf("format %s: %w", name, err)
	}
	defer os.Remove(file.Name()) // gone already where it was renamed
	_, err = file.WriteString(out)
	err = errors.Join(err, file.Chmod(info.Mode().Perm()), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return false, fmt.Errorf("format %s: %w", name, err)
	}
	return true, nil
}

// formatted returns a question file in order. One that is no TOML is left
// alone.
func formatted(name, src string) (string, error) {
	if p, ok := bank.Syntax(name, src); !ok {
		return src, errors.New(p.String())
	}
	return bank.Format(src), nil
}
