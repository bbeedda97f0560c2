package plain

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/mock"
	"debrief/ui/report"
)

// Mock is a mock interview: its rounds with their clock, the grading, and the
// scorecard in Markdown. One that waits to be finished goes on.
func Mock(ctx context.Context, deps Deps, spec mock.Spec) error {
	d := sit(ctx, deps)
	l, waits, err := d.Store.UnfinishedLoop(ctx)
	if err != nil {
		return err
	}
	if waits {
		d.say("You are in a mock interview of %s. It goes on.", l.StartedAt.Format(time.DateOnly))
	} else if l, err = d.compose(spec); err != nil {
		return err
	}
	return leaving(d.loop(l))
}

func (d *desk) compose(spec mock.Spec) (mock.Loop, error) {
	if spec.Seed == 0 {
		spec.Seed = uint64(d.Now().UnixNano())
	}
	h, err := d.Store.MockHistory(d.ctx, spec.Level, func(id string) string { q, _ := d.Bank.Question(id); return q.Domain })
	if err != nil {
		return mock.Loop{}, err
	}
	l, err := mock.Compose(d.Bank, spec, h)
	if err != nil {
		return l, err
	}
	err = d.keep("Starting the mock interview", func() error { l, err = d.Store.StartLoop(d.ctx, l); return err })
	return l, err
}

func (d *desk) loop(l mock.Loop) error {
	for {
		at, ok := l.Current()
		if !ok {
			return d.debrief(l)
		}
		if err := d.round(l.ID, at, len(l.Rounds), l.Rounds[at]); err != nil {
			if errors.Is(err, errLeft) {
				d.say("Kept. Start again to go on in this round.")
			}
			return err
		}
		var err error
		if l, err = d.Store.Loop(d.ctx, l.ID); err != nil {
			return err
		}
	}
}

// round asks the turns of a round until its time is up.
func (d *desk) round(loop int64, at, of int, r mock.Round) error {
	keep := func() error {
		return d.keep("Keeping the round", func() error { return d.Store.SaveRound(d.ctx, loop, at, r) })
	}
	d.heading(fmt.Sprintf("Round %d of %d: %s, %s.", at+1, of, r.Stage, count(r.Minutes, "minute")))
	if r.State == mock.RoundWaiting {
		d.say("%s", r.Opening)
		if _, err := d.ask("Nothing helps you in the room. Press Enter to begin; the clock then runs."); err != nil {
			return err
		}
		r.State = mock.RoundRunning
	}
	before, began := r.Elapsed, d.Now()
	for {
		next, ok := r.Next()
		if !ok {
			break
		}
		t := &r.Turns[next]
		left := time.Duration(r.Minutes)*time.Minute - r.Elapsed
		if left <= 0 {
			d.say("The time of this round is over.")
			for i := range r.Turns[next:] {
				r.Turns[next+i].State = mock.TurnPassed
			}
			break
		}
		reply, err := d.turn(*t, left, func(draft store.Draft) error {
			t.Answer, t.Thought, t.Elapsed = draft.Answer, draft.Thought, draft.Elapsed
			return d.Store.SaveTurn(d.ctx, loop, at, next, *t)
		})
		r.Elapsed = before + d.Now().Sub(began)
		t.Answer, t.Marks, t.Thought, t.Elapsed = reply.Answer, reply.Marks, reply.Thought, reply.Elapsed
		if err != nil {
			return errors.Join(err, keep())
		}
		t.State = mock.TurnAnswered
		if reply.outcome == skipped {
			pass(r.Turns, next)
		}
		if err := keep(); err != nil {
			return err
		}
	}
	asked, err := d.ask("Your turn: what do you ask them? One line, or Enter for nothing.")
	if err != nil {
		return errors.Join(err, keep())
	}
	r.Asked, r.State, r.Elapsed = asked, mock.RoundOver, before+d.Now().Sub(began)
	return keep()
}

// pass marks a turn and its follow-ups as not answered.
func pass(turns []mock.Turn, at int) {
	for i := range turns {
		if turns[i].Question == turns[at].Question && turns[i].Step >= turns[at].Step {
			turns[i].State = mock.TurnPassed
		}
	}
}

// turn asks one question or follow-up.
func (d *desk) turn(t mock.Turn, left time.Duration, keep func(store.Draft) error) (reply, error) {
	q, ok := d.Bank.Question(t.Question)
	if !ok { // the bank no longer has it: what was asked then is kept
		q = bank.Question{ID: t.Question, Prompt: t.Ask, Minutes: t.Minutes}
	}
	q.LookingFor = "" // nothing helps in the room
	d.until = d.Now().Add(left)
	defer func() { d.until = time.Time{} }()
	d.heading(fmt.Sprintf("%s left in this round; about %s for this.", spoken(left.Round(time.Second)), count(t.Minutes, "minute")))
	if t.Step > 0 {
		d.say("They ask on: %s", t.Ask)
	} else {
		d.show(q)
		d.say(howTo)
	}
	r := reply{Draft: store.Draft{QuestionID: t.Question, Answer: t.Answer, Marks: t.Marks, Elapsed: t.Elapsed, Thought: t.Thought}}
	r, err := d.answer(q, r, keep)
	if err != nil || r.outcome == skipped || t.Step > 0 {
		return r, err
	}
	return r, d.point(q, &r)
}

// debrief grades what was said, shows the scorecard and asks for the verdict.
func (d *desk) debrief(l mock.Loop) error {
	graded, err := d.Store.LoopAttempts(d.ctx, l.ID)
	if err != nil {
		return err
	}
	s, waits, err := d.Store.Unfinished(d.ctx)
	if err != nil {
		return err
	}
	if len(graded) == 0 || waits && s.Loop == l.ID {
		d.heading("The rounds are over. Now the debrief: grade what you said.")
		if err := d.keep("Going to the debrief", func() error { s, err = d.Store.GradeLoop(d.ctx, l); return err }); err != nil {
			return err
		}
		if err := d.session(s); err != nil {
			return err
		}
	}
	l, marks, err := report.Graded(d.ctx, d.Store, d.Bank, l.ID)
	if err != nil {
		return err
	}
	for {
		text, err := d.ask("Your own verdict, before you see the points: I for inclined, N for not inclined, Enter for none.")
		if err != nil {
			return err
		}
		verdict, ok := map[string]mock.Verdict{"": mock.Undecided, "i": mock.Inclined, "n": mock.NotInclined}[strings.ToLower(text)]
		if !ok {
			d.say("Type I, N or Enter.")
			continue
		}
		l.Verdict = verdict
		break
	}
	if err := d.keep("Keeping the verdict", func() error { return d.Store.EndLoop(d.ctx, l.ID, l.Verdict, l.Note, false) }); err != nil {
		return err
	}
	fmt.Fprintf(d.Out, "\n%s", cleaned(mock.Markdown(l, mock.Score(marks), marks)))
	return nil
}
