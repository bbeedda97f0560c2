package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"debrief/store/fsrs"
)

// Attempt is one question answered and self-graded once.
type Attempt struct {
	ID         int64
	QuestionID string
	SessionID  int64 // 0 outside a session
	Position   int   // in the session
	At         time.Time
	Answer     string // as typed; empty where it was given aloud
	Ticks      []bool // for each key point of the question at that time
	Coverage   float64
	Rating     fsrs.Rating
	Elapsed    time.Duration // time spent on the answer
	Memory     fsrs.State    // the state that the attempt led to
}

// Memory is the present memory state of a question.
type Memory struct {
	State    fsrs.State
	At       time.Time // of the attempt that led to it
	Attempts int
}

// ErrNothingToUndo is the error of Undo where the session has no grade left.
var ErrNothingToUndo = errors.New("there is no grade to undo in this session")

// Grade appends the attempt, with the memory state that follows from the
// question's present one, marks its place in the session as graded and drops
// its draft, all in one transaction that is on disk when Grade returns. Where
// retry is set, the question is asked again at the end of the session. ID, At
// and Memory of the argument are set by the store.
func (s *Store) Grade(ctx context.Context, a Attempt, retry bool) (Attempt, error) {
	err := s.write(ctx, func(tx *sql.Tx) error {
		a.At = s.now()
		m, err := s.memory(ctx, tx, a.QuestionID)
		if err != nil {
			return err
		}
		a.Memory = fsrs.DefaultWeights().Next(m.State, fsrs.Elapsed(m.At, a.At), a.Rating)
		if a.ID, err = s.insert(ctx, tx, a, sql.NullInt64{}); err != nil {
			return err
		}
		if err := setMemory(ctx, tx, a, m.Attempts+1); err != nil {
			return err
		}
		if a.SessionID == 0 {
			return nil
		}
		if err := setPlace(ctx, tx, a.SessionID, a.Position, Graded); err != nil {
			return err
		}
		// Another copy of the program may have ended the session meanwhile.
		if _, err := tx.ExecContext(ctx, "UPDATE sessions SET ended_at = NULL WHERE id = ?", a.SessionID); err != nil {
			return err
		}
		if err := dropDraft(ctx, tx, a.SessionID, a.QuestionID); err != nil {
			return err
		}
		if !retry {
			return nil
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO session_questions (session_id, position, question_id, retry, state)
			SELECT ?1, max(position) + 1, ?2, 1, 'waiting' FROM session_questions WHERE session_id = ?1`,
			a.SessionID, a.QuestionID)
		return err
	})
	if err != nil {
		return Attempt{}, fmt.Errorf("save the grade of %s: %w", a.QuestionID, err)
	}
	return a, nil
}

func (s *Store) insert(ctx context.Context, tx *sql.Tx, a Attempt, undoes sql.NullInt64) (int64, error) {
	session := sql.NullInt64{Int64: a.SessionID, Valid: a.SessionID != 0}
	position := sql.NullInt64{Int64: int64(a.Position), Valid: a.SessionID != 0}
	r, err := tx.ExecContext(ctx, `
		INSERT INTO attempts (question_id, session_id, position, at, undoes, answer, ticks, coverage, rating,
			elapsed_ms, model, stability, difficulty)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.QuestionID, session, position, millis(a.At), undoes, a.Answer, ticksText(a.Ticks), a.Coverage, a.Rating,
		a.Elapsed.Milliseconds(), fsrs.Model, a.Memory.Stability, a.Memory.Difficulty)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func setMemory(ctx context.Context, tx *sql.Tx, a Attempt, attempts int) error {
	_, err := tx.ExecContext(ctx, `
		INSERT OR REPLACE INTO memory (question_id, attempt_id, at, stability, difficulty, attempts)
		VALUES (?, ?, ?, ?, ?, ?)`,
		a.QuestionID, a.ID, millis(a.At), a.Memory.Stability, a.Memory.Difficulty, attempts)
	return err
}

func (s *Store) memory(ctx context.Context, q querier, question string) (Memory, error) {
	var (
		m  Memory
		at int64
	)
	err := q.QueryRowContext(ctx, "SELECT stability, difficulty, at, attempts FROM memory WHERE question_id = ?", question).
		Scan(&m.State.Stability, &m.State.Difficulty, &at, &m.Attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return Memory{}, nil
	}
	m.At = s.time(at)
	return m, err
}

// Memories returns the memory state of every question ever attempted, by
// question id.
func (s *Store) Memories(ctx context.Context) (map[string]Memory, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT question_id, stability, difficulty, at, attempts FROM memory")
	if err != nil {
		return nil, fmt.Errorf("read memory states: %w", err)
	}
	defer rows.Close()
	all := map[string]Memory{}
	for rows.Next() {
		var (
			id string
			m  Memory
			at int64
		)
		if err := rows.Scan(&id, &m.State.Stability, &m.State.Difficulty, &at, &m.Attempts); err != nil {
			return nil, fmt.Errorf("read memory states: %w", err)
		}
		m.At = s.time(at)
		all[id] = m
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read memory states: %w", err)
	}
	return all, nil
}

// Undo takes back the last grade of the session that still holds: it appends
// a reversal, gives the question its earlier memory state, and puts it back
// where it was in the session, with its answer as a draft. It returns the
// attempt undone; the error is ErrNothingToUndo where there is none.
func (s *Store) Undo(ctx context.Context, session int64) (Attempt, error) {
	var undone Attempt
	err := s.write(ctx, func(tx *sql.Tx) error {
		found, err := s.attempts(ctx, tx, "session_id = ?", "id DESC LIMIT 1", session)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNothingToUndo
		}
		undone = found[0]
		before, err := s.attempts(ctx, tx, "question_id = ? AND id <> ?", "id DESC LIMIT 1", undone.QuestionID, undone.ID)
		if err != nil {
			return err
		}
		reversal := Attempt{QuestionID: undone.QuestionID, SessionID: session, Position: undone.Position, At: s.now()}
		if len(before) == 1 {
			reversal.Memory = before[0].Memory
		}
		if _, err := s.insert(ctx, tx, reversal, sql.NullInt64{Int64: undone.ID, Valid: true}); err != nil {
			return err
		}
		if err := restoreMemory(ctx, tx, undone.QuestionID, before); err != nil {
			return err
		}
		// A repeat that the grade had called for and that still waits goes with it.
		if _, err := tx.ExecContext(ctx, `
			DELETE FROM session_questions
			WHERE session_id = ? AND question_id = ? AND retry = 1 AND state = 'waiting' AND position > ?`,
			session, undone.QuestionID, undone.Position); err != nil {
			return err
		}
		if err := setPlace(ctx, tx, session, undone.Position, Waiting); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE sessions SET ended_at = NULL WHERE id = ?", session); err != nil {
			return err
		}
		return saveDraft(ctx, tx, Draft{SessionID: session, QuestionID: undone.QuestionID, Answer: undone.Answer, Elapsed: undone.Elapsed}, s.now())
	})
	if err != nil {
		return Attempt{}, fmt.Errorf("undo the last grade: %w", err)
	}
	return undone, nil
}

func restoreMemory(ctx context.Context, tx *sql.Tx, question string, before []Attempt) error {
	if len(before) == 0 {
		_, err := tx.ExecContext(ctx, "DELETE FROM memory WHERE question_id = ?", question)
		return err
	}
	b := before[0]
	_, err := tx.ExecContext(ctx, `
		UPDATE memory SET attempt_id = ?, at = ?, stability = ?, difficulty = ?, attempts = attempts - 1
		WHERE question_id = ?`,
		b.ID, millis(b.At), b.Memory.Stability, b.Memory.Difficulty, question)
	return err
}

// LastAttempt returns the latest attempt of the question that holds, if any.
func (s *Store) LastAttempt(ctx context.Context, question string) (Attempt, bool, error) {
	found, err := s.attempts(ctx, s.db, "question_id = ?", "id DESC LIMIT 1", question)
	if err != nil {
		return Attempt{}, false, fmt.Errorf("read the last attempt at %s: %w", question, err)
	}
	if len(found) == 0 {
		return Attempt{}, false, nil
	}
	return found[0], true, nil
}

// SessionAttempts returns the attempts of the session that hold, oldest first.
func (s *Store) SessionAttempts(ctx context.Context, session int64) ([]Attempt, error) {
	found, err := s.attempts(ctx, s.db, "session_id = ?", "id", session)
	if err != nil {
		return nil, fmt.Errorf("read the session's attempts: %w", err)
	}
	return found, nil
}

// History returns the question's attempts that hold, oldest first.
func (s *Store) History(ctx context.Context, question string) ([]Attempt, error) {
	found, err := s.attempts(ctx, s.db, "question_id = ?", "id", question)
	if err != nil {
		return nil, fmt.Errorf("read the attempts at %s: %w", question, err)
	}
	return found, nil
}

// attempts reads the attempts that hold: no reversals, and none reversed. The
// + keeps SQLite from reading all that are no reversals by the index on undoes.
func (s *Store) attempts(ctx context.Context, q querier, where, order string, args ...any) ([]Attempt, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT id, question_id, coalesce(session_id, 0), coalesce(position, 0), at, answer, ticks, coverage, rating,
			elapsed_ms, stability, difficulty
		FROM attempts AS a
		WHERE +undoes IS NULL AND NOT EXISTS (SELECT 1 FROM attempts AS r WHERE r.undoes = a.id)
			AND `+where+" ORDER BY "+order, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Attempt
	for rows.Next() {
		var (
			a      Attempt
			at, ms int64
			ticks  string
		)
		if err := rows.Scan(&a.ID, &a.QuestionID, &a.SessionID, &a.Position, &at, &a.Answer, &ticks, &a.Coverage,
			&a.Rating, &ms, &a.Memory.Stability, &a.Memory.Difficulty); err != nil {
			return nil, err
		}
		a.At, a.Elapsed, a.Ticks = s.time(at), time.Duration(ms)*time.Millisecond, parseTicks(ticks)
		found = append(found, a)
	}
	return found, rows.Err()
}

func ticksText(ticks []bool) string {
	var b strings.Builder
	for _, t := range ticks {
		if t {
			b.WriteByte('x')
		} else {
			b.WriteByte('-')
		}
	}
	return b.String()
}

func parseTicks(s string) []bool {
	ticks := make([]bool, len(s))
	for i := range s {
		ticks[i] = s[i] == 'x'
	}
	return ticks
}
