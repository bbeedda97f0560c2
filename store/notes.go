package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Draft is an answer being written.
type Draft struct {
	SessionID  int64
	QuestionID string
	Answer     string
	Marks      []int         // lines of the exhibit pointed at, from 1
	Elapsed    time.Duration // time spent on it so far
	Thought    time.Duration // of it, before the first word
}

// SaveDraft keeps the draft in place of an earlier one.
func (s *Store) SaveDraft(ctx context.Context, d Draft) error {
	err := s.write(ctx, func(tx transaction) error { return saveDraft(ctx, tx, d, s.now()) })
	if err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	return nil
}

func saveDraft(ctx context.Context, tx transaction, d Draft, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT OR REPLACE INTO drafts (session_id, question_id, answer, marks, thought_ms, elapsed_ms, at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		d.SessionID, d.QuestionID, d.Answer, marksText(d.Marks), d.Thought.Milliseconds(), d.Elapsed.Milliseconds(), millis(now))
	return err
}

// draftInReach selects the drafts that a session sees: its own, and what ended
// sessions left. Those of other running sessions are theirs.
const draftInReach = "(session_id = ? OR session_id IN (SELECT id FROM sessions WHERE ended_at IS NOT NULL))"

func dropDraft(ctx context.Context, tx transaction, session int64, question string) error {
	_, err := tx.ExecContext(ctx, deleteDraft, question, session)
	return err
}

// Aside is what the person keeps beside a question: all that a screen shows
// next to its prompt.
type Aside struct {
	Draft      Draft // the zero Draft where there is none
	Note       string
	Bookmarked bool
	Last       *Attempt // nil where it was never attempted
}

// Aside returns what is kept beside the question, with its draft in the
// session or else the latest that an ended session left.
func (s *Store) Aside(ctx context.Context, session int64, question string) (Aside, error) {
	var (
		a           Aside
		ms, thought int64
		marks       string
	)
	a.Draft = Draft{SessionID: session, QuestionID: question}
	err := s.db.QueryRowContext(ctx, `
		SELECT answer, marks, thought_ms, elapsed_ms FROM drafts WHERE question_id = ? AND `+draftInReach+`
		ORDER BY session_id = ? DESC, at DESC LIMIT 1`, question, session, session).
		Scan(&a.Draft.Answer, &marks, &thought, &ms)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Aside{}, fmt.Errorf("read the draft: %w", err)
	}
	a.Draft.Elapsed, a.Draft.Thought = time.Duration(ms)*time.Millisecond, time.Duration(thought)*time.Millisecond
	a.Draft.Marks = parseMarks(marks)
	err = s.db.QueryRowContext(ctx, `
		SELECT coalesce((SELECT text FROM notes WHERE question_id = ?1), ''),
			EXISTS (SELECT 1 FROM bookmarks WHERE question_id = ?1)`, question).Scan(&a.Note, &a.Bookmarked)
	if err != nil {
		return Aside{}, fmt.Errorf("read the note: %w", err)
	}
	last, ok, err := s.LastAttempt(ctx, question)
	if err != nil {
		return Aside{}, err
	}
	if ok {
		a.Last = &last
	}
	return a, nil
}

// SetNote keeps a note with the question; an empty one removes it.
func (s *Store) SetNote(ctx context.Context, question, text string) error {
	err := s.write(ctx, func(tx transaction) error {
		if text == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM notes WHERE question_id = ?", question)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO notes (question_id, text, at) VALUES (?, ?, ?)", question, text, millis(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the note: %w", err)
	}
	return nil
}

// SetBookmark sets or clears the question's bookmark.
func (s *Store) SetBookmark(ctx context.Context, question string, on bool) error {
	err := s.write(ctx, func(tx transaction) error {
		if !on {
			_, err := tx.ExecContext(ctx, "DELETE FROM bookmarks WHERE question_id = ?", question)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO bookmarks (question_id, at) VALUES (?, ?)", question, millis(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the bookmark: %w", err)
	}
	return nil
}
