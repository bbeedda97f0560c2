// Package report gathers what the dashboard and `debrief stats` show.
package report

import (
	"context"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/store/progress"
	"debrief/ui/dashboard"
)

const (
	year     = 371 // days of activity: 53 weeks
	forecast = 30  // days
)

// Read returns the dashboard of the progress; the bank has the texts of the
// key points.
func Read(ctx context.Context, st *store.Store, b *bank.Bank, p progress.Progress) (dashboard.Data, error) {
	today := fsrs.Day(p.Now)
	d := dashboard.Data{
		Now: p.Now, Today: today, Goal: p.Goal, Readiness: p.Readiness(), Spent: int(p.Kept.Spent.Minutes() + 0.5),
		Forecast: plan.Forecast(p.All(), p.Goal, forecast),
	}
	if left, ok := p.Settings.DaysLeft(p.Now); ok && left < 0 {
		d.Ago = -left
	}
	planned := p.Today()
	d.Minutes = p.Person.Minutes(planned)
	for _, c := range planned {
		d.Planned = append(d.Planned, c.ID)
	}
	for _, stage := range p.Stages() {
		d.Stages = append(d.Stages, dashboard.Stage{Name: stage.Name, Readiness: stage.Readiness})
	}
	for _, domain := range p.Domains {
		d.Domains = append(d.Domains, row(p, domain))
	}
	days, err := st.Days(ctx, today-year)
	if err != nil {
		return dashboard.Data{}, err
	}
	for _, day := range days {
		d.Days = append(d.Days, dashboard.Day{Day: day.Day, Attempts: day.Attempts, Spent: day.Spent})
	}
	if d.Calibration, err = st.Calibration(ctx); err != nil {
		return dashboard.Data{}, err
	}
	d.Weak = weak(p.Kept, b)
	return d, nil
}

func row(p progress.Progress, domain progress.Domain) dashboard.Domain {
	d := dashboard.Domain{Name: domain.Name, Readiness: p.Person.Readiness(domain.Candidates, p.Goal)}
	for _, c := range domain.Candidates {
		d.Spent += c.Record.Spent
		d.Target += time.Duration(c.Minutes*c.Record.Attempts) * time.Minute
		for i, call := range c.Record.Calls {
			d.Calls[i].Of += call.Of
			d.Calls[i].Recalled += call.Recalled
		}
	}
	return d
}

// mostWeak is how many weak points are gathered.
const mostWeak = 10

// weak returns the weakest points that the bank still has.
func weak(k progress.Kept, b *bank.Bank) []dashboard.WeakPoint {
	var points []dashboard.WeakPoint
	for _, w := range k.WeakPoints() {
		q, ok := b.Question(w.Question)
		if !ok || k.Holds[q.ID] == store.Suspended {
			continue
		}
		for _, point := range q.KeyPoints {
			if point.Key() == w.Key {
				domain, _ := b.Domain(q.Domain)
				points = append(points, dashboard.WeakPoint{
					Question: q.ID, Domain: domain.Name, Topic: q.Topic, Text: point.Text, Missed: w.MissedLately(), Of: len(w.Recent),
				})
			}
		}
		if len(points) == mostWeak {
			break
		}
	}
	return points
}
