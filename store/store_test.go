package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
)

// clock is a clock that moves only when told to.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) days(n int) { c.at = c.at.AddDate(0, 0, n) }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)} }

func open(t testing.TB, path string, c *clock) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func start(t testing.TB, s *store.Store, questions ...string) store.Session {
	t.Helper()
	session, err := s.StartSession(context.Background(), "Cloud Security", questions, false)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func attempt(session store.Session, position int, r fsrs.Rating) store.Attempt {
	return store.Attempt{
		QuestionID: session.Places[position].QuestionID, SessionID: session.ID, Position: position,
		Answer: "an answer\nin two lines", Ticks: []bool{true, false, true}, Coverage: 0.75, Rating: r, Elapsed: 90 * time.Second,
	}
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestGradeSurvivesReopening(t *testing.T) {
	ctx, c, path := context.Background(), newClock(), filepath.Join(t.TempDir(), "deep", "pro gress?#.db")
	s := open(t, path, c)
	session := start(t, s, "q1", "q2")
	saved := must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	want := fsrs.DefaultWeights().Next(fsrs.State{}, 0, fsrs.Good)
	if saved.Memory != want {
		t.Errorf("memory %v, want %v", saved.Memory, want)
	}
	s.Close()

	s = open(t, path, c)
	last, ok, err := s.LastAttempt(ctx, "q1")
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if last.Answer != "an answer\nin two lines" || last.Coverage != 0.75 || last.Rating != fsrs.Good ||
		last.Elapsed != 90*time.Second || len(last.Ticks) != 3 || !last.Ticks[2] || last.Ticks[1] || last.Memory != want {
		t.Errorf("read back %+v", last)
	}
	again, ok, err := s.Unfinished(ctx)
	if err != nil || !ok || again.Done() != 1 || again.Title != "Cloud Security" {
		t.Errorf("unfinished session %+v, %v, %v", again, ok, err)
	}
	if next, _ := again.Next(); next.QuestionID != "q2" {
		t.Errorf("goes on with %q, want q2", next.QuestionID)
	}
}

func TestFilesArePrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "progress.db")
	s := open(t, path, newClock())
	start(t, s, "q1")
	for name, want := range map[string]os.FileMode{path: 0o600, path + "-wal": 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

func TestMemoryFollowsTheDays(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	session := start(t, s, "q1")
	must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	c.days(5)
	got := must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Hard), false))
	w := fsrs.DefaultWeights()
	want := w.Next(w.Next(fsrs.State{}, 0, fsrs.Good), 5, fsrs.Hard)
	if got.Memory != want {
		t.Errorf("after five days %v, want %v", got.Memory, want)
	}
	c.days(-30)
	back := must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	if want := w.Next(want, 0, fsrs.Good); back.Memory != want {
		t.Errorf("with the clock set back %v, want %v", back.Memory, want)
	}
}

func TestUndoRestoresMemoryPlaceAndAnswer(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	session := start(t, s, "q1", "q2")
	first := must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	c.days(3)
	second := start(t, s, "q1")
	must[store.Attempt](t)(s.Grade(ctx, attempt(second, 0, fsrs.Again), true))
	if n := len(must[store.Session](t)(s.Session(ctx, second.ID)).Places); n != 2 {
		t.Fatalf("%d places after a failed question, want it once more", n)
	}

	undone := must[store.Attempt](t)(s.Undo(ctx, second.ID))
	if undone.Rating != fsrs.Again {
		t.Errorf("undid %v", undone.Rating)
	}
	mem := must[map[string]store.Memory](t)(s.Memories(ctx))["q1"]
	if mem.State != first.Memory || mem.Record.Attempts != 1 || !mem.At.Equal(first.At) {
		t.Errorf("memory %+v, want that of the first attempt", mem)
	}
	now := must[store.Session](t)(s.Session(ctx, second.ID))
	if len(now.Places) != 1 || now.Places[0].State != store.Waiting {
		t.Errorf("places %+v", now.Places)
	}
	if aside := must[store.Aside](t)(s.Aside(ctx, second.ID, "q1")); aside.Draft.Answer != undone.Answer || aside.Last.ID != first.ID {
		t.Errorf("aside %+v", aside)
	}
	if _, err := s.Undo(ctx, second.ID); !errors.Is(err, store.ErrNothingToUndo) {
		t.Errorf("second undo: %v", err)
	}
	must[store.Attempt](t)(s.Undo(ctx, session.ID))
	if all := must[map[string]store.Memory](t)(s.Memories(ctx)); len(all) != 0 {
		t.Errorf("memory %v of a question never attempted", all)
	}
}

func TestAttemptsAreAppendOnly(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "p.db")
	s := open(t, path, newClock())
	session := start(t, s, "q1")
	must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	must[store.Attempt](t)(s.Undo(ctx, session.ID))
	db := must[*sql.DB](t)(sql.Open("sqlite", path))
	defer db.Close()
	for _, q := range []string{"DELETE FROM attempts", "UPDATE attempts SET rating = 4"} {
		if _, err := db.Exec(q); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", q, err)
		}
	}
	var rows, reversals int
	if err := db.QueryRow("SELECT count(*), count(undoes) FROM attempts").Scan(&rows, &reversals); err != nil || rows != 2 || reversals != 1 {
		t.Errorf("%d rows, %d reversals, %v: want both kept", rows, reversals, err)
	}
}

func TestNewerStoreIsRefusedAndUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	open(t, path, newClock()).Close()
	db := must[*sql.DB](t)(sql.Open("sqlite", path))
	if _, err := db.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	before := must[[]byte](t)(os.ReadFile(path))
	_, err := store.Open(context.Background(), path, newClock().now)
	if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
	if after := must[[]byte](t)(os.ReadFile(path)); string(after) != string(before) {
		t.Error("the file was changed")
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		t.Error("a log was made beside it")
	}
}

func TestAPlaceThatCannotBeWrittenToIsSaidToBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(context.Background(), filepath.Join(file, "p.db"), newClock().now); !errors.Is(err, store.ErrCannotWrite) {
		t.Errorf("error %v", err)
	}
}

func TestOtherFilesAreRefusedAndUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte("my notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(context.Background(), path, newClock().now); !errors.Is(err, store.ErrNotAStore) {
		t.Errorf("error %v", err)
	}
	if got := must[[]byte](t)(os.ReadFile(path)); string(got) != "my notes" {
		t.Errorf("the file now holds %q", got)
	}
}

func TestTwoCopiesShareOneFile(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "p.db")
	const each = 25
	var wg sync.WaitGroup
	for range 2 {
		s := open(t, path, newClock())
		wg.Go(func() {
			session, err := s.StartSession(ctx, "Both", []string{"q1"}, false)
			if err != nil {
				t.Error(err)
				return
			}
			for range each {
				if err := s.SaveDraft(ctx, store.Draft{SessionID: session.ID, QuestionID: "q1", Answer: "x"}); err != nil {
					t.Error(err)
				}
				if _, err := s.Grade(ctx, attempt(session, 0, fsrs.Good), false); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s := open(t, path, newClock())
	if got := len(must[[]store.Attempt](t)(s.History(ctx, "q1"))); got != 2*each {
		t.Errorf("%d attempts, want %d", got, 2*each)
	}
	if m := must[map[string]store.Memory](t)(s.Memories(ctx))["q1"]; m.Record.Attempts != 2*each {
		t.Errorf("memory counts %d attempts, want %d", m.Record.Attempts, 2*each)
	}
}

func TestDraftNoteAndBookmark(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	session := start(t, s, "q1")
	draft := store.Draft{SessionID: session.ID, QuestionID: "q1", Answer: "half a\tsent", Marks: []int{3, 12}, Elapsed: 3 * time.Second, Thought: time.Second}
	for _, err := range []error{s.SaveDraft(ctx, draft), s.SetNote(ctx, "q1", "mind the gap"), s.SetBookmark(ctx, "q1", true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	got := must[store.Aside](t)(s.Aside(ctx, session.ID, "q1"))
	if !reflect.DeepEqual(got.Draft, draft) || got.Note != "mind the gap" || !got.Bookmarked || got.Last != nil {
		t.Errorf("aside %+v", got)
	}
	for _, err := range []error{s.SetNote(ctx, "q1", ""), s.SetBookmark(ctx, "q1", false)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	got = must[store.Aside](t)(s.Aside(ctx, session.ID, "q1"))
	if got.Draft.Answer != "" || got.Note != "" || got.Bookmarked || got.Last == nil {
		t.Errorf("aside after the grade %+v", got)
	}
}

func TestDraftOfAnEndedSessionComesBack(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	old := start(t, s, "q1")
	if err := s.SaveDraft(ctx, store.Draft{SessionID: old.ID, QuestionID: "q1", Answer: "half an answer"}); err != nil {
		t.Fatal(err)
	}
	if err := s.EndSession(ctx, old.ID); err != nil {
		t.Fatal(err)
	}
	now := start(t, s, "q1")
	if got := must[store.Aside](t)(s.Aside(ctx, now.ID, "q1")).Draft.Answer; got != "half an answer" {
		t.Errorf("draft %q", got)
	}
	must[store.Attempt](t)(s.Grade(ctx, attempt(now, 0, fsrs.Good), false))
	next := start(t, s, "q1")
	if got := must[store.Aside](t)(s.Aside(ctx, next.ID, "q1")).Draft.Answer; got != "" {
		t.Errorf("draft %q of a question that was graded since", got)
	}
}

// BenchmarkGrade is a grade on disk; BenchmarkCommit the smallest SQLite
// commit in the same folder. The budget is twice the latter.
func BenchmarkGrade(b *testing.B) {
	ctx := context.Background()
	c := newClock()
	s := open(b, filepath.Join(b.TempDir(), "p.db"), c)
	session := start(b, s, "q1")
	a := attempt(session, 0, fsrs.Good)
	a.Points, a.Ticks = strings.Fields("a1 b2 c3 d4 e5 f6 a7 b8"), make([]bool, 8)
	for b.Loop() {
		c.days(1)
		must[store.Attempt](b)(s.Grade(ctx, a, false))
	}
}

func BenchmarkCommit(b *testing.B) {
	path := filepath.Join(b.TempDir(), "p.db")
	db := must[*sql.DB](b)(sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"))
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE t (x INTEGER)"); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := db.Exec("INSERT INTO t VALUES (1)"); err != nil {
			b.Fatal(err)
		}
	}
}

// TestRebuildAgreesWithWhatWasKept practises at random, undoing now and then,
// and holds what was kept as it happened against what the log gives.
func TestRebuildAgreesWithWhatWasKept(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		var questions []string
		for range 5 {
			questions = append(questions, fmt.Sprint("q", r.IntN(12)))
		}
		session := must[store.Session](t)(s.StartSession(ctx, "Mixed", questions, r.IntN(5) == 0))
		for i := range questions {
			a := attempt(session, i, fsrs.Rating(1+r.IntN(4)))
			a.Cram, a.Confidence = session.Cram, plan.Confidence(r.IntN(4))
			a.Points, a.Ticks = []string{"one", "two", "three"}, []bool{r.IntN(2) == 0, r.IntN(2) == 0, true}
			must[store.Attempt](t)(s.Grade(ctx, a, false))
			if r.IntN(6) == 0 {
				must[store.Attempt](t)(s.Undo(ctx, session.ID))
			}
		}
		c.at = c.at.Add(time.Duration(r.IntN(60)) * time.Hour)
	}
	memories, days, calibration := totals(t, s)
	if len(memories) != 12 || len(days) < 20 {
		t.Fatalf("%d questions, %d days", len(memories), len(days))
	}
	if n, predicted, recalled := calibration.Total(); n < 50 || predicted <= 0 || recalled <= 0 {
		t.Errorf("calibration of %d: %v against %v", n, predicted, recalled)
	}
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	memories2, days2, calibration2 := totals(t, s)
	for id, m := range memories {
		if m2 := memories2[id]; !near(m, m2) {
			t.Errorf("%s: kept %+v, rebuilt %+v", id, m, m2)
		}
	}
	if !slices.Equal(days, days2) {
		t.Errorf("days kept %v, rebuilt %v", days, days2)
	}
	for i := range calibration {
		a, b := calibration[i], calibration2[i]
		if a.N != b.N || a.Recalled != b.Recalled || math.Abs(a.Predicted-b.Predicted) > 1e-9 {
			t.Errorf("calibration kept %v, rebuilt %v", a, b)
		}
	}
}

// near compares but for the last digits of sums.
func near(a, b store.Memory) bool {
	if math.Abs(a.Record.Score-b.Record.Score) > 1e-9 || math.Abs(a.Record.Information-b.Record.Information) > 1e-9 {
		return false
	}
	b.Record.Score, b.Record.Information = a.Record.Score, a.Record.Information
	return a.State == b.State && a.At.Equal(b.At) && a.Record == b.Record && slices.Equal(a.Points(), b.Points())
}

func totals(t *testing.T, s *store.Store) (map[string]store.Memory, []store.Day, plan.Calibration) {
	t.Helper()
	ctx := context.Background()
	return must[map[string]store.Memory](t)(s.Memories(ctx)), must[[]store.Day](t)(s.Days(ctx, 0)), must[plan.Calibration](t)(s.Calibration(ctx))
}

func TestCramLeavesTheMemoryAlone(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	session := start(t, s, "q1", "q2")
	first := must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
	c.days(1)
	for i := range 2 {
		a := attempt(session, i, fsrs.Again)
		a.Cram = true
		must[store.Attempt](t)(s.Grade(ctx, a, false))
	}
	memories, days, _ := totals(t, s)
	if m := memories["q1"]; m.State != first.Memory || m.Record.Attempts != 1 || m.Record.Lapses != 0 {
		t.Errorf("a crammed attempt moved the memory: %+v", m)
	}
	if _, ok := memories["q2"]; ok {
		t.Error("a crammed attempt made a memory")
	}
	if len(days) != 2 || days[1].Attempts != 2 {
		t.Errorf("but it counts as practice: %+v", days)
	}
}

func TestPointsRememberTheLatestFive(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	session := start(t, s, "q1")
	for i := range 7 {
		a := attempt(session, 0, fsrs.Good)
		a.Points, a.Ticks = []string{"stated", "left-out"}, []bool{true, i == 0}
		must[store.Attempt](t)(s.Grade(ctx, a, false))
	}
	// A point that was added to the rubric later has its own, shorter memory.
	a := attempt(session, 0, fsrs.Good)
	a.Points, a.Ticks = []string{"new", "left-out"}, []bool{false, true}
	must[store.Attempt](t)(s.Grade(ctx, a, false))
	memories, _, _ := totals(t, s)
	want := []store.PointMemory{{"stated", 7, 0, "xxxxx"}, {"left-out", 2, 6, "----x"}, {"new", 0, 1, "-"}}
	if got := memories["q1"].Points(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := want[1].MissedLately(); n != 4 {
		t.Errorf("missed in %d of five", n)
	}
}

func TestHoldsEnd(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	for _, err := range []error{s.Suspend(ctx, "a"), s.Bury(ctx, "b"), s.Suspend(ctx, "c"), s.Release(ctx, "c")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []map[string]store.Hold{{"a": store.Suspended, "b": store.Buried}, {"a": store.Suspended}} {
		if got := must[map[string]store.Hold](t)(s.Holds(ctx)); !maps.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		c.days(1)
	}
}

// TestOlderStoresAreCountedWhenOpened takes a store back to the version before
// totals were kept.
func TestOlderStoresAreCountedWhenOpened(t *testing.T) {
	c, path := newClock(), filepath.Join(t.TempDir(), "p.db")
	first, err := os.ReadFile("migrations/0001_practice.sql")
	if err != nil {
		t.Fatal(err)
	}
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path))
	for _, statement := range []string{string(first), "PRAGMA user_version = 1",
		`INSERT INTO attempts (question_id, at, answer, ticks, coverage, rating, elapsed_ms, model, stability, difficulty)
			VALUES ('q', 1763800000000, 'a', 'x-', 0.5, 3, 60000, 'FSRS-6', 2.3, 2.1), ('q', 1764000000000, 'b', 'xx', 1, 1, 30000, 'FSRS-6', 1.1, 6)`,
		`INSERT INTO memory VALUES ('q', 2, 1764000000000, 1.1, 6, 2)`} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	memories, days, calibration := totals(t, open(t, path, c))
	m := memories["q"]
	if m.State.Stability != 1.1 || m.Record.Attempts != 2 || m.Record.Lapses != 1 || !m.Record.FirstRecalled || m.Record.Spent != 90*time.Second {
		t.Errorf("%+v", m)
	}
	if n, _, _ := calibration.Total(); n != 1 || len(days) != 2 {
		t.Errorf("%d reviews, days %v", n, days)
	}
	if all := must[[]store.BackupFile](t)(store.Backups(path)); len(all) != 1 || !strings.HasPrefix(filepath.Base(all[0].Path), "progress-before-v") {
		t.Errorf("backups before the migration: %+v", all)
	}
}
