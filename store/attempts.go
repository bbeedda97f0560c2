package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"debrief/store/fsrs"
	"debrief/store/plan"
)

// Attempt is one question answered and self-graded once.
type Attempt struct {
	ID         int64
	QuestionID string
	SessionID  int64 // 0 outside a session
	Position   int   // in the session
	At         time.Time
	Answer     string   // as typed; empty where it was given aloud
	Marks      []int    // lines of the exhibit pointed at, from 1
	Ticks      []bool   // for each key point of the question at that time
	Points     []string // the keys of those key points
	Coverage   float64
	Rating     fsrs.Rating
	Confidence plan.Confidence // stated before the model answer was shown
	Cram       bool            // the memory state was to be left alone
	Elapsed    time.Duration   // time spent on the answer
	Thought    time.Duration   // of it, before the first word
	Memory     fsrs.State      // the state that the attempt led to
	After      Memory          // all that is known of the question after Grade; not read back

	day, days int // local day, and days since the attempt before it
}

// Memory is what the attempts at a question have led to.
type Memory struct {
	State  fsrs.State
	At     time.Time // of the attempt that led to it
	Record plan.Record

	attempt int64 // its id
	points  string
}

// Points returns how often each key point was hit, in no certain order.
func (m Memory) Points() []PointMemory { return parsePoints(m.points) }

// with returns the memory after one more attempt, which knows its Memory and
// days.
func (m Memory) with(a Attempt) Memory {
	m.Record = m.Record.With(a.step(m.State))
	m.points = pointsText(addPoints(m.Points(), a.Points, a.Ticks))
	m.State, m.At, m.attempt = a.Memory, a.At, a.ID
	return m
}

func (a Attempt) step(before fsrs.State) plan.Step {
	return plan.Step{Before: before, Days: a.days, Rating: a.Rating, Confidence: a.Confidence, Spent: a.Elapsed}
}

// ErrNothingToUndo is the error of Undo where the session has no grade left.
var ErrNothingToUndo = errors.New("there is no grade to undo in this session")

// Grade appends the attempt, with the memory state that follows from the
// question's present one, marks its place in the session as graded and drops
// its draft, all in one transaction that is on disk when Grade returns. Where
// retry is set, the question is asked again at the end of the session. ID, At,
// Memory and After of the argument are set by the store.
func (s *Store) Grade(ctx context.Context, a Attempt, retry bool) (Attempt, error) {
	err := s.warm(ctx)
	if err != nil {
		return Attempt{}, fmt.Errorf("save the grade of %s: %w", a.QuestionID, err)
	}
	err = s.write(ctx, func(tx transaction) error {
		var err error
		if a, err = s.record(ctx, tx, a); err != nil {
			return err
		}
		if a.SessionID == 0 {
			return nil
		}
		if err := setPlace(ctx, tx, a.SessionID, a.Position, Graded); err != nil {
			return err
		}
		// Another copy of the program may have ended the session meanwhile.
		if err := reopen(ctx, tx, a.SessionID); err != nil {
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

// record appends the attempt and brings up to date what is kept of the log.
func (s *Store) record(ctx context.Context, tx transaction, a Attempt) (Attempt, error) {
	if a.At.IsZero() {
		a.At = s.now()
	}
	m, err := s.memory(ctx, tx, a.QuestionID)
	if err != nil {
		return a, err
	}
	a.day, a.days, a.Memory = fsrs.Day(a.At), fsrs.Elapsed(m.At, a.At), m.State
	if !a.Cram {
		a.Memory = fsrs.DefaultWeights().Next(m.State, a.days, a.Rating)
	}
	if a.ID, err = s.insert(ctx, tx, a, sql.NullInt64{}); err != nil {
		return a, err
	}
	a.After = m
	if !a.Cram {
		a.After = m.with(a)
		if err := setMemory(ctx, tx, a.QuestionID, a.After); err != nil {
			return a, err
		}
	}
	return a, count(ctx, tx, a, m.State, 1)
}

func (s *Store) insert(ctx context.Context, tx transaction, a Attempt, undoes sql.NullInt64) (int64, error) {
	session := sql.NullInt64{Int64: a.SessionID, Valid: a.SessionID != 0}
	position := sql.NullInt64{Int64: int64(a.Position), Valid: a.SessionID != 0}
	rubric, err := s.rubric(ctx, tx, a.Points)
	if err != nil {
		return 0, err
	}
	r, err := tx.ExecContext(ctx, insertAttempt,
		a.QuestionID, session, position, millis(a.At), undoes, a.Answer, ticksText(a.Ticks), a.Coverage, a.Rating,
		a.Elapsed.Milliseconds(), marksText(a.Marks), a.Thought.Milliseconds(), fsrs.Model, a.Memory.Stability, a.Memory.Difficulty, a.Confidence, a.Cram, rubric, a.day, a.days)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// rubric returns the id under which the keys are kept. Ids are remembered, as
// a grade should take no longer than it must.
func (s *Store) rubric(ctx context.Context, tx transaction, keys []string) (sql.NullInt64, error) {
	if len(keys) == 0 {
		return sql.NullInt64{}, nil
	}
	text := strings.Join(keys, " ")
	if id, ok := s.rubrics[text]; ok {
		return sql.NullInt64{Int64: id, Valid: true}, nil
	}
	if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO rubrics (points) VALUES (?)", text); err != nil {
		return sql.NullInt64{}, err
	}
	var id int64
	if err := tx.QueryRowContext(ctx, "SELECT id FROM rubrics WHERE points = ?", text).Scan(&id); err != nil {
		return sql.NullInt64{}, err
	}
	s.rubrics[text] = id
	return sql.NullInt64{Int64: id, Valid: true}, nil
}

func setMemory(ctx context.Context, tx transaction, question string, m Memory) error {
	r := m.Record
	_, err := tx.ExecContext(ctx, putMemory,
		question, m.attempt, millis(m.At), m.State.Stability, m.State.Difficulty, r.Attempts, r.Lapses, r.FirstRecalled,
		r.Last, r.Confidence, r.Spent.Milliseconds(), r.Score, r.Information, callsText(r.Calls), m.points)
	return err
}

const memoryColumns = `stability, difficulty, at, attempt_id, attempts, lapses, first_recalled, last_rating, confidence,
	spent_ms, score, information, calls, points`

// scanner is a row or rows.
type scanner interface{ Scan(...any) error }

// scanMemory reads the columns of memoryColumns after those of before.
func (s *Store) scanMemory(row scanner, before ...any) (Memory, error) {
	var (
		m         Memory
		at, spent int64
		calls     string
		r         = &m.Record
	)
	err := row.Scan(append(before, &m.State.Stability, &m.State.Difficulty, &at, &m.attempt, &r.Attempts, &r.Lapses,
		&r.FirstRecalled, &r.Last, &r.Confidence, &spent, &r.Score, &r.Information, &calls, &m.points)...)
	m.At, r.Spent, r.Calls = s.time(at), time.Duration(spent)*time.Millisecond, parseCalls(calls)
	return m, err
}

func callsText(calls [plan.Sure + 1]plan.Call) string {
	if calls == ([plan.Sure + 1]plan.Call{}) {
		return ""
	}
	texts := make([]string, len(calls))
	for i, c := range calls {
		texts[i] = fmt.Sprintf("%d/%d", c.Of, c.Recalled)
	}
	return strings.Join(texts, " ")
}

func parseCalls(s string) (calls [plan.Sure + 1]plan.Call) {
	for i, f := range strings.Fields(s) {
		of, recalled, _ := strings.Cut(f, "/")
		if i < len(calls) {
			calls[i].Of, _ = strconv.Atoi(of)
			calls[i].Recalled, _ = strconv.Atoi(recalled)
		}
	}
	return calls
}

func (s *Store) memory(ctx context.Context, q querier, question string) (Memory, error) {
	m, err := s.scanMemory(q.QueryRowContext(ctx, selectMemory, question))
	if errors.Is(err, sql.ErrNoRows) {
		return Memory{}, nil
	}
	return m, err
}

// Memories returns what is known of every question ever attempted, by
// question id.
func (s *Store) Memories(ctx context.Context) (map[string]Memory, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT question_id, "+memoryColumns+" FROM memory")
	if err != nil {
		return nil, fmt.Errorf("read memory states: %w", err)
	}
	defer rows.Close()
	all := map[string]Memory{}
	for rows.Next() {
		var id string
		m, err := s.scanMemory(rows, &id)
		if err != nil {
			return nil, fmt.Errorf("read memory states: %w", err)
		}
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
	err := s.write(ctx, func(tx transaction) error {
		found, err := s.attempts(ctx, tx, "session_id = ?", "a.id DESC LIMIT 1", session)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNothingToUndo
		}
		undone = found[0]
		if err := s.takeBack(ctx, tx, undone); err != nil {
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
		if err := reopen(ctx, tx, session); err != nil {
			return err
		}
		return saveDraft(ctx, tx, Draft{
			SessionID: session, QuestionID: undone.QuestionID, Answer: undone.Answer, Marks: undone.Marks, Elapsed: undone.Elapsed, Thought: undone.Thought,
		}, s.now())
	})
	if err != nil {
		return Attempt{}, fmt.Errorf("undo the last grade: %w", err)
	}
	return undone, nil
}

// takeBack appends the reversal of the attempt and replays the question's log
// without it.
func (s *Store) takeBack(ctx context.Context, tx transaction, a Attempt) error {
	before, err := s.attempts(ctx, tx, "question_id = ? AND cram = 0 AND a.id <> ?", "a.id", a.QuestionID, a.ID)
	if err != nil {
		return err
	}
	m := s.replay(before)
	now := s.now()
	reversal := Attempt{QuestionID: a.QuestionID, SessionID: a.SessionID, Position: a.Position, At: now, Memory: m.State, day: fsrs.Day(now)}
	if _, err := s.insert(ctx, tx, reversal, sql.NullInt64{Int64: a.ID, Valid: true}); err != nil {
		return err
	}
	if m.State.New() {
		_, err = tx.ExecContext(ctx, "DELETE FROM memory WHERE question_id = ?", a.QuestionID)
	} else {
		err = setMemory(ctx, tx, a.QuestionID, m)
	}
	if err != nil {
		return err
	}
	earlier := s.replay(before[:upTo(before, a.ID)])
	a.days = s.daysBetween(earlier, a)
	return count(ctx, tx, a, earlier.State, -1)
}

func upTo(attempts []Attempt, id int64) int {
	n := 0
	for _, a := range attempts {
		if a.ID < id {
			n++
		}
	}
	return n
}

// replay returns what the attempts at one question, oldest first, lead to.
func (s *Store) replay(attempts []Attempt) Memory {
	var m Memory
	for _, a := range attempts {
		if a.Cram {
			continue
		}
		a.days = s.daysBetween(m, a)
		m = m.with(a)
	}
	return m
}

// daysBetween returns the days that the memory model counted before the
// attempt; for those from before they were kept, by their times.
func (s *Store) daysBetween(m Memory, a Attempt) int {
	if a.days >= 0 {
		return a.days
	}
	if m.State.New() {
		return 0
	}
	return fsrs.Elapsed(m.At, a.At)
}

// LastAttempt returns the latest attempt of the question that holds, if any.
func (s *Store) LastAttempt(ctx context.Context, question string) (Attempt, bool, error) {
	found, err := s.attempts(ctx, s.db, "question_id = ?", "a.id DESC LIMIT 1", question)
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
	found, err := s.attempts(ctx, s.db, "session_id = ?", "a.id", session)
	if err != nil {
		return nil, fmt.Errorf("read the session's attempts: %w", err)
	}
	return found, nil
}

// History returns the question's attempts that hold, oldest first.
func (s *Store) History(ctx context.Context, question string) ([]Attempt, error) {
	found, err := s.attempts(ctx, s.db, "question_id = ?", "a.id", question)
	if err != nil {
		return nil, fmt.Errorf("read the attempts at %s: %w", question, err)
	}
	return found, nil
}

const attemptColumns = `a.id, question_id, coalesce(session_id, 0), coalesce(position, 0), at, ticks, coverage, rating,
	elapsed_ms, stability, difficulty, confidence, cram, coalesce(day, -1), coalesce(days, -1), coalesce(points, '')`

// holding are the attempts that hold: no reversals, and none reversed. The +
// keeps SQLite from reading all that are no reversals by the index on undoes.
const holding = ` FROM attempts AS a LEFT JOIN rubrics ON rubrics.id = rubric_id
	WHERE +undoes IS NULL AND NOT EXISTS (SELECT 1 FROM attempts AS r WHERE r.undoes = a.id) AND `

// attempts reads attempts that hold.
func (s *Store) attempts(ctx context.Context, q querier, where, order string, args ...any) ([]Attempt, error) {
	rows, err := q.QueryContext(ctx, "SELECT answer, marks, thought_ms, "+attemptColumns+holding+where+" ORDER BY "+order, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Attempt
	for rows.Next() {
		var (
			answer, marks string
			thought       int64
		)
		a, err := s.scanAttempt(rows, &answer, &marks, &thought)
		if err != nil {
			return nil, err
		}
		a.Answer, a.Marks, a.Thought = answer, parseMarks(marks), time.Duration(thought)*time.Millisecond
		found = append(found, a)
	}
	return found, rows.Err()
}

// scanAttempt reads the columns of attemptColumns after those of before.
func (s *Store) scanAttempt(row scanner, before ...any) (Attempt, error) {
	var (
		a             Attempt
		at, ms        int64
		ticks, points string
	)
	err := row.Scan(append(before, &a.ID, &a.QuestionID, &a.SessionID, &a.Position, &at, &ticks, &a.Coverage, &a.Rating, &ms,
		&a.Memory.Stability, &a.Memory.Difficulty, &a.Confidence, &a.Cram, &a.day, &a.days, &points)...)
	a.At, a.Elapsed, a.Ticks = s.time(at), time.Duration(ms)*time.Millisecond, parseTicks(ticks)
	if points != "" {
		a.Points = strings.Fields(points)
	}
	if a.day < 0 {
		a.day = fsrs.Day(a.At)
	}
	return a, err
}

// marksText writes line numbers with a space between.
func marksText(lines []int) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = strconv.Itoa(l)
	}
	return strings.Join(texts, " ")
}

// parseMarks reads what marksText wrote; what it did not write is left out.
func parseMarks(s string) []int {
	var lines []int
	for _, f := range strings.Fields(s) {
		if l, err := strconv.Atoi(f); err == nil {
			lines = append(lines, l)
		}
	}
	return lines
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
