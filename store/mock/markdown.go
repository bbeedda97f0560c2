package mock

import (
	"fmt"
	"strings"
	"time"
)

// Markdown writes a loop with its scorecard as a page to keep or to hand to a
// mentor: what was asked, what was answered, and how it was weighed.
func Markdown(l Loop, c Card, graded []Graded) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Mock loop of %s, %s\n\n", l.StartedAt.Format("2 January 2006"), l.Level)
	verdict := string(l.Verdict)
	if l.Verdict == Undecided {
		verdict = "not said"
	}
	fmt.Fprintf(&b, "Own verdict: %s. The points speak for: %s (%s).\n", verdict, c.Suggested, c.Why)
	if l.Note != "" {
		fmt.Fprintf(&b, "\n%s\n", l.Note)
	}
	table(&b, "Competencies", c.Competencies)
	table(&b, "Leadership Principles", c.Principles)
	list(&b, "Strengths", c.Strengths)
	list(&b, "Concerns", c.Concerns)
	of := map[string]Graded{}
	for _, g := range graded {
		of[g.Question.ID] = g
	}
	for i, r := range l.Rounds {
		fmt.Fprintf(&b, "\n## Round %d: %s, %s of %d minutes\n", i+1, r.Stage, minutes(r.Elapsed), r.Minutes)
		for _, t := range r.Turns {
			heading := "###"
			if t.Step > 0 {
				heading = "####"
			}
			fmt.Fprintf(&b, "\n%s %s\n\n", heading, t.Ask)
			switch {
			case t.State != TurnAnswered:
				b.WriteString("*passed*\n")
			case t.Answer == "":
				b.WriteString("*answered aloud*\n")
			default:
				b.WriteString(t.Answer + "\n")
			}
			if g, ok := of[t.Question]; ok && t.Step == 0 {
				fmt.Fprintf(&b, "\n%.0f%% of the points, %s, %s.\n", 100*g.Coverage, g.Rating, minutes(t.Elapsed))
			}
		}
		if r.Asked != "" {
			fmt.Fprintf(&b, "\n### Asked by me\n\n%s\n", r.Asked)
		}
	}
	return b.String()
}

func minutes(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}

func table(b *strings.Builder, title string, rows []Row) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n| | points | rungs | in my words |\n| --- | --- | --- | --- |\n", title)
	for _, r := range rows {
		fmt.Fprintf(b, "| %s | %.0f%% | %d of %d | %s |\n", r.Name, 100*r.Coverage, r.Depth, r.Rungs, strings.ReplaceAll(r.Evidence, "|", "\\|"))
	}
}

func list(b *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, i := range items {
		fmt.Fprintf(b, "- %s\n", i)
	}
}
