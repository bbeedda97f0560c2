package store_test

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/mock"
)

// loop has two rounds, one of them with a ladder.
func loop() mock.Loop {
	return mock.Loop{Seed: 1 << 63, Level: "L5", Rounds: []mock.Round{
		{Stage: "screen", Opening: "Hello.", Minutes: 30, State: mock.RoundWaiting, Turns: []mock.Turn{
			{Question: "q1", Ask: "What is it?", Minutes: 4, State: mock.TurnWaiting},
			{Question: "q1", Step: 1, Ask: "Why?", Minutes: 1, State: mock.TurnWaiting},
			{Question: "q2", Ask: "Read this.", Minutes: 10, State: mock.TurnWaiting},
		}},
		{Stage: "final", Opening: "Hi.", Minutes: 60, State: mock.RoundWaiting, Turns: []mock.Turn{
			{Question: "q3", Ask: "And?", Minutes: 4, State: mock.TurnWaiting},
		}},
	}}
}

func TestLoopOutlivesAKillAtEveryStep(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := filepath.Join(t.TempDir(), "p.db")
	s := open(t, path, c)
	l := must[mock.Loop](t)(s.StartLoop(ctx, loop()))
	check := func() {
		t.Helper()
		other := open(t, path, c)
		got, ok, err := other.UnfinishedLoop(ctx)
		if err != nil || !ok || !reflect.DeepEqual(got, l) {
			t.Fatalf("%v %v\n%+v\nwant\n%+v", ok, err, got, l)
		}
	}
	check()
	l.Rounds[0].State, l.Rounds[0].Elapsed = mock.RoundRunning, 20*time.Second
	if err := s.SaveRound(ctx, l.ID, 0, l.Rounds[0]); err != nil {
		t.Fatal(err)
	}
	check()
	turn := &l.Rounds[0].Turns[0]
	turn.Answer, turn.Marks, turn.Thought, turn.Elapsed = "half a", []int{2, 7}, 3*time.Second, 9*time.Second
	if err := s.SaveTurn(ctx, l.ID, 0, 0, *turn); err != nil {
		t.Fatal(err)
	}
	check()
	turn.State = mock.TurnAnswered
	l.Rounds[0].Turns[1].State = mock.TurnPassed
	l.Rounds[0].State, l.Rounds[0].Asked = mock.RoundOver, "What pages you?"
	if err := s.SaveRound(ctx, l.ID, 0, l.Rounds[0]); err != nil {
		t.Fatal(err)
	}
	check()
	if err := s.EndLoop(ctx, l.ID, mock.Inclined, "Went well.", false); err != nil {
		t.Fatal(err)
	}
	if _, ok, _ := s.UnfinishedLoop(ctx); ok {
		t.Error("an ended loop is unfinished")
	}
	loops := must[[]mock.Loop](t)(s.Loops(ctx))
	if len(loops) != 1 || loops[0].Verdict != mock.Inclined || loops[0].Note != "Went well." || !loops[0].EndedAt.Equal(c.at) {
		t.Errorf("%+v", loops)
	}
}

func TestLoopsAnswersAreGradedAsASession(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	l := must[mock.Loop](t)(s.StartLoop(ctx, loop()))
	r := &l.Rounds[0]
	r.State = mock.RoundOver
	r.Turns[0].Answer, r.Turns[0].State, r.Turns[0].Marks, r.Turns[0].Elapsed = "It is.", mock.TurnAnswered, []int{3}, time.Minute
	r.Turns[1].Answer, r.Turns[1].State = "Because.", mock.TurnAnswered
	if err := s.SaveRound(ctx, l.ID, 0, *r); err != nil {
		t.Fatal(err)
	}
	session := must[store.Session](t)(s.GradeLoop(ctx, l))
	if session.Loop != l.ID || len(session.Places) != 2 {
		t.Fatalf("%+v", session)
	}
	again, ok, err := s.Unfinished(ctx)
	if err != nil || !ok || !reflect.DeepEqual(again, session) {
		t.Errorf("%+v, want %+v", again, session)
	}
	aside := must[store.Aside](t)(s.Aside(ctx, session.ID, "q1"))
	if aside.Draft.Answer != "It is.\n\n> Why?\n\nBecause." || aside.Draft.Elapsed != time.Minute || aside.Draft.Marks[0] != 3 {
		t.Errorf("%+v", aside.Draft)
	}
	a := attempt(session, 0, fsrs.Good)
	must[store.Attempt](t)(s.Grade(ctx, a, false))
	if got := must[[]store.Attempt](t)(s.LoopAttempts(ctx, l.ID)); len(got) != 1 || got[0].QuestionID != "q1" {
		t.Errorf("%+v", got)
	}
	must[store.Attempt](t)(s.Undo(ctx, session.ID))
	if got := must[[]store.Attempt](t)(s.LoopAttempts(ctx, l.ID)); len(got) != 0 {
		t.Errorf("an undone grade still holds: %+v", got)
	}
	h := must[mock.History](t)(s.MockHistory(ctx, "L5", func(q string) string { return "domain of " + q }))
	if !reflect.DeepEqual(h.Used, map[string]int{"q1": 1, "q2": 1, "q3": 1}) || !reflect.DeepEqual(h.Depth, map[string]int{"domain of q1": 2, "domain of q2": 0}) {
		t.Errorf("%+v", h)
	}
}
