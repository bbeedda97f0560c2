package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"debrief/store"
	"debrief/store/fsrs"
	"debrief/ui/interview"

	tea "github.com/charmbracelet/bubbletea"
)

// remembered answers that the interviews are read.
type remembered struct {
	past  []store.Interview
	draft store.Interview
}

// written answers that an interview being written down is on disk.
type written struct{ id int64 }

// remembering handles what the person did with the log of an interview.
func (m *Root) remembering(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case interview.Drafted:
		return m.keepInterview(msg.Log), true
	case interview.Closed:
		return m.leaveInterview(msg.Log, false), true
	case interview.Finished:
		return m.leaveInterview(msg.Log, true), true
	case interview.Dropped:
		return m.dropInterview(), true
	case interview.Exported:
		return m.exportAsked(msg.Log), true
	}
	return nil, false
}

// interviewStored handles what its commands answered.
func (m *Root) interviewStored(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case remembered:
		m.succeed()
		m.interview = msg.draft.ID
		data := interview.Data{Log: m.logOf(msg.draft), Find: func(text string) (string, string, string, bool) {
			q, ok := m.bank.Like(text)
			return q.ID, q.Prompt, q.Domain, ok
		}}
		if data.Log.Date == "" {
			data.Log.Date = m.deps.Clock.Now().Format(time.DateOnly)
			if days, ok := m.settings.DaysLeft(m.deps.Clock.Now()); ok && days < 0 {
				data.Log.Date = m.settings.Date
			}
		}
		for _, o := range m.outlines {
			data.Domains = append(data.Domains, interview.Domain{ID: o.ID, Name: o.Name})
		}
		for _, v := range msg.past {
			data.Past = append(data.Past, m.logOf(v))
		}
		m.show(interview.New(m.styles, data, m.deps.Clock))
	case written:
		m.interview, m.failure = msg.id, ""
		m.fit()
	default:
		return false
	}
	return true
}

func (m *Root) openInterview() tea.Cmd {
	st := m.store
	return m.flow("Reading your interviews", func(ctx context.Context) (tea.Msg, error) {
		past, draft, err := st.Interviews(ctx)
		return remembered{past, draft}, err
	})
}

// logOf is an interview as the screen has it.
func (m *Root) logOf(v store.Interview) interview.Log {
	l := interview.Log{Stage: v.Stage, Went: v.Went, Note: v.Note}
	if v.ID != 0 {
		l.Date = time.Unix(int64(v.Day)*24*60*60, 0).UTC().Format(time.DateOnly)
	}
	for _, q := range v.Questions {
		asked := interview.Asked{Text: q.Text, Domain: q.Domain, Question: q.QuestionID, Depth: q.Depth, Went: q.Went}
		if b, ok := m.bank.Question(q.QuestionID); ok {
			asked.Prompt = b.Prompt
		}
		l.Questions = append(l.Questions, asked)
	}
	return l
}

func (m *Root) interviewOf(l interview.Log) store.Interview {
	v := store.Interview{ID: m.interview, Stage: l.Stage, Went: l.Went, Note: l.Note}
	day, err := time.ParseInLocation(time.DateOnly, l.Date, time.UTC)
	if err != nil { // it is being typed
		day = m.deps.Clock.Now()
	}
	v.Day = fsrs.Day(day.Add(12 * time.Hour))
	for _, q := range l.Questions {
		v.Questions = append(v.Questions, store.AskedQuestion{Text: q.Text, Domain: q.Domain, QuestionID: q.Question, Depth: q.Depth, Went: q.Went})
	}
	return v
}

func (m *Root) keepInterview(l interview.Log) tea.Cmd {
	st, v := m.store, m.interviewOf(l)
	return m.call("Keeping the interview", func(ctx context.Context) (tea.Msg, error) {
		v, err := st.SaveInterview(ctx, v, false)
		return written{v.ID}, err
	})
}

// flushInterview keeps what is being written down.
func (m *Root) flushInterview(ctx context.Context, l interview.Log) error {
	if len(l.Questions) == 0 && l.Note == "" && m.interview == 0 {
		return nil
	}
	_, err := m.store.SaveInterview(ctx, m.interviewOf(l), false)
	return err
}

// leaveInterview keeps the interview, for good or for later, and goes back.
func (m *Root) leaveInterview(l interview.Log, done bool) tea.Cmd {
	st, v, now := m.store, m.interviewOf(l), m.deps.Clock.Now()
	empty := len(l.Questions) == 0 && l.Note == "" && m.interview == 0
	m.interview = 0
	return m.flow("Keeping the interview", func(ctx context.Context) (tea.Msg, error) {
		if !empty {
			if _, err := st.SaveInterview(ctx, v, done); err != nil {
				return nil, err
			}
		}
		h, err := readHome(ctx, st, now)
		return picked{h}, err
	})
}

func (m *Root) dropInterview() tea.Cmd {
	st, id, now := m.store, m.interview, m.deps.Clock.Now()
	return m.flow("Throwing the interview away", func(ctx context.Context) (tea.Msg, error) {
		if err := st.DropInterview(ctx, id); err != nil {
			return nil, err
		}
		h, err := readHome(ctx, st, now)
		return picked{h}, err
	})
}

// exportAsked writes what was asked and the bank does not have as a file of own
// questions, to be filled in.
func (m *Root) exportAsked(l interview.Log) tea.Cmd {
	write := m.deps.Export
	var prompts []string
	for _, q := range l.Questions {
		if q.Question == "" {
			prompts = append(prompts, q.Text)
		}
	}
	return m.flow("Writing the questions", func(context.Context) (tea.Msg, error) {
		if len(prompts) == 0 {
			return nil, fmt.Errorf("the bank has all of them")
		}
		path, err := write("asked-"+l.Date+".toml", starter(l.Date, prompts))
		return exported{path}, err
	})
}

// starter is a file of own questions with the prompts, to be filled in.
func starter(day string, prompts []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# What was asked on %s. Fill the empty fields in, then:\n#   debrief check FILE\n#   debrief --bank FILE\n\n"+
		"[domain]\nid = \"asked-%s\"\nname = \"Asked on %s\"\nsummary = \"\"\norder = 90\n", day, day, day)
	for i, p := range prompts {
		fmt.Fprintf(&b, `
[[question]]
id = "asked-%s-%d"
topic = "Asked"
kind = "knowledge"
levels = ["L5"]
stages = ["technical"]
minutes = 4
prompt = %q
looking_for = ""
answer = """
"""
red_flags = ["", ""]
follow_ups = [{ ask = "", listen = "" }, { ask = "", listen = "" }]
references = [{ title = "", publisher = "" }]
as_of = %s

# Four to eight key points: one thing each that an interviewer would tick.
[[question.key_points]]
text = ""
any = ["", "", ""]
weight = 2
essential = true
`, day, i+1, p, day)
	}
	return b.String()
}
