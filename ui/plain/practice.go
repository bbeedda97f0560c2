package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/mock"
	"debrief/store/plan"
	"debrief/store/progress"
)

// Choice says what to practise; where it names nothing the person is asked.
type Choice struct {
	Domain string // id
	Count  int    // questions; 0 for ten
}

// Practice is the practice loop: what to practise, question after question,
// and a summary. It ends without an error when the person leaves.
func Practice(ctx context.Context, deps Deps, c Choice) error {
	d := sit(ctx, deps)
	session, err := d.begin(c)
	if err != nil {
		return leaving(err)
	}
	return leaving(d.session(session))
}

// begin resumes a session or starts one.
func (d *desk) begin(c Choice) (store.Session, error) {
	old, waits, err := d.Store.Unfinished(d.ctx)
	if err != nil {
		return old, err
	}
	if waits && c.Domain == "" {
		reply, err := d.ask("You left %s, %d of %d done. Go on with it? Y or N", old.Title, old.Done(), len(old.Places))
		if err != nil || !strings.HasPrefix(strings.ToLower(reply), "n") {
			return old, err
		}
	}
	p, err := d.progress()
	if err != nil {
		return store.Session{}, err
	}
	title, queue, err := d.choose(p, c)
	if err != nil {
		return store.Session{}, err
	}
	var s store.Session
	err = d.keep("Starting the session", func() error {
		if waits {
			if err := d.Store.EndSession(d.ctx, old.ID); err != nil {
				return err
			}
		}
		s, err = d.Store.StartSession(d.ctx, title, plan.IDs(queue), false)
		return err
	})
	return s, err
}

func (d *desk) progress() (progress.Progress, error) {
	kept, err := progress.Read(d.ctx, d.Store, d.Now())
	return progress.New(d.Bank.Outlines(), kept, d.Settings, d.Now()), err
}

// choose asks what to practise until there is something.
func (d *desk) choose(p progress.Progress, c Choice) (title string, queue []plan.Candidate, err error) {
	if c.Domain != "" {
		return p.Pick(c.Domain, c.Count)
	}
	today := p.Today()
	d.say("debrief. Practise for a security engineer interview. Today's plan: %s, about %s.",
		count(len(today), "question"), count(p.Person.Minutes(today), "minute"))
	for i, x := range p.Domains {
		due, fresh := 0, 0
		for _, c := range x.Candidates {
			if c.State.New() {
				fresh++
			} else if c.DueAt(p.Goal.Retention) {
				due++
			}
		}
		d.item(fmt.Sprintf("%2d. ", i+1), fmt.Sprintf("%s: %s, %d due, %d new", x.Name, count(len(x.Candidates), "question"), due, fresh))
	}
	for {
		reply, err := d.ask("Type the number of a domain, P for today's plan, or Q to leave.")
		if err != nil {
			return "", nil, err
		}
		switch strings.ToLower(reply) {
		case "q":
			return "", nil, errLeft
		case "p", "":
			if len(today) > 0 {
				return "Today's plan", today, nil
			}
			d.say("Nothing is planned for the rest of today.")
			continue
		}
		n, err := numbers(reply, len(p.Domains))
		if err != nil || len(n) != 1 {
			d.say("That is none of them.")
			continue
		}
		if title, queue, err := p.Pick(p.Domains[n[0]-1].ID, c.Count); err == nil {
			return title, queue, nil
		}
		d.say("Nothing of it is due and nothing is new.")
	}
}

// session asks question after question, and sums up.
func (d *desk) session(s store.Session) error {
	for {
		place, ok := s.Next()
		if !ok {
			return d.sumUp(s)
		}
		err := d.question(s, place)
		if errors.Is(err, errLeft) {
			d.say("Kept. Start again to go on where you stopped.")
		}
		if err != nil {
			return err
		}
		if s, err = d.Store.Session(d.ctx, s.ID); err != nil {
			return err
		}
	}
}

// question asks, compares and grades one.
func (d *desk) question(s store.Session, place store.Place) error {
	q, ok := d.Bank.Question(place.QuestionID)
	if !ok { // the bank no longer has it
		return d.Store.Skip(d.ctx, s.ID, place.Position)
	}
	aside, err := d.Store.Aside(d.ctx, s.ID, q.ID)
	if err != nil {
		return err
	}
	r := reply{Draft: aside.Draft}
	r.SessionID, r.QuestionID = s.ID, q.ID
	if s.Loop == 0 {
		domain, _ := d.Bank.Domain(q.Domain)
		d.heading(fmt.Sprintf("Question %d of %d. %s, %s. A good answer takes %s.", place.Position+1, len(s.Places), domain.Name, q.Topic, count(q.Minutes, "minute")))
		if aside.Note != "" {
			d.say("Your note: %s", aside.Note)
		}
		d.show(q)
		d.say(howTo)
		r, err = d.answer(q, r, func(draft store.Draft) error { return d.Store.SaveDraft(d.ctx, draft) })
		if err != nil {
			return err
		}
		if r.outcome == skipped {
			return d.keep("Skipping the question", func() error { return d.Store.Skip(d.ctx, s.ID, place.Position) })
		}
		if err := d.point(q, &r); err != nil {
			return err
		}
	} else { // it was answered in the room
		d.heading("Debrief of: " + q.Prompt)
		d.heading("You said:")
		d.say("%s", r.Answer)
	}
	return d.grade(s, place, q, r)
}

// grade holds the answer against the rubric and keeps the grade.
func (d *desk) grade(s store.Session, place store.Place, q bank.Question, r reply) error {
	said := r.Answer
	if s.Loop != 0 {
		said = mock.Spoken(said)
	}
	match := q.Match(said)
	ticks := match.Ticks()
	d.heading(fmt.Sprintf("Time: %s, for a target of %s.", spoken(r.Elapsed), spoken(q.Target())))
	for _, w := range match.Wrong {
		d.item("Wrong: ", w.Say)
	}
	d.heading("Model answer:")
	d.markdown(q.Answer)
	d.points(q, match)
	d.more(q)
	what := "Numbers of points to correct, ticked or not; Enter where they are right."
	if strings.TrimSpace(r.Answer) == "" {
		what = "Numbers of the points that you said; Enter where that is all."
	}
	for len(q.KeyPoints) > 0 {
		text, err := d.ask("%s", what)
		if err != nil {
			return err
		}
		wrong, err := numbers(text, len(ticks))
		if err != nil {
			d.say("%v.", err)
			continue
		}
		for _, n := range wrong {
			ticks[n-1] = !ticks[n-1]
		}
		if len(wrong) == 0 {
			break
		}
		d.say("%d of %d points ticked now.", ticked(ticks), len(ticks))
	}
	rating, err := d.rate(q, ticks, r)
	if err != nil {
		return err
	}
	a := store.Attempt{
		QuestionID: q.ID, SessionID: s.ID, Position: place.Position, Answer: r.Answer, Marks: r.Marks, Ticks: ticks,
		Points: q.PointKeys(), Coverage: plan.Coverage(q, ticks, r.Marks, rating), Rating: rating, Elapsed: r.Elapsed, Thought: r.Thought, Confidence: r.sure,
	}
	retry := rating == fsrs.Again && !place.Retry && s.Loop == 0
	if err := d.keep("Saving the grade", func() error {
		_, err := d.Store.Grade(d.ctx, a, retry)
		return err
	}); err != nil {
		return err
	}
	if retry {
		d.say("Saved as %s. It comes again at the end.", rating)
	} else {
		d.say("Saved as %s.", rating)
	}
	return nil
}

// points lists the key points and which of them the answer hit.
func (d *desk) points(q bank.Question, match bank.Match) {
	if len(q.KeyPoints) == 0 {
		return
	}
	d.heading(fmt.Sprintf("Key points, %d of %d heard in your words:", ticked(match.Ticks()), len(q.KeyPoints)))
	for i, k := range q.KeyPoints {
		state := "not heard"
		if match.Points[i].Hit {
			state = "heard"
		}
		if k.Essential {
			state += ", essential"
		}
		d.item(fmt.Sprintf("%d. ", i+1), state+": "+k.Text)
	}
}

// more lists what fails an answer and what comes next in the room.
func (d *desk) more(q bank.Question) {
	if len(q.RedFlags) > 0 {
		d.heading("Red flags:")
		for _, f := range q.RedFlags {
			d.item("- ", f)
		}
	}
	if len(q.FollowUps) > 0 {
		d.heading("They will ask next:")
		for _, f := range q.FollowUps {
			d.item("- ", f.Ask+" Listen for: "+f.Listen)
		}
	}
	fmt.Fprintln(d.Out)
}

func ticked(ticks []bool) int {
	n := 0
	for _, t := range ticks {
		if t {
			n++
		}
	}
	return n
}

// rate asks for the grade.
func (d *desk) rate(q bank.Question, ticks []bool, r reply) (fsrs.Rating, error) {
	suggested, why := plan.Suggest(q, ticks, r.Marks)
	for {
		text, err := d.ask("Grade: 1 again, 2 hard, 3 good, 4 easy. Enter takes %s, suggested: %s.", suggested, why)
		if err != nil {
			return 0, err
		}
		if text == "" {
			return suggested, nil
		}
		if n, err := numbers(text, len(fsrs.Ratings())); err == nil && len(n) == 1 {
			return fsrs.Ratings()[n[0]-1], nil
		}
		d.say("Type 1, 2, 3 or 4, or Enter.")
	}
}

// sumUp ends the session.
func (d *desk) sumUp(s store.Session) error {
	if err := d.keep("Ending the session", func() error { return d.Store.EndSession(d.ctx, s.ID) }); err != nil {
		return err
	}
	if s.Loop != 0 {
		return nil // its scorecard follows
	}
	attempts, err := d.Store.SessionAttempts(d.ctx, s.ID)
	if err != nil {
		return err
	}
	d.heading(fmt.Sprintf("Done: %s, %s.", s.Title, count(len(attempts), "attempt")))
	kept, err := progress.Read(d.ctx, d.Store, d.Now())
	if err != nil {
		return err
	}
	w := fsrs.DefaultWeights()
	for _, a := range attempts {
		q, _ := d.Bank.Question(a.QuestionID)
		m := kept.Memories[a.QuestionID]
		days := w.Interval(m.State, d.Settings.Retention) - fsrs.Elapsed(m.At, d.Now())
		d.item("- ", fmt.Sprintf("%s, %.0f percent of the points, back in %s: %s", a.Rating, 100*a.Coverage, count(max(days, 0), "day"), q.Prompt))
	}
	return nil
}
