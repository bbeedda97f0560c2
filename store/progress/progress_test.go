package progress_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/progress"
	"debrief/store/settings"
)

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// with is the progress on the built-in bank after the attempts.
func with(t *testing.T, now time.Time, attempts ...store.Attempt) progress.Progress {
	t.Helper()
	ctx := context.Background()
	at := monday
	st, err := store.Open(ctx, filepath.Join(t.TempDir(), "p.db"), func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, a := range attempts {
		s, err := st.StartSession(ctx, "", []string{a.QuestionID}, false)
		if err != nil {
			t.Fatal(err)
		}
		a.SessionID = s.ID
		if _, err := st.Grade(ctx, a, false); err != nil {
			t.Fatal(err)
		}
		at = at.Add(24 * time.Hour)
	}
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := progress.Read(ctx, st, now)
	if err != nil {
		t.Fatal(err)
	}
	return progress.New(b.Outlines(), kept, settings.Default(), now)
}

func TestPartsAddUpToTheWhole(t *testing.T) {
	p := with(t, monday.Add(time.Hour), store.Attempt{QuestionID: "cloud-imds-ssrf", Rating: fsrs.Good, Coverage: 0.8})
	stages := p.Stages()
	if len(stages) != len(bank.Stages()) {
		t.Fatalf("%d stages", len(stages))
	}
	for _, s := range stages {
		if s.Readiness.Of == 0 || s.Readiness.Share <= 0 || s.Readiness.Share >= 1 {
			t.Errorf("%s: %+v", s.Name, s.Readiness)
		}
	}
	tried := 0
	for _, d := range p.Domains {
		of := 0
		for _, topic := range p.Topics(d) {
			of += topic.Readiness.Of
			tried += topic.Readiness.Tried
		}
		if of != len(d.Candidates) {
			t.Errorf("%s: topics hold %d of %d questions", d.ID, of, len(d.Candidates))
		}
	}
	if tried != 1 {
		t.Errorf("%d questions tried in all topics, want 1", tried)
	}
}

func TestWeakPointsComeWorstFirstAndLeaveWhenHit(t *testing.T) {
	answer := func(ticks ...bool) store.Attempt {
		return store.Attempt{QuestionID: "cloud-imds-ssrf", Rating: fsrs.Hard, Points: []string{"a", "b", "c"}, Ticks: ticks}
	}
	p := with(t, monday, answer(true, false, false), answer(true, false, true), answer(true, false, false))
	weak := p.Kept.WeakPoints()
	if len(weak) != 2 || weak[0].Key != "b" || weak[0].MissedLately() != 3 || weak[1].Key != "c" {
		t.Errorf("weak points %+v", weak)
	}
	p = with(t, monday, answer(true, false, false), answer(true, true, true))
	if weak := p.Kept.WeakPoints(); len(weak) != 0 {
		t.Errorf("points that were hit last are still weak: %+v", weak)
	}
}
