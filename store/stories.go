package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"debrief/store/story"
)

// SaveStory keeps a story as a new version, or a new story where it has no id,
// and returns it. Nothing is kept where nothing changed.
func (s *Store) SaveStory(ctx context.Context, v story.Story) (story.Story, error) {
	err := s.write(ctx, func(tx transaction) error {
		if v.ID == 0 {
			r, err := tx.ExecContext(ctx, "INSERT INTO stories DEFAULT VALUES")
			if err != nil {
				return err
			}
			if v.ID, err = r.LastInsertId(); err != nil {
				return err
			}
		} else {
			last, err := s.stories(ctx, tx, "v.story_id = ? AND v.id = (SELECT max(id) FROM story_versions WHERE story_id = v.story_id)", v.ID)
			if err != nil {
				return err
			}
			if len(last) == 1 && same(last[0], v) {
				v = last[0]
				return nil
			}
		}
		v.At = s.now()
		_, err := tx.ExecContext(ctx, `
			INSERT INTO story_versions (story_id, at, title, situation, task, action, result, learnt, principles)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			v.ID, millis(v.At), v.Title, v.Situation, v.Task, v.Action, v.Result, v.Learnt, strings.Join(v.Principles, ";"))
		return err
	})
	if err != nil {
		return v, fmt.Errorf("keep the story: %w", err)
	}
	return v, nil
}

// same reports whether two versions say the same.
func same(a, b story.Story) bool {
	for _, p := range story.Parts() {
		if a.Text(p) != b.Text(p) {
			return false
		}
	}
	return strings.Join(a.Principles, ";") == strings.Join(b.Principles, ";")
}

// stories reads versions.
func (s *Store) stories(ctx context.Context, q querier, where string, args ...any) ([]story.Story, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT v.story_id, archived, at, title, situation, task, action, result, learnt, principles
		FROM story_versions AS v JOIN stories ON stories.id = v.story_id WHERE `+where+` ORDER BY at DESC, v.id DESC`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []story.Story
	for rows.Next() {
		var (
			v          story.Story
			at         int64
			principles string
		)
		if err := rows.Scan(&v.ID, &v.Archived, &at, &v.Title, &v.Situation, &v.Task, &v.Action, &v.Result, &v.Learnt, &principles); err != nil {
			return nil, err
		}
		v.At = s.time(at)
		if principles != "" {
			v.Principles = strings.Split(principles, ";")
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// Stories returns all stories, archived ones too, the latest change first.
func (s *Store) Stories(ctx context.Context) ([]story.Story, error) {
	all, err := s.stories(ctx, s.db, "v.id = (SELECT max(id) FROM story_versions WHERE story_id = v.story_id)")
	if err != nil {
		return nil, fmt.Errorf("read the stories: %w", err)
	}
	return all, nil
}

// StoryVersions returns what a story was, the latest first.
func (s *Store) StoryVersions(ctx context.Context, id int64) ([]story.Story, error) {
	all, err := s.stories(ctx, s.db, "v.story_id = ?", id)
	if err != nil {
		return nil, fmt.Errorf("read the versions of a story: %w", err)
	}
	return all, nil
}

// ArchiveStory puts a story away, or takes it out again.
func (s *Store) ArchiveStory(ctx context.Context, id int64, on bool) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, "UPDATE stories SET archived = ? WHERE id = ?", on, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("archive the story: %w", err)
	}
	return nil
}

// UseStory keeps that a story answered the question of an attempt.
func (s *Store) UseStory(ctx context.Context, attempt, id int64) error {
	err := s.write(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO story_uses (attempt_id, story_id) VALUES (?, ?)", attempt, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep which story was told: %w", err)
	}
	return nil
}

// StoryUses returns which story answered which question, in attempts that hold.
func (s *Store) StoryUses(ctx context.Context) ([]story.Use, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT u.story_id, a.question_id, a.at, a.rating, a.coverage FROM story_uses AS u JOIN attempts AS a ON a.id = u.attempt_id
		WHERE NOT EXISTS (SELECT 1 FROM attempts AS r WHERE r.undoes = a.id) ORDER BY a.id`)
	if err != nil {
		return nil, fmt.Errorf("read which stories were told: %w", err)
	}
	defer rows.Close()
	var uses []story.Use
	for rows.Next() {
		var (
			u  story.Use
			at int64
		)
		if err := rows.Scan(&u.Story, &u.Question, &at, &u.Rating, &u.Coverage); err != nil {
			return nil, fmt.Errorf("read which stories were told: %w", err)
		}
		u.At = s.time(at)
		uses = append(uses, u)
	}
	return uses, rows.Err()
}

// SaveText keeps text of a kind while it is being written; empty text is
// forgotten.
func (s *Store) SaveText(ctx context.Context, kind, text string) error {
	err := s.write(ctx, func(tx transaction) error {
		if text == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM texts WHERE kind = ?", kind)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO texts (kind, text, at) VALUES (?, ?, ?)", kind, text, millis(s.now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the text: %w", err)
	}
	return nil
}

// Text returns what SaveText kept, empty where there is none.
func (s *Store) Text(ctx context.Context, kind string) (string, error) {
	var text string
	err := s.db.QueryRowContext(ctx, "SELECT text FROM texts WHERE kind = ?", kind).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read the text: %w", err)
	}
	return text, nil
}
