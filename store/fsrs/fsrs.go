// Package fsrs is the FSRS-6 memory model as pure functions: how well a
// question is remembered after each attempt, and when it will be forgotten.
//
// Source: the algorithm's description by Open Spaced Repetition
// (github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm) and
// ts-fsrs, whose memory states it reproduces.
package fsrs

import (
	"fmt"
	"math"
	"strings"
)

// Model names the version of the memory model, kept with every state.
const Model = "FSRS-6"

// A Rating says how well an attempt went.
type Rating int

// The four ratings.
const (
	Again Rating = iota + 1
	Hard
	Good
	Easy
)

// Ratings returns the four ratings from worst to best.
func Ratings() []Rating { return []Rating{Again, Hard, Good, Easy} }

// String returns the rating's name in small letters.
func (r Rating) String() string {
	switch r {
	case Again:
		return "again"
	case Hard:
		return "hard"
	case Good:
		return "good"
	case Easy:
		return "easy"
	}
	return fmt.Sprintf("rating %d", int(r))
}

// ParseRating returns the rating with the name, in any case. The error names
// the ones there are.
func ParseRating(s string) (Rating, error) {
	for _, r := range Ratings() {
		if strings.EqualFold(s, r.String()) {
			return r, nil
		}
	}
	return 0, fmt.Errorf("rating %q is unknown: use again, hard, good or easy", s)
}

// State is what is remembered of one question. The zero State is that of a
// question never attempted.
type State struct {
	Stability  float64 // days until retrievability has fallen to 90 %
	Difficulty float64 // 1 to 10
}

// New reports whether the question has never been attempted.
func (s State) New() bool { return s.Stability == 0 }

// Weights are the 21 parameters of FSRS-6.
type Weights [21]float64

// DefaultWeights returns the parameters that FSRS-6 starts everyone with.
func DefaultWeights() Weights {
	return Weights{
		0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
		1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
	}
}

const (
	minStability = 0.001
	maxStability = 36500.0
	// MaxInterval is the longest interval in days.
	MaxInterval = 36500
)

// Retrievability returns the chance, 0 to 1, of recall the given whole days
// after the attempt that led to s: 1 for elapsed <= 0, 0 for a new question.
func (w Weights) Retrievability(s State, elapsed int) float64 {
	if s.New() {
		return 0
	}
	if elapsed <= 0 {
		return 1
	}
	return math.Pow(1+w.factor()*float64(elapsed)/s.Stability, -w[20])
}

// Slope returns the derivative of Retrievability by the natural log of the
// stability: how much a memory that is stronger or weaker than its state says
// changes the chance of recall.
func (w Weights) Slope(s State, elapsed int) float64 {
	if s.New() || elapsed <= 0 {
		return 0
	}
	x := w.factor() * float64(elapsed) / s.Stability
	return w[20] * math.Pow(1+x, -w[20]) * x / (1 + x)
}

// factor makes retrievability 0.9 after as many days as the stability.
func (w Weights) factor() float64 { return math.Pow(0.9, -1/w[20]) - 1 }

// Interval returns after how many whole days, at least 1, the retrievability
// will have fallen to the desired one (0 to 1).
func (w Weights) Interval(s State, desired float64) int {
	days := math.Round(s.Stability / w.factor() * (math.Pow(desired, -1/w[20]) - 1))
	return int(min(max(days, 1), MaxInterval))
}

// Next returns the state after an attempt rated r, made the given whole days
// after the attempt that led to s. A negative elapsed counts as 0.
func (w Weights) Next(s State, elapsed int, r Rating) State {
	if s.New() {
		return State{
			Stability:  clampStability(w[r-1]),
			Difficulty: clampDifficulty(w.initialDifficulty(r)),
		}
	}
	next := State{Difficulty: w.nextDifficulty(s.Difficulty, r)}
	switch recall := w.Retrievability(s, elapsed); {
	case elapsed <= 0:
		next.Stability = w.sameDay(s.Stability, r)
	case r == Again:
		next.Stability = w.forgotten(s, recall)
	default:
		next.Stability = w.recalled(s, recall, r)
	}
	next.Stability = clampStability(next.Stability)
	return next
}

func (w Weights) initialDifficulty(r Rating) float64 {
	return w[4] - math.Exp(w[5]*float64(r-1)) + 1
}

func (w Weights) nextDifficulty(d float64, r Rating) float64 {
	moved := d - w[6]*float64(r-3)*(10-d)/9
	return clampDifficulty(w[7]*w.initialDifficulty(Easy) + (1-w[7])*moved)
}

func (w Weights) recalled(s State, recall float64, r Rating) float64 {
	bonus := 1.0
	switch r {
	case Hard:
		bonus = w[15]
	case Easy:
		bonus = w[16]
	}
	growth := math.Exp(w[8]) * (11 - s.Difficulty) * math.Pow(s.Stability, -w[9]) *
		(math.Exp((1-recall)*w[10]) - 1) * bonus
	return s.Stability * (1 + growth)
}

func (w Weights) forgotten(s State, recall float64) float64 {
	after := w[11] * math.Pow(s.Difficulty, -w[12]) * (math.Pow(s.Stability+1, w[13]) - 1) * math.Exp((1-recall)*w[14])
	return min(after, s.Stability/math.Exp(w[17]*w[18]))
}

func (w Weights) sameDay(stability float64, r Rating) float64 {
	growth := math.Exp(w[17]*(float64(r-3)+w[18])) * math.Pow(stability, -w[19])
	if r >= Hard { // a same-day success never costs stability
		growth = max(growth, 1)
	}
	return stability * growth
}

func clampDifficulty(d float64) float64 { return min(max(d, 1), 10) }

func clampStability(s float64) float64 { return min(max(s, minStability), maxStability) }
