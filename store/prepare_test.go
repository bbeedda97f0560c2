package store_test

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"debrief/store"
	"debrief/store/prepare"
)

func TestPreparationIsKept(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(s.SaveServiceResult(ctx, prepare.Result{Service: "kms", Direction: prepare.QuestionToName, Right: true}))
	if got := must[[]prepare.Result](t)(s.ServiceResults(ctx)); len(got) != 1 || got[0] != (prepare.Result{Service: "kms", Direction: prepare.QuestionToName, Right: true, At: c.at}) {
		t.Errorf("%+v", got)
	}

	ok(s.TickTip(ctx, "news", true))
	if got := must[map[string]time.Time](t)(s.TipTicks(ctx)); !got["news"].Equal(c.at) {
		t.Errorf("%+v", got)
	}
	ok(s.TickTip(ctx, "news", false))
	if got := must[map[string]time.Time](t)(s.TipTicks(ctx)); len(got) != 0 {
		t.Errorf("%+v", got)
	}

	ok(s.SaveAsk(ctx, store.OwnAsk{Text: "What pages you?"}))
	ok(s.SaveAsk(ctx, store.OwnAsk{ID: 1, Text: "What pages you at night?"}))
	ok(s.MarkAsk(ctx, "own-1", "teammate", true))
	ok(s.MarkAsk(ctx, "bar", "bar raiser", true))
	ok(s.MarkAsk(ctx, "bar", "bar raiser", true))
	if got := must[map[string][]string](t)(s.AskMarks(ctx)); !reflect.DeepEqual(got, map[string][]string{"teammate": {"own-1"}, "bar raiser": {"bar"}}) {
		t.Errorf("%+v", got)
	}
	if got := must[[]store.OwnAsk](t)(s.OwnAsks(ctx)); len(got) != 1 || got[0].Text != "What pages you at night?" || got[0].Name() != "own-1" {
		t.Errorf("%+v", got)
	}
	ok(s.SaveAsk(ctx, store.OwnAsk{ID: 1}))
	if got := must[map[string][]string](t)(s.AskMarks(ctx)); len(got["teammate"]) != 0 {
		t.Errorf("the marks of a deleted question stay: %+v", got)
	}

	ok(s.SaveNews(ctx, store.News{Day: "2026-11-20", Source: "CISA", Text: "a"}))
	ok(s.SaveNews(ctx, store.News{Day: "2026-11-22", Text: "b"}))
	ok(s.SaveNews(ctx, store.News{ID: 1, Day: "2026-11-23", Source: "CISA", Text: "a", BringUp: "I would say"}))
	if got := must[[]store.News](t)(s.NewsNotes(ctx)); len(got) != 2 || got[0] != (store.News{ID: 1, Day: "2026-11-23", Source: "CISA", Text: "a", BringUp: "I would say"}) {
		t.Errorf("%+v", got)
	}
	ok(s.SaveNews(ctx, store.News{ID: 2, Day: "2026-11-22"}))
	if got := must[[]store.News](t)(s.NewsNotes(ctx)); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
