package plan_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"debrief/store/fsrs"
	"debrief/store/plan"
)

func practised(id, domain string, ratings ...fsrs.Rating) plan.Candidate {
	c := plan.Candidate{ID: id, Domain: domain, Topic: "t-" + id, Kind: "knowledge", Minutes: 5, Elapsed: 3}
	for _, r := range ratings {
		days := 3
		if c.State.New() {
			days = 0
		}
		c.Record = c.Record.With(plan.Step{Before: c.State, Days: days, Rating: r, Spent: 5 * time.Minute})
		c.State = fsrs.DefaultWeights().Next(c.State, days, r)
	}
	return c
}

func unseen(id, domain string) plan.Candidate {
	return plan.Candidate{ID: id, Domain: domain, Topic: "t-" + id, Kind: "knowledge", Minutes: 5}
}

func TestPlanKeepsToTheMinutesAndSaysNoMoreThanThere(t *testing.T) {
	var cs []plan.Candidate
	for i := range 40 {
		cs = append(cs, unseen(fmt.Sprint(i), fmt.Sprint(i%4)))
	}
	p := plan.Learn(cs)
	for _, c := range []struct{ minutes, spent, want int }{{25, 0, 5}, {25, 15, 2}, {25, 25, 0}, {3, 0, 1}, {0, 0, 40}} {
		got := plan.Plan(cs, p, plan.Goal{Days: 20, Minutes: c.minutes}, c.spent)
		if len(got) != c.want {
			t.Errorf("%d of %d minutes: %d questions, want %d", c.spent, c.minutes, len(got), c.want)
		}
	}
}

func TestPlanLeavesOutWhatThePersonDoes(t *testing.T) {
	held := unseen("held", "a")
	held.Held = true
	cs := []plan.Candidate{unseen("a1", "a"), held, unseen("b1", "b"), unseen("a1", "a")}
	for _, days := range []int{plan.NoDate, 10} {
		got := plan.IDs(plan.Plan(cs, plan.Learn(cs), plan.Goal{Days: days, LeftOut: []string{"b"}}, 0))
		if !slices.Equal(got, []string{"a1"}) {
			t.Errorf("days %d: %v, want a1 alone and once", days, got)
		}
	}
}

func TestPlanPutsFirst(t *testing.T) {
	easy, hard := practised("easy", "a", fsrs.Good, fsrs.Good), practised("hard", "b", fsrs.Again, fsrs.Again)
	sure := practised("sure", "c", fsrs.Again, fsrs.Again)
	sure.Record.Confidence = plan.Sure
	other := unseen("other", "a")
	other.Stages = []string{"final"}
	coming := unseen("coming", "b")
	coming.Stages = []string{"screen"}
	second := unseen("second", "a")
	second.Topic = easy.Topic
	for _, c := range []struct {
		name          string
		first, second plan.Candidate
		goal          plan.Goal
	}{
		{"what slips before what holds", hard, easy, plan.Goal{Days: 10}},
		{"a confident mistake before another mistake", sure, hard, plan.Goal{Days: 10}},
		{"a coming stage before another", coming, other, plan.Goal{Days: 10, Stages: []string{"screen"}}},
		{"a domain that interviews ask", other, coming, plan.Goal{Days: 10, Asked: map[string]plan.Asked{"a": {Times: 2, Badly: 1}}}},
		{"a pinned domain", other, coming, plan.Goal{Days: 10, Pinned: []string{"a"}}},
		{"a new topic before a second question", coming, second, plan.Goal{Days: 10}},
		{"without a date too: a confident mistake", sure, hard, plan.Goal{Days: plan.NoDate}},
		{"without a date too: a pinned domain", other, coming, plan.Goal{Days: plan.NoDate, Pinned: []string{"a"}}},
	} {
		for _, cs := range [][]plan.Candidate{{c.first, c.second, easy}, {easy, c.second, c.first}} {
			got := plan.IDs(plan.Plan(cs, plan.Learn(cs), c.goal, 0))
			i, j := slices.Index(got, c.first.ID), slices.Index(got, c.second.ID)
			if i < 0 || j >= 0 && j < i {
				t.Errorf("%s: %v", c.name, got)
			}
		}
	}
}

func TestTheLastTwoDaysFavourStoriesAndWhatSlips(t *testing.T) {
	story, other := practised("story", "a", fsrs.Good), practised("other", "b", fsrs.Good)
	story.Kind = "behavioral"
	for days, want := range map[int]string{2: "story", 1: "story"} {
		cs := []plan.Candidate{other, story}
		if got := plan.IDs(plan.Plan(cs, plan.Learn(cs), plan.Goal{Days: days}, 0)); got[0] != want {
			t.Errorf("%d days before: %v", days, got)
		}
	}
}

func TestFirstAttemptsTeachWhatIsKnown(t *testing.T) {
	cs := []plan.Candidate{unseen("a-new", "a"), unseen("b-new", "b"), unseen("c-new", "c")}
	nobody := plan.Learn(cs)
	if k := nobody.Known(cs[0]); k <= 0 || k >= 0.5 {
		t.Errorf("%.2f known of somebody never seen", k)
	}
	for i := range 6 {
		cs = append(cs, practised(fmt.Sprint("a", i), "a", fsrs.Good), practised(fmt.Sprint("b", i), "b", fsrs.Again))
	}
	p := plan.Learn(cs)
	a, b, c := p.Known(cs[0]), p.Known(cs[1]), p.Known(cs[2])
	if !(a > c && c > b && b > 0) {
		t.Errorf("known: %.2f where all were recalled, %.2f where none was, %.2f elsewhere", a, b, c)
	}
	if ga, gb := p.Gain(cs[0], 20), p.Gain(cs[1], 20); ga >= gb {
		t.Errorf("gain %.2f where things are known, %.2f where they are not", ga, gb)
	}
}

func TestOutcomesTeachStrength(t *testing.T) {
	strong, weak, plain := practised("s", "a", fsrs.Good), practised("w", "b", fsrs.Good), practised("p", "c", fsrs.Good)
	for range 8 {
		for _, c := range []*plan.Candidate{&strong, &weak} {
			r := fsrs.Good
			if c == &weak {
				r = fsrs.Again
			}
			c.Record = c.Record.With(plan.Step{Before: fsrs.State{Stability: 5, Difficulty: 5}, Days: 5, Rating: r})
		}
	}
	strong.State, weak.State = plain.State, plain.State
	p := plan.Learn([]plan.Candidate{strong, weak, plain})
	s, _ := p.Chance(strong, 10)
	w, _ := p.Chance(weak, 10)
	n, deviation := p.Chance(plain, 10)
	if !(s > n && n > w) || deviation <= 0 {
		t.Errorf("strong %.2f, no evidence %.2f ± %.2f, weak %.2f", s, n, deviation, w)
	}
}

func TestMinutesFollowThePerson(t *testing.T) {
	slow := practised("a", "a", fsrs.Good)
	slow.Record.Spent = 15 * time.Minute
	cs := []plan.Candidate{slow, unseen("b", "a")}
	other := unseen("c", "a")
	other.Kind = "design"
	if m := plan.Learn(nil).MinutesFor(cs[1]); m != 5 {
		t.Errorf("%.1f minutes for nobody, want the bank's 5", m)
	}
	p := plan.Learn(cs)
	if m := p.MinutesFor(cs[1]); m <= 5 || m >= 15 {
		t.Errorf("%.1f minutes after one slow attempt", m)
	}
	if m := p.MinutesFor(other); m <= 5 {
		t.Errorf("%.1f minutes for another kind: a slow person is slow", m)
	}
}

func TestReadinessSaysWhatItRestsOn(t *testing.T) {
	var cs []plan.Candidate
	for i := range 10 {
		cs = append(cs, unseen(fmt.Sprint("n", i), "a"))
	}
	start := plan.Learn(cs).Readiness(cs, plan.Goal{Days: 20})
	if start.Share <= 0 || start.Low >= start.Share || start.High <= start.Share || start.Tried != 0 || start.Of != 10 {
		t.Errorf("before the first attempt: %+v", start)
	}
	for i := range 8 {
		cs[i] = practised(cs[i].ID, "a", fsrs.Good, fsrs.Good)
	}
	later := plan.Learn(cs).Readiness(cs, plan.Goal{Days: 20})
	if later.Share <= start.Share || later.High-later.Low >= start.High-start.Low || later.Tried != 8 {
		t.Errorf("after eight: %+v, before: %+v", later, start)
	}
	if far := plan.Learn(cs).Readiness(cs, plan.Goal{Days: 200}); far.Share >= later.Share {
		t.Errorf("%.2f in 200 days, %.2f in 20", far.Share, later.Share)
	}
	if none := (plan.Person{}).Readiness(nil, plan.Goal{}); none != (plan.Readiness{}) {
		t.Errorf("of nothing: %+v", none)
	}
}

func TestForecastAndBacklog(t *testing.T) {
	cs := []plan.Candidate{seen("overdue", 2, 30), seen("today", 4, 4), seen("tomorrow", 4, 3), seen("far", 500, 0), fresh("new", "d", "t")}
	if got := plan.Forecast(cs, plan.Goal{}, 4); !slices.Equal(got, []int{2, 1, 0, 0}) {
		t.Errorf("forecast %v", got)
	}
	for minutes, want := range map[int]int{0: 1, 10: 1, 5: 2} {
		if got := plan.Backlog(cs, plan.Person{}, plan.Goal{Minutes: minutes}); got != want {
			t.Errorf("%d minutes a day: %d days, want %d", minutes, got, want)
		}
	}
}

func TestRecordsCountLapsesNotFirstFailures(t *testing.T) {
	c := practised("q", "d", fsrs.Again, fsrs.Again, fsrs.Good, fsrs.Again)
	if r := c.Record; r.Attempts != 4 || r.Lapses != 2 || r.FirstRecalled || r.Last != fsrs.Again || r.Leech() {
		t.Errorf("%+v", c.Record)
	}
	if r := practised("q", "d", slices.Repeat([]fsrs.Rating{fsrs.Again}, 9)...).Record; !r.Leech() {
		t.Errorf("%d lapses are no leech", r.Lapses)
	}
}

// The planner is ahead of what never looks at the memory, and near what sees
// it; BenchmarkKnownOnTheDay has the figures.
func TestPlannerIsAheadOfFixedPolicies(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates a few months")
	}
	for _, r := range []row{{300, 30, 45}, {100, 30, 45}} {
		o := simulate(r, 6)
		if o.plan <= max(o.file, o.random, o.due) || o.plan < 0.93*o.oracle {
			t.Errorf("%v: %+v", r, o)
		}
	}
}
