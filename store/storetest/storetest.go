// Package storetest makes progress stores of a given size, for tests and
// benchmarks.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"debrief/store"
)

// Fill adds attempts to the store at path, which is made if need be: spread
// over the questions in turn and, backwards from now, evenly over two years,
// ten to a session.
func Fill(ctx context.Context, path string, questions []string, attempts int, now time.Time) error {
	s, err := store.Open(ctx, path, func() time.Time { return now })
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "CREATE TEMP TABLE names (n INTEGER PRIMARY KEY, id TEXT)"); err != nil {
		return err
	}
	for i, id := range questions {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?, ?)", i, id); err != nil {
			return err
		}
	}
	const step = `WITH RECURSIVE counter (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counter WHERE i + 1 < ?1) `
	const years = 2 * 365 * 24 * 3600 * 1000
	for _, statement := range []string{
		step + `INSERT INTO sessions (id, title, started_at, ended_at)
			SELECT 1 + i / 10, 'Today', ?2 - ?3 + ?3 / ?1 * i, ?2 - ?3 + ?3 / ?1 * (i + 9) FROM counter WHERE i % 10 = 0 AND ?4 > 0`,
		step + `INSERT INTO session_questions (session_id, position, question_id, retry, state)
			SELECT 1 + i / 10, i % 10, names.id, 0, 'graded' FROM counter JOIN names ON n = i % ?4 WHERE ?2 + ?3 > 0`,
		step + `INSERT INTO attempts (id, question_id, session_id, position, at, answer, ticks, coverage, rating, elapsed_ms,
				model, stability, difficulty)
			SELECT 1 + i, names.id, 1 + i / 10, i % 10, ?2 - ?3 + ?3 / ?1 * i,
				'I would start from the impact, then name the control, an example and its limit.', 'xx-x-xxx',
				0.25 + i * 7 % 4 / 4.0, 1 + i * 7 % 4, 90000 + i % 240000, 'fsrs-6', 5 + i % 90, 3 + i % 6
			FROM counter JOIN names ON n = i % ?4`,
	} {
		if _, err := tx.ExecContext(ctx, statement, attempts, now.UnixMilli(), int64(years), len(questions)); err != nil {
			return fmt.Errorf("fill the store: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	s, err = store.Open(ctx, path, func() time.Time { return now })
	if err != nil {
		return err
	}
	return errors.Join(s.Rebuild(ctx), s.Close())
}
