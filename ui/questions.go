package ui

import (
	"fmt"
	"sync/atomic"
	"time"

	"debrief/ui/browse"
	"debrief/ui/picker"
	"debrief/ui/problems"

	tea "github.com/charmbracelet/bubbletea"
)

// loadBank reads the questions.
func (m *Root) loadBank() tea.Cmd {
	load, files, ctx := m.deps.LoadBank, m.deps.OwnFiles, m.ctx
	r := &reading{}
	m.reading = r
	return tea.Batch(m.tellReading(r), func() tea.Msg {
		seen := ""
		if files != nil {
			seen = files()
		}
		b, left, err := load(ctx, r.tell)
		if err != nil {
			return broken{err}
		}
		return complete{b, left, seen}
	})
}

// complete takes the questions in and goes on with what was begun meanwhile.
func (m *Root) complete(c complete) tea.Cmd {
	first := m.bank == nil
	m.bank, m.outlines, m.index = c.bank, c.bank.Outlines(), nil
	m.broken, m.files, m.reading = c.broken, c.files, nil
	switch v := m.view.(type) {
	case *picker.Model:
		v.SetData(m.pickerData())
	case *problems.Model:
		m.show(problems.New(m.styles, m.broken))
	case *browse.Model: // an own question was edited
		return tea.Batch(m.openBrowser(v.Query()), m.watchFiles())
	}
	if !first {
		return m.watchFiles()
	}
	rest := tea.Batch(m.inspire(), m.guard(), m.watchFiles()) // what can wait until all is there
	if m.began == nil {
		return rest
	}
	began := m.began
	m.busy, m.began = false, nil
	return tea.Batch(rest, m.did(began))
}

// filesEvery is how often the person's own files are looked at.
const filesEvery = 2 * time.Second

// watchFiles looks at the person's own files before long.
func (m *Root) watchFiles() tea.Cmd {
	if m.deps.OwnFiles == nil {
		return nil
	}
	return m.deps.Clock.After(filesEvery, func(time.Time) tea.Msg { return filesDue{} })
}

// lookAtFiles reads the questions again where the person's own files changed.
func (m *Root) lookAtFiles() tea.Cmd {
	if m.deps.OwnFiles() == m.files {
		return m.watchFiles()
	}
	return m.loadBank()
}

// reading is how far the person's own files are read.
type reading struct{ done, all atomic.Int64 }

func (r *reading) tell(done, all int) {
	r.done.Store(int64(done))
	r.all.Store(int64(all))
}

// words says how far it is; nothing for so few files that it does not matter.
func (r *reading) words() string {
	if r == nil || r.all.Load() < manyFiles {
		return ""
	}
	return fmt.Sprintf("Reading your questions: %d of %d files", r.done.Load(), r.all.Load())
}

const (
	manyFiles    = 10
	readingEvery = 200 * time.Millisecond
)

func (m *Root) tellReading(r *reading) tea.Cmd {
	return m.deps.Clock.After(readingEvery, func(time.Time) tea.Msg { return readingDue{r} })
}

// lookAtReading says how far reading is, until it is over.
func (m *Root) lookAtReading(r *reading) tea.Cmd {
	if r != m.reading {
		return nil
	}
	if v, ok := m.view.(*picker.Model); ok {
		v.SetReading(r.words())
	}
	return m.tellReading(r)
}
