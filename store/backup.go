package store

import (
	"context"
	"database/sql"
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
	"time"

	"modernc.org/sqlite"
)

// ErrDamaged is the error of a store whose file is damaged. Nothing is written
// to it any more.
var ErrDamaged = errors.New("the progress file is damaged, and nothing is written to it any more; debrief restore goes back to a backup")

// How many backups are kept.
const (
	dailyKept     = 7
	migrationKept = 3
)

const (
	dailyName     = "progress-"
	migrationName = "progress-before-"
)

// BackupDir returns where the backups of a progress file are.
func BackupDir(path string) string { return filepath.Join(filepath.Dir(path), "backups") }

// A BackupFile is a backup on disk.
type BackupFile struct {
	Path string
	At   time.Time // when it was made
	Size int64     // bytes
}

// Backups returns the backups of a progress file, the newest first.
func Backups(path string) ([]BackupFile, error) {
	entries, err := os.ReadDir(BackupDir(path))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the backups: %w", err)
	}
	var all []BackupFile
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasPrefix(e.Name(), dailyName) && filepath.Ext(e.Name()) == ".db" {
			all = append(all, BackupFile{filepath.Join(BackupDir(path), e.Name()), info.ModTime(), info.Size()})
		}
	}
	slices.SortFunc(all, func(a, b BackupFile) int { return b.At.Compare(a.At) })
	return all, nil
}

// Backup writes a copy of the store as it is at one moment, by SQLite's own
// online backup, and checks it. An existing file is replaced only by a copy
// that is sound.
func (s *Store) Backup(ctx context.Context, to string) error {
	if err := copyStore(ctx, s.path, to); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	return nil
}

// Daily makes the day's backup where there is none yet, after checking the
// file, and drops the oldest beyond a week. The error is ErrDamaged where the
// file is not sound; then nothing is written to it any more.
func (s *Store) Daily(ctx context.Context) error {
	defer s.letWrite()
	to := filepath.Join(BackupDir(s.path), dailyName+s.now().Format(time.DateOnly)+".db")
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := check(ctx, s.path); err != nil {
		if errors.Is(err, ErrDamaged) {
			s.damaged.Store(true)
		}
		return err
	}
	if err := s.Backup(ctx, to); err != nil {
		return err
	}
	return rotate(s.path)
}

// HoldWrites keeps everything that is written waiting until Daily has looked at
// the file, where it has not today. It is called before the store is used.
func (s *Store) HoldWrites() {
	if _, err := os.Stat(filepath.Join(BackupDir(s.path), dailyName+s.now().Format(time.DateOnly)+".db")); err != nil {
		gate := make(chan struct{})
		s.gate.Store(&gate)
	}
}

func (s *Store) letWrite() {
	if gate := s.gate.Swap(nil); gate != nil {
		close(*gate)
	}
}

// mayWrite waits until the file was looked at, and says whether it is sound.
func (s *Store) mayWrite(ctx context.Context) error {
	if gate := s.gate.Load(); gate != nil {
		select {
		case <-*gate:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if s.damaged.Load() {
		return ErrDamaged
	}
	return nil
}

// rotate drops the oldest backups.
func rotate(path string) error {
	all, err := Backups(path)
	if err != nil {
		return err
	}
	daily, migration := 0, 0
	for _, b := range all {
		n, kept := &daily, dailyKept
		if strings.HasPrefix(filepath.Base(b.Path), migrationName) {
			n, kept = &migration, migrationKept
		}
		if *n++; *n > kept {
			if err := os.Remove(b.Path); err != nil {
				return fmt.Errorf("drop an old backup: %w", err)
			}
		}
	}
	return nil
}

// readOnly opens a database for reading alone. One without a log beside it,
// which nobody has open, is read as it stands: SQLite would leave an empty log
// there.
func readOnly(path string) (*sql.DB, error) {
	u := url.URL{Scheme: "file", Path: slashed(path), RawQuery: "mode=ro&_pragma=busy_timeout(5000)"}
	if _, err := os.Stat(path + walEnding); errors.Is(err, os.ErrNotExist) {
		u.RawQuery += "&immutable=1"
	}
	return sql.Open("sqlite", u.String())
}

// check reads the whole database and returns ErrDamaged, with what is wrong,
// where it is not sound.
func check(ctx context.Context, path string) error {
	if err := whole(path); err != nil {
		return err
	}
	db, err := readOnly(path)
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return damage(err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, verdict)
	}
	return nil
}

// doubt looks behind the reason for which a file was refused: one that seems
// newer, or no store at all where there are backups of one, may be damaged.
func doubt(ctx context.Context, path string, refused error) error {
	switch {
	case errors.Is(refused, ErrNewer):
		if err := check(ctx, path); errors.Is(err, ErrDamaged) {
			return err
		}
	case errors.Is(refused, ErrNotAStore):
		if backups, err := Backups(path); err == nil && len(backups) > 0 {
			return fmt.Errorf("%w (it does not begin as one)", ErrDamaged)
		}
	}
	return refused
}

// Check reads a whole progress file and returns ErrDamaged where it is not
// sound. It writes nothing.
func Check(ctx context.Context, path string) error {
	if err := check(ctx, path); err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	return nil
}

// ErrFull and ErrCannotWrite are the errors of a write that can be made again
// once the person has done something about it.
var (
	ErrFull        = errors.New("the disk is full")
	ErrCannotWrite = errors.New("the progress file cannot be written to")
)

// trouble says what keeps a write from the disk, where it is known.
func trouble(err error) error {
	const (
		readOnly   = 8
		input      = 10
		full       = 13
		cannotOpen = 14
	)
	var (
		e *sqlite.Error
		p *fs.PathError
	)
	if errors.As(err, &p) { // before SQLite saw the file
		return fmt.Errorf("%w (%w)", ErrCannotWrite, err)
	}
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case full:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case readOnly, input, cannotOpen:
		return fmt.Errorf("%w (%w)", ErrCannotWrite, err)
	}
	return err
}

// damage is ErrDamaged where SQLite says that the file is malformed.
func damage(err error) error {
	const (
		corrupt     = 11
		notDatabase = 26
	)
	var e *sqlite.Error
	if errors.As(err, &e) && (e.Code()&0xff == corrupt || e.Code()&0xff == notDatabase) {
		return fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	return err
}

// The places of numbers in the header of an SQLite file, big-endian.
// Source: https://www.sqlite.org/fileformat2.html
const (
	pageSizeAt     = 16 // 2 bytes; 1 stands for 65536
	changesAt      = 24
	pagesAt        = 28
	pagesValidAt   = 92 // the changes at which the number of pages was written
	headerLength   = 100
	walEnding      = "-wal"
	shmEnding      = "-shm"
	largestPage    = 65536
	largestPageAs1 = 1
)

// whole returns ErrDamaged where the file is shorter than its header says and
// no log beside it can hold the rest.
func whole(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	header := make([]byte, headerLength)
	n, err := io.ReadFull(f, header)
	if n == 0 {
		return nil // just created
	}
	if err != nil {
		return fmt.Errorf("%w (it is %d bytes long)", ErrDamaged, n)
	}
	if wal, err := os.Stat(path + walEnding); err == nil && wal.Size() > 0 {
		return nil
	}
	number := func(at int) int64 { return int64(binary.BigEndian.Uint32(header[at:])) }
	if number(changesAt) != number(pagesValidAt) {
		return nil // an old SQLite wrote it, and the number of pages says nothing
	}
	size := int64(binary.BigEndian.Uint16(header[pageSizeAt:]))
	if size == largestPageAs1 {
		size = largestPage
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if want := size * number(pagesAt); info.Size() < want {
		return fmt.Errorf("%w (it is %d bytes long and should be %d)", ErrDamaged, info.Size(), want)
	}
	return nil
}

// copyStore copies a database at one moment into a file, which is replaced
// whole or not at all.
func copyStore(ctx context.Context, from, to string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	db, err := readOnly(from)
	if err != nil {
		return err
	}
	defer db.Close()
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(part)))
		}
	}()
	// It is created here so that only the person can read it from the first byte.
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := copyPages(ctx, db, part); err != nil {
		return err
	}
	if err := check(ctx, part); err != nil {
		return err
	}
	return os.Rename(part, to)
}

// copyPages runs the online backup.
func copyPages(ctx context.Context, db *sql.DB, to string) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		source, ok := driver.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the SQLite driver has no online backup")
		}
		b, err := source.NewBackup((&url.URL{Scheme: "file", Path: slashed(to)}).String())
		if err != nil {
			return damage(err)
		}
		const pages = 1000 // between looks at whether it is still wanted
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				return errors.Join(err, b.Finish())
			}
			if more, err = b.Step(pages); err != nil {
				return errors.Join(damage(err), b.Finish())
			}
		}
		return b.Finish()
	})
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// Restore puts a backup in the place of a progress file, which is kept beside
// it under the name that is returned; empty where there was none. No program
// may have the file open.
func Restore(ctx context.Context, path, backup string, now time.Time) (kept string, err error) {
	if err := check(ctx, backup); err != nil {
		return "", fmt.Errorf("restore %s: %w", backup, err)
	}
	if _, err := os.Stat(path); err == nil {
		kept = path + ".replaced-" + now.Format("20060102-150405")
		for _, ending := range []string{"", walEnding, shmEnding} {
			if err := ignoreMissing(os.Rename(path+ending, kept+ending)); err != nil {
				return "", fmt.Errorf("put %s aside: %w", path, err)
			}
		}
	}
	if err := copyStore(ctx, backup, path); err != nil {
		return kept, fmt.Errorf("restore %s: %w", backup, err)
	}
	return kept, nil
}
