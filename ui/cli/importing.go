package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"debrief/bank"
	"debrief/bank/anki"
	"debrief/bank/transfer"
	"debrief/store"
	"debrief/store/settings"

	"github.com/spf13/cobra"
)

func (a *App) importCommand(o *options) *cobra.Command {
	var (
		to             string
		force, restore bool
	)
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Make a question file of an Anki package, a table or a Markdown list; or take progress back",
		Long: "Make a question file of cards from elsewhere: an Anki package (.apkg, .colpkg), a table (.csv, .tsv, .txt) or a\n" +
			"Markdown list of questions and answers (.md). The file goes among your own questions unless --to says where.\n" +
			"What was taken, what was not and why is printed.\n\n" +
			"With --restore FILE is what debrief export progress wrote: attempts, sessions, stories and settings come back.",
		Args: oneArg("file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if restore {
				return a.restoreExport(cmd, *o, args[0], force)
			}
			return a.importCards(cmd, args[0], to, force)
		},
	}
	f := cmd.Flags()
	f.StringVar(&to, "to", "", "question file to write (default: the file's name, in the folder banks beside config.toml)")
	f.BoolVar(&force, "force", false, "write over a question file, or put progress that is there aside")
	f.BoolVar(&restore, "restore", false, "FILE is an export of progress; take it back")
	return cmd
}

// importCards writes the cards of a file as a question file, and says what
// became of each.
func (a *App) importCards(cmd *cobra.Command, from, to string, force bool) error {
	cards, left, notes, err := readCards(cmd, from)
	if err != nil {
		return err
	}
	d, unfit := transfer.Domain(from, cards)
	left = append(left, unfit...)
	out := cmd.OutOrStdout()
	for _, l := range left {
		fmt.Fprintf(out, "left out  %s\n", l)
	}
	for _, n := range notes {
		fmt.Fprintf(out, "note      %s\n", n)
	}
	if len(d.Questions) == 0 {
		return fmt.Errorf("%s: no card could be taken", from)
	}
	if to == "" {
		to = a.ownPath(strings.TrimSuffix(filepath.Base(from), filepath.Ext(from)))
	}
	if err := create(to, bank.Encode(d), force); err != nil {
		return err
	}
	fmt.Fprintf(out, "taken     %s into %s, %d left out\n", count(len(d.Questions), "card", "cards"), to, len(left))
	return nil
}

// readCards reads the cards of a file by its ending, with notes on what is
// true of the file as a whole.
func readCards(cmd *cobra.Command, from string) (cards []transfer.Card, left []transfer.Left, notes []string, err error) {
	ending := strings.ToLower(filepath.Ext(from))
	if ending == ".apkg" || ending == ".colpkg" {
		return readAnki(cmd, from)
	}
	if !slices.Contains([]string{".csv", ".tsv", ".txt", ".md", ".markdown"}, ending) {
		return nil, nil, nil, usageError{fmt.Errorf("%s: give a file that ends in .apkg, .colpkg, .csv, .tsv, .txt or .md", from)}
	}
	src, err := os.ReadFile(from)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("import: %w", err)
	}
	switch ending {
	case ".md", ".markdown":
		cards, left = transfer.ReadMarkdown(string(src))
	case ".csv":
		cards, left = transfer.ReadCSV(src, separator(string(src)))
	default:
		cards, left = transfer.ReadCSV(src, '\t')
	}
	return cards, left, nil, nil
}

// separator is what separates the columns of a .csv: in some countries that is
// a semicolon.
func separator(src string) rune {
	line, _, _ := strings.Cut(src, "\n")
	if strings.Count(line, ";") > strings.Count(line, ",") {
		return ';'
	}
	return ','
}

func readAnki(cmd *cobra.Command, from string) (cards []transfer.Card, left []transfer.Left, notes []string, err error) {
	c, err := anki.Read(cmd.Context(), from)
	if err != nil {
		return nil, nil, nil, err
	}
	for i, card := range c.Cards {
		topic := card.Deck
		if at := strings.LastIndex(topic, "::"); at >= 0 {
			topic = topic[at+len("::"):]
		}
		cards = append(cards, transfer.Card{Front: card.Front, Back: card.Back, Topic: topic, Where: fmt.Sprintf("card %d", i+1)})
	}
	for _, l := range c.Left {
		left = append(left, transfer.Left{Where: l.What, Why: l.Why})
	}
	if n := len(c.Media); n > 0 {
		names := c.Media[:min(n, 5)]
		more := ""
		if n > len(names) {
			more = fmt.Sprintf(" and %d more", n-len(names))
		}
		notes = append(notes, fmt.Sprintf("pictures and sounds are left out: %s%s", strings.Join(names, ", "), more))
	}
	return cards, left, notes, nil
}

// restoreExport takes back what debrief export progress wrote.
func (a *App) restoreExport(cmd *cobra.Command, o options, from string, force bool) error {
	text, kept, err := store.ImportFile(cmd.Context(), a.dbPath(o.db), from, force, a.Now)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "restored  %s\n", a.dbPath(o.db))
	if kept != "" {
		fmt.Fprintf(out, "kept      %s\n", kept)
	}
	return a.restoreSettings(out, a.configPath(o.config), text, force)
}

func (a *App) restoreSettings(out io.Writer, path, text string, force bool) error {
	if text == "" {
		return nil
	}
	if _, err := settings.Parse(path, text); err != nil {
		fmt.Fprintf(out, "settings  left as they are: %v\n", err)
		return nil
	}
	there, err := os.ReadFile(path)
	switch {
	case err == nil && string(there) == text:
		return nil
	case err == nil && !force:
		fmt.Fprintf(out, "settings  left as they are: %s is there; --force takes those of the export\n", path)
		return nil
	case err == nil:
		kept := path + ".replaced-" + a.Now().Format("20060102-150405")
		if err := os.Rename(path, kept); err != nil {
			return fmt.Errorf("put the settings aside: %w", err)
		}
		fmt.Fprintf(out, "kept      %s\n", kept)
	case !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("restore the settings: %w", err)
	}
	if err := create(path, text, false); err != nil {
		return err
	}
	fmt.Fprintf(out, "settings  %s\n", path)
	return nil
}
