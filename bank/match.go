package bank

import "slices"

// A Span is a piece of an answer: the half-open range of bytes [Start, End).
type Span struct{ Start, End int }

// A PointMatch tells whether an answer hits a key point, and by which words.
type PointMatch struct {
	Hit   bool
	Spans []Span // the words that matched, in the order of the answer; none where it does not hit
}

// A Match is how an answer holds up against a question's rubric.
type Match struct {
	Points []PointMatch
	Wrong  []WrongMatch
}

// A WrongMatch is a claim in the answer that is known to be wrong.
type WrongMatch struct {
	Say   string
	Spans []Span
}

// Ticks returns for every key point whether it is hit.
func (m Match) Ticks() []bool {
	ticks := make([]bool, len(m.Points))
	for i, p := range m.Points {
		ticks[i] = p.Hit
	}
	return ticks
}

// Match holds an answer against the key points and the known wrong claims of
// the question. Words are compared Unicode-folded and stemmed, terms as whole
// words or phrases; the same answer always gives the same result.
func (q Question) Match(answer string) Match {
	t := tokenize(answer)
	m := Match{Points: make([]PointMatch, len(q.KeyPoints))}
	for i, k := range q.KeyPoints {
		spans := t.findAny(k.Any)
		if len(spans) > 0 && len(k.And) > 0 {
			and := t.findAny(k.And)
			if len(and) == 0 {
				spans = nil
			} else {
				spans = append(spans, and...)
			}
		}
		m.Points[i] = PointMatch{Hit: len(spans) > 0, Spans: Join(spans)}
	}
	for _, w := range q.WrongClaims {
		if spans := t.findAny(w.Any); len(spans) > 0 {
			m.Wrong = append(m.Wrong, WrongMatch{Say: w.Say, Spans: Join(spans)})
		}
	}
	return m
}

// Coverage returns the weighted share, 0 to 1, of the key points that are
// ticked; 0 for a question without key points.
func (q Question) Coverage(ticks []bool) float64 {
	hit, all := 0, 0
	for i, k := range q.KeyPoints {
		all += k.Weight
		if i < len(ticks) && ticks[i] {
			hit += k.Weight
		}
	}
	if all == 0 {
		return 0
	}
	return float64(hit) / float64(all)
}

// flawsWeight is what pointing at the right lines weighs beside the key points.
const flawsWeight = 2

// Score is Coverage, with the marked lines of the exhibit as one more point
// where lines are to be pointed at.
func (q Question) Score(ticks []bool, marked []int) float64 {
	coverage := q.Coverage(ticks)
	if len(q.Flaws) == 0 {
		return coverage
	}
	all := 0
	for _, k := range q.KeyPoints {
		all += k.Weight
	}
	return (coverage*float64(all) + flawsWeight*q.Marked(marked)) / float64(all+flawsWeight)
}

// Join sorts spans and joins those that overlap.
func Join(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
