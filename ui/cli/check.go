package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"debrief/bank"

	"github.com/spf13/cobra"
)

func (a *App) checkCommand() *cobra.Command {
	var stats, vocabulary bool
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check question files, or the built-in bank where no path is given",
		Long: "Check question files or folders of them and print every problem as file:line: message.\n" +
			"Without a path the built-in bank is checked. Exits 1 when something has to be mended.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if vocabulary {
				printVocabulary(cmd.OutOrStdout())
				return nil
			}
			var (
				problems []bank.Problem
				domains  []bank.Domain
			)
			if len(args) == 0 {
				b, found, err := bank.Load(a.Content)
				if err != nil {
					return err
				}
				problems = append(append(found, b.Check(a.Now())...), b.CheckRequired()...)
				domains = b.Domains
			}
			for _, path := range args {
				b, found, err := CheckPath(path, a.Now())
				if err != nil {
					return err
				}
				problems = append(problems, found...)
				domains = append(domains, b.Domains...)
			}
			all := bank.New(domains)
			if stats {
				printStats(cmd.OutOrStdout(), all.Stats())
			}
			return reportProblems(cmd.OutOrStdout(), problems, all.Len())
		},
	}
	cmd.Flags().BoolVar(&stats, "stats", false, "also count the questions by domain, kind, level, stage, principle and year")
	cmd.Flags().BoolVar(&vocabulary, "vocabulary", false, "print what the <names> in key points stand for, and check nothing")
	return cmd
}

func printVocabulary(w io.Writer) {
	for _, name := range bank.Names() {
		ways := "any number, in digits or as a word"
		if list := bank.Ways(name); list != nil {
			ways = strings.Join(list, ", ")
		}
		fmt.Fprintf(w, "<%s>  %s\n", name, ways)
	}
}

func printStats(w io.Writer, s bank.Stats) {
	fmt.Fprintf(w, "%s\n", count(s.Questions, "question", "questions"))
	for _, t := range s.Tallies {
		fmt.Fprintf(w, "\nby %s\n", t.Name)
		for _, c := range t.Counts {
			fmt.Fprintf(w, "  %5d  %3.0f%%  %s\n", c.N, 100*float64(c.N)/float64(max(s.Questions, 1)), c.Value)
		}
	}
	fmt.Fprint(w, "\nwords of an answer (least, median, most)\n")
	for _, k := range bank.Kinds() {
		if n, ok := s.Words[k]; ok {
			fmt.Fprintf(w, "  %5d %5d %5d  %s\n", n.Least, n.Median, n.Most, k)
		}
	}
	fmt.Fprint(w, "\na question (least, median, most)\n")
	fmt.Fprintf(w, "  %5d %5d %5d  key points\n", s.KeyPoints.Least, s.KeyPoints.Median, s.KeyPoints.Most)
	fmt.Fprintf(w, "  %5d %5d %5d  essential ones\n", s.Essentials.Least, s.Essentials.Median, s.Essentials.Most)
	fmt.Fprintf(w, "  %5d %5d %5d  terms of a key point\n\n", s.Terms.Least, s.Terms.Median, s.Terms.Most)
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
