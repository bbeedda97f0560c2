package mock_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store/fsrs"
	"debrief/store/mock"
)

func builtIn(t *testing.T) *bank.Bank {
	t.Helper()
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func compose(t *testing.T, b *bank.Bank, s mock.Spec, h mock.History) mock.Loop {
	t.Helper()
	l, err := mock.Compose(b, s, h)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLoopsAreFair(t *testing.T) {
	b := builtIn(t)
	for _, level := range bank.Levels() {
		for seed := range uint64(60) {
			l := compose(t, b, mock.Spec{Level: level, Seed: seed}, mock.History{})
			if len(l.Rounds) != 4 {
				t.Fatalf("%d rounds", len(l.Rounds))
			}
			asked, principles := map[string]bool{}, map[string]int{}
			for _, r := range l.Rounds {
				name := fmt.Sprintf("%s seed %d %s", level, seed, r.Stage)
				minutes, story, hands := 0, false, false
				for _, turn := range r.Turns {
					minutes += turn.Minutes
					if turn.Step > 0 {
						continue
					}
					q, _ := b.Question(turn.Question)
					if asked[q.ID] {
						t.Errorf("%s asks %s twice", name, q.ID)
					}
					asked[q.ID] = true
					story = story || q.Kind == bank.Behavioral
					hands = hands || slices.Contains([]bank.Kind{bank.Design, bank.Code, bank.Drill}, q.Kind)
					for _, p := range q.Principles {
						principles[p]++
					}
				}
				if minutes > r.Minutes-8 {
					t.Errorf("%s: %d minutes of questions in %d", name, minutes, r.Minutes)
				}
				if minutes < r.Minutes/2 {
					t.Errorf("%s: only %d minutes of questions in %d", name, minutes, r.Minutes)
				}
				if !story {
					t.Errorf("%s has no question on a principle", name)
				}
				if r.Stage == "technical" && !hands {
					t.Errorf("%s has nothing to work on", name)
				}
				if n := len(r.Questions()); n < 3 || r.Stage != "technical" && n < 4 {
					t.Errorf("%s has %d questions", name, n)
				}
			}
			for p, n := range principles {
				if n > 3 {
					t.Errorf("%s seed %d: %s %d times", level, seed, p, n)
				}
			}
		}
	}
}

func TestTheSameSeedGivesTheSameLoop(t *testing.T) {
	b := builtIn(t)
	s := mock.Spec{Stages: []string{"technical"}, Level: "L5", Seed: 7}
	if a, c := compose(t, b, s, mock.History{}), compose(t, b, s, mock.History{}); !reflect.DeepEqual(a, c) {
		t.Error("two loops of one seed differ")
	}
	other := s
	other.Seed = 8
	if a, c := compose(t, b, s, mock.History{}), compose(t, b, other, mock.History{}); reflect.DeepEqual(a.Rounds[0].Questions(), c.Rounds[0].Questions()) {
		t.Error("two seeds give one loop")
	}
}

func TestWhatWasAskedLongestAgoComesFirst(t *testing.T) {
	b := builtIn(t)
	h := mock.History{Used: map[string]int{}}
	seen := map[string]bool{}
	for n := 1; n <= 4; n++ {
		l := compose(t, b, mock.Spec{Stages: []string{"technical"}, Level: "L5", Seed: uint64(n)}, h)
		for _, id := range l.Rounds[0].Questions() {
			if seen[id] {
				t.Errorf("loop %d repeats %s though others were never asked", n, id)
			}
			seen[id] = true
			h.Used[id] = n
		}
	}
}

func TestLaddersBeginOneRungBelowTheLastStop(t *testing.T) {
	b := builtIn(t)
	steps := func(depth int) map[string][]int {
		h := mock.History{Depth: map[string]int{}}
		for _, d := range b.Domains {
			h.Depth[d.ID] = depth
		}
		out := map[string][]int{}
		for _, turn := range compose(t, b, mock.Spec{Stages: []string{"technical"}, Level: "L5", Seed: 3}, h).Rounds[0].Turns {
			if turn.Step > 0 {
				out[turn.Question] = append(out[turn.Question], turn.Step)
			}
		}
		return out
	}
	for depth, want := range map[int][]int{0: {1, 2}, 1: {1, 2}, 2: {1, 2}, 3: {2, 3}} {
		for id, got := range steps(depth) {
			q, _ := b.Question(id)
			if len(q.FollowUps) >= 3 && !slices.Equal(got, want) {
				t.Errorf("depth %d: %s asks follow-ups %v, want %v", depth, id, got, want)
			}
		}
	}
}

func TestTenMinutesAreEnoughForARound(t *testing.T) {
	b := builtIn(t)
	for _, stage := range bank.Stages() {
		for seed := range uint64(20) {
			r := compose(t, b, mock.Spec{Stages: []string{stage}, Level: "L5", Seed: seed, Short: true}, mock.History{}).Rounds[0]
			minutes := 0
			for _, turn := range r.Turns {
				minutes += turn.Minutes
			}
			if r.Minutes != 10 || minutes > 10 || minutes < 6 || r.Turns[0].Step != 0 || r.Turns[1].Step != 1 {
				t.Errorf("%s seed %d: %d of %d minutes, %+v", stage, seed, minutes, r.Minutes, r.Turns)
			}
		}
	}
}

func TestNoStage(t *testing.T) {
	if _, err := mock.Compose(builtIn(t), mock.Spec{Stages: []string{"phone"}}, mock.History{}); err == nil {
		t.Error("no error")
	}
	if _, err := mock.Compose(bank.New(nil), mock.Spec{}, mock.History{}); err == nil || !strings.Contains(err.Error(), "screen") {
		t.Errorf("error %v", err)
	}
}

// graded is a loop of two questions: one answered well and deep, one passed.
func graded() []mock.Graded {
	q := bank.Question{
		ID: "cloud-imds", Kind: bank.Knowledge, Minutes: 4, Prompt: "Explain IMDSv2.",
		KeyPoints: []bank.KeyPoint{
			{Text: "It hands out credentials.", Any: []string{"credentials"}, Weight: 2, Essential: true},
			{Text: "A PUT first.", Any: []string{"put"}, And: []string{"token"}, Weight: 2, Essential: true},
			{Text: "The hop limit.", Any: []string{"hop limit"}, Weight: 1},
		},
		WrongClaims: []bank.WrongClaim{{Any: []string{"fixes ssrf"}, Say: "The SSRF is still there."}},
	}
	story := bank.Question{
		ID: "ownership", Kind: bank.Behavioral, Minutes: 5, Principles: []string{"Ownership", "Dive Deep"},
		KeyPoints: []bank.KeyPoint{{Text: "Names the gap.", Any: []string{"gap"}, Weight: 1, Essential: true}},
	}
	return []mock.Graded{
		{
			Question: q, Domain: "Cloud Security", Coverage: 0.8, Rating: fsrs.Good, Ticks: []bool{true, true, false},
			Ladder: []mock.Turn{
				{Question: q.ID, State: mock.TurnAnswered, Minutes: 4, Elapsed: 8 * time.Minute, Thought: 50 * time.Second, Answer: "It is a service. The role's credentials need a PUT for a token first, v1.2 does not. It fixes SSRF."},
				{Question: q.ID, Step: 1, Ask: "Why?", State: mock.TurnAnswered, Answer: "The hop."},
				{Question: q.ID, Step: 2, Ask: "And?", State: mock.TurnPassed},
			},
		},
		{
			Question: story, Domain: "Leadership Principles", Ticks: []bool{false}, Rating: fsrs.Again,
			Ladder: []mock.Turn{{Question: story.ID, State: mock.TurnPassed, Minutes: 5}},
		},
	}
}

func TestScorecard(t *testing.T) {
	c := mock.Score(graded())
	if c.Missed != 1 || c.Needed != 3 || c.Suggested != mock.NotInclined || !strings.Contains(c.Why, "40% of the points, 1 of 3 essential points missed") {
		t.Errorf("%+v", c)
	}
	cloud := c.Competencies[0]
	if cloud.Name != "Cloud Security" || cloud.Depth != 2 || cloud.Rungs != 3 || cloud.Evidence != "The role's credentials need a PUT for a token first, v1.2 does not." {
		t.Errorf("%+v", cloud)
	}
	if len(c.Principles) != 2 || c.Principles[0].Missed[0] != "Names the gap." {
		t.Errorf("%+v", c.Principles)
	}
	concerns := strings.Join(c.Concerns, "\n")
	for _, want := range []string{"Ownership: 0%", "The SSRF is still there.", "Over time in knowledge answers: 200%", "50 seconds before the first word", "1 of 2 questions passed"} {
		if !strings.Contains(concerns, want) {
			t.Errorf("no concern %q in\n%s", want, concerns)
		}
	}
	if !slices.Equal(c.Practise, []string{"ownership", "cloud-imds"}) || len(c.Strengths) != 1 {
		t.Errorf("practise %v, strengths %v", c.Practise, c.Strengths)
	}
	good := mock.Score(graded()[:1])
	if good.Suggested != mock.Inclined {
		t.Errorf("a good answer speaks for %s (%s)", good.Suggested, good.Why)
	}
	if none := mock.Score(nil); none.Suggested != mock.NotInclined || none.Why == "" {
		t.Errorf("%+v", none)
	}
}

func TestOnlyTheCandidatesWordsCount(t *testing.T) {
	words := mock.Words(graded()[0].Ladder)
	spoken := mock.Spoken(words)
	if len(spoken) != len(words) || strings.Contains(spoken, "Why?") || !strings.HasSuffix(spoken, "The hop.") || !strings.HasPrefix(spoken, "It is a service.") {
		t.Errorf("%q of %q", spoken, words)
	}
}

func TestMarkdownHoldsEverything(t *testing.T) {
	g := graded()
	l := mock.Loop{
		Level: "L5", StartedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Verdict: mock.Inclined, Note: "Slept badly.",
		Rounds: []mock.Round{{Stage: "technical", Minutes: 60, Elapsed: 41 * time.Minute, Asked: "What pages you?", Turns: slices.Concat(g[0].Ladder, g[1].Ladder)}},
	}
	got := mock.Markdown(l, mock.Score(g), g)
	for _, want := range []string{
		"# Mock loop of 23 November 2026, L5", "Own verdict: inclined. The points speak for: not inclined", "Slept badly.", "| Cloud Security | 80% | 2 of 3 |",
		"## Round 1: technical, 41:00 of 60 minutes", "#### Why?", "The hop.", "*passed*", "What pages you?", "- Ownership: 0%",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
