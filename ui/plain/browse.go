package plain

import (
	"context"
	"fmt"
	"io"
	"strings"

	"debrief/bank"
	"debrief/store/plan"
	"debrief/store/progress"
	"debrief/ui/dashboard"
	"debrief/ui/layout"
)

// cleaned is text of several lines without anything that a terminal acts on.
func cleaned(text string) string { return layout.Clean(text) }

// Browse lists the questions that the query finds, a line each: id, where the
// person stands with it, domain, and prompt.
func Browse(out io.Writer, b *bank.Bank, p progress.Progress, query string) error {
	type row struct {
		question  *bank.Question
		domain    string
		candidate plan.Candidate
	}
	var rows []row
	for i, d := range b.Domains {
		for j := range d.Questions {
			rows = append(rows, row{&d.Questions[j], d.Name, p.Domains[i].Candidates[j]})
		}
	}
	for _, at := range b.Index().Search(query) {
		r := rows[at]
		state := "waits"
		switch c := r.candidate; {
		case c.Held:
			state = "suspended"
		case c.State.New():
			state = "new"
		case c.DueAt(p.Goal.Retention):
			state = "due"
		}
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", r.question.ID, state, layout.Line(r.domain), layout.Line(r.question.Prompt)); err != nil {
			return err
		}
	}
	return nil
}

// Read writes a whole question: what is asked, the model answer and its key
// points.
func Read(out io.Writer, q bank.Question, domain string) {
	d := sit(context.Background(), Deps{Out: out, In: strings.NewReader("")}) // nothing is asked or kept
	d.say("%s, %s. %s, %s, about %s.", domain, q.Topic, q.Kind, strings.Join(q.Levels, " "), count(q.Minutes, "minute"))
	d.show(q)
	d.heading("Model answer:")
	d.markdown(q.Answer)
	if len(q.KeyPoints) > 0 {
		d.heading("Key points:")
		for i, k := range q.KeyPoints {
			essential := ""
			if k.Essential {
				essential = "essential: "
			}
			d.item(fmt.Sprintf("%d. ", i+1), essential+k.Text)
		}
	}
	d.more(q)
	for _, r := range q.References {
		d.item("Source: ", strings.TrimSpace(r.Publisher+": "+r.Title+" "+r.URL))
	}
}

// Stats writes the dashboard in sentences, for those who hear it.
func Stats(out io.Writer, data dashboard.Data, p progress.Progress) {
	d := sit(context.Background(), Deps{Out: out, In: strings.NewReader("")})
	if days, ok := p.Settings.DaysLeft(p.Now); ok && days >= 0 {
		d.say("The interview is in %s, on %s.", count(days, "day"), p.Settings.Date)
	}
	ready := func(r plan.Readiness) string {
		return fmt.Sprintf("%.0f percent ready, between %.0f and %.0f, %d of %d tried", 100*r.Share, 100*r.Low, 100*r.High, r.Tried, r.Of)
	}
	d.say("Overall: %s.", ready(data.Readiness))
	d.say("Today: %s left, about %s; %s done.", count(len(data.Planned), "question"), count(data.Minutes, "minute"), count(data.Spent, "minute"))
	streak, longest := dashboard.Streaks(data.Days, data.Today)
	d.say("Days in a row: %d, the most %d.", streak, longest)
	d.heading("By stage:")
	for _, s := range data.Stages {
		d.item("- ", s.Name+": "+ready(s.Readiness)+".")
	}
	d.heading("By domain:")
	for _, x := range data.Domains {
		d.item("- ", x.Name+": "+ready(x.Readiness)+".")
	}
	if len(data.Weak) > 0 {
		d.heading("Left out most lately:")
		for _, w := range data.Weak {
			d.item("- ", fmt.Sprintf("%s Left out in %d of %d. Question %s.", w.Text, w.Missed, w.Of, w.Question))
		}
	}
	if reviews, predicted, observed := data.Calibration.Total(); reviews > 0 {
		d.say("")
		d.say("Of %s, %.0f percent were predicted to be known, and %.0f percent were.", count(reviews, "review"), 100*predicted, 100*observed)
	}
}
