package story

import (
	"cmp"
	"slices"
	"time"
)

// A Use is a time that a story answered a question.
type Use struct {
	Story    int64
	Question string // id
	At       time.Time
	Rating   int // 1 again to 4 easy
	Coverage float64
}

// A Line of the matrix is a principle with the stories that show it, the most
// suitable first.
type Line struct {
	Principle string
	Stories   []int64
}

// A Tally is how a story was used.
type Tally struct {
	Times    int
	Coverage float64 // mean
	Overused bool
	Last     time.Time
}

// What is over-used: more than a third of so many of the latest answers.
const (
	latest     = 12
	overShare  = 3
	fewestUses = 3
)

// Matrix returns for each of the principles the stories that show it, archived
// ones left out.
func Matrix(stories []Story, principles []string) []Line {
	lines := make([]Line, len(principles))
	for i, p := range principles {
		lines[i].Principle = p
		for _, s := range stories {
			if !s.Archived && slices.Contains(s.Principles, p) {
				lines[i].Stories = append(lines[i].Stories, s.ID)
			}
		}
	}
	return lines
}

// Tallies returns how each story was used.
func Tallies(uses []Use) map[int64]Tally {
	uses = slices.Clone(uses)
	slices.SortFunc(uses, func(a, b Use) int { return b.At.Compare(a.At) })
	lately := map[int64]int{}
	for _, u := range uses[:min(latest, len(uses))] {
		lately[u.Story]++
	}
	out := map[int64]Tally{}
	for _, u := range uses {
		t := out[u.Story]
		t.Coverage = (t.Coverage*float64(t.Times) + u.Coverage) / float64(t.Times+1)
		t.Times++
		if t.Last.IsZero() {
			t.Last = u.At
		}
		n := lately[u.Story]
		t.Overused = n >= fewestUses && n*overShare > min(latest, len(uses))
		out[u.Story] = t
	}
	return out
}

// Fitting returns the stories that are not archived, those first that show
// most of the principles, and of those the ones used least.
func Fitting(stories []Story, principles []string, tallies map[int64]Tally) []Story {
	var open []Story
	for _, s := range stories {
		if !s.Archived {
			open = append(open, s)
		}
	}
	shows := func(s Story) int {
		n := 0
		for _, p := range principles {
			if slices.Contains(s.Principles, p) {
				n++
			}
		}
		return n
	}
	slices.SortStableFunc(open, func(a, b Story) int {
		return cmp.Or(cmp.Compare(shows(b), shows(a)), cmp.Compare(tallies[a.ID].Times, tallies[b.ID].Times))
	})
	return open
}
