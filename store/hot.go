package store

import (
	"context"
	"database/sql"
)

// The statements of every grade. They are prepared once, since parsing them
// takes longer than running them and a grade should cost little more than its
// commit.
const (
	selectMemory = "SELECT " + memoryColumns + " FROM memory WHERE question_id = ?"

	insertAttempt = `
		INSERT INTO attempts (question_id, session_id, position, at, undoes, answer, ticks, coverage, rating,
			elapsed_ms, marks, thought_ms, model, stability, difficulty, confidence, cram, rubric_id, day, days)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	putMemory = `
		INSERT OR REPLACE INTO memory (question_id, attempt_id, at, stability, difficulty, attempts, lapses, first_recalled,
			last_rating, confidence, spent_ms, score, information, calls, points)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	addDay = `
		INSERT INTO days (day, attempts, recalled, spent_ms) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET attempts = attempts + excluded.attempts, recalled = recalled + excluded.recalled,
			spent_ms = spent_ms + excluded.spent_ms`

	addCalibration = `
		INSERT INTO calibration (step, n, predicted, recalled) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET n = n + excluded.n, predicted = predicted + excluded.predicted,
			recalled = recalled + excluded.recalled`

	setPlaceState = "UPDATE session_questions SET state = ? WHERE session_id = ? AND position = ?"
	reopenSession = "UPDATE sessions SET ended_at = NULL WHERE id = ? AND ended_at IS NOT NULL"
	deleteDraft   = "DELETE FROM drafts WHERE question_id = ? AND " + draftInReach
)

func hot() []string {
	return []string{selectMemory, insertAttempt, putMemory, addDay, addCalibration, setPlaceState, reopenSession, deleteDraft}
}

// warm prepares the statements of a grade. It takes the connection, so it must
// not be called within write.
func (s *Store) warm(ctx context.Context) error {
	if s.prepared.Load() != nil {
		return nil
	}
	all := map[string]*sql.Stmt{}
	for _, text := range hot() {
		statement, err := s.db.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		all[text] = statement
	}
	s.prepared.CompareAndSwap(nil, &all)
	return nil
}

// A transaction runs the hot statements as they were prepared, others as they
// are.
type transaction struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
}

// ExecContext is as that of sql.Tx.
func (t transaction) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if st, ok := t.prepared[text]; ok {
		return t.Tx.StmtContext(ctx, st).ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, text, args...)
}

// QueryRowContext is as that of sql.Tx.
func (t transaction) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if st, ok := t.prepared[text]; ok {
		return t.Tx.StmtContext(ctx, st).QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, text, args...)
}
