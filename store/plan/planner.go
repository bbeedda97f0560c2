package plan

import (
	"cmp"
	"math"
	"slices"

	"debrief/store/fsrs"
)

func sqrt(x float64) float64 { return math.Sqrt(x) }

// Plan returns the questions of a day, best first: with an interview date
// those that raise the chance of knowing on that day the most for each minute,
// without one what has fallen due and then new ones. Held questions and left
// out domains are not in it. It fills the goal's minutes, of which spent ones
// are gone, and gives at least one question while minutes are left.
func Plan(cs []Candidate, p Person, g Goal, spent int) []Candidate {
	open := only(unheld(cs), func(c Candidate) bool { return !slices.Contains(g.LeftOut, c.Domain) })
	if g.Minutes > 0 && spent >= g.Minutes {
		return nil
	}
	left := float64(g.Minutes - spent)
	if g.Dated() {
		return byGain(open, p, g, left)
	}
	return byDue(open, p, g, left)
}

// ranked is a candidate in a ranking; a pointer, since candidates are large to
// sort.
type ranked struct {
	*Candidate
	index   float64
	minutes float64
}

// byGain takes the questions by gain a minute. The first question of a topic
// counts more than a second one, so that breadth comes before depth.
func byGain(cs []Candidate, p Person, g Goal, left float64) []Candidate {
	tried := map[[2]string]bool{}
	for _, c := range cs {
		if !c.State.New() {
			tried[c.topic()] = true
		}
	}
	rs := make([]ranked, 0, len(cs))
	for i, c := range cs {
		minutes := p.MinutesFor(c)
		if v := g.Weight(c) * g.urgency(c) * p.Gain(c, g.Days) / minutes; v > 0 {
			rs = append(rs, ranked{&cs[i], v, minutes})
		}
	}
	slices.SortStableFunc(rs, func(a, b ranked) int { return cmp.Compare(b.index, a.index) })
	// A topic's first question gets its due only once: its second has to wait.
	for i := range rs {
		if c := rs[i].Candidate; c.State.New() && !tried[c.topic()] {
			tried[c.topic()] = true
			rs[i].index *= newTopic
		}
	}
	slices.SortStableFunc(rs, func(a, b ranked) int { return cmp.Compare(b.index, a.index) })
	return mix(fill(rs, left, g.Minutes > 0))
}

// urgency raises what comes first beyond its gain: a confident mistake, a
// pinned domain, one that real interviews asked, and in the last days what slips and the person's stories.
func (g Goal) urgency(c Candidate) float64 {
	u := g.interest(c.Domain)
	if c.Record.Confidence == Sure && c.Record.Last == fsrs.Again {
		u *= sureAndWrong
	}
	if slices.Contains(g.Pinned, c.Domain) {
		u *= pinned
	}
	if g.Days <= lastDays {
		if c.Record.Lapses > 0 || c.Slips {
			u *= slips
		}
		if c.Kind == "behavioral" {
			u *= ownStories
		}
	}
	return u
}

func fill(rs []ranked, left float64, limited bool) []ranked {
	if !limited {
		return rs
	}
	var taken []ranked
	for _, r := range rs {
		if len(taken) > 0 && r.minutes > left {
			continue // a shorter one may still fit
		}
		taken = append(taken, r)
		if left -= r.minutes; left <= 0 {
			break
		}
	}
	return taken
}

// mix keeps the order but for this: no two neighbours are of one domain where
// one of the next few can step in between.
func mix(rs []ranked) []Candidate {
	const reach = 6
	out := make([]Candidate, 0, len(rs))
	window := slices.Clone(rs[:min(reach, len(rs))])
	for read := len(window); len(window) > 0; {
		next := 0
		if n := len(out); n > 0 {
			next = max(slices.IndexFunc(window, func(r ranked) bool { return r.Domain != out[n-1].Domain }), 0)
		}
		out = append(out, *window[next].Candidate)
		window = slices.Delete(window, next, next+1)
		if read < len(rs) {
			window = append(window, rs[read])
			read++
		}
	}
	return out
}

// byDue takes what is due, sure mistakes and then the least remembered first,
// and after it new questions across domains and topics.
func byDue(cs []Candidate, p Person, g Goal, left float64) []Candidate {
	var due, fresh []*Candidate
	for i := range cs {
		c := &cs[i]
		switch {
		case c.State.New():
			fresh = append(fresh, c)
		case c.DueAt(g.retention()):
			due = append(due, c)
		}
	}
	slices.SortStableFunc(due, func(a, b *Candidate) int {
		if d := cmp.Compare(g.urgency(*b), g.urgency(*a)); d != 0 {
			return d
		}
		return cmp.Compare(a.Retrievability(), b.Retrievability())
	})
	worth := make(map[string]float64, len(fresh))
	for _, c := range fresh {
		worth[c.ID] = g.Weight(*c) * g.urgency(*c)
	}
	fresh = interleaved(fresh)
	slices.SortStableFunc(fresh, func(a, b *Candidate) int { return cmp.Compare(worth[b.ID], worth[a.ID]) })
	if g.NewADay > 0 && len(fresh) > g.NewADay {
		fresh = fresh[:g.NewADay]
	}
	all := append(due, fresh...)
	rs := make([]ranked, 0, len(all))
	for _, c := range all {
		rs = append(rs, ranked{c, 0, p.MinutesFor(*c)})
	}
	out := make([]Candidate, 0, len(rs))
	for _, r := range fill(rs, left, g.Minutes > 0) {
		out = append(out, *r.Candidate)
	}
	return out
}
