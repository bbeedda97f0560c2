package plan_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"debrief/store/fsrs"
	"debrief/store/plan"
)

// A learner forgets by FSRS-6, with a strength for each question that no
// policy sees; knew a share of the questions before, in patches, as people
// know one topic and not another; and takes their own time.
type learner struct {
	random    *rand.Rand
	questions []memory
	spent     float64 // minutes today
}

// memory is the truth about one question, and what a policy can see of it.
type memory struct {
	strength float64
	minutes  float64
	truth    fsrs.State
	last     int // day of the last attempt, or one before the first where known
	seen     plan.Candidate
}

const (
	domains       = 16
	topicSize     = 5
	knownBefore   = -14  // day of what was known before
	knownLong     = 60.0 // stability of that
	domainSpread  = 0.35 // of log strength between domains
	spread        = 0.5  // within a domain
	minutesSpread = 0.2  // of log minutes
	leastKnown    = 0.03 // share known in a topic that is not
	mostKnown     = 0.85 // and in one that is
	topicsKnown   = 0.1  // at most, in a domain
)

func newLearner(n int, seed uint64) *learner {
	r := rand.New(rand.NewPCG(seed, 1))
	l := &learner{random: r, questions: make([]memory, n)}
	pace := math.Exp(minutesSpread * r.NormFloat64())
	var strength, topics, known float64
	domain := -1
	for i := range l.questions {
		if d := i * domains / n; d != domain {
			domain, strength, topics = d, domainSpread*r.NormFloat64(), topicsKnown*r.Float64()
		}
		if i%topicSize == 0 {
			known = leastKnown
			if r.Float64() < topics {
				known = mostKnown
			}
		}
		m := &l.questions[i]
		m.strength = math.Exp(strength + spread*r.NormFloat64())
		m.seen = plan.Candidate{
			ID: fmt.Sprint(i), Domain: fmt.Sprint(domain), Topic: fmt.Sprint(i / topicSize), Kind: "knowledge",
			Minutes: []int{3, 4, 4, 5, 5, 6, 8}[r.IntN(7)],
		}
		m.minutes = float64(m.seen.Minutes) * pace * math.Exp(minutesSpread*r.NormFloat64())
		if r.Float64() < known {
			m.truth, m.last = fsrs.State{Stability: knownLong * m.strength, Difficulty: 4}, knownBefore
		}
	}
	return l
}

// recall is the true chance that question i is answered on the day.
func (l *learner) recall(i, day int) float64 {
	return fsrs.DefaultWeights().Retrievability(l.questions[i].truth, day-l.questions[i].last)
}

// after is the true state that a rating on the day leads to.
func (m memory) after(r fsrs.Rating, day int) fsrs.State {
	next := fsrs.DefaultWeights().Next(m.truth, day-m.last, r)
	if m.truth.New() || r == fsrs.Again && day > m.last {
		next.Stability *= m.strength
	}
	if !m.truth.New() && r == fsrs.Again {
		next.Stability = min(next.Stability, m.truth.Stability)
	}
	return next
}

// answer attempts question i on the day.
func (l *learner) answer(i, day int) {
	m := &l.questions[i]
	rating := fsrs.Again
	if l.random.Float64() < l.recall(i, day) {
		switch u := l.random.Float64(); {
		case u < 0.2:
			rating = fsrs.Hard
		case u < 0.85:
			rating = fsrs.Good
		default:
			rating = fsrs.Easy
		}
	}
	minutes := m.minutes * math.Exp(0.15*l.random.NormFloat64())
	l.spent += minutes
	days := 0
	if m.seen.Record.Attempts > 0 {
		days = day - m.last
	}
	m.seen.Record = m.seen.Record.With(plan.Step{
		Before: m.seen.State, Days: days, Rating: rating, Spent: time.Duration(minutes * float64(time.Minute)),
	})
	m.seen.State = fsrs.DefaultWeights().Next(m.seen.State, days, rating)
	m.truth, m.last = m.after(rating, day), day
}

// candidates is what a policy sees in the morning.
func (l *learner) candidates(day int) []plan.Candidate {
	cs := make([]plan.Candidate, len(l.questions))
	for i, m := range l.questions {
		cs[i] = m.seen
		if m.seen.Record.Attempts > 0 {
			cs[i].Elapsed = day - m.last
		}
	}
	return cs
}

// A policy returns the questions of a day in order, at least as many as fit.
type policy func(l *learner, day, days, minutes int) []int

// run practises until the interview and returns the share known on its day.
func run(l *learner, days, minutes int, p policy) float64 {
	for day := range days {
		l.spent = 0
		for _, i := range p(l, day, days, minutes) {
			if l.spent >= float64(minutes) {
				break
			}
			l.answer(i, day)
		}
	}
	sum := 0.0
	for i := range l.questions {
		sum += l.recall(i, days)
	}
	return sum / float64(len(l.questions))
}

func fileOrder() policy {
	next := 0
	return func(l *learner, _, _, minutes int) []int {
		today := make([]int, minutes)
		for k := range today {
			today[k] = (next + k) % len(l.questions)
		}
		// The day takes as many as it has minutes for: count them as they go.
		spent := 0.0
		for _, i := range today {
			if spent >= float64(minutes) {
				break
			}
			spent += l.questions[i].minutes
			next++
		}
		return today
	}
}

func atRandom(seed uint64) policy {
	r := rand.New(rand.NewPCG(seed, 2))
	return func(l *learner, _, _, minutes int) []int {
		today := make([]int, minutes)
		for k := range today {
			today[k] = r.IntN(len(l.questions))
		}
		return today
	}
}

// dueFirst is FSRS as flash-card apps have it: what is due, then new ones.
func dueFirst(l *learner, day, _, _ int) []int {
	return indices(plan.Plan(l.candidates(day), plan.Person{}, plan.Goal{Days: plan.NoDate}, 0))
}

// planned is what debrief does.
func planned(l *learner, day, days, minutes int) []int {
	cs := l.candidates(day)
	// The plan is by its own estimate of minutes: ask for more than fits.
	return indices(plan.Plan(cs, plan.Learn(cs), plan.Goal{Days: days - day, Minutes: 2 * minutes}, 0))
}

// oracle sees the true memory, and takes the best gain a minute. What it does
// not see is what is no memory yet: how well an unknown question will stick,
// and how long it will take.
func oracle(l *learner, day, days, _ int) []int {
	w, left := fsrs.DefaultWeights(), days-day
	gain := func(i int) float64 {
		m, recall := l.questions[i], l.recall(i, day)
		if m.truth.New() {
			m.strength = 1
		}
		after := func(r fsrs.Rating) float64 { return w.Retrievability(m.after(r, day), left) }
		return (recall*after(fsrs.Good) + (1-recall)*after(fsrs.Again) - l.recall(i, days)) / float64(m.seen.Minutes)
	}
	type worth struct {
		i    int
		gain float64
	}
	ws := make([]worth, len(l.questions))
	for i := range ws {
		ws[i] = worth{i, gain(i)}
	}
	slices.SortStableFunc(ws, func(a, b worth) int { return cmp.Compare(b.gain, a.gain) })
	out := make([]int, len(ws))
	for k, w := range ws {
		out[k] = w.i
	}
	return out
}

func indices(cs []plan.Candidate) []int {
	out := make([]int, len(cs))
	for k, c := range cs {
		fmt.Sscan(c.ID, &out[k])
	}
	return out
}

// A row is an amount of questions and time.
type row struct{ questions, days, minutes int }

// The rows that the planner was looked at with, and those kept aside.
func rows() (looked, aside []row) {
	return []row{{300, 30, 45}, {344, 60, 60}, {216, 60, 45}, {100, 30, 45}},
		[]row{{219, 14, 60}, {219, 21, 30}, {344, 90, 30}, {150, 45, 60}, {500, 40, 90}, {60, 10, 20}}
}

type outcome struct {
	file, random, due, plan, oracle float64
}

func simulate(r row, learners int) outcome {
	var o outcome
	for seed := range uint64(learners) {
		known := func(p policy) float64 {
			return run(newLearner(r.questions, seed), r.days, r.minutes, p) / float64(learners)
		}
		o.file += known(fileOrder())
		o.random += known(atRandom(seed))
		o.due += known(dueFirst)
		o.plan += known(planned)
		o.oracle += known(oracle)
	}
	return o
}

// BenchmarkKnownOnTheDay reports the expected share of questions known on the
// interview day, by what chose the questions.
func BenchmarkKnownOnTheDay(b *testing.B) {
	looked, aside := rows()
	for _, r := range append(looked, aside...) {
		b.Run(fmt.Sprintf("%d questions %d days %d min", r.questions, r.days, r.minutes), func(b *testing.B) {
			var o outcome
			for b.Loop() {
				o = simulate(r, 20)
			}
			b.ReportMetric(0, "ns/op")
			for _, m := range []struct {
				name  string
				share float64
			}{{"1-file", o.file}, {"2-random", o.random}, {"3-due-first", o.due}, {"4-planner", o.plan}, {"5-oracle", o.oracle}} {
				b.ReportMetric(m.share, m.name)
			}
		})
	}
}

// BenchmarkPlan10000 plans a day among 10,000 questions, half of them practised.
func BenchmarkPlan10000(b *testing.B) {
	l := newLearner(10_000, 1)
	for i := range l.questions {
		if i%2 == 0 {
			l.answer(i, i%20)
		}
	}
	cs := l.candidates(25)
	goal := plan.Goal{Days: 30, Minutes: 60}
	for b.Loop() {
		plan.Plan(cs, plan.Learn(cs), goal, 0)
	}
}
