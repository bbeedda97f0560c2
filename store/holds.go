package store

import (
	"context"
	"database/sql"
	"fmt"

	"debrief/store/fsrs"
)

// Hold says why a question is not asked for now.
type Hold string

// The holds.
const (
	Suspended Hold = "suspended" // until it is released
	Buried    Hold = "buried"    // until tomorrow
)

// Suspend keeps the question from being asked until it is released.
func (s *Store) Suspend(ctx context.Context, question string) error {
	return s.hold(ctx, "suspend", question, sql.NullInt64{})
}

// Bury keeps the question from being asked until tomorrow.
func (s *Store) Bury(ctx context.Context, question string) error {
	return s.hold(ctx, "bury", question, sql.NullInt64{Int64: int64(fsrs.Day(s.now()) + 1), Valid: true})
}

func (s *Store) hold(ctx context.Context, doing, question string, until sql.NullInt64) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO holds (question_id, until, at) VALUES (?, ?, ?)", question, until, millis(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", doing, question, err)
	}
	return nil
}

// Release lets a suspended or buried question be asked again.
func (s *Store) Release(ctx context.Context, question string) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM holds WHERE question_id = ?", question)
		return err
	})
	if err != nil {
		return fmt.Errorf("release %s: %w", question, err)
	}
	return nil
}

// Holds returns the questions that are not to be asked today, and why.
func (s *Store) Holds(ctx context.Context) (map[string]Hold, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT question_id, until IS NULL FROM holds WHERE until IS NULL OR until > ?", fsrs.Day(s.now()))
	if err != nil {
		return nil, fmt.Errorf("read what is suspended: %w", err)
	}
	defer rows.Close()
	holds := map[string]Hold{}
	for rows.Next() {
		var (
			id      string
			forever bool
		)
		if err := rows.Scan(&id, &forever); err != nil {
			return nil, fmt.Errorf("read what is suspended: %w", err)
		}
		holds[id] = Buried
		if forever {
			holds[id] = Suspended
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read what is suspended: %w", err)
	}
	return holds, nil
}

// Bookmarks returns the bookmarked questions.
func (s *Store) Bookmarks(ctx context.Context) (map[string]bool, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT question_id FROM bookmarks")
	if err != nil {
		return nil, fmt.Errorf("read the bookmarks: %w", err)
	}
	defer rows.Close()
	all := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read the bookmarks: %w", err)
		}
		all[id] = true
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the bookmarks: %w", err)
	}
	return all, nil
}
