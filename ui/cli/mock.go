package cli

import (
	"fmt"
	"slices"
	"strings"

	"debrief/bank"
	"debrief/store/mock"
	uimock "debrief/ui/mock"
	"debrief/ui/picker"
	"debrief/ui/plain"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/spf13/cobra"
)

func (a *App) mockCommand(o *options) *cobra.Command {
	var spec mock.Spec
	cmd := &cobra.Command{
		Use:   "mock",
		Short: "Start a mock interview, or go to the lobby where none is described",
		Long: "Start a mock interview of one stage or more: --stage technical --level L5. The same seed over the\n" +
			"same questions and history asks the same. Where a mock interview waits to be finished, its\n" +
			"lobby opens instead.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, s := range spec.Stages {
				if !slices.Contains(bank.Stages(), s) {
					return usageError{fmt.Errorf("--stage %q is unknown: use %s", s, strings.Join(bank.Stages(), ", "))}
				}
			}
			if !slices.Contains(bank.Levels(), spec.Level) {
				return usageError{fmt.Errorf("--level %q is unknown: use %s", spec.Level, strings.Join(bank.Levels(), ", "))}
			}
			if a.line(*o) {
				return a.plainly(cmd.Context(), *o, func(d plain.Deps) error { return plain.Mock(cmd.Context(), d, spec) })
			}
			var start tea.Msg = picker.MockOpened{}
			if f := cmd.Flags(); f.Changed("stage") || f.Changed("level") || f.Changed("seed") || spec.Short {
				start = uimock.Started{Spec: spec}
			}
			return a.practise(cmd.Context(), *o, start)
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&spec.Stages, "stage", nil, "screen, technical, behavioral or final; can be given again (default all four)")
	f.StringVar(&spec.Level, "level", "L5", "L4, L5 or L6")
	f.Uint64Var(&spec.Seed, "seed", 0, "chooses the questions; 0 chooses anew")
	f.BoolVar(&spec.Short, "short", false, "ten minutes a round")
	plainFlag(cmd, o)
	f.StringVar(&o.theme, "theme", "", "auto, dark, light, contrast, mono or one of your own")
	return cmd
}
