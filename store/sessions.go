package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Session is a run of questions with a summary at its end.
type Session struct {
	ID        int64
	Title     string // what is practised, such as "Cloud Security"
	StartedAt time.Time
	Cram      bool  // its attempts leave the memory states alone
	Loop      int64 // id of the mock loop whose answers it grades; 0 for others
	Places    []Place
}

// Place is a question's place in a session.
type Place struct {
	Position   int
	QuestionID string
	Retry      bool // asked once more because it failed earlier in the session
	State      PlaceState
}

// PlaceState says what became of a question in a session.
type PlaceState string

// The states of a place.
const (
	Waiting PlaceState = "waiting"
	Graded  PlaceState = "graded"
	Skipped PlaceState = "skipped"
)

// Next returns the first place that waits, and whether there is one.
func (s Session) Next() (Place, bool) {
	for _, p := range s.Places {
		if p.State == Waiting {
			return p, true
		}
	}
	return Place{}, false
}

// Done returns how many places were graded or skipped.
func (s Session) Done() int {
	n := 0
	for _, p := range s.Places {
		if p.State != Waiting {
			n++
		}
	}
	return n
}

// StartSession begins a session with the questions in the given order. The
// attempts of one that crams leave the memory states alone.
func (s *Store) StartSession(ctx context.Context, title string, questions []string, cram bool) (Session, error) {
	session := Session{Title: title, StartedAt: s.now(), Cram: cram}
	err := s.write(ctx, func(tx transaction) error {
		r, err := tx.ExecContext(ctx, "INSERT INTO sessions (title, started_at, cram) VALUES (?, ?, ?)", title, millis(session.StartedAt), cram)
		if err != nil {
			return err
		}
		if session.ID, err = r.LastInsertId(); err != nil {
			return err
		}
		for i, id := range questions {
			if _, err := tx.ExecContext(ctx, `
				INSERT INTO session_questions (session_id, position, question_id, retry, state)
				VALUES (?, ?, ?, 0, 'waiting')`, session.ID, i, id); err != nil {
				return err
			}
			session.Places = append(session.Places, Place{Position: i, QuestionID: id, State: Waiting})
		}
		return nil
	})
	if err != nil {
		return Session{}, fmt.Errorf("start a session: %w", err)
	}
	return session, nil
}

// Session returns the session as it stands.
func (s *Store) Session(ctx context.Context, id int64) (Session, error) {
	session, err := s.session(ctx, id)
	if err != nil {
		return Session{}, fmt.Errorf("read session %d: %w", id, err)
	}
	return session, nil
}

func (s *Store) session(ctx context.Context, id int64) (Session, error) {
	session := Session{ID: id}
	var at int64
	if err := s.db.QueryRowContext(ctx, "SELECT title, started_at, cram, coalesce(loop_id, 0) FROM sessions WHERE id = ?", id).
		Scan(&session.Title, &at, &session.Cram, &session.Loop); err != nil {
		return Session{}, err
	}
	session.StartedAt = s.time(at)
	rows, err := s.db.QueryContext(ctx, `
		SELECT position, question_id, retry, state FROM session_questions WHERE session_id = ? ORDER BY position`, id)
	if err != nil {
		return Session{}, err
	}
	defer rows.Close()
	for rows.Next() {
		var p Place
		if err := rows.Scan(&p.Position, &p.QuestionID, &p.Retry, &p.State); err != nil {
			return Session{}, err
		}
		session.Places = append(session.Places, p)
	}
	return session, rows.Err()
}

// Unfinished returns the latest session that has not ended, if any.
func (s *Store) Unfinished(ctx context.Context) (Session, bool, error) {
	var id int64
	err := s.db.QueryRowContext(ctx, "SELECT id FROM sessions WHERE ended_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, false, nil
	}
	if err != nil {
		return Session{}, false, fmt.Errorf("look for an unfinished session: %w", err)
	}
	session, err := s.Session(ctx, id)
	return session, err == nil, err
}

// LastEnded returns the session that ended last, if any.
func (s *Store) LastEnded(ctx context.Context) (Session, bool, error) {
	var id int64
	// The + keeps SQLite from sorting an index of all sessions for the last one.
	err := s.db.QueryRowContext(ctx, `
		SELECT session_id FROM attempts WHERE +session_id IS NOT NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1`).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, false, nil
	}
	if err != nil {
		return Session{}, false, fmt.Errorf("look for the last session: %w", err)
	}
	session, err := s.Session(ctx, id)
	return session, err == nil, err
}

// EndSession marks the session as ended. What it left waiting stays so and is
// asked in a later session; its drafts stay too.
func (s *Store) EndSession(ctx context.Context, id int64) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, "UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", millis(s.now()), id)
		return err
	})
	if err != nil {
		return fmt.Errorf("end the session: %w", err)
	}
	return nil
}

// Skip passes over a question of the session without a grade. Its draft stays.
func (s *Store) Skip(ctx context.Context, session int64, position int) error {
	err := s.write(ctx, func(tx transaction) error { return setPlace(ctx, tx, session, position, Skipped) })
	if err != nil {
		return fmt.Errorf("skip the question: %w", err)
	}
	return nil
}

// reopen takes back that the session has ended.
func reopen(ctx context.Context, tx transaction, session int64) error {
	_, err := tx.ExecContext(ctx, reopenSession, session)
	return err
}

func setPlace(ctx context.Context, tx transaction, session int64, position int, state PlaceState) error {
	_, err := tx.ExecContext(ctx, setPlaceState, state, session, position)
	return err
}
