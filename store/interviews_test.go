package store_test

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"

	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
)

func TestInterviewsBecomeAttemptsWhenDone(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	day := fsrs.Day(c.at)
	v := store.Interview{Day: day, Stage: "technical", Went: 2, Note: "Two people.", Questions: []store.AskedQuestion{
		{Text: "CIA?", Domain: "fundamentals", QuestionID: "q1", Depth: 2, Went: 3},
		{Text: "Our own thing", Domain: "cloud", Went: 1},
		{Text: "Another", Domain: "cloud", Went: 4},
	}}
	v = must[store.Interview](t)(s.SaveInterview(ctx, v, false))
	done, draft, err := s.Interviews(ctx)
	if err != nil || len(done) != 0 || draft.ID != v.ID || len(draft.Questions) != 3 {
		t.Fatalf("%v %+v %+v", err, done, draft)
	}
	if m := must[map[string]store.Memory](t)(s.Memories(ctx)); len(m) != 0 {
		t.Errorf("a draft made attempts: %+v", m)
	}
	if asked := must[map[string]plan.Asked](t)(s.Asked(ctx, 0)); len(asked) != 0 {
		t.Errorf("a draft bears on the plan: %+v", asked)
	}
	v = must[store.Interview](t)(s.SaveInterview(ctx, v, true))
	done, draft, err = s.Interviews(ctx)
	if err != nil || draft.ID != 0 || len(done) != 1 || !reflect.DeepEqual(done[0].Questions, v.Questions) || done[0].Note != "Two people." {
		t.Errorf("%v %+v %+v", err, done, draft)
	}
	history := must[[]store.Attempt](t)(s.History(ctx, "q1"))
	if len(history) != 1 || history[0].Rating != fsrs.Good || history[0].Answer != "In a real interview: CIA?" {
		t.Errorf("%+v", history)
	}
	asked := must[map[string]plan.Asked](t)(s.Asked(ctx, day-10))
	if !reflect.DeepEqual(asked, map[string]plan.Asked{"fundamentals": {Times: 1}, "cloud": {Times: 2, Badly: 1}}) {
		t.Errorf("%+v", asked)
	}
	if asked := must[map[string]plan.Asked](t)(s.Asked(ctx, day+1)); len(asked) != 0 {
		t.Errorf("old interviews still bear on the plan: %+v", asked)
	}
}

func TestAnInterviewBeingWrittenCanBeDropped(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	kept := must[store.Interview](t)(s.SaveInterview(ctx, store.Interview{Day: 1, Went: 3, Questions: []store.AskedQuestion{{Text: "a", Went: 1}}}, true))
	draft := must[store.Interview](t)(s.SaveInterview(ctx, store.Interview{Day: 2, Questions: []store.AskedQuestion{{Text: "b", Went: 1}}}, false))
	for _, id := range []int64{kept.ID, draft.ID} { // one that is done stays
		if err := s.DropInterview(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	done, draft, err := s.Interviews(ctx)
	if err != nil || len(done) != 1 || len(done[0].Questions) != 1 || draft.ID != 0 {
		t.Errorf("%v %+v %+v", err, done, draft)
	}
}
