package plan

import (
	"time"

	"debrief/store/fsrs"
)

// Confidence is how sure the person was before the model answer was shown.
type Confidence int

// The confidences; Unsaid where no key was pressed.
const (
	Unsaid Confidence = iota
	Guessing
	Fairly
	Sure
)

// Confidences returns those that a person can state, least sure first.
func Confidences() []Confidence { return []Confidence{Guessing, Fairly, Sure} }

// String returns the confidence's name on screen.
func (c Confidence) String() string {
	return [...]string{"not said", "guessing", "fairly sure", "sure"}[c]
}

// A Step is what one attempt adds to a question's Record.
type Step struct {
	Before     fsrs.State // memory state before the attempt
	Days       int        // whole days since the attempt before
	Rating     fsrs.Rating
	Confidence Confidence
	Spent      time.Duration
}

// A Record is what the log says about one question: everything that planning
// needs of the attempts, so that the log is not read for it.
type Record struct {
	Attempts      int
	Lapses        int // attempts rated Again, the first one aside
	FirstRecalled bool
	Last          fsrs.Rating
	Confidence    Confidence // of the last attempt
	Spent         time.Duration
	// Calls count the attempts by the confidence stated, and those recalled.
	Calls [Sure + 1]Call
	// Score and Information are the first and the negated second derivative of
	// the log-likelihood of the outcomes by the log of the person's strength, at
	// strength 1: sums over attempts, so that they can be added to and rebuilt.
	Score, Information float64
}

// A Call is how often something was said of an attempt, and how often the
// question was then answered.
type Call struct{ Of, Recalled int }

// Recalled reports whether the rating means that the question was answered.
func Recalled(r fsrs.Rating) bool { return r >= fsrs.Hard }

// Predicted returns the chance that FSRS gave the attempt, and whether it
// gave one: not to a first attempt, and not to a second one on the same day.
func (s Step) Predicted() (float64, bool) {
	if s.Before.New() || s.Days <= 0 {
		return 0, false
	}
	return fsrs.DefaultWeights().Retrievability(s.Before, s.Days), true
}

// With returns the record after one more attempt.
func (r Record) With(s Step) Record {
	r.Attempts++
	if r.Attempts == 1 {
		r.FirstRecalled = Recalled(s.Rating)
	} else if s.Rating == fsrs.Again {
		r.Lapses++
	}
	r.Last, r.Confidence = s.Rating, s.Confidence
	r.Spent += s.Spent
	r.Calls[s.Confidence].Of++
	if Recalled(s.Rating) {
		r.Calls[s.Confidence].Recalled++
	}
	if p, ok := s.Predicted(); ok {
		slope := fsrs.DefaultWeights().Slope(s.Before, s.Days)
		variance := max(p*(1-p), 0.01) // or one surprise would outweigh all else
		outcome := 0.0
		if Recalled(s.Rating) {
			outcome = 1
		}
		r.Score += slope * (outcome - p) / variance
		r.Information += slope * slope / variance
	}
	return r
}

// leechLapses is the number of lapses from which a question is a leech, as in
// Anki.
const leechLapses = 8

// Leech reports whether the question was forgotten so often that something
// else than repeating it is called for.
func (r Record) Leech() bool { return r.Lapses >= leechLapses }
