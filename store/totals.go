package store

import (
	"context"
	"fmt"
	"time"

	"debrief/store/fsrs"
	"debrief/store/plan"
)

// planningVersion is the version of the file from which totals are kept.
const planningVersion = 2

// Day is what was practised on one day.
type Day struct {
	Day      int // as fsrs.Day has it
	Attempts int
	Recalled int
	Spent    time.Duration
}

// count adds the attempt to the totals, or takes it off again (sign -1);
// before is the memory state that it met.
func count(ctx context.Context, tx transaction, a Attempt, before fsrs.State, sign int) error {
	recalled := 0
	if plan.Recalled(a.Rating) {
		recalled = sign
	}
	_, err := tx.ExecContext(ctx, addDay,
		a.day, sign, recalled, int64(sign)*a.Elapsed.Milliseconds())
	if err != nil || a.Cram {
		return err
	}
	predicted, ok := a.step(before).Predicted()
	if !ok {
		return nil
	}
	_, err = tx.ExecContext(ctx, addCalibration,
		plan.CalibrationStep(predicted), sign, float64(sign)*predicted, recalled)
	return err
}

// Days returns the days from the given one on that had an attempt, in order.
func (s *Store) Days(ctx context.Context, from int) ([]Day, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT day, attempts, recalled, spent_ms FROM days WHERE day >= ? AND attempts > 0 ORDER BY day", from)
	if err != nil {
		return nil, fmt.Errorf("read the days practised: %w", err)
	}
	defer rows.Close()
	var days []Day
	for rows.Next() {
		var (
			d  Day
			ms int64
		)
		if err := rows.Scan(&d.Day, &d.Attempts, &d.Recalled, &ms); err != nil {
			return nil, fmt.Errorf("read the days practised: %w", err)
		}
		d.Spent = time.Duration(ms) * time.Millisecond
		days = append(days, d)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the days practised: %w", err)
	}
	return days, nil
}

// Calibration returns the chances that FSRS gave attempts against what came
// of them.
func (s *Store) Calibration(ctx context.Context) (plan.Calibration, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT step, n, predicted, recalled FROM calibration WHERE step BETWEEN 0 AND 9")
	if err != nil {
		return plan.Calibration{}, fmt.Errorf("read the calibration: %w", err)
	}
	defer rows.Close()
	var c plan.Calibration
	for rows.Next() {
		var step int
		b := c[0]
		if err := rows.Scan(&step, &b.N, &b.Predicted, &b.Recalled); err != nil {
			return plan.Calibration{}, fmt.Errorf("read the calibration: %w", err)
		}
		c[step] = b
	}
	if err := rows.Err(); err != nil {
		return plan.Calibration{}, fmt.Errorf("read the calibration: %w", err)
	}
	return c, nil
}

// Rebuild makes everything that is kept of the log anew from the log.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.write(ctx, func(tx transaction) error { return s.rebuild(ctx, tx) }); err != nil {
		return fmt.Errorf("rebuild from the log: %w", err)
	}
	return nil
}

func (s *Store) rebuild(ctx context.Context, tx transaction) error {
	for _, table := range []string{"memory", "days", "calibration"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	memories, days, calibration, err := s.fold(ctx, tx)
	if err != nil {
		return err
	}
	for question, m := range memories {
		if err := setMemory(ctx, tx, question, m); err != nil {
			return err
		}
	}
	for _, d := range days {
		if _, err := tx.ExecContext(ctx, "INSERT INTO days (day, attempts, recalled, spent_ms) VALUES (?, ?, ?, ?)",
			d.Day, d.Attempts, d.Recalled, d.Spent.Milliseconds()); err != nil {
			return err
		}
	}
	for step, b := range calibration {
		if b.N == 0 {
			continue
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO calibration (step, n, predicted, recalled) VALUES (?, ?, ?, ?)",
			step, b.N, b.Predicted, b.Recalled); err != nil {
			return err
		}
	}
	return nil
}

// fold replays the log of every question.
func (s *Store) fold(ctx context.Context, q querier) (map[string]Memory, map[int]Day, plan.Calibration, error) {
	var calibration plan.Calibration
	memories, days := map[string]Memory{}, map[int]Day{}
	rows, err := q.QueryContext(ctx, "SELECT "+attemptColumns+holding+"true ORDER BY question_id, a.id")
	if err != nil {
		return nil, nil, calibration, err
	}
	defer rows.Close()
	for rows.Next() {
		a, err := s.scanAttempt(rows)
		if err != nil {
			return nil, nil, calibration, err
		}
		d := days[a.day]
		d.Day, d.Attempts, d.Spent = a.day, d.Attempts+1, d.Spent+a.Elapsed
		if plan.Recalled(a.Rating) {
			d.Recalled++
		}
		days[a.day] = d
		if a.Cram {
			continue
		}
		m := memories[a.QuestionID]
		a.days = s.daysBetween(m, a)
		if predicted, ok := a.step(m.State).Predicted(); ok {
			b := &calibration[plan.CalibrationStep(predicted)]
			b.N++
			b.Predicted += predicted
			if plan.Recalled(a.Rating) {
				b.Recalled++
			}
		}
		memories[a.QuestionID] = m.with(a)
	}
	return memories, days, calibration, rows.Err()
}

// readRubrics fills the ids of the rubrics.
func (s *Store) readRubrics(ctx context.Context) error {
	s.rubrics = map[string]int64{}
	rows, err := s.db.QueryContext(ctx, "SELECT id, points FROM rubrics")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			id     int64
			points string
		)
		if err := rows.Scan(&id, &points); err != nil {
			return err
		}
		s.rubrics[points] = id
	}
	return rows.Err()
}
