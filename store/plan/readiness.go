package plan

import (
	"math"

	"debrief/store/fsrs"
)

// Readiness is the share of a set of questions that the person is expected to
// answer well on the interview day (today, without a date), each by its weight.
type Readiness struct {
	Share     float64 // 0 to 1
	Low, High float64 // the range that holds the true share four times in five
	Tried, Of int     // what it rests on: questions attempted, of how many
}

// fourInFive is the half-width, in standard deviations, of the range that
// holds a normal variable four times in five.
const fourInFive = 1.2816

// Readiness returns the readiness for the candidates. For questions never
// practised it takes what the person's first attempts say about the topic.
func (p Person) Readiness(cs []Candidate, g Goal) Readiness {
	var (
		r        Readiness
		weights  float64
		variance float64
		unseen   = map[string]float64{} // weight by domain
	)
	for _, c := range cs {
		w := g.Weight(c)
		chance, deviation := p.Chance(c, max(g.Days, 0))
		r.Of++
		if c.State.New() {
			unseen[c.Domain] += w
		} else {
			r.Tried++
		}
		weights += w
		r.Share += w * chance
		variance += w * w * deviation * deviation
	}
	if weights == 0 {
		return Readiness{}
	}
	common := 0.0 // what errors of the share over all domains move together
	for domain, w := range unseen {
		own, lean := p.knownVariance(domain)
		variance += w * w * keptKnown * keptKnown * own
		common += w * keptKnown * lean
	}
	variance += common * common * p.allVariance()
	r.Share /= weights
	reach := fourInFive * math.Sqrt(variance) / weights
	r.Low, r.High = max(r.Share-reach, 0), min(r.Share+reach, 1)
	return r
}

// Forecast returns how many of the candidates fall due on each of the coming
// days, today with all that is overdue first.
func Forecast(cs []Candidate, g Goal, days int) []int {
	due := make([]int, days)
	for _, c := range cs {
		if c.State.New() || c.Held {
			continue
		}
		in := max(fsrs.DefaultWeights().Interval(c.State, g.retention())-c.Elapsed, 0)
		if in < days {
			due[in]++
		}
	}
	return due
}

// Backlog returns over how many days what is due spreads within the goal's
// minutes a day; 1 where it fits into today, 0 where nothing is due.
func Backlog(cs []Candidate, p Person, g Goal) int {
	minutes := 0.0
	for _, c := range cs {
		if !c.Held && c.DueAt(g.retention()) {
			minutes += p.MinutesFor(c)
		}
	}
	if minutes == 0 {
		return 0
	}
	if g.Minutes == 0 {
		return 1
	}
	return int(math.Ceil(minutes / float64(g.Minutes)))
}

// A Calibration holds predictions against what came of them, in ten equal
// steps of the prediction.
type Calibration [10]struct {
	N         int
	Predicted float64 // sum of the predicted chances
	Recalled  int
}

// CalibrationStep returns the place in a Calibration for a predicted chance, 0 to 1.
func CalibrationStep(predicted float64) int {
	return min(max(int(predicted*10), 0), 9)
}

// Total returns the number of reviews, the mean prediction and the share
// recalled.
func (c Calibration) Total() (n int, predicted, recalled float64) {
	hits := 0
	for _, b := range c {
		n += b.N
		predicted += b.Predicted
		hits += b.Recalled
	}
	if n == 0 {
		return 0, 0, 0
	}
	return n, predicted / float64(n), float64(hits) / float64(n)
}

// CalibrationLeast is the number of reviews from which a calibration says
// something.
const CalibrationLeast = 50
