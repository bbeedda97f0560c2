package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"debrief/store/mock"
)

// StartLoop keeps a composed loop, with nothing answered yet, and returns it
// with its id.
func (s *Store) StartLoop(ctx context.Context, l mock.Loop) (mock.Loop, error) {
	l.StartedAt = s.now()
	err := s.write(ctx, func(tx transaction) error {
		r, err := tx.ExecContext(ctx, "INSERT INTO loops (seed, level, started_at) VALUES (?, ?, ?)", int64(l.Seed), l.Level, millis(l.StartedAt))
		if err != nil {
			return err
		}
		if l.ID, err = r.LastInsertId(); err != nil {
			return err
		}
		for i, r := range l.Rounds {
			if _, err := tx.ExecContext(ctx, "INSERT INTO rounds (loop_id, position, stage, opening, minutes, state) VALUES (?, ?, ?, ?, ?, ?)",
				l.ID, i, r.Stage, r.Opening, r.Minutes, r.State); err != nil {
				return err
			}
			for j, t := range r.Turns {
				if _, err := tx.ExecContext(ctx, `
					INSERT INTO turns (loop_id, round, position, question_id, step, ask, minutes, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
					l.ID, i, j, t.Question, t.Step, t.Ask, t.Minutes, t.State); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return mock.Loop{}, fmt.Errorf("start a mock loop: %w", err)
	}
	return l, nil
}

// SaveTurn keeps what was done on a turn, or is being done while it waits.
func (s *Store) SaveTurn(ctx context.Context, loop int64, round, position int, t mock.Turn) error {
	err := s.write(ctx, func(tx transaction) error { return saveTurn(ctx, tx, loop, round, position, t) })
	if err != nil {
		return fmt.Errorf("keep the answer: %w", err)
	}
	return nil
}

func saveTurn(ctx context.Context, tx transaction, loop int64, round, position int, t mock.Turn) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE turns SET state = ?, answer = ?, marks = ?, thought_ms = ?, elapsed_ms = ? WHERE loop_id = ? AND round = ? AND position = ?`,
		t.State, t.Answer, marksText(t.Marks), t.Thought.Milliseconds(), t.Elapsed.Milliseconds(), loop, round, position)
	return err
}

// SaveRound keeps how far a round has got, and its turns.
func (s *Store) SaveRound(ctx context.Context, loop int64, round int, r mock.Round) error {
	err := s.write(ctx, func(tx transaction) error {
		if _, err := tx.ExecContext(ctx, "UPDATE rounds SET state = ?, elapsed_ms = ?, asked = ? WHERE loop_id = ? AND position = ?",
			r.State, r.Elapsed.Milliseconds(), r.Asked, loop, round); err != nil {
			return err
		}
		for i, t := range r.Turns {
			if err := saveTurn(ctx, tx, loop, round, i, t); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the round: %w", err)
	}
	return nil
}

// EndLoop keeps the person's verdict and note on a loop and ends it; one that
// was abandoned has neither.
func (s *Store) EndLoop(ctx context.Context, loop int64, v mock.Verdict, note string, abandoned bool) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, "UPDATE loops SET verdict = ?, note = ?, abandoned = ?, ended_at = coalesce(ended_at, ?) WHERE id = ?",
			v, note, abandoned, millis(s.now()), loop)
		return err
	})
	if err != nil {
		return fmt.Errorf("end the mock loop: %w", err)
	}
	return nil
}

// Loop returns a loop as it stands.
func (s *Store) Loop(ctx context.Context, id int64) (mock.Loop, error) {
	l, err := s.loop(ctx, id)
	if err != nil {
		return mock.Loop{}, fmt.Errorf("read mock loop %d: %w", id, err)
	}
	return l, nil
}

func (s *Store) loop(ctx context.Context, id int64) (mock.Loop, error) {
	l := mock.Loop{ID: id}
	var (
		seed, at int64
		end      sql.NullInt64
	)
	err := s.db.QueryRowContext(ctx, "SELECT seed, level, started_at, ended_at, abandoned, verdict, note FROM loops WHERE id = ?", id).
		Scan(&seed, &l.Level, &at, &end, &l.Abandoned, &l.Verdict, &l.Note)
	if err != nil {
		return l, err
	}
	l.Seed, l.StartedAt = uint64(seed), s.time(at)
	if end.Valid {
		l.EndedAt = s.time(end.Int64)
	}
	if l.Rounds, err = s.rounds(ctx, id); err != nil {
		return l, err
	}
	rows, err := s.db.QueryContext(ctx, `
		SELECT round, question_id, step, ask, minutes, state, answer, marks, thought_ms, elapsed_ms
		FROM turns WHERE loop_id = ? ORDER BY round, position`, id)
	if err != nil {
		return l, err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			round       int
			t           mock.Turn
			marks       string
			thought, ms int64
		)
		if err := rows.Scan(&round, &t.Question, &t.Step, &t.Ask, &t.Minutes, &t.State, &t.Answer, &marks, &thought, &ms); err != nil {
			return l, err
		}
		t.Marks, t.Thought, t.Elapsed = parseMarks(marks), time.Duration(thought)*time.Millisecond, time.Duration(ms)*time.Millisecond
		l.Rounds[round].Turns = append(l.Rounds[round].Turns, t)
	}
	return l, rows.Err()
}

func (s *Store) rounds(ctx context.Context, loop int64) ([]mock.Round, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT stage, opening, minutes, state, elapsed_ms, asked FROM rounds WHERE loop_id = ? ORDER BY position", loop)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var rounds []mock.Round
	for rows.Next() {
		var (
			r  mock.Round
			ms int64
		)
		if err := rows.Scan(&r.Stage, &r.Opening, &r.Minutes, &r.State, &ms, &r.Asked); err != nil {
			return nil, err
		}
		r.Elapsed = time.Duration(ms) * time.Millisecond
		rounds = append(rounds, r)
	}
	return rounds, rows.Err()
}

// UnfinishedLoop returns the latest loop that has not ended, if any.
func (s *Store) UnfinishedLoop(ctx context.Context) (mock.Loop, bool, error) {
	var id int64
	err := s.db.QueryRowContext(ctx, "SELECT id FROM loops WHERE ended_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return mock.Loop{}, false, nil
	}
	if err != nil {
		return mock.Loop{}, false, fmt.Errorf("look for an unfinished mock loop: %w", err)
	}
	l, err := s.Loop(ctx, id)
	return l, err == nil, err
}

// Loops returns all loops that were ended and not abandoned, the latest first.
func (s *Store) Loops(ctx context.Context) ([]mock.Loop, error) {
	ids, err := s.loopIDs(ctx, "SELECT id FROM loops WHERE ended_at IS NOT NULL AND abandoned = 0 ORDER BY started_at DESC, id DESC")
	if err != nil {
		return nil, fmt.Errorf("read the mock loops: %w", err)
	}
	var loops []mock.Loop
	for _, id := range ids {
		l, err := s.Loop(ctx, id)
		if err != nil {
			return nil, err
		}
		loops = append(loops, l)
	}
	return loops, nil
}

func (s *Store) loopIDs(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// MockHistory returns which loop asked each question last, and how deep the
// person got when each domain was last asked at the level. domain returns the
// domain of a question, or nothing for one that the bank no longer has.
func (s *Store) MockHistory(ctx context.Context, level string, domain func(question string) string) (mock.History, error) {
	h := mock.History{Used: map[string]int{}, Depth: map[string]int{}}
	ids, err := s.loopIDs(ctx, "SELECT id FROM loops ORDER BY started_at, id")
	if err != nil {
		return h, fmt.Errorf("read the mock loops: %w", err)
	}
	for n, id := range ids {
		l, err := s.Loop(ctx, id)
		if err != nil {
			return h, err
		}
		for _, r := range l.Rounds {
			for _, q := range r.Questions() {
				h.Used[q] = n + 1
				if d := domain(q); d != "" && l.Level == level && r.State == mock.RoundOver {
					h.Depth[d] = mock.Depth(r.Ladder(q))
				}
			}
		}
	}
	return h, nil
}

// GradeLoop begins the session in which the answers of the loop's rounds that
// are over are graded, each as a draft.
func (s *Store) GradeLoop(ctx context.Context, l mock.Loop) (Session, error) {
	session := Session{Title: "Mock loop", StartedAt: s.now(), Loop: l.ID}
	err := s.write(ctx, func(tx transaction) error {
		r, err := tx.ExecContext(ctx, "INSERT INTO sessions (title, started_at, loop_id) VALUES (?, ?, ?)", session.Title, millis(session.StartedAt), l.ID)
		if err != nil {
			return err
		}
		if session.ID, err = r.LastInsertId(); err != nil {
			return err
		}
		for _, round := range l.Rounds {
			if round.State != mock.RoundOver {
				continue
			}
			for _, q := range round.Questions() {
				p := Place{Position: len(session.Places), QuestionID: q, State: Waiting}
				if _, err := tx.ExecContext(ctx, `
					INSERT INTO session_questions (session_id, position, question_id, retry, state) VALUES (?, ?, ?, 0, 'waiting')`,
					session.ID, p.Position, q); err != nil {
					return err
				}
				ladder := round.Ladder(q)
				d := Draft{SessionID: session.ID, QuestionID: q, Answer: mock.Words(ladder), Marks: ladder[0].Marks, Thought: ladder[0].Thought, Elapsed: ladder[0].Elapsed}
				if err := saveDraft(ctx, tx, d, s.now()); err != nil {
					return err
				}
				session.Places = append(session.Places, p)
			}
		}
		return nil
	})
	if err != nil {
		return Session{}, fmt.Errorf("begin to grade the mock loop: %w", err)
	}
	return session, nil
}

// LoopAttempts returns the grades of a loop that hold, in their order.
func (s *Store) LoopAttempts(ctx context.Context, loop int64) ([]Attempt, error) {
	found, err := s.attempts(ctx, s.db, "session_id IN (SELECT id FROM sessions WHERE loop_id = ?)", "a.id", loop)
	if err != nil {
		return nil, fmt.Errorf("read the grades of mock loop %d: %w", loop, err)
	}
	return found, nil
}
