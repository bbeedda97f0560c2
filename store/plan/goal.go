package plan

import (
	"slices"

	"debrief/store/fsrs"
)

// NoDate is Goal.Days where no interview date is set.
const NoDate = -1

// A Goal is what the person works towards.
type Goal struct {
	Days      int     // whole days until the interview; 0 on its day, NoDate without one
	Minutes   int     // to practise a day; 0 for no limit
	NewADay   int     // new questions a day without a date; 0 for no limit
	Retention float64 // at which a question falls due without a date; 0 for DesiredRetention
	Level     string  // L4, L5 or L6; "" for any
	Stages    []string
	Pinned    []string         // domains that come first
	LeftOut   []string         // domains that are not planned
	Asked     map[string]Asked // by domain, in real interviews of late
}

// Dated reports whether there is an interview to plan for.
func (g Goal) Dated() bool { return g.Days >= 0 }

func (g Goal) retention() float64 {
	if g.Retention == 0 {
		return DesiredRetention
	}
	return g.Retention
}

// The weights of a question in planning and in readiness.
const (
	otherStage   = 0.25 // asked only in stages that are not coming
	nearLevel    = 0.6  // one level off
	farLevel     = 0.3
	newTopic     = 1.3 // breadth before depth
	sureAndWrong = 2.0
	slips        = 1.5 // in the last days
	ownStories   = 1.5 // in the last days
	lastDays     = 2
	pinned       = 3.0
	askedOnce    = 0.2 // more, for each time a domain was asked in a real interview
	askedBadly   = 0.4 // more, for each time that it went badly
	askedMost    = 2.0
)

// Asked is what real interviews asked of a domain.
type Asked struct {
	Times int
	Badly int // of them, that went badly
}

// interest is how much more a domain counts for what was asked of it: what one
// interviewer asked, the next one may.
func (g Goal) interest(domain string) float64 {
	a := g.Asked[domain]
	return min(1+askedOnce*float64(a.Times)+askedBadly*float64(a.Badly), askedMost)
}

// Weight returns how much the question counts, 0 to 1: less where none of its
// stages is coming or its level is not the target.
func (g Goal) Weight(c Candidate) float64 {
	weight := 1.0
	if len(g.Stages) > 0 && len(c.Stages) > 0 && !slices.ContainsFunc(c.Stages, func(s string) bool { return slices.Contains(g.Stages, s) }) {
		weight *= otherStage
	}
	if g.Level == "" || len(c.Levels) == 0 || slices.Contains(c.Levels, g.Level) {
		return weight
	}
	nearest := 2
	for _, l := range c.Levels {
		nearest = min(nearest, abs(rung(l)-rung(g.Level)))
	}
	if nearest <= 1 {
		return weight * nearLevel
	}
	return weight * farLevel
}

func rung(level string) int { return slices.Index([]string{"L4", "L5", "L6"}, level) }

func abs(n int) int { return max(n, -n) }

// Gain returns by how much an attempt now raises the chance that the question
// is answered on the interview day, over both outcomes of the attempt.
func (p Person) Gain(c Candidate, days int) float64 {
	w := fsrs.DefaultWeights()
	log := p.strengthOf(c).mean
	after := func(r fsrs.Rating) float64 {
		return w.Retrievability(stronger(w.Next(c.State, c.Elapsed, r), log), max(days, 1))
	}
	if c.State.New() {
		known := p.Known(c)
		return known*(after(fsrs.Good)-keptKnown) + (1-known)*after(fsrs.Again)
	}
	now := stronger(c.State, log)
	recall := w.Retrievability(now, c.Elapsed)
	return recall*after(fsrs.Good) + (1-recall)*after(fsrs.Again) - w.Retrievability(now, c.Elapsed+max(days, 1))
}

// keptKnown is the chance that what a person knew unpractised is still known
// on the day without practice.
const keptKnown = 0.8

// Chance returns the chance that the question is answered in the given days,
// and the standard deviation of that estimate's own error.
func (p Person) Chance(c Candidate, days int) (chance, deviation float64) {
	if c.State.New() {
		return p.Known(c) * keptKnown, 0 // its error is the domain's, see Readiness
	}
	w, e := fsrs.DefaultWeights(), p.strengthOf(c)
	s := stronger(c.State, e.mean)
	return w.Retrievability(s, c.Elapsed+days), w.Slope(s, c.Elapsed+days) * sqrt(e.variance)
}
