package report_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store"
	"debrief/store/progress"
	"debrief/store/settings"
	"debrief/store/storetest"
	"debrief/ui/report"
)

var now = time.Date(2026, 11, 23, 18, 30, 0, 0, time.UTC)

func builtIn(t testing.TB) *bank.Bank {
	t.Helper()
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReportOfTwoWeeks(t *testing.T) {
	ctx, b, path := context.Background(), builtIn(t), filepath.Join(t.TempDir(), "p.db")
	if err := storetest.Practise(ctx, path, storetest.Of(b), 14, 1, now); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(ctx, path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	kept, err := progress.Read(ctx, st, now)
	if err != nil {
		t.Fatal(err)
	}
	s := settings.Default()
	s.Date = "2026-12-15"
	d, err := report.Read(ctx, st, b, progress.New(b.Outlines(), kept, s, now))
	if err != nil {
		t.Fatal(err)
	}
	attempts := 0
	for _, day := range d.Days {
		attempts += day.Attempts
	}
	if len(d.Days) < 7 || attempts < 20 || d.Goal.Days != 22 || len(d.Planned) == 0 || d.Minutes > 60 {
		t.Errorf("%d days, %d attempts, %d days left, plan of %d in %d min", len(d.Days), attempts, d.Goal.Days, len(d.Planned), d.Minutes)
	}
	if d.Readiness.Tried == 0 || d.Readiness.Of != b.Len() || d.Readiness.Share <= 0 || d.Readiness.Low >= d.Readiness.High {
		t.Errorf("readiness %+v", d.Readiness)
	}
	if len(d.Weak) == 0 || d.Weak[0].Text == "" || d.Weak[0].Missed == 0 {
		t.Errorf("weak points %+v", d.Weak)
	}
	spent := time.Duration(0)
	for _, domain := range d.Domains {
		spent += domain.Spent
		if (domain.Spent == 0) != (domain.Target == 0) {
			t.Errorf("%s: %v of %v", domain.Name, domain.Spent, domain.Target)
		}
	}
	if spent < time.Hour {
		t.Errorf("%v spent in two weeks", spent)
	}
}

// BenchmarkDashboard reads the dashboard from a store of 1,000,000 attempts.
func BenchmarkDashboard(b *testing.B) {
	ctx, questions, path := context.Background(), builtIn(b), filepath.Join(b.TempDir(), "p.db")
	var ids []string
	for _, d := range questions.Domains {
		for _, q := range d.Questions {
			ids = append(ids, q.ID)
		}
	}
	if err := storetest.Fill(ctx, path, ids, 1_000_000, now); err != nil {
		b.Fatal(err)
	}
	st, err := store.Open(ctx, path, func() time.Time { return now })
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	outlines := questions.Outlines()
	for b.Loop() {
		kept, err := progress.Read(ctx, st, now)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := report.Read(ctx, st, questions, progress.New(outlines, kept, settings.Default(), now)); err != nil {
			b.Fatal(err)
		}
	}
}
