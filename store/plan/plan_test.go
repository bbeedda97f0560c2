package plan_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/store/plan"
)

func fresh(id, domain, topic string) plan.Candidate {
	return plan.Candidate{ID: id, Domain: domain, Topic: topic, Minutes: 5}
}

func seen(id string, stability float64, elapsed int) plan.Candidate {
	return plan.Candidate{ID: id, Minutes: 5, State: fsrs.State{Stability: stability, Difficulty: 5}, Elapsed: elapsed}
}

func TestQueue(t *testing.T) {
	marked, slips, held := seen("marked", 50, 1), seen("slips", 50, 2), seen("held", 2, 30)
	marked.Bookmarked, slips.Slips, held.Held = true, true, true
	mixed := []plan.Candidate{
		fresh("n1", "cloud", "S3"), marked, seen("due", 2, 3), fresh("n2", "cloud", "S3"), held, slips,
		seen("overdue", 2, 30), fresh("n3", "cloud", "EC2"), fresh("n4", "network", "DNS"), seen("due", 2, 3),
	}
	for _, c := range []struct {
		name  string
		s     plan.Selection
		limit plan.Limit
		want  []string
	}{
		{"due by loss, then new across domains and topics", plan.Planned, plan.Limit{}, []string{"overdue", "due", "n1", "n4", "n3", "n2"}},
		{"due only", plan.Due, plan.Limit{}, []string{"overdue", "due"}},
		{"new only", plan.New, plan.Limit{}, []string{"n1", "n4", "n3", "n2"}},
		{"weak points", plan.Weak, plan.Limit{}, []string{"slips"}},
		{"bookmarked", plan.Bookmarked, plan.Limit{}, []string{"marked"}},
		{"everything", plan.Everything, plan.Limit{}, []string{"overdue", "due", "n1", "n4", "n3", "n2", "slips", "marked"}},
		{"by count", plan.Planned, plan.Limit{Count: 3}, []string{"overdue", "due", "n1"}},
		{"by minutes", plan.Planned, plan.Limit{Minutes: 14}, []string{"overdue", "due"}},
		{"at least one", plan.Planned, plan.Limit{Minutes: 1}, []string{"overdue"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := plan.IDs(plan.Queue(mixed, c.s, c.limit, plan.Person{}, plan.Goal{Days: plan.NoDate}, nil))
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	random := func(seed uint64) []string {
		return plan.IDs(plan.Queue(mixed, plan.Random, plan.Limit{}, plan.Person{}, plan.Goal{}, rand.New(rand.NewPCG(seed, 0))))
	}
	if a, b := random(1), random(2); len(a) != 8 || slices.Equal(a, b) || !slices.Equal(a, random(1)) {
		t.Errorf("random: %v, %v", a, b)
	}
	if n := plan.Early(mixed, plan.Goal{}); n != 2 {
		t.Errorf("%d early, want 2", n)
	}
}

func TestDueAfterItsInterval(t *testing.T) {
	if seen("q", 4, 3).Due() || !seen("q", 4, 4).Due() {
		t.Error("a question of stability 4 falls due after 4 days")
	}
	if fresh("q", "d", "t").Due() {
		t.Error("a new question is not due")
	}
}

func TestSuggest(t *testing.T) {
	e := func(weight int) bank.KeyPoint { return bank.KeyPoint{Weight: weight, Essential: true} }
	q := bank.Question{KeyPoints: []bank.KeyPoint{e(2), e(2), e(2), {Weight: 2}, {Weight: 2}}}
	for _, c := range []struct {
		ticks string
		want  fsrs.Rating
	}{
		{"xxxxx", fsrs.Easy},
		{"xxxx-", fsrs.Good},
		{"xxx--", fsrs.Good},
		{"xx-xx", fsrs.Hard},
		{"x--xx", fsrs.Again},
		{"---xx", fsrs.Again},
		{"-----", fsrs.Again},
	} {
		ticks := make([]bool, len(c.ticks))
		for i := range ticks {
			ticks[i] = c.ticks[i] == 'x'
		}
		got, why := plan.Suggest(q, ticks, nil)
		if got != c.want || why == "" {
			t.Errorf("%s: %v (%s), want %v", c.ticks, got, why, c.want)
		}
	}
}

func TestCards(t *testing.T) {
	card := bank.Question{Kind: bank.Card}
	if r, why := plan.Suggest(card, nil, nil); r != fsrs.Good || why == "" {
		t.Errorf("suggests %v, %q", r, why)
	}
	for r, want := range map[fsrs.Rating]float64{fsrs.Again: 0, fsrs.Hard: 1.0 / 3, fsrs.Good: 2.0 / 3, fsrs.Easy: 1} {
		if got := plan.Coverage(card, nil, nil, r); got != want {
			t.Errorf("a card graded %v is kept with %v, want %v", r, got, want)
		}
	}
}

func TestSuggestWithoutEssentialPoints(t *testing.T) {
	q := bank.Question{KeyPoints: []bank.KeyPoint{{Weight: 1}, {Weight: 1}, {Weight: 1}}}
	for ticked, want := range []fsrs.Rating{fsrs.Again, fsrs.Hard, fsrs.Good, fsrs.Easy} {
		ticks := make([]bool, 3)
		for i := range ticked {
			ticks[i] = true
		}
		if got, _ := plan.Suggest(q, ticks, nil); got != want {
			t.Errorf("%d of 3 ticked: %v, want %v", ticked, got, want)
		}
	}
}
