// Package report gathers what the dashboard and `debrief stats` show.
package report

import (
	"context"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/mock"
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
	d.Kinds = pace(p.All())
	loops, err := Loops(ctx, st)
	for _, l := range loops {
		d.Mocks = append(d.Mocks, dashboard.Mock{At: l.Loop.StartedAt, Level: l.Loop.Level, Coverage: l.Coverage, Verdict: string(l.Loop.Verdict), Pace: l.Pace})
	}
	return d, err
}

// pace sums the time spent against the target up by kind.
func pace(cs []plan.Candidate) []dashboard.Pace {
	var out []dashboard.Pace
	for _, kind := range bank.Kinds() {
		p := dashboard.Pace{Kind: kind}
		for _, c := range cs {
			if c.Kind == kind && c.Record.Spent > 0 {
				p.Spent += c.Record.Spent
				p.Target += time.Duration(c.Minutes*c.Record.Attempts) * time.Minute
			}
		}
		if p.Target > 0 {
			out = append(out, p)
		}
	}
	return out
}

// A Loop is a mock loop that was held, with how it went.
type Loop struct {
	Loop     mock.Loop
	Coverage float64 // mean of its grades
	Depth    int     // rungs answered
	Rungs    int     // that were asked
	Pace     float64 // time on the answers as a share of their target
}

// Loops returns the mock loops that are over, the latest first.
func Loops(ctx context.Context, st *store.Store) ([]Loop, error) {
	loops, err := st.Loops(ctx)
	if err != nil {
		return nil, err
	}
	var out []Loop
	for _, l := range loops {
		attempts, err := st.LoopAttempts(ctx, l.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, weigh(l, attempts))
	}
	return out, nil
}

func weigh(l mock.Loop, attempts []store.Attempt) Loop {
	out := Loop{Loop: l}
	for _, a := range attempts {
		out.Coverage += a.Coverage / float64(len(attempts))
	}
	var spent, target time.Duration
	for _, r := range l.Rounds {
		if r.State != mock.RoundOver {
			continue
		}
		for _, q := range r.Questions() {
			ladder := r.Ladder(q)
			out.Depth += mock.Depth(ladder)
			out.Rungs += len(ladder)
		}
		for _, t := range r.Turns {
			if t.State == mock.TurnAnswered {
				spent += t.Elapsed
				target += time.Duration(t.Minutes) * time.Minute
			}
		}
	}
	if target > 0 {
		out.Pace = float64(spent) / float64(target)
	}
	return out
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

// Graded returns a loop and what its grading said of each question.
func Graded(ctx context.Context, st *store.Store, b *bank.Bank, loop int64) (mock.Loop, []mock.Graded, error) {
	l, err := st.Loop(ctx, loop)
	if err != nil {
		return mock.Loop{}, nil, err
	}
	attempts, err := st.LoopAttempts(ctx, loop)
	if err != nil {
		return mock.Loop{}, nil, err
	}
	var graded []mock.Graded
	for _, r := range l.Rounds {
		for _, id := range r.Questions() {
			q, ok := b.Question(id)
			if !ok {
				continue
			}
			for _, a := range attempts {
				if a.QuestionID == id {
					d, _ := b.Domain(q.Domain)
					graded = append(graded, mock.Graded{Question: q, Domain: d.Name, Ladder: r.Ladder(id), Ticks: a.Ticks, Coverage: a.Coverage, Rating: a.Rating})
				}
			}
		}
	}
	return l, graded, nil
}
