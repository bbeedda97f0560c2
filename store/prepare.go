package store

import (
	"context"
	"fmt"
	"time"

	"debrief/store/prepare"
)

// SaveServiceResult keeps an answer of the glossary drill.
func (s *Store) SaveServiceResult(ctx context.Context, r prepare.Result) error {
	return s.change(ctx, "keep the answer", "INSERT INTO service_results (service, direction, at, correct) VALUES (?, ?, ?, ?)",
		r.Service, r.Direction, millis(s.now()), r.Right)
}

// ServiceResults returns the answers of the glossary drill in their order.
func (s *Store) ServiceResults(ctx context.Context) ([]prepare.Result, error) {
	var all []prepare.Result
	err := s.each(ctx, "read the glossary's answers", "SELECT service, direction, at, correct FROM service_results ORDER BY id", func(row scanner) error {
		var (
			r  prepare.Result
			at int64
		)
		err := row.Scan(&r.Service, &r.Direction, &at, &r.Right)
		r.At = s.time(at)
		all = append(all, r)
		return err
	})
	return all, err
}

// TickTip ticks a tip by hand, or takes the tick back.
func (s *Store) TickTip(ctx context.Context, tip string, on bool) error {
	if !on {
		return s.change(ctx, "tick", "DELETE FROM tip_ticks WHERE tip = ?", tip)
	}
	return s.change(ctx, "tick", "INSERT OR REPLACE INTO tip_ticks (tip, at) VALUES (?, ?)", tip, millis(s.now()))
}

// TipTicks returns when each tip was ticked by hand.
func (s *Store) TipTicks(ctx context.Context) (map[string]time.Time, error) {
	all := map[string]time.Time{}
	err := s.each(ctx, "read the ticks", "SELECT tip, at FROM tip_ticks", func(row scanner) error {
		var (
			tip string
			at  int64
		)
		err := row.Scan(&tip, &at)
		all[tip] = s.time(at)
		return err
	})
	return all, err
}

// An OwnAsk is a question of the person's own for an interviewer.
type OwnAsk struct {
	ID   int64
	Text string
}

// Name is what marks call the question.
func (a OwnAsk) Name() string { return fmt.Sprintf("own-%d", a.ID) }

// SaveAsk keeps a question of the person's own; empty text deletes it with its
// marks.
func (s *Store) SaveAsk(ctx context.Context, a OwnAsk) error {
	switch {
	case a.Text == "":
		err := s.write(ctx, func(tx transaction) error {
			if _, err := tx.ExecContext(ctx, "DELETE FROM ask_marks WHERE ask = ?", a.Name()); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, "DELETE FROM asks WHERE id = ?", a.ID)
			return err
		})
		if err != nil {
			return fmt.Errorf("delete the question: %w", err)
		}
		return nil
	case a.ID == 0:
		return s.change(ctx, "keep the question", "INSERT INTO asks (text) VALUES (?)", a.Text)
	}
	return s.change(ctx, "keep the question", "UPDATE asks SET text = ? WHERE id = ?", a.Text, a.ID)
}

// OwnAsks returns the questions of the person's own.
func (s *Store) OwnAsks(ctx context.Context) ([]OwnAsk, error) {
	var all []OwnAsk
	err := s.each(ctx, "read your questions", "SELECT id, text FROM asks ORDER BY id", func(row scanner) error {
		var a OwnAsk
		err := row.Scan(&a.ID, &a.Text)
		all = append(all, a)
		return err
	})
	return all, err
}

// MarkAsk marks a question for somebody, or takes the mark back.
func (s *Store) MarkAsk(ctx context.Context, ask, audience string, on bool) error {
	if !on {
		return s.change(ctx, "mark the question", "DELETE FROM ask_marks WHERE ask = ? AND audience = ?", ask, audience)
	}
	return s.change(ctx, "mark the question", "INSERT OR IGNORE INTO ask_marks (ask, audience) VALUES (?, ?)", ask, audience)
}

// AskMarks returns which questions are marked for whom.
func (s *Store) AskMarks(ctx context.Context) (map[string][]string, error) {
	all := map[string][]string{}
	err := s.each(ctx, "read the marks", "SELECT ask, audience FROM ask_marks ORDER BY ask, audience", func(row scanner) error {
		var ask, audience string
		err := row.Scan(&ask, &audience)
		all[audience] = append(all[audience], ask)
		return err
	})
	return all, err
}

// News is a dated note on something that happened.
type News struct {
	ID      int64
	Day     string // such as 2026-11-23
	Source  string
	Text    string
	BringUp string // how the person would bring it up
}

// SaveNews keeps a note; one without any text is deleted.
func (s *Store) SaveNews(ctx context.Context, n News) error {
	switch {
	case n.Text == "" && n.BringUp == "" && n.Source == "":
		return s.change(ctx, "delete the note", "DELETE FROM news WHERE id = ?", n.ID)
	case n.ID == 0:
		return s.change(ctx, "keep the note", "INSERT INTO news (day, source, text, bring_up, at) VALUES (?, ?, ?, ?, ?)",
			n.Day, n.Source, n.Text, n.BringUp, millis(s.now()))
	}
	return s.change(ctx, "keep the note", "UPDATE news SET day = ?, source = ?, text = ?, bring_up = ? WHERE id = ?", n.Day, n.Source, n.Text, n.BringUp, n.ID)
}

// NewsNotes returns the notes, the latest day first.
func (s *Store) NewsNotes(ctx context.Context) ([]News, error) {
	var all []News
	err := s.each(ctx, "read the notes", "SELECT id, day, source, text, bring_up FROM news ORDER BY day DESC, id DESC", func(row scanner) error {
		var n News
		err := row.Scan(&n.ID, &n.Day, &n.Source, &n.Text, &n.BringUp)
		all = append(all, n)
		return err
	})
	return all, err
}

// change runs one statement that writes.
func (s *Store) change(ctx context.Context, doing, statement string, args ...any) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// each hands every row of a query over.
func (s *Store) each(ctx context.Context, doing, query string, scan func(row scanner) error) error {
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
