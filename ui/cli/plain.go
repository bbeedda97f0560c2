package cli

import (
	"context"
	"fmt"
	"strings"

	"debrief/ui/picker"
	"debrief/ui/plain"
	"debrief/ui/welcome"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

// line reports whether to work line by line: where the person wants it, and
// where there is no terminal that can do more.
func (a *App) line(o options) bool {
	if o.plain || a.Getenv("TERM") == "dumb" || !term.IsTerminal(a.In.Fd()) {
		return true
	}
	out, ok := a.Out.(interface{ Fd() uintptr })
	return ok && !term.IsTerminal(out.Fd())
}

// plainly opens what the plain mode needs, and closes it afterwards.
func (a *App) plainly(ctx context.Context, o options, run func(plain.Deps) error) (err error) {
	d, err := a.open(ctx, o, "")
	if err != nil {
		return err
	}
	defer d.close(&err)
	b, err := a.scriptBank(o.banks)
	if err != nil {
		return err
	}
	if err := d.store.Daily(ctx); err != nil {
		fmt.Fprintln(a.Err, "debrief:", err)
	}
	return run(plain.Deps{Store: d.store, Bank: b, Settings: d.settings, Now: a.Now, In: a.In, Out: a.Out})
}

func (a *App) practiceCommand(o *options) *cobra.Command {
	var c plain.Choice
	cmd := &cobra.Command{
		Use:     "practice",
		Aliases: []string{"practise"},
		Short:   "Practise; with --plain line by line, for screen readers and simple terminals",
		Long: "Practise. It is what debrief does without a command. With --plain, with TERM=dumb or without a terminal\n" +
			"it works line by line, without colour or cursor movement.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.Count < 0 {
				return usageError{fmt.Errorf("--n %d: ask for at least 1", c.Count)}
			}
			if a.line(*o) {
				return a.plainly(cmd.Context(), *o, func(d plain.Deps) error { return plain.Practice(cmd.Context(), d, c) })
			}
			var start tea.Msg
			if c != (plain.Choice{}) {
				start = picker.Asked{Domain: c.Domain, Count: c.Count}
			}
			return a.practise(cmd.Context(), *o, start)
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.Domain, "domain", "", "id of the domain to practise")
	f.IntVar(&c.Count, "n", 0, "at most so many questions (default 10)")
	plainFlag(cmd, o)
	return cmd
}

// plainFlag adds --plain to a command.
func plainFlag(cmd *cobra.Command, o *options) {
	cmd.Flags().BoolVar(&o.plain, "plain", false, "line by line, without colour or cursor movement")
}

func (a *App) welcomeCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "welcome",
		Short: "The guide of the first start again: date, level, minutes a day",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.practise(cmd.Context(), *o, welcome.Opened{}) },
	}
}

func (a *App) browseCommand(o *options) *cobra.Command {
	var id string
	cmd := &cobra.Command{
		Use:   "browse [WORD...]",
		Short: "Browse the questions, those with the words where some are given",
		Long: "Browse the questions, those with the words where some are given. With --plain they are listed, a line each:\n" +
			"id, new or due or waits, domain and prompt. --read ID prints one whole.",
		RunE: func(cmd *cobra.Command, args []string) error {
			query := strings.Join(args, " ")
			if id != "" {
				return a.readQuestion(cmd, *o, id)
			}
			if !a.line(*o) {
				return a.practise(cmd.Context(), *o, picker.BrowseOpened{Query: query})
			}
			return a.list(cmd, *o, query)
		},
	}
	cmd.Flags().StringVar(&id, "read", "", "print the question with this id: prompt, model answer, key points")
	plainFlag(cmd, o)
	return cmd
}

func (a *App) readQuestion(cmd *cobra.Command, o options, id string) error {
	b, err := a.scriptBank(o.banks)
	if err != nil {
		return err
	}
	q, err := findQuestion(b, id)
	if err != nil {
		return err
	}
	domain, _ := b.Domain(q.Domain)
	plain.Read(cmd.OutOrStdout(), q, domain.Name)
	return nil
}

func (a *App) list(cmd *cobra.Command, o options, query string) error {
	d, err := a.open(cmd.Context(), o, "")
	if err != nil {
		return err
	}
	defer d.close(&err)
	b, err := a.scriptBank(o.banks)
	if err != nil {
		return err
	}
	d.outlines = b.Outlines()
	p, err := d.progress(cmd.Context())
	if err != nil {
		return err
	}
	return plain.Browse(cmd.OutOrStdout(), b, p, query)
}
