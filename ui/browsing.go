package ui

import (
	"context"

	"debrief/store"
	"debrief/ui/browse"

	tea "github.com/charmbracelet/bubbletea"
)

// What the commands of the browser answer.
type (
	browsed struct { // the questions can be listed
		data browse.Data
	}
	recalled struct { // the attempts at a question are read
		question string
		attempts []store.Attempt
	}
	held struct { // a question is suspended, or released
		question string
		on       bool
	}
	fileEdited struct{} // the editor of an own question was closed
)

// browsing handles what the person did in the browser.
func (m *Root) browsing(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case browse.Closed:
		return m.backToPicker(), true
	case browse.Started:
		return m.startSession(msg.Title, msg.Questions, msg.Cram), true
	case browse.Suspended:
		return m.suspend(msg.Question, msg.On), true
	case browse.Bookmarked:
		return m.setBookmark(msg.Question, msg.On), true
	case browse.Copied:
		return m.copyOut("the model answer", msg.Text), true
	case browse.HistoryOpened:
		return m.readHistory(msg.Question), true
	case browse.FileOpened:
		return m.editFile(msg.File, msg.Line), true
	}
	return nil, false
}

// browserStored handles what the browser's commands answered.
func (m *Root) browserStored(msg tea.Msg) (tea.Cmd, bool) {
	v, open := m.view.(*browse.Model)
	switch msg := msg.(type) {
	case browsed:
		m.succeed()
		m.index = msg.data.Index
		m.show(browse.New(m.styles, msg.data))
	case recalled:
		if open {
			v.SetHistory(msg.question, history(msg.attempts))
		}
	case held:
		m.succeed()
		if open {
			v.SetHeld(msg.question, msg.on)
		}
	case fileEdited:
		m.busy, m.index = false, nil
		return m.loadBank(), true
	default:
		return nil, false
	}
	return nil, true
}

// openBrowser lists the questions. The index takes longest and is made once.
func (m *Root) openBrowser(query string) tea.Cmd {
	b, p, x := m.bank, m.progress(), m.index
	return m.flow("Reading the questions", func(context.Context) (tea.Msg, error) {
		data := browse.Data{Index: x, Query: query, Person: p.Person, Goal: p.Goal}
		for i, d := range b.Domains {
			for j := range d.Questions {
				q := &d.Questions[j]
				data.Entries = append(data.Entries, browse.Entry{Question: q, Domain: d.Name, Candidate: p.Domains[i].Candidates[j]})
			}
		}
		if data.Index == nil {
			data.Index = b.Index()
		}
		return browsed{data}, nil
	})
}

func (m *Root) suspend(question string, on bool) tea.Cmd {
	st := m.store
	return m.flow("Setting the question aside", func(ctx context.Context) (tea.Msg, error) {
		keep := st.Release
		if on {
			keep = st.Suspend
		}
		return held{question, on}, keep(ctx, question)
	})
}

func (m *Root) readHistory(question string) tea.Cmd {
	st := m.store
	return m.call("Reading your attempts", func(ctx context.Context) (tea.Msg, error) {
		attempts, err := st.History(ctx, question)
		return recalled{question, attempts}, err
	})
}

func history(attempts []store.Attempt) []browse.Attempt {
	out := make([]browse.Attempt, len(attempts))
	for i, a := range attempts {
		out[i] = browse.Attempt{
			At: a.At, Rating: a.Rating, Coverage: a.Coverage, Elapsed: a.Elapsed, Confidence: a.Confidence, Answer: a.Answer, Cram: a.Cram,
		}
	}
	return out
}

// editFile opens the person's editor on an own question, and reads the
// questions again afterwards.
func (m *Root) editFile(file string, line int) tea.Cmd {
	run, err := m.deps.Editor.OpenFile(file, line)
	if err != nil {
		return func() tea.Msg { return failed{"Opening your editor", err} }
	}
	m.busy = true
	return tea.Exec(run, func(err error) tea.Msg {
		if err != nil {
			return failed{"Running your editor", err}
		}
		return fileEdited{}
	})
}
