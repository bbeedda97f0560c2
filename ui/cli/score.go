package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"debrief/bank"
	"debrief/store/plan"

	"github.com/spf13/cobra"
)

// score is what `debrief score` prints.
type score struct {
	Question    string       `json:"question"`
	Coverage    float64      `json:"coverage"`  // 0 to 1
	Suggested   string       `json:"suggested"` // again, hard, good or easy
	Why         string       `json:"why"`
	Points      []scored     `json:"points"`
	WrongClaims []wrongClaim `json:"wrong_claims"`
}

type scored struct {
	Number    int      `json:"number"` // from 1, as --points of `debrief record` takes it
	Text      string   `json:"text"`
	Weight    int      `json:"weight"`
	Essential bool     `json:"essential"`
	Hit       bool     `json:"hit"`
	Words     []string `json:"words"` // of the answer that hit it
}

type wrongClaim struct {
	Words []string `json:"words"`
	Say   string   `json:"say"`
}

func (a *App) scoreCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "score QUESTION",
		Short: "Say which key points the answer on standard input hits, as JSON",
		Args:  oneArg("question id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := a.scriptBank(o.banks)
			if err != nil {
				return err
			}
			q, err := findQuestion(b, args[0])
			if err != nil {
				return err
			}
			answer, err := io.ReadAll(a.In)
			if err != nil {
				return fmt.Errorf("read the answer: %w", err)
			}
			return printJSON(cmd.OutOrStdout(), scoreOf(q, string(answer)))
		},
	}
}

func scoreOf(q bank.Question, answer string) score {
	m := q.Match(answer)
	ticks := m.Ticks()
	rating, why := plan.Suggest(q, ticks, nil)
	s := score{
		Question: q.ID, Coverage: q.Coverage(ticks), Suggested: rating.String(), Why: why,
		Points: []scored{}, WrongClaims: []wrongClaim{},
	}
	for i, k := range q.KeyPoints {
		s.Points = append(s.Points, scored{
			Number: i + 1, Text: k.Text, Weight: k.Weight, Essential: k.Essential, Hit: ticks[i],
			Words: words(answer, m.Points[i].Spans),
		})
	}
	for _, w := range m.Wrong {
		s.WrongClaims = append(s.WrongClaims, wrongClaim{words(answer, w.Spans), w.Say})
	}
	return s
}

func words(answer string, spans []bank.Span) []string {
	found := []string{}
	for _, s := range spans {
		found = append(found, answer[s.Start:s.End])
	}
	return found
}

func findQuestion(b *bank.Bank, id string) (bank.Question, error) {
	q, ok := b.Question(id)
	if !ok {
		return bank.Question{}, fmt.Errorf("there is no question %q: debrief next --json lists ids", id)
	}
	return q, nil
}

// scriptBank loads the banks for a command that prints to a script: what was
// left out of the person's own ones goes to standard error.
func (a *App) scriptBank(paths []string) (*bank.Bank, error) {
	b, broken, err := a.banks(paths, func(int, int) {})
	for _, p := range broken {
		fmt.Fprintln(a.Err, "debrief:", p)
	}
	return b, err
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
