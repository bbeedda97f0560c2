package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/story"
)

func TestStoriesKeepTheirVersions(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	v := must[story.Story](t)(s.SaveStory(ctx, story.Story{Title: "A", Action: "I did.", Principles: []string{"Ownership", "Dive Deep"}}))
	c.at = c.at.Add(time.Hour)
	must[story.Story](t)(s.SaveStory(ctx, story.Story{Title: "B"}))
	c.at = c.at.Add(time.Hour)
	must[story.Story](t)(s.SaveStory(ctx, v)) // nothing changed
	v.Result = "40 % less."
	c.at = c.at.Add(time.Hour)
	v = must[story.Story](t)(s.SaveStory(ctx, v))
	all := must[[]story.Story](t)(s.Stories(ctx))
	if len(all) != 2 || all[0].Title != "A" || all[0].Result != "40 % less." || len(all[0].Principles) != 2 || !all[0].At.Equal(c.at) {
		t.Errorf("%+v", all)
	}
	versions := must[[]story.Story](t)(s.StoryVersions(ctx, v.ID))
	if len(versions) != 2 || versions[1].Result != "" {
		t.Errorf("%+v", versions)
	}
	if err := s.ArchiveStory(ctx, v.ID, true); err != nil {
		t.Fatal(err)
	}
	if all = must[[]story.Story](t)(s.Stories(ctx)); !all[0].Archived {
		t.Error("it is not archived")
	}
}

func TestStoryUsesLeaveUndoneGradesOut(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), c)
	v := must[story.Story](t)(s.SaveStory(ctx, story.Story{Title: "A"}))
	session := start(t, s, "q1", "q2")
	for i := range 2 {
		a := must[store.Attempt](t)(s.Grade(ctx, attempt(session, i, fsrs.Good), false))
		if err := s.UseStory(ctx, a.ID, v.ID); err != nil {
			t.Fatal(err)
		}
	}
	must[store.Attempt](t)(s.Undo(ctx, session.ID))
	uses := must[[]story.Use](t)(s.StoryUses(ctx))
	if len(uses) != 1 || uses[0].Question != "q1" || uses[0].Rating != int(fsrs.Good) || uses[0].Coverage != 0.75 || uses[0].Story != v.ID {
		t.Errorf("%+v", uses)
	}
}

func TestTextBeingWrittenIsKept(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "p.db"), newClock())
	for _, text := range []string{"half a", "half a story", ""} {
		if err := s.SaveText(ctx, "story", text); err != nil {
			t.Fatal(err)
		}
		if got := must[string](t)(s.Text(ctx, "story")); got != text {
			t.Errorf("%q, want %q", got, text)
		}
	}
}
