package storetest

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
)

// A Question is what a made-up person practises.
type Question struct {
	ID      string
	Minutes int
	Points  []string // keys of its key points
}

// Practise fills the store at path as a person would who practises on most of
// the days up to now: new questions in order, and what has fallen due; with
// grades by how well they remember, notes now and then a bookmark. The same
// seed gives the same store.
func Practise(ctx context.Context, path string, questions []Question, days int, seed uint64, now time.Time) error {
	clock := now
	s, err := store.Open(ctx, path, func() time.Time { return clock })
	if err != nil {
		return err
	}
	defer s.Close()
	p := person{Store: s, random: rand.New(rand.NewPCG(seed, 3)), questions: questions, clock: &clock}
	for day := days; day >= 1; day-- {
		clock = time.Date(now.Year(), now.Month(), now.Day()-day, 18, 30, 0, 0, now.Location())
		if p.random.Float64() < 0.25 {
			continue // a day off
		}
		if err := p.evening(ctx); err != nil {
			return err
		}
	}
	return nil
}

type person struct {
	*store.Store
	random    *rand.Rand
	questions []Question
	clock     *time.Time
	next      int // new question
}

func (p *person) evening(ctx context.Context) error {
	memories, err := p.Memories(ctx)
	if err != nil {
		return err
	}
	var ids []Question
	for _, q := range p.questions[:p.next] {
		m := memories[q.ID]
		if fsrs.Elapsed(m.At, *p.clock) >= fsrs.DefaultWeights().Interval(m.State, plan.DesiredRetention) && len(ids) < 8 {
			ids = append(ids, q)
		}
	}
	for range 2 + p.random.IntN(3) {
		if p.next < len(p.questions) {
			ids = append(ids, p.questions[p.next])
			p.next++
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var names []string
	for _, q := range ids {
		names = append(names, q.ID)
	}
	session, err := p.StartSession(ctx, "Today's plan", names, false)
	if err != nil {
		return err
	}
	for i, q := range ids {
		if err := p.answer(ctx, session, i, q, memories[q.ID]); err != nil {
			return err
		}
	}
	return p.EndSession(ctx, session.ID)
}

func (p *person) answer(ctx context.Context, session store.Session, position int, q Question, m store.Memory) error {
	knows := 0.35
	if !m.State.New() {
		knows = fsrs.DefaultWeights().Retrievability(m.State, fsrs.Elapsed(m.At, *p.clock))
	}
	a := store.Attempt{QuestionID: q.ID, SessionID: session.ID, Position: position, Points: q.Points, Rating: fsrs.Again}
	recalled := p.random.Float64() < knows
	if recalled {
		a.Rating = []fsrs.Rating{fsrs.Hard, fsrs.Good, fsrs.Good, fsrs.Good, fsrs.Easy}[p.random.IntN(5)]
	}
	said := 0
	for i := range q.Points {
		// Some points are harder to think of than others, whatever the day.
		hit := p.random.Float64() < map[bool]float64{true: 0.9, false: 0.4}[recalled]-0.12*float64(i%4)
		a.Ticks = append(a.Ticks, hit)
		if hit {
			said++
		}
	}
	a.Coverage = float64(said) / math.Max(float64(len(q.Points)), 1)
	switch u := p.random.Float64(); {
	case u < 0.4:
	case u < 0.4+0.4*knows:
		a.Confidence = plan.Sure
	case u > 1-0.4*(1-knows):
		a.Confidence = plan.Guessing
	default:
		a.Confidence = plan.Fairly
	}
	a.Answer = fmt.Sprintf("I would name the asset first, then %d of the controls, an example and its limit.", said)
	a.Elapsed = time.Duration(float64(q.Minutes) * (0.7 + 0.7*p.random.Float64()) * float64(time.Minute))
	*p.clock = p.clock.Add(a.Elapsed + 40*time.Second)
	if _, err := p.Grade(ctx, a, false); err != nil {
		return err
	}
	if p.random.IntN(30) == 0 {
		return p.SetBookmark(ctx, q.ID, true)
	}
	return nil
}

// Of returns the questions of a bank, domain by domain in turn.
func Of(b *bank.Bank) []Question {
	var all []Question
	for i := 0; len(all) < b.Len(); i++ {
		for _, d := range b.Domains {
			if i < len(d.Questions) {
				q := d.Questions[i]
				all = append(all, Question{q.ID, q.Minutes, q.PointKeys()})
			}
		}
	}
	return all
}
