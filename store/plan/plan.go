// Package plan is what comes next, as pure functions: which questions a
// session asks and in what order, and what rating an attempt suggests.
package plan

import (
	"cmp"
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

func (c Candidate) topic() [2]string { return [2]string{c.Domain, c.Topic} }

// Retrievability returns the chance that the question would be answered now,
// as FSRS has it.
func (c Candidate) Retrievability() float64 {
	return fsrs.DefaultWeights().Retrievability(c.State, c.Elapsed)
}

// Due reports whether the question was attempted before and should be again.
func (c Candidate) Due() bool { return c.DueAt(DesiredRetention) }

// DueAt reports whether the question's retrievability has fallen to the given
// one.
func (c Candidate) DueAt(retention float64) bool {
	return !c.State.New() && c.Elapsed >= fsrs.DefaultWeights().Interval(c.State, retention)
}

// A Selection says which questions a session is made of.
type Selection int

// The selections.
const (
	Today      Selection = iota // what is due, then new ones
	Due                         // what is due
	New                         // what was never attempted
	Everything                  // today's, then the others, least remembered first
)

// Selections returns the selections in the order a person is offered them.
func Selections() []Selection { return []Selection{Today, Due, New, Everything} }

// String returns the selection's name on screen.
func (s Selection) String() string {
	return [...]string{"due and new", "due", "new", "everything"}[s]
}

// A Limit bounds a session; a zero field does not.
type Limit struct {
	Count   int // questions
	Minutes int
}

// Queue returns the candidates that a session asks, in its order: due
// questions by falling loss of retrievability, then new ones taken from the
// domains and topics in turn. No question stands in it twice. A limit in
// minutes lets at least one question through.
func Queue(candidates []Candidate, s Selection, limit Limit) []Candidate {
	var due, fresh, rest []Candidate
	seen := map[string]bool{}
	for _, c := range candidates {
		switch {
		case seen[c.ID]:
		case c.State.New():
			fresh = append(fresh, c)
		case c.Due():
			due = append(due, c)
		default:
			rest = append(rest, c)
		}
		seen[c.ID] = true
	}
	byLoss(due)
	byLoss(rest)
	var queue []Candidate
	if s != New {
		queue = append(queue, due...)
	}
	if s != Due {
		queue = append(queue, interleave(fresh)...)
	}
	if s == Everything {
		queue = append(queue, rest...)
	}
	return limit.cut(queue)
}

// Minutes returns how long the questions take to answer.
func Minutes(queue []Candidate) int {
	sum := 0
	for _, c := range queue {
		sum += c.Minutes
	}
	return sum
}

func (l Limit) cut(queue []Candidate) []Candidate {
	if l.Count > 0 && len(queue) > l.Count {
		queue = queue[:l.Count]
	}
	if l.Minutes > 0 {
		sum := 0
		for i, c := range queue {
			sum += c.Minutes
			if i > 0 && sum > l.Minutes {
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
	return rotate(cs, func(c Candidate) string { return c.Domain }, func(domain []Candidate) []Candidate {
		return rotate(domain, func(c Candidate) string { return c.Topic }, func(topic []Candidate) []Candidate { return topic })
	})
}

// rotate groups cs by key in order of appearance, orders each group, and
// takes from the groups in turn.
func rotate(cs []Candidate, key func(Candidate) string, order func([]Candidate) []Candidate) []Candidate {
	var keys []string
	groups := map[string][]Candidate{}
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
	out := make([]Candidate, 0, len(cs))
	for i := 0; len(out) < len(cs); i++ {
		for _, k := range keys {
			if i < len(groups[k]) {
				out = append(out, groups[k][i])
			}
		}
	}
	return out
}
