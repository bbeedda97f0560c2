package mock

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"debrief/bank"
)

// Spec is what a loop is to be like.
type Spec struct {
	Stages []string // in their order; none: all
	Level  string
	Seed   uint64
	Short  bool // ten minutes a round
}

// History is what earlier loops say about a new one.
type History struct {
	Used  map[string]int // question id -> the latest loop that asked it, counted from 1
	Depth map[string]int // domain -> rungs answered when it was last asked at this level
}

// plan is what a stage holds.
type stagePlan struct {
	minutes  int
	rungs    int // follow-ups to a question
	openings []string
	slots    []slot
}

// A slot is filled with one question of its kinds, if one fits the time.
type slot struct {
	kinds []bank.Kind
	from  string // level from which it is there; "" always
	must  bool   // it is there even where the stage's time is short
}

const (
	talk       = 3 // minutes of a round for greeting and opening
	ownMinutes = 5 // for the candidate's own questions
	rung       = 1 // minutes for a follow-up, beside what the question has
)

func stagePlans() map[string]stagePlan {
	know, scene := []bank.Kind{bank.Knowledge}, []bank.Kind{bank.Scenario}
	hands, design := []bank.Kind{bank.Code, bank.Drill}, []bank.Kind{bank.Design}
	story, process := []bank.Kind{bank.Behavioral}, []bank.Kind{bank.Process}
	return map[string]stagePlan{
		"screen": {30, 1, []string{
			"Thanks for taking the time. I'd like to hear a bit about you, then ask a few technical questions, and leave time for yours.",
			"Hello, good to meet you. This is half an hour: your background, a handful of short questions, and then it's your turn.",
		}, []slot{{kinds: process, must: true}, {kinds: know}, {kinds: story, must: true}, {kinds: know}, {kinds: know}, {kinds: know}}},
		"technical": {60, 2, []string{
			"Hi, I'm an engineer on the security team. I'll ask some things in depth; think aloud, and say so when you don't know.",
			"Good to meet you. We have an hour: one larger problem, some shorter questions, and a question about how you work. Stop me any time.",
		}, []slot{{kinds: design, from: "L5"}, {kinds: hands, must: true}, {kinds: story, must: true}, {kinds: scene}, {kinds: know}, {kinds: know}, {kinds: know}, {kinds: know}}},
		"behavioral": {45, 2, []string{
			"Today is about how you work. I'll ask for examples; take your time to pick one, and tell me what you yourself did.",
			"I'd like to hear about things you have done. I may interrupt to dig deeper; that's normal and no bad sign.",
		}, []slot{{kinds: story, must: true}, {kinds: story, must: true}, {kinds: story, must: true}, {kinds: scene}, {kinds: story}, {kinds: story}}},
		"final": {60, 2, []string{
			"I'm not on the team you'd join, so bear with me where I need context. I look at the whole picture.",
			"Thanks for staying with us. I'll mix questions about your work with a problem or two; I care how you decide.",
		}, []slot{{kinds: story, must: true}, {kinds: design, from: "L6"}, {kinds: story, must: true}, {kinds: scene, must: true}, {kinds: story}, {kinds: hands, from: "L5"}, {kinds: know}, {kinds: process}}},
	}
}

// Compose makes a loop of the bank's questions. No question, and no principle
// while others are left, comes twice; those that earlier loops asked least
// recently come first, and of those the seed chooses. The same bank, spec and
// history give the same loop.
func Compose(b *bank.Bank, spec Spec, h History) (Loop, error) {
	c := composer{
		bank: b, spec: spec, history: h, random: rand.New(rand.NewPCG(spec.Seed, 0)),
		asked: map[string]bool{}, topics: map[string]int{}, principles: map[string]int{},
	}
	if len(spec.Stages) == 0 {
		spec.Stages = bank.Stages()
	}
	l := Loop{Seed: spec.Seed, Level: spec.Level}
	for _, stage := range spec.Stages {
		r, err := c.round(stage)
		if err != nil {
			return Loop{}, err
		}
		l.Rounds = append(l.Rounds, r)
	}
	return l, nil
}

type composer struct {
	bank       *bank.Bank
	spec       Spec
	history    History
	random     *rand.Rand
	asked      map[string]bool
	topics     map[string]int // domain, and domain with topic -> times in this loop
	principles map[string]int
}

func (c *composer) round(stage string) (Round, error) {
	p, ok := stagePlans()[stage]
	if !ok {
		return Round{}, fmt.Errorf("there is no stage %q", stage)
	}
	around := talk + ownMinutes
	if c.spec.Short {
		p.minutes, p.slots, around = shortMinutes, shortSlots(), 0
	}
	r := Round{Stage: stage, Minutes: p.minutes, State: RoundWaiting, Opening: p.openings[c.random.IntN(len(p.openings))]}
	left := p.minutes - around
	for i, s := range p.slots {
		if c.spec.Level < s.from {
			continue
		}
		reserved := 0 // for what must still come
		for _, later := range p.slots[i+1:] {
			if later.must && c.spec.Level >= later.from {
				reserved += leastMinutes(later)
				if !c.spec.Short {
					reserved += p.rungs * rung
				}
			}
		}
		spare := p.rungs * rung
		if c.spec.Short { // the follow-up is asked where there is time
			spare = 0
		}
		q, ok := c.pick(stage, s, left-reserved-spare)
		if !ok {
			continue
		}
		if q, ok = c.bank.Question(q.ID); !ok {
			continue // its file is gone
		}
		turns := c.ladder(q, min(p.rungs, (left-reserved-q.Minutes)/rung))
		for _, t := range turns {
			left -= t.Minutes
		}
		c.take(q)
		r.Turns = append(r.Turns, turns...)
	}
	if len(r.Turns) == 0 {
		return Round{}, fmt.Errorf("the bank has no question for the stage %s", stage)
	}
	return r, nil
}

// leastMinutes is the time that a question of the slot takes at least.
func leastMinutes(s slot) int {
	switch {
	case slices.Contains(s.kinds, bank.Code):
		return 10
	case slices.Contains(s.kinds, bank.Scenario):
		return 8
	}
	return 5
}

// pick chooses a question for the slot that takes no more than the minutes.
func (c *composer) pick(stage string, s slot, minutes int) (bank.Question, bool) {
	var found []*bank.Question
	for _, d := range c.bank.Domains {
		for i := range d.Questions {
			q := &d.Questions[i]
			if slices.Contains(s.kinds, q.Kind) && asks(stage, q) && !c.asked[q.ID] && q.Minutes <= minutes {
				found = append(found, q)
			}
		}
	}
	c.random.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	slices.SortStableFunc(found, func(a, b *bank.Question) int {
		return cmp.Or(
			cmp.Compare(c.off(a), c.off(b)),
			cmp.Compare(c.repeats(a), c.repeats(b)),
			cmp.Compare(c.history.Used[a.ID], c.history.Used[b.ID]),
			cmp.Compare(c.topics[a.Domain], c.topics[b.Domain]),
		)
	})
	if len(found) == 0 {
		return bank.Question{}, false
	}
	return *found[0], true
}

// asks reports whether the question belongs to the stage. One about a
// Leadership Principle may come in any round.
func asks(stage string, q *bank.Question) bool {
	return q.Kind == bank.Behavioral || slices.Contains(q.Stages, stage)
}

// off is 1 for questions of another level: they stand in where there is none.
func (c *composer) off(q *bank.Question) int {
	if c.spec.Level == "" || slices.Contains(q.Levels, c.spec.Level) {
		return 0
	}
	return 1
}

// repeats counts how often the loop had the question's topic, or its
// principles, before.
func (c *composer) repeats(q *bank.Question) int {
	n := c.topics[q.Domain+"/"+q.Topic]
	for _, p := range q.Principles {
		n += c.principles[p]
	}
	return n
}

func (c *composer) take(q bank.Question) {
	c.asked[q.ID] = true
	c.topics[q.Domain]++
	c.topics[q.Domain+"/"+q.Topic]++
	for _, p := range q.Principles {
		c.principles[p]++
	}
}

// ladder is the question with its follow-ups, from one rung below where the
// person last stopped in the domain.
func (c *composer) ladder(q bank.Question, rungs int) []Turn {
	turns := []Turn{{Question: q.ID, Ask: q.Prompt, Minutes: q.Minutes, State: TurnWaiting}}
	// A depth of d means that follow-up d-1 was the last one answered.
	from := min(max(c.history.Depth[q.Domain]-2, 0), max(len(q.FollowUps)-rungs, 0))
	for i := from; i < min(from+rungs, len(q.FollowUps)); i++ {
		turns = append(turns, Turn{Question: q.ID, Step: i + 1, Ask: q.FollowUps[i].Ask, Minutes: rung, State: TurnWaiting})
	}
	return turns
}

// shortMinutes is how long a short round lasts.
const shortMinutes = 10

// shortSlots are what a person with ten minutes is asked: something about their
// work, and something that they know.
func shortSlots() []slot {
	return []slot{{kinds: []bank.Kind{bank.Behavioral}, must: true}, {kinds: []bank.Kind{bank.Knowledge, bank.Process}}}
}

// Minutes returns how long a stage's round lasts.
func Minutes(stage string, short bool) int {
	if short {
		return shortMinutes
	}
	return stagePlans()[stage].minutes
}
