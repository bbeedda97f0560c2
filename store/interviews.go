package store

import (
	"context"
	"fmt"

	"debrief/store/fsrs"
	"debrief/store/plan"
)

// Interview is a real interview as the person remembers it.
type Interview struct {
	ID        int64
	Day       int // its number, as fsrs.Day has it
	Stage     string
	Went      int // 1 badly to 4 well
	Note      string
	Questions []AskedQuestion

	writing bool // it is not done yet
}

// AskedQuestion is what was asked in a real interview.
type AskedQuestion struct {
	Text       string // as asked
	Domain     string // id; empty where none fits
	QuestionID string // of the bank's question that it was; empty where it was none
	Depth      int    // follow-ups that were answered
	Went       int    // 1 badly to 4 well
}

// SaveInterview keeps what was asked in a real interview: while it is being
// written down, or for good when it is done. Then the questions that the bank
// has become attempts, with the rating that says how they went.
func (s *Store) SaveInterview(ctx context.Context, v Interview, done bool) (Interview, error) {
	if err := s.warm(ctx); err != nil {
		return v, fmt.Errorf("keep the interview: %w", err)
	}
	err := s.write(ctx, func(tx transaction) error {
		if v.ID == 0 {
			r, err := tx.ExecContext(ctx, "INSERT INTO interviews (day, stage, went, note, at) VALUES (0, '', 0, '', 0)")
			if err != nil {
				return err
			}
			if v.ID, err = r.LastInsertId(); err != nil {
				return err
			}
		}
		at := int64(0)
		if done {
			at = millis(s.now())
		}
		if _, err := tx.ExecContext(ctx, "UPDATE interviews SET day = ?, stage = ?, went = ?, note = ?, at = ? WHERE id = ?",
			v.Day, v.Stage, v.Went, v.Note, at, v.ID); err != nil {
			return err
		}
		return s.saveAsked(ctx, tx, v, done)
	})
	if err != nil {
		return v, fmt.Errorf("keep the interview: %w", err)
	}
	return v, nil
}

func (s *Store) saveAsked(ctx context.Context, tx transaction, v Interview, done bool) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM interview_questions WHERE interview_id = ?", v.ID); err != nil {
		return err
	}
	for i, q := range v.Questions {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO interview_questions (interview_id, position, domain, question_id, text, depth, went) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			v.ID, i, q.Domain, q.QuestionID, q.Text, q.Depth, q.Went); err != nil {
			return err
		}
		if q.QuestionID == "" || !done {
			continue
		}
		a := Attempt{QuestionID: q.QuestionID, Answer: "In a real interview: " + q.Text, Rating: fsrs.Rating(q.Went), Coverage: plan.CoverageOf(fsrs.Rating(q.Went))}
		if _, err := s.record(ctx, tx, a); err != nil {
			return err
		}
	}
	return nil
}

// DropInterview forgets an interview that was being written down.
func (s *Store) DropInterview(ctx context.Context, id int64) error {
	err := s.write(ctx, func(tx transaction) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM interview_questions WHERE interview_id IN (SELECT id FROM interviews WHERE id = ? AND at = 0)", id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM interviews WHERE id = ? AND at = 0", id)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop the interview: %w", err)
	}
	return nil
}

// Interviews returns the real interviews, the latest first; one that is still
// being written down is in draft, if there is one.
func (s *Store) Interviews(ctx context.Context) (done []Interview, draft Interview, err error) {
	all, err := s.interviews(ctx)
	if err != nil {
		return nil, Interview{}, fmt.Errorf("read the interviews: %w", err)
	}
	for _, v := range all {
		if v.writing {
			draft = v
		} else {
			done = append(done, v)
		}
	}
	return done, draft, nil
}

func (s *Store) interviews(ctx context.Context) ([]Interview, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT i.id, i.day, i.stage, i.went, i.note, i.at = 0, coalesce(q.text, ''), coalesce(q.domain, ''), coalesce(q.question_id, ''),
			coalesce(q.depth, 0), coalesce(q.went, 0)
		FROM interviews AS i LEFT JOIN interview_questions AS q ON q.interview_id = i.id
		ORDER BY i.day DESC, i.id DESC, q.position`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Interview
	for rows.Next() {
		var (
			v Interview
			q AskedQuestion
		)
		if err := rows.Scan(&v.ID, &v.Day, &v.Stage, &v.Went, &v.Note, &v.writing, &q.Text, &q.Domain, &q.QuestionID, &q.Depth, &q.Went); err != nil {
			return nil, err
		}
		if n := len(all); n == 0 || all[n-1].ID != v.ID {
			all = append(all, v)
		}
		if q.Went > 0 {
			all[len(all)-1].Questions = append(all[len(all)-1].Questions, q)
		}
	}
	return all, rows.Err()
}

// AskedLately is for how many days an interview bears on the plan.
const AskedLately = 60

// Asked returns what the interviews since a day say about what is asked, by
// domain.
func (s *Store) Asked(ctx context.Context, since int) (map[string]plan.Asked, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT q.domain, count(*), coalesce(sum(q.went <= 2), 0) FROM interview_questions AS q JOIN interviews AS i ON i.id = q.interview_id
		WHERE i.day >= ? AND i.at > 0 AND q.domain <> '' GROUP BY q.domain`, since)
	if err != nil {
		return nil, fmt.Errorf("read what was asked: %w", err)
	}
	defer rows.Close()
	asked := map[string]plan.Asked{}
	for rows.Next() {
		var (
			domain string
			a      plan.Asked
		)
		if err := rows.Scan(&domain, &a.Times, &a.Badly); err != nil {
			return nil, fmt.Errorf("read what was asked: %w", err)
		}
		asked[domain] = a
	}
	return asked, rows.Err()
}
