package plan

import (
	"fmt"

	"debrief/bank"
	"debrief/store/fsrs"
)

// The least coverage for a suggested rating, where no essential point is missed.
const (
	easyCoverage = 0.9
	goodCoverage = 0.6
)

// Suggest returns the rating that the ticked key points and the marked lines of
// the exhibit speak for, and why in
// words. A missed essential point caps it at Hard; when more than half of them
// are missed it is Again.
func Suggest(q bank.Question, ticks []bool, marked []int) (fsrs.Rating, string) {
	essential, missed, any := 0, 0, false
	for i, k := range q.KeyPoints {
		ticked := i < len(ticks) && ticks[i]
		any = any || ticked
		if k.Essential {
			essential++
			if !ticked {
				missed++
			}
		}
	}
	coverage := q.Score(ticks, marked)
	percent := fmt.Sprintf("%.0f%% of the points", coverage*100)
	switch {
	case len(q.KeyPoints) == 0:
		return fsrs.Good, "no key points to tick: your own judgement"
	case !any:
		return fsrs.Again, "no point ticked"
	case missed*2 > essential:
		return fsrs.Again, fmt.Sprintf("%d of %d essential points missed", missed, essential)
	case missed > 0:
		return fsrs.Hard, fmt.Sprintf("%d of %d essential points missed", missed, essential)
	case coverage >= easyCoverage:
		return fsrs.Easy, percent
	case coverage >= goodCoverage:
		return fsrs.Good, percent
	}
	return fsrs.Hard, percent
}

// Coverage returns the share of the points, 0 to 1, that an attempt is kept
// with. A question without key points has the share that stands for its rating.
func Coverage(q bank.Question, ticks []bool, marked []int, rating fsrs.Rating) float64 {
	if len(q.KeyPoints) == 0 {
		return CoverageOf(rating)
	}
	return q.Score(ticks, marked)
}

// CoverageOf is the coverage that stands for a rating where nobody counted the
// points: 0 for Again to 1 for Easy.
func CoverageOf(rating fsrs.Rating) float64 {
	return float64(rating-fsrs.Again) / float64(fsrs.Easy-fsrs.Again)
}
