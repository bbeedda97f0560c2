// Package store is what happened: the person's attempts, sessions, drafts,
// notes and bookmarks in one SQLite file.
package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"modernc.org/sqlite" // also the driver: SQLite without C
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer is the error of a store that a newer version of debrief wrote.
var ErrNewer = errors.New("it was written by a newer version of debrief; update debrief to open it")

// ErrNotAStore is the error of a file that is no SQLite database.
var ErrNotAStore = errors.New("the file is not a debrief progress store; move it away or choose another with --db")

// Store is an open progress store. Its methods can be called from several
// goroutines, and several processes may have the same file open.
type Store struct {
	db      *sql.DB
	path    string
	now     func() time.Time
	rubrics map[string]int64 // ids by their keys; touched within write only

	prepared atomic.Pointer[map[string]*sql.Stmt]
	gate     atomic.Pointer[chan struct{}] // that writes wait at; nil where they need not
	damaged  atomic.Bool
}

// Open opens the progress store at path, creating it (and its folder, private
// to the person) where there is none, and brings it up to date. The error is
// ErrNewer for a store of a newer version, which is left untouched, and
// ErrNotAStore for another kind of file. now is the clock that stamps attempts.
func Open(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	s, err := open(ctx, path, now)
	if err != nil {
		return nil, fmt.Errorf("open progress store %s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	steps, err := migrationSteps()
	if err != nil {
		return nil, err
	}
	version, err := makeReady(path, len(steps))
	if err != nil {
		return nil, doubt(ctx, path, trouble(err))
	}
	if err := whole(path); err != nil {
		return nil, err
	}
	if version > 0 && version < len(steps) { // what a migration spoils can be had back
		to := filepath.Join(BackupDir(path), fmt.Sprintf("%sv%d-%s.db", migrationName, len(steps), now().Format("20060102-150405")))
		if err := check(ctx, path); err != nil {
			return nil, err
		}
		if err := copyStore(ctx, path, to); err != nil {
			return nil, fmt.Errorf("back up before the migration: %w", err)
		}
	}
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, err
	}
	// One connection keeps the order of writes that the screens rely on.
	db.SetMaxOpenConns(1)
	s := &Store{db: db, path: path, now: now}
	err = s.migrate(ctx, steps)
	if err == nil {
		err = s.readRubrics(ctx)
	}
	if err != nil {
		db.Close()
		return nil, damage(trouble(err))
	}
	return s, nil
}

// Close closes the store.
func (s *Store) Close() error { return s.db.Close() }

// dsn escapes the path, which may hold any character, and sets on every
// connection what makes a commit durable.
func dsn(path string) string {
	u := url.URL{Scheme: "file", Path: slashed(path), RawQuery: url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)"},
	}.Encode()}
	return u.String()
}

const (
	magic         = "SQLite format 3\x00"
	versionOffset = 60 // of user_version in the database header, big-endian
)

// makeReady creates a missing file and looks at an existing one without opening
// it as a database, which might already write to it. It returns the version of
// the file.
func makeReady(path string, newest int) (version int, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	header := make([]byte, versionOffset+4)
	switch n, err := io.ReadFull(f, header); {
	case n == 0:
		return 0, nil
	case err != nil || string(header[:len(magic)]) != magic:
		return 0, ErrNotAStore
	}
	version = int(binary.BigEndian.Uint32(header[versionOffset:]))
	if version > newest {
		return version, ErrNewer
	}
	return version, nil
}

// slashed is the path as a URL has it.
func slashed(path string) string {
	s := filepath.ToSlash(path)
	if !strings.HasPrefix(s, "/") {
		return "/" + s // a drive letter
	}
	return s
}

func migrationSteps() ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	steps := make([]string, len(names))
	for i, name := range names {
		src, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps[i] = string(src)
	}
	return steps, nil
}

// migrate runs the steps that the file has not seen, each in a transaction
// that also counts it, so that two processes never run the same one.
func (s *Store) migrate(ctx context.Context, steps []string) error {
	version, err := userVersion(ctx, s.db)
	if err != nil {
		return err
	}
	for version < len(steps) {
		err := s.write(ctx, func(tx transaction) error {
			at, err := userVersion(ctx, tx)
			if err != nil || at > version {
				version = at
				return err
			}
			if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
				return fmt.Errorf("migrate to version %d: %w", version+1, err)
			}
			version++
			if version == planningVersion {
				if err := s.rebuild(ctx, tx); err != nil {
					return fmt.Errorf("count what was practised so far: %w", err)
				}
			}
			_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
			return err
		})
		if err != nil {
			return err
		}
	}
	if version > len(steps) {
		return ErrNewer
	}
	return nil
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func userVersion(ctx context.Context, q querier) (int, error) {
	var v int
	err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

// write runs f in a transaction that holds the write lock from its beginning.
func (s *Store) write(ctx context.Context, f func(tx transaction) error) error {
	if err := s.mayWrite(ctx); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return trouble(err)
	}
	t := transaction{Tx: tx}
	if all := s.prepared.Load(); all != nil {
		t.prepared = *all
	}
	if err := f(t); err != nil {
		clear(s.rubrics) // what was inserted goes with it
		return errors.Join(trouble(err), ended(tx.Rollback()))
	}
	err = tx.Commit()
	if err != nil {
		clear(s.rubrics)
	}
	return trouble(err)
}

// ended drops the error of a transaction that SQLite has rolled back itself, as
// it does on a full disk.
func ended(err error) error {
	var e *sqlite.Error
	if errors.Is(err, sql.ErrTxDone) || errors.As(err, &e) && e.Code() == 1 {
		return nil
	}
	return err
}

func millis(t time.Time) int64 { return t.UnixMilli() }

func (s *Store) time(ms int64) time.Time { return time.UnixMilli(ms).In(s.now().Location()) }
