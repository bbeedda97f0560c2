package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/store/fsrs"
)

// A full disk keeps a grade from being kept, and it goes through once there is
// space: SQLite's limit on pages stands in for the disk.
func TestAGradeGoesThroughOnceThereIsSpace(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "p.db"), func() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	session, err := s.StartSession(ctx, "x", []string{"a", "b"}, false)
	if err != nil {
		t.Fatal(err)
	}
	limit := func(pages string) {
		t.Helper()
		if _, err := s.db.ExecContext(ctx, "PRAGMA max_page_count = "+pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // no more than there are
	a := Attempt{QuestionID: "a", SessionID: session.ID, Answer: strings.Repeat("words ", 5000), Rating: fsrs.Good, Ticks: []bool{true}, Points: []string{"k"}}
	for range 3 {
		if _, err := s.Grade(ctx, a, false); !errors.Is(err, ErrFull) {
			t.Fatalf("on a full disk: %v", err)
		}
	}
	if err := s.SaveDraft(ctx, Draft{SessionID: session.ID, QuestionID: "a", Answer: a.Answer}); !errors.Is(err, ErrFull) {
		t.Errorf("a draft: %v", err)
	}
	limit("100000")
	if _, err := s.Grade(ctx, a, false); err != nil {
		t.Fatalf("with space again: %v", err)
	}
	attempts, err := s.SessionAttempts(ctx, session.ID)
	if err != nil || len(attempts) != 1 || attempts[0].Answer != a.Answer {
		t.Errorf("%d attempts, %v", len(attempts), err)
	}
}

func TestAFileThatCannotBeWrittenTo(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "p.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.db.ExecContext(ctx, "PRAGMA query_only = ON"); err != nil { // root may write to any file
		t.Fatal(err)
	}
	if err := s.SetNote(ctx, "a", "kept?"); !errors.Is(err, ErrCannotWrite) {
		t.Errorf("a note: %v", err)
	}
	if _, err := s.db.ExecContext(ctx, "PRAGMA query_only = OFF"); err != nil {
		t.Fatal(err)
	}
	if err := s.SetNote(ctx, "a", "kept"); err != nil {
		t.Errorf("a note, later: %v", err)
	}
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(file, "p.db")
	if _, err := Open(context.Background(), path, time.Now); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
}
