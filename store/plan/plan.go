// Package plan is what comes next, as pure functions: which questions a
// session asks and in what order, and what rating an attempt suggests.
package plan

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"debrief/store/fsrs"
)

// DesiredRetention is the chance of recall at which a question falls due.
const DesiredRetention = 0.9

// A Candidate is a question that could be asked.
type Candidate struct {
	ID         string
	Domain     string
	Topic      string
	Kind       string
	Levels     []string
	Stages     []string
	Minutes    int // that a good answer takes
	State      fsrs.State
	Elapsed    int // whole days since its last attempt
	Record     Record
	Held       bool // suspended, or buried until tomorrow: not to be offered
	Bookmarked bool
	Slips      bool // one of its key points is missed again and again
}

// IDs returns the ids of the questions, in order.
func IDs(questions []Candidate) []string {
	ids := make([]string, len(questions))
	for i, c := range questions {
		ids[i] = c.ID
	}
	return ids
}

func (c Candidate) topic() [2]string { return [2]string{c.Domain, c.Topic} }

// Retrievability returns the chance that the question would be answered now,
// as FSRS has it.
func (c Candidate) Retrievability() float64 {
	return fsrs.DefaultWeights().Retrievability(c.State, c.Elapsed)
}

// Due reports whether the question was attempted before and should be again.
func (c Candidate) Due() bool { return c.DueAt(DesiredRetention) }

// DueAt reports whether the question's retrievability has fallen to the given
// one, 0 for DesiredRetention.
func (c Candidate) DueAt(retention float64) bool {
	if retention == 0 {
		retention = DesiredRetention
	}
	return !c.State.New() && c.Elapsed >= fsrs.DefaultWeights().Interval(c.State, retention)
}

// A Selection says which questions a session is made of.
type Selection int

// The selections.
const (
	Planned    Selection = iota // what planning puts first
	Due                         // what has fallen due
	New                         // what was never attempted
	Weak                        // what is left out or forgotten again and again
	Bookmarked                  // what the person marked
	Random                      // any, in no order
	Everything                  // the planned ones, then the others, least remembered first
)

// Selections returns the selections in the order a person is offered them.
func Selections() []Selection {
	return []Selection{Planned, Due, New, Weak, Bookmarked, Random, Everything}
}

// String returns the selection's name on screen.
func (s Selection) String() string {
	return [...]string{"planned", "due", "new", "weak points", "bookmarked", "random", "everything"}[s]
}

// A Limit bounds a session; a zero field does not.
type Limit struct {
	Count   int // questions
	Minutes int // by the person's pace
}

// Queue returns the candidates that a session asks, in its order. No question
// stands in it twice, and none that is held. A limit in minutes lets at least
// one question through. shuffle is for random sessions.
func Queue(cs []Candidate, s Selection, limit Limit, p Person, g Goal, shuffle *rand.Rand) []Candidate {
	open := unheld(cs)
	// The person asked for these domains: what else is planned does not matter.
	g.Minutes, g.NewADay, g.LeftOut = 0, 0, nil
	var queue []Candidate
	switch s {
	case Planned:
		queue = Plan(open, p, g, 0)
	case Due:
		queue = only(open, func(c Candidate) bool { return c.DueAt(g.retention()) })
		byLoss(queue)
	case New:
		queue = interleave(only(open, func(c Candidate) bool { return c.State.New() }))
	case Weak:
		queue = only(open, Candidate.Weak)
		byLoss(queue)
	case Bookmarked:
		queue = only(open, func(c Candidate) bool { return c.Bookmarked })
		byLoss(queue)
	case Random:
		queue = open
		shuffle.Shuffle(len(queue), func(i, j int) { queue[i], queue[j] = queue[j], queue[i] })
	case Everything:
		queue = Plan(open, p, g, 0)
		in := map[string]bool{}
		for _, c := range queue {
			in[c.ID] = true
		}
		rest := only(open, func(c Candidate) bool { return !in[c.ID] })
		byLoss(rest)
		queue = append(queue, rest...)
	}
	return limit.cut(queue, p)
}

// Weak reports whether the question slips: a point of it is left out again and
// again, or it was forgotten at the last attempt.
func (c Candidate) Weak() bool {
	return !c.State.New() && (c.Slips || c.Record.Last == fsrs.Again)
}

// unheld returns the candidates that can be asked, each once.
func unheld(cs []Candidate) []Candidate {
	seen := make(map[string]bool, len(cs))
	return only(cs, func(c Candidate) bool {
		if c.Held || seen[c.ID] {
			return false
		}
		seen[c.ID] = true
		return true
	})
}

func only(cs []Candidate, keep func(Candidate) bool) []Candidate {
	out := make([]Candidate, 0, len(cs))
	for _, c := range cs {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}

// Early returns how many of the questions were practised before and are not
// due yet. Their attempts count by the days that have really passed.
func Early(queue []Candidate, g Goal) int {
	return len(only(queue, func(c Candidate) bool { return !c.State.New() && !c.DueAt(g.retention()) }))
}

// Minutes returns how long the person will take for the questions.
func (p Person) Minutes(queue []Candidate) int {
	sum := 0.0
	for _, c := range queue {
		sum += p.MinutesFor(c)
	}
	return int(math.Ceil(sum))
}

func (l Limit) cut(queue []Candidate, p Person) []Candidate {
	if l.Count > 0 && len(queue) > l.Count {
		queue = queue[:l.Count]
	}
	if l.Minutes > 0 {
		sum := 0.0
		for i, c := range queue {
			sum += p.MinutesFor(c)
			if i > 0 && sum > float64(l.Minutes) {
				return queue[:i]
			}
		}
	}
	return queue
}

func byLoss(cs []Candidate) {
	slices.SortStableFunc(cs, func(a, b Candidate) int {
		return cmp.Compare(a.Retrievability(), b.Retrievability())
	})
}

// interleave takes one question of each domain in turn, and within a domain
// one of each topic in turn, so that no two neighbours are alike for as long
// as that can be.
func interleave(cs []Candidate) []Candidate {
	out := make([]Candidate, 0, len(cs))
	for _, c := range interleaved(pointers(cs)) {
		out = append(out, *c)
	}
	return out
}

// interleaved is interleave without copying: a bank may have 100,000 questions.
func interleaved(cs []*Candidate) []*Candidate {
	return rotate(cs, func(c *Candidate) string { return c.Domain }, func(domain []*Candidate) []*Candidate {
		return rotate(domain, func(c *Candidate) string { return c.Topic }, func(topic []*Candidate) []*Candidate { return topic })
	})
}

func pointers(cs []Candidate) []*Candidate {
	out := make([]*Candidate, len(cs))
	for i := range cs {
		out[i] = &cs[i]
	}
	return out
}

// rotate groups cs by key in order of appearance, orders each group, and
// takes from the groups in turn.
func rotate(cs []*Candidate, key func(*Candidate) string, order func([]*Candidate) []*Candidate) []*Candidate {
	var keys []string
	groups := map[string][]*Candidate{}
	for _, c := range cs {
		k := key(c)
		if _, ok := groups[k]; !ok {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], c)
	}
	for _, k := range keys {
		groups[k] = order(groups[k])
	}
	out := make([]*Candidate, 0, len(cs))
	for i := 0; len(out) < len(cs); i++ {
		for _, k := range keys {
			if i < len(groups[k]) {
				out = append(out, groups[k][i])
			}
		}
	}
	return out
}
