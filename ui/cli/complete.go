package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"debrief/bank"
	"debrief/store/settings"
	"debrief/ui/theme"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// completer returns what can stand where the person is.
type completer = func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective)

// complete teaches the shells the domains, the questions and the settings.
func (a *App) complete(root *cobra.Command, o *options) {
	fixed := func(values ...string) completer {
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values, cobra.ShellCompDirectiveNoFileComp
		}
	}
	flags := map[string]completer{
		"domain": a.domainIDs(o), "read": a.questionIDs(o), "stage": fixed(bank.Stages()...), "level": fixed(bank.Levels()...),
		"theme": a.themeNames(o), "rating": fixed("again", "hard", "good", "easy"), "confidence": fixed("guessing", "fairly", "sure"),
	}
	var settingNames []string
	for _, k := range settings.Keys() {
		settingNames = append(settingNames, k.Name+"\t"+k.Title)
	}
	arguments := map[string]completer{
		"score": first(a.questionIDs(o)), "record": first(a.questionIDs(o)), "get": first(fixed(settingNames...)), "set": first(fixed(settingNames...)),
		"check": files("toml"), "fmt": files("toml"), "import": files("apkg", "colpkg", "csv", "tsv", "txt", "md", "json"),
		"restore": files("db"), "backup": files("db"),
	}
	each(root, func(cmd *cobra.Command) {
		for name, values := range flags {
			if cmd.Flags().Lookup(name) != nil {
				// It fails only where the flag is completed already.
				_ = cmd.RegisterFlagCompletionFunc(name, values)
			}
		}
		if values, ok := arguments[cmd.Name()]; ok {
			cmd.ValidArgsFunction = values
		}
	})
}

func each(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, c := range cmd.Commands() {
		each(c, do)
	}
}

// first completes the first argument only.
func first(values completer) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return values(cmd, args, begun)
	}
}

// files completes names of files with one of the endings.
func files(endings ...string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

func (a *App) domainIDs(o *options) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var ids []string
		for _, d := range a.completionOutlines(*o) {
			ids = append(ids, d.ID+"\t"+d.Name)
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
}

func (a *App) questionIDs(o *options) completer {
	return func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		var ids []string
		for _, d := range a.completionOutlines(*o) {
			for _, e := range d.Entries {
				if strings.HasPrefix(e.ID, begun) {
					ids = append(ids, e.ID+"\t"+e.Topic)
				}
			}
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
}

// completionOutlines are the outlines of all questions, as far as they can be
// read: a shell that completes has no use for errors.
func (a *App) completionOutlines(o options) []bank.Outline {
	if len(a.ownBanks(o.banks)) > 0 {
		if b, _, err := a.banks(o.banks, func(int, int) {}); err == nil {
			return b.Outlines()
		}
	}
	outlines, err := bank.ReadOutlines(a.Content)
	if err != nil {
		return nil
	}
	return outlines
}

func (a *App) themeNames(o *options) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		names := theme.Names()
		for name := range a.themes(*o) {
			names = append(names, name)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

// manCommand writes the manual pages of all commands.
func (a *App) manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages into a folder, such as ~/.local/share/man/man1",
		Args:  oneArg("folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("write the manual pages: %w", err)
			}
			now := a.Now()
			header := &doc.GenManHeader{Title: "DEBRIEF", Section: "1", Date: &now, Source: "debrief " + a.Version, Manual: "debrief"}
			root.DisableAutoGenTag = true
			if err := doc.GenManTree(root, header, args[0]); err != nil {
				return errors.Join(errors.New("write the manual pages"), err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), args[0])
			return nil
		},
	}
}
