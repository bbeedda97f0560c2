package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"debrief/bank"

	"github.com/spf13/cobra"
)

func (a *App) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check question files, or the built-in bank where no path is given",
		Long: "Check question files or folders of them and print every problem as file:line: message.\n" +
			"Without a path the built-in bank is checked. Exits 1 when something has to be mended.",
		RunE: func(cmd *cobra.Command, args []string) error {
			var problems []bank.Problem
			questions := 0
			if len(args) == 0 {
				b, found, err := bank.Load(a.Content)
				if err != nil {
					return err
				}
				problems = append(append(found, b.Check(a.Now())...), b.CheckRequired()...)
				questions = b.Len()
			}
			for _, path := range args {
				b, found, err := CheckPath(path, a.Now())
				if err != nil {
					return err
				}
				problems = append(problems, found...)
				questions += b.Len()
			}
			return reportProblems(cmd.OutOrStdout(), problems, questions)
		},
	}
}

// CheckPath loads and checks a question file or a folder of them. Problems
// carry the path as the person gave it.
func CheckPath(path string, now time.Time) (*bank.Bank, []bank.Problem, error) {
	b, problems, err := LoadPath(path)
	if err != nil {
		return nil, nil, err
	}
	return b, append(problems, b.Check(now)...), nil
}

// LoadPath loads the bank of a question file or of a folder of them.
func LoadPath(path string) (*bank.Bank, []bank.Problem, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read questions: %w", err)
	}
	dir, fsys := path, fs.FS(nil)
	if info.IsDir() {
		fsys = os.DirFS(path)
	} else {
		dir = filepath.Dir(path)
		fsys = oneFile{os.DirFS(dir), filepath.Base(path)}
	}
	b, problems, err := bank.Load(fsys)
	if err != nil {
		return nil, nil, err
	}
	b.Relocate(func(name string) string { return filepath.Join(dir, name) })
	for i := range problems {
		problems[i].File = filepath.Join(dir, problems[i].File)
	}
	return b, problems, nil
}

// oneFile shows a single file of a folder, whatever its ending.
type oneFile struct {
	fs.FS
	name string
}

// ReadDir lists the one file only.
func (o oneFile) ReadDir(string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(o.FS, o.name)
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}

func reportProblems(w io.Writer, problems []bank.Problem, questions int) error {
	failed := 0
	for _, p := range problems {
		fmt.Fprintln(w, p)
		if !p.Warning {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%s to mend", count(failed, "problem", "problems"))
	}
	fmt.Fprintf(w, "%s checked, nothing to mend\n", count(questions, "question", "questions"))
	return nil
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
