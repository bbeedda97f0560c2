package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"debrief/bank"
	"debrief/bank/anki"
	"debrief/bank/transfer"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/store/progress"
	"debrief/store/settings"

	"github.com/spf13/cobra"
)

func (a *App) exportCommand(o *options) *cobra.Command {
	cmd := &cobra.Command{Use: "export", Short: "Write cards for other programs, or all your progress"}
	cmd.AddCommand(a.exportCards(o), a.exportProgress(o))
	return cmd
}

// cardChoice says which cards go out.
type cardChoice struct {
	domain          string
	own, scheduling bool
	force           bool
}

func (a *App) exportCards(o *options) *cobra.Command {
	var c cardChoice
	cmd := &cobra.Command{
		Use:   "cards FILE",
		Short: "Write the questions as an Anki package (.apkg), a table (.csv) or a question file (.toml)",
		Args:  oneArg("file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.writeCards(cmd, *o, args[0], c)
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.domain, "domain", "", "id of the only domain to write")
	f.BoolVar(&c.own, "own", false, "only questions of your own")
	f.BoolVar(&c.scheduling, "schedule", false, "in an Anki package: also when each card is due and its memory state")
	f.BoolVar(&c.force, "force", false, "write over a file that is there")
	return cmd
}

func (a *App) writeCards(cmd *cobra.Command, o options, to string, c cardChoice) error {
	ending := strings.ToLower(filepath.Ext(to))
	if !slices.Contains([]string{".apkg", ".csv", ".toml"}, ending) {
		return usageError{fmt.Errorf("%s: give a file that ends in .apkg, .csv or .toml", to)}
	}
	b, err := a.scriptBank(o.banks)
	if err != nil {
		return err
	}
	domains, err := chosen(b, c)
	if err != nil {
		return err
	}
	var questions []bank.Question
	for _, d := range domains {
		questions = append(questions, d.Questions...)
	}
	if len(questions) == 0 {
		return errors.New("there is no such question")
	}
	if ending == ".toml" && len(domains) > 1 {
		return usageError{errors.New("a question file holds one domain: choose it by --domain")}
	}
	var cards []anki.Card
	if ending == ".apkg" {
		if cards, err = a.ankiCards(cmd.Context(), o, b, domains, c.scheduling); err != nil {
			return err
		}
	}
	err = writeFile(to, c.force, func(w io.Writer) error {
		switch ending {
		case ".csv":
			return transfer.WriteCSV(w, questions)
		case ".toml":
			_, err := io.WriteString(w, bank.Encode(domains[0]))
			return err
		}
		return anki.Write(cmd.Context(), w, "debrief", cards, a.Now())
	})
	if err == nil {
		fmt.Fprintf(cmd.OutOrStdout(), "%s in %s\n", count(len(questions), "card", "cards"), to)
	}
	return err
}

// chosen returns the domains with the questions that are to go out, whole.
func chosen(b *bank.Bank, c cardChoice) ([]bank.Domain, error) {
	if _, ok := b.Domain(c.domain); c.domain != "" && !ok {
		return nil, fmt.Errorf("there is no domain %q", c.domain)
	}
	var out []bank.Domain
	for _, d := range b.Domains {
		if c.domain != "" && d.ID != c.domain {
			continue
		}
		all := d.Questions
		d.Questions = nil
		for _, q := range all {
			if c.own && !q.Own {
				continue
			}
			whole, err := q.Whole()
			if err != nil {
				return nil, err
			}
			d.Questions = append(d.Questions, whole)
		}
		if len(d.Questions) > 0 {
			out = append(out, d)
		}
	}
	return out, nil
}

// ankiCards are the questions as Anki has them, with their schedule where it
// is wanted.
func (a *App) ankiCards(ctx context.Context, o options, b *bank.Bank, domains []bank.Domain, scheduling bool) (cards []anki.Card, err error) {
	var kept progress.Kept
	retention := plan.DesiredRetention
	if scheduling {
		d, err := a.open(ctx, o, "")
		if err != nil {
			return nil, err
		}
		kept, err = progress.Read(ctx, d.store, a.Now())
		retention = d.settings.Retention
		if err = errors.Join(err, d.store.Close()); err != nil {
			return nil, err
		}
	}
	for _, d := range domains {
		for _, q := range d.Questions {
			c := anki.Card{
				GUID: "debrief-" + q.ID, Deck: "debrief::" + strings.ReplaceAll(d.Name, "::", ":"), Front: transfer.Front(q), Back: transfer.Back(q),
				Tags: []string{"debrief", bank.Slug(q.Topic), string(q.Kind)},
			}
			if m, ok := kept.Memories[q.ID]; ok && !m.State.New() {
				days := fsrs.DefaultWeights().Interval(m.State, retention)
				c.Schedule = &anki.Schedule{
					Due: m.At.AddDate(0, 0, days), Interval: days, Stability: m.State.Stability, Difficulty: m.State.Difficulty,
					Reps: m.Record.Attempts, Lapses: m.Record.Lapses,
				}
			}
			cards = append(cards, c)
		}
	}
	return cards, nil
}

// writeFile writes a file as a whole: a half-written one is never there.
func writeFile(path string, force bool, write func(io.Writer) error) (err error) {
	if _, err := os.Stat(path); err == nil && !force {
		return fmt.Errorf("%s is there already: choose another name, or write over it with --force", path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".debrief-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(file.Name()) // gone already where it was renamed
	err = errors.Join(write(file), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func (a *App) exportProgress(o *options) *cobra.Command {
	var asCSV, force bool
	cmd := &cobra.Command{
		Use:   "progress FILE",
		Short: "Write attempts, sessions, stories, notes and settings as JSON, or with --csv as a folder of tables",
		Long: "Write all that debrief keeps of you. The JSON can be taken back on another machine by debrief import --restore;\n" +
			"with --csv FILE is a folder and each table a file in it, for spreadsheets. A FILE of - is standard output.",
		Args: oneArg("file"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			d, err := a.open(cmd.Context(), *o, "")
			if err != nil {
				return err
			}
			defer d.close(&err)
			if asCSV {
				return d.progressTables(cmd, args[0], force)
			}
			config := readText(a.configPath(o.config))
			if args[0] == "-" {
				return d.store.Export(cmd.Context(), cmd.OutOrStdout(), config)
			}
			err = writeFile(args[0], force, func(w io.Writer) error { return d.store.Export(cmd.Context(), w, config) })
			if err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), args[0])
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "write a folder of .csv files")
	cmd.Flags().BoolVar(&force, "force", false, "write over what is there")
	return cmd
}

// progressTables writes the tables and the settings into a folder, which must
// be empty unless forced.
func (d *desk) progressTables(cmd *cobra.Command, dir string, force bool) error {
	if there, err := os.ReadDir(dir); err == nil && len(there) > 0 && !force {
		return fmt.Errorf("%s is not empty: choose another folder, or write into it with --force", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("export the progress: %w", err)
	}
	files, err := d.store.ExportCSV(cmd.Context(), dir)
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "settings.csv")
	err = writeFile(file, true, func(w io.Writer) error { return settingsTable(w, d.settings) })
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%d files in %s, as of %s\n", len(files)+1, dir, d.now.Format(time.DateTime))
	return nil
}

func settingsTable(w io.Writer, s settings.Settings) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"name", "value"}); err != nil {
		return err
	}
	for _, k := range settings.Keys() {
		value, err := s.Get(k.Name)
		if err != nil {
			return err
		}
		if err := out.Write([]string{k.Name, value}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
