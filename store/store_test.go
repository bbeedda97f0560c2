package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"debrief/store"
	"debrief/store/fsrs"
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
	session, err := s.StartSession(context.Background(), "Cloud Security", questions)
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
	if mem.State != first.Memory || mem.Attempts != 1 || !mem.At.Equal(first.At) {
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
			session, err := s.StartSession(ctx, "Both", []string{"q1"})
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
	if m := must[map[string]store.Memory](t)(s.Memories(ctx))["q1"]; m.Attempts != 2*each {
		t.Errorf("memory counts %d attempts, want %d", m.Attempts, 2*each)
	}
}

func TestDraftNoteAndBookmark(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	session := start(t, s, "q1")
	draft := store.Draft{SessionID: session.ID, QuestionID: "q1", Answer: "half a\tsent", Elapsed: 3 * time.Second}
	for _, err := range []error{s.SaveDraft(ctx, draft), s.SetNote(ctx, "q1", "mind the gap"), s.SetBookmark(ctx, "q1", true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	got := must[store.Aside](t)(s.Aside(ctx, session.ID, "q1"))
	if got.Draft != draft || got.Note != "mind the gap" || !got.Bookmarked || got.Last != nil {
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
	s := open(b, filepath.Join(b.TempDir(), "p.db"), newClock())
	session := start(b, s, "q1")
	for b.Loop() {
		must[store.Attempt](b)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false))
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
