package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/story"
	"debrief/ui/stories"

	tea "github.com/charmbracelet/bubbletea"
)

// What is kept in the store while it is being written or told.
const (
	storyText   = "story"   // the story in the editor, as JSON
	tellingText = "telling" // the question that is answered, and the story told
)

// told is which stories could answer the question at hand, and which does.
type told struct {
	question string
	stories  []story.Story
	tallies  map[int64]story.Tally
	chosen   int64
	asked    bool // the person has chosen, if only none
}

// open reports whether the person is to choose a story.
func (t told) open() bool { return len(t.stories) > 0 && !t.asked }

// headings are those of the story that is told.
func (t told) headings() []string {
	for _, s := range t.stories {
		if s.ID == t.chosen {
			return append([]string{s.Title}, story.Headings(s)...)
		}
	}
	return nil
}

// readTold reads what a behavioral question can be answered with.
func readTold(ctx context.Context, st *store.Store, q bank.Question) (told, error) {
	if q.Kind != bank.Behavioral {
		return told{}, nil
	}
	all, err := st.Stories(ctx)
	if err != nil {
		return told{}, err
	}
	uses, err := st.StoryUses(ctx)
	if err != nil {
		return told{}, err
	}
	t := told{question: q.ID, tallies: story.Tallies(uses)}
	for _, s := range all {
		if !s.Archived {
			t.stories = append(t.stories, s)
		}
	}
	kept, err := st.Text(ctx, tellingText)
	if id, chosen, ok := strings.Cut(kept, " "); ok && id == q.ID {
		t.asked = true
		t.chosen, _ = strconv.ParseInt(chosen, 10, 64)
	}
	return t, err
}

// keepTold keeps which story answered, and forgets that it is being told.
func keepTold(ctx context.Context, st *store.Store, attempt int64, t told) error {
	if !t.asked {
		return nil
	}
	if t.chosen != 0 {
		if err := st.UseStory(ctx, attempt, t.chosen); err != nil {
			return err
		}
	}
	return st.SaveText(ctx, tellingText, "")
}

// What the commands of the stories answer.
type (
	listed struct { // the stories are read
		data    stories.Data
		message string
	}
	storyOpened  struct{ data stories.EditData }
	archived     stories.Archived
	storyWritten struct { // the person's own editor was closed
		text string
		of   story.Story
	}
)

// telling handles what the person did with stories.
func (m *Root) telling(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case stories.Closed, stories.Left:
		return m.backToPicker(), true
	case stories.Opened:
		return m.openStory(msg.ID), true
	case stories.Drafted:
		return m.draftStory(msg.Story), true
	case stories.Saved:
		return m.saveStory(msg.Story), true
	case stories.Postponed:
		return m.postponeStory(msg.Story), true
	case stories.EditorOpened:
		return m.editStory(msg.Story), true
	case stories.Archived:
		return m.archiveStory(msg), true
	case stories.Exported:
		return m.exportStories(), true
	case stories.Imported:
		return m.importStories(msg.Path), true
	case stories.Picked:
		return m.pickStory(msg.ID), true
	}
	return nil, false
}

// storyStored handles what the commands of the stories answered.
func (m *Root) storyStored(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case listed:
		m.succeed()
		v := stories.NewList(m.styles, msg.data)
		v.SetMessage(msg.message)
		m.show(v)
	case storyOpened:
		m.succeed()
		m.show(stories.NewEditor(m.styles, msg.data, m.deps.Clock))
	case archived:
		m.succeed()
		if v, ok := m.view.(*stories.List); ok {
			v.SetArchived(msg.ID, msg.On)
		}
	case storyWritten:
		m.busy = false
		return m.takeStory(msg), true
	default:
		return nil, false
	}
	return nil, true
}

func (m *Root) showChooser() {
	q, _ := m.bank.Question(m.place.QuestionID)
	m.show(stories.NewChooser(m.styles, stories.Choice{Prompt: q.Prompt, Principles: q.Principles, Stories: m.told.stories, Tallies: m.told.tallies}))
}

// pickStory goes on to the question, and keeps which story is told.
func (m *Root) pickStory(id int64) tea.Cmd {
	m.told.chosen, m.told.asked = id, true
	st, kept := m.store, fmt.Sprintf("%s %d", m.told.question, id)
	keep := m.call("Keeping which story you tell", func(ctx context.Context) (tea.Msg, error) {
		return saved{}, st.SaveText(ctx, tellingText, kept)
	})
	return tea.Batch(keep, m.showQuestion(m.work))
}

// openStories lists the stories, with a message above them if there is one.
func (m *Root) openStories(message string) tea.Cmd {
	st := m.store
	return m.flow("Reading your stories", func(ctx context.Context) (tea.Msg, error) { return list(ctx, st, message) })
}

func list(ctx context.Context, st *store.Store, message string) (tea.Msg, error) {
	all, err := st.Stories(ctx)
	if err != nil {
		return nil, err
	}
	uses, err := st.StoryUses(ctx)
	if err != nil {
		return nil, err
	}
	draft, err := st.Text(ctx, storyText)
	return listed{stories.Data{Stories: all, Uses: uses, Principles: bank.Principles(), Draft: draft != ""}, message}, err
}

// openStory brings a story into the editor: as it is being written, where it
// is, or as it was kept. 0 goes on with what is being written, or begins anew.
func (m *Root) openStory(id int64) tea.Cmd {
	st := m.store
	return m.flow("Opening the story", func(ctx context.Context) (tea.Msg, error) {
		data := stories.EditData{Principles: bank.Principles()}
		text, err := st.Text(ctx, storyText)
		if err != nil {
			return nil, err
		}
		var draft story.Story
		written := text != "" && json.Unmarshal([]byte(text), &draft) == nil
		if id == 0 && written {
			id = draft.ID
		}
		if id != 0 {
			if data.Versions, err = st.StoryVersions(ctx, id); err != nil {
				return nil, err
			}
			if len(data.Versions) > 0 {
				data.Story = data.Versions[0]
			}
		}
		if written && draft.ID == id {
			data.Story = draft
		}
		return storyOpened{data}, nil
	})
}

func keepDraft(ctx context.Context, st *store.Store, s story.Story) error {
	if s.Empty() && s.ID == 0 {
		return nil
	}
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return st.SaveText(ctx, storyText, string(text))
}

func (m *Root) draftStory(s story.Story) tea.Cmd {
	st := m.store
	return m.call("Keeping the story", func(ctx context.Context) (tea.Msg, error) { return saved{}, keepDraft(ctx, st, s) })
}

func (m *Root) postponeStory(s story.Story) tea.Cmd {
	st := m.store
	return m.flow("Keeping the story", func(ctx context.Context) (tea.Msg, error) {
		if err := keepDraft(ctx, st, s); err != nil {
			return nil, err
		}
		return list(ctx, st, "")
	})
}

func (m *Root) saveStory(s story.Story) tea.Cmd {
	st := m.store
	return m.flow("Keeping the story", func(ctx context.Context) (tea.Msg, error) {
		if _, err := st.SaveStory(ctx, s); err != nil {
			return nil, err
		}
		if err := st.SaveText(ctx, storyText, ""); err != nil {
			return nil, err
		}
		return list(ctx, st, "")
	})
}

func (m *Root) archiveStory(a stories.Archived) tea.Cmd {
	st := m.store
	return m.flow("Archiving the story", func(ctx context.Context) (tea.Msg, error) {
		return archived(a), st.ArchiveStory(ctx, a.ID, a.On)
	})
}

// editStory opens the person's own editor on the story as Markdown.
func (m *Root) editStory(s story.Story) tea.Cmd {
	run, read, err := m.deps.Editor.Open(story.Markdown(s))
	if err != nil {
		return func() tea.Msg { return failed{"Opening your editor", err} }
	}
	m.busy = true
	return tea.Exec(run, func(err error) tea.Msg {
		text, readErr := read()
		if err := errors.Join(err, readErr); err != nil && !errors.Is(err, os.ErrNotExist) {
			return failed{"Running your editor", err}
		}
		return storyWritten{text, s}
	})
}

// takeStory takes over what came back from the editor, or says why not.
func (m *Root) takeStory(w storyWritten) tea.Cmd {
	v, ok := m.view.(*stories.Editor)
	if !ok {
		return nil
	}
	s, err := story.Parse(w.text, bank.Principles())
	if err != nil {
		v.SetProblem(err.Error() + ". The story is as it was; ctrl+e tries again.")
		return nil
	}
	s.ID, s.Archived = w.of.ID, w.of.Archived
	v.SetStory(s)
	return m.draftStory(s)
}

// exportStories writes every story that is not archived as a file of its own.
func (m *Root) exportStories() tea.Cmd {
	st, write, day := m.store, m.deps.Export, m.deps.Clock.Now().Format(time.DateOnly)
	return m.flow("Writing your stories", func(ctx context.Context) (tea.Msg, error) {
		all, err := st.Stories(ctx)
		if err != nil {
			return nil, err
		}
		n, last := 0, ""
		for _, s := range all {
			if s.Archived {
				continue
			}
			if last, err = write("stories-"+day+"/"+story.Slug(s.Title)+".md", story.Markdown(s)); err != nil {
				return nil, err
			}
			n++
		}
		if n == 0 {
			return nil, errors.New("there is none yet")
		}
		return list(ctx, st, fmt.Sprintf("%s written, the last to %s", count(n), last))
	})
}

func count(stories int) string {
	if stories == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", stories)
}

// importStories reads stories from Markdown files. One with the title of a
// story that is there becomes its next version.
func (m *Root) importStories(path string) tea.Cmd {
	st, read := m.store, m.deps.ReadFiles
	return m.flow("Reading stories", func(ctx context.Context) (tea.Msg, error) {
		files, err := read(path, ".md")
		if err != nil {
			return nil, err
		}
		all, err := st.Stories(ctx)
		if err != nil {
			return nil, err
		}
		n, left := 0, []string{}
		for _, f := range files {
			s, err := story.Parse(f.Text, bank.Principles())
			if err != nil {
				left = append(left, f.Name+": "+err.Error())
				continue
			}
			if i := slices.IndexFunc(all, func(a story.Story) bool { return strings.EqualFold(a.Title, s.Title) }); i >= 0 {
				s.ID = all[i].ID
			}
			if _, err := st.SaveStory(ctx, s); err != nil {
				return nil, err
			}
			n++
		}
		message := count(n) + " read"
		if len(left) > 0 {
			message += ", left out: " + strings.Join(left, "; ")
		}
		return list(ctx, st, message)
	})
}
