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
