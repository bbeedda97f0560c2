package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"debrief/store"
	"debrief/store/fsrs"
)

// practised is a store with some grades, closed, and the path of its file.
func practised(t *testing.T, c *clock) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.db")
	s := open(t, path, c)
	for range 40 {
		session := start(t, s, "q1", "q2", "q3")
		for i := range 3 {
			must[store.Attempt](t)(s.Grade(context.Background(), attempt(session, i, fsrs.Good), false))
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func attempts(t *testing.T, path string, c *clock) int {
	t.Helper()
	return len(must[[]store.Attempt](t)(open(t, path, c).History(context.Background(), "q1")))
}

func TestDailyBackupsRotate(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := practised(t, c)
	s := open(t, path, c)
	for range 10 {
		for range 2 { // the second one finds the day's backup
			if err := s.Daily(ctx); err != nil {
				t.Fatal(err)
			}
		}
		c.days(1)
	}
	all := must[[]store.BackupFile](t)(store.Backups(path))
	if len(all) != 7 || filepath.Base(all[6].Path) != "progress-2026-11-26.db" || filepath.Base(all[0].Path) != "progress-2026-12-02.db" {
		t.Errorf("%+v", all)
	}
	if info, err := os.Stat(all[0].Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if n := attempts(t, all[0].Path, c); n != 40 {
		t.Errorf("the backup has %d attempts", n)
	}
}

func TestABackupIsTakenWhileTheStoreIsInUse(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := practised(t, c)
	s := open(t, path, c)
	session := start(t, s, "q1")
	must[store.Attempt](t)(s.Grade(ctx, attempt(session, 0, fsrs.Good), false)) // it may be in the log only
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	if n := attempts(t, to, c); n != 41 {
		t.Errorf("the backup has %d attempts", n)
	}
}

func TestATruncatedFileIsNotTouched(t *testing.T) {
	c := newClock()
	path := practised(t, c)
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	short := src[:len(src)-4096]
	if err := os.WriteFile(path, short, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(context.Background(), path, c.now); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("open: %v", err)
	}
	if got, _ := os.ReadFile(path); !bytes.Equal(got, short) {
		t.Error("the file was written to")
	}
}

func TestADamagedHeaderIsTakenForDamage(t *testing.T) {
	for name, spoil := range map[string]func(src []byte){
		"a version from the future in a malformed file": func(src []byte) {
			for at := 50; at < 3000; at++ {
				src[at] = 0xa5
			}
		},
		"another beginning": func(src []byte) { copy(src, "no database") },
	} {
		t.Run(name, func(t *testing.T) {
			c := newClock()
			path := practised(t, c)
			s := open(t, path, c)
			if err := errors.Join(s.Daily(context.Background()), s.Close()); err != nil {
				t.Fatal(err)
			}
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			spoil(src)
			if err := os.WriteFile(path, src, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Open(context.Background(), path, c.now); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("open: %v", err)
			}
			if got, _ := os.ReadFile(path); !bytes.Equal(got, src) {
				t.Error("the file was written to")
			}
		})
	}
}

func TestABackupIsOneFile(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := practised(t, c)
	s := open(t, path, c)
	if err := errors.Join(s.Daily(ctx), s.Close()); err != nil {
		t.Fatal(err)
	}
	backups, err := store.Backups(path)
	if err != nil || len(backups) != 1 {
		t.Fatal(backups, err)
	}
	if err := store.Check(ctx, backups[0].Path); err != nil {
		t.Error(err)
	}
	if _, err := store.Restore(ctx, path, backups[0].Path, c.now()); err != nil {
		t.Error(err)
	}
	for _, dir := range []string{filepath.Dir(path), store.BackupDir(path)} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.IsDir() && filepath.Ext(e.Name()) != ".db" && !strings.Contains(e.Name(), ".replaced-") {
				t.Errorf("%s was left in %s", e.Name(), dir)
			}
		}
	}
}

func TestADamagedFileIsReadButNotWritten(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := practised(t, c)
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(src) / 2; at < len(src)/2+3*4096; at++ {
		src[at] = 0xa5
	}
	if err := os.WriteFile(path, src, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, path, c.now)
	if err == nil { // the damage is where opening does not look
		defer s.Close()
		s.HoldWrites()
		if err := s.Daily(ctx); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("daily: %v", err)
		}
		if err := s.SetNote(ctx, "q1", "a note"); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("a write: %v", err)
		}
	} else if !errors.Is(err, store.ErrDamaged) {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); !bytes.Equal(got, src) {
		t.Error("the file was written to")
	}
	if err := store.Check(ctx, path); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("check: %v", err)
	}
}

func TestWritesWaitForTheDailyLook(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, practised(t, c), c)
	s.HoldWrites()
	done := make(chan error)
	go func() { done <- s.SetNote(ctx, "q1", "a note") }()
	select {
	case err := <-done:
		t.Fatalf("it did not wait: %v", err)
	default:
	}
	if err := s.Daily(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	s.HoldWrites() // the day's backup is there
	if err := s.SetNote(ctx, "q1", "another"); err != nil {
		t.Error(err)
	}
}

func TestRestoreKeepsWhatItReplaces(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := practised(t, c)
	s := open(t, path, c)
	if err := s.Daily(ctx); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := os.WriteFile(path, []byte("spoilt"), 0o600); err != nil {
		t.Fatal(err)
	}
	newest := must[[]store.BackupFile](t)(store.Backups(path))[0]
	kept, err := store.Restore(ctx, path, newest.Path, c.at)
	if err != nil {
		t.Fatal(err)
	}
	if n := attempts(t, path, c); n != 40 {
		t.Errorf("%d attempts", n)
	}
	if got, _ := os.ReadFile(kept); string(got) != "spoilt" {
		t.Errorf("%s has %q", kept, got)
	}
	if _, err := store.Restore(ctx, path, kept, c.at); err == nil {
		t.Error("a file that is no store was restored")
	}
	if n := attempts(t, path, c); n != 40 {
		t.Errorf("%d attempts after a restore that was refused", n)
	}
}
