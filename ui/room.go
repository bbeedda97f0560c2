package ui

import (
	"context"
	"fmt"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/mock"
	"debrief/ui/interview"
	uimock "debrief/ui/mock"
	uiprepare "debrief/ui/prepare"
	"debrief/ui/question"

	tea "github.com/charmbracelet/bubbletea"
)

// room is the mock interview that the person is in.
type room struct {
	loop  mock.Loop
	round int // of the loop
	turn  int // of the round; none left: the candidate asks
}

func (r *room) at() *mock.Round { return &r.loop.Rounds[r.round] }

// What the commands of the mock interview answer.
type (
	lobbied struct{ data uimock.LobbyData } // the lobby can be shown
	entered struct{ loop mock.Loop }        // a loop goes on where it stands
	moved   struct{ loop mock.Loop }        // what was done in the room is on disk
	carded  struct {                        // a scorecard can be shown
		data   uimock.CardData
		graded []mock.Graded
	}
	exported struct{ path string }
)

// mocking handles what the person did in a mock interview.
func (m *Root) mocking(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case uimock.Closed, uimock.CardClosed:
		return m.leaveCard(), true
	case uimock.Started:
		return m.startLoop(msg.Spec), true
	case uimock.Resumed:
		return m.resumeLoop(), true
	case uimock.Abandoned:
		return m.abandonLoop(), true
	case uimock.CardOpened:
		return m.openCard(msg.Loop), true
	case uimock.Begun:
		m.room.at().State = mock.RoundRunning
		return m.move(), true
	case uimock.NextStarted:
		m.showOpening()
		return nil, true
	case uimock.GradingStarted:
		return m.stopHere(), true
	case uimock.Left:
		return m.leaveRoom(msg.Asked), true
	case uimock.Asked:
		return m.endRound(msg.Text), true
	case uimock.Drafted:
		m.room.at().Asked = msg.Text
		return m.keepRound(), true
	case uimock.Judged:
		return m.judge(msg.Verdict, msg.Note), true
	case uimock.Exported:
		return m.export(), true
	case uimock.PracticeStarted:
		return m.startSession("From the debrief", []string{msg.Question}, false), true
	}
	if m.room == nil {
		return nil, false
	}
	return m.answering(msg)
}

// answering handles what the person did with a question in the room.
func (m *Root) answering(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case question.Revealed:
		m.answered(msg.Work, mock.TurnAnswered)
		return m.move(), true
	case question.Skipped:
		m.answered(msg.Work, mock.TurnPassed)
		return m.move(), true
	case question.Drafted:
		m.answered(msg.Work, mock.TurnWaiting)
		return m.keepTurn(), true
	case question.Paused:
		m.answered(msg.Work, mock.TurnWaiting)
		return m.leaveRoom(m.room.at().Asked), true
	case question.EditorOpened:
		return m.openEditor(msg.Work), true
	}
	return nil, false
}

// answered takes over the work on the turn. Where it was passed, its follow-ups
// are too.
func (m *Root) answered(w question.Work, state mock.TurnState) {
	r := m.room.at()
	t := &r.Turns[m.room.turn]
	t.Answer, t.Marks, t.Thought, t.Elapsed, t.State = w.Answer, w.Marks, w.Thought, w.Elapsed, state
	if state == mock.TurnPassed {
		for i := range r.Turns {
			if r.Turns[i].Question == t.Question && r.Turns[i].Step > t.Step {
				r.Turns[i].State = mock.TurnPassed
			}
		}
	}
	m.countRound()
}

// countRound takes over the time that the round has taken.
func (m *Root) countRound() {
	switch v := m.view.(type) {
	case *question.Model:
		m.room.at().Elapsed = v.RoundElapsed()
	case *uimock.Asking:
		m.room.at().Elapsed = v.Elapsed()
	}
}

// mockStored handles what the commands of the mock interview answered.
func (m *Root) mockStored(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case lobbied:
		m.succeed()
		m.room = nil
		m.show(uimock.NewLobby(m.styles, msg.data))
	case entered:
		m.succeed()
		return m.enter(msg.loop), true
	case moved:
		m.succeed()
		return m.enter(msg.loop), true
	case carded:
		m.succeed()
		m.room, m.session = nil, store.Session{}
		m.card, m.graded = msg.data, msg.graded
		m.show(uimock.NewCard(m.styles, msg.data))
	case exported:
		m.succeed()
		switch v := m.view.(type) {
		case *uimock.Card:
			v.SetMessage("written to " + msg.path)
		case *uiprepare.Asks:
			v.SetMessage("written to " + msg.path)
		case *interview.Model:
			v.SetMessage("written to " + msg.path)
		}
	default:
		return nil, false
	}
	return nil, true
}

// enter shows where a loop stands.
func (m *Root) enter(l mock.Loop) tea.Cmd {
	at, ok := l.Current()
	if !ok {
		return m.gradeLoop(l)
	}
	m.room = &room{loop: l, round: at}
	r := m.room.at()
	if r.State == mock.RoundWaiting {
		if at > 0 {
			return m.showBreak()
		}
		m.showOpening()
		return nil
	}
	next, ok := r.Next()
	m.room.turn = next
	if !ok {
		m.show(uimock.NewAsking(m.styles, m.roundData(m.room.round), m.deps.Clock))
		return m.setAlarm()
	}
	return tea.Batch(m.setAlarm(), m.showTurn())
}

func (m *Root) roundData(round int) uimock.RoundData {
	r := m.room.loop.Rounds[round]
	return uimock.RoundData{
		Number: round + 1, Of: len(m.room.loop.Rounds), Stage: r.Stage, Opening: r.Opening, Minutes: r.Minutes,
		Questions: len(r.Questions()), Elapsed: r.Elapsed, Asked: r.Asked, Ideas: m.ideas[r.Stage],
	}
}

func (m *Root) showOpening() { m.show(uimock.NewOpening(m.styles, m.roundData(m.room.round))) }

func (m *Root) showBreak() tea.Cmd {
	v := uimock.NewBreak(m.styles, m.roundData(m.room.round-1), m.room.at().Stage, m.deps.Clock)
	m.show(v)
	return v.Init()
}

func (m *Root) showTurn() tea.Cmd {
	r := m.room.at()
	t := r.Turns[m.room.turn]
	q, ok := m.bank.Question(t.Question)
	if !ok { // the bank no longer has it: what was asked then is kept
		q = bank.Question{ID: t.Question, Prompt: t.Ask, Minutes: t.Minutes}
	}
	place := question.Room{Title: uimock.StageName(r.Stage), Minutes: r.Minutes, Elapsed: r.Elapsed, Target: time.Duration(t.Minutes) * time.Minute}
	if t.Step > 0 {
		place.FollowUp, place.Said = t.Ask, mock.Words(r.Ladder(t.Question)[:1])
	}
	number := 0
	for _, before := range r.Turns[:m.room.turn+1] {
		if before.Step == 0 {
			number++
		}
	}
	v := question.New(m.styles, question.Data{
		Question: q, DomainName: m.domainName(q), Number: number, Of: len(r.Questions()), Room: &place,
		Work: question.Work{Answer: t.Answer, Marks: t.Marks, Elapsed: t.Elapsed, Thought: t.Thought},
	}, m.deps.Clock)
	m.place = store.Place{QuestionID: q.ID}
	m.show(v)
	return v.Init()
}

func (m *Root) startLoop(spec mock.Spec) tea.Cmd {
	st, b := m.store, m.bank
	if spec.Seed == 0 {
		spec.Seed = uint64(m.deps.Clock.Now().UnixNano())
	}
	level, stages := m.settings.Level, m.settings.Stages
	return m.flow("Starting the mock interview", func(ctx context.Context) (tea.Msg, error) {
		if _, waits, err := st.UnfinishedLoop(ctx); err != nil {
			return nil, err
		} else if waits { // the person says first what becomes of it
			data, err := lobby(ctx, st, b, level, stages)
			return lobbied{data}, err
		}
		h, err := st.MockHistory(ctx, spec.Level, func(id string) string { q, _ := b.Question(id); return q.Domain })
		if err != nil {
			return nil, err
		}
		l, err := mock.Compose(b, spec, h)
		if err != nil {
			return nil, err
		}
		l, err = st.StartLoop(ctx, l)
		return entered{l}, err
	})
}

func (m *Root) resumeLoop() tea.Cmd {
	st := m.store
	return m.flow("Going back to the mock interview", func(ctx context.Context) (tea.Msg, error) {
		l, ok, err := st.UnfinishedLoop(ctx)
		if err == nil && !ok {
			err = fmt.Errorf("no mock interview waits")
		}
		return entered{l}, err
	})
}

func (m *Root) abandonLoop() tea.Cmd {
	st, b := m.store, m.bank
	level, stages := m.settings.Level, m.settings.Stages
	return m.flow("Giving the mock interview up", func(ctx context.Context) (tea.Msg, error) {
		l, ok, err := st.UnfinishedLoop(ctx)
		if err != nil || !ok {
			return nil, err
		}
		if err := st.EndLoop(ctx, l.ID, mock.Undecided, "", true); err != nil {
			return nil, err
		}
		data, err := lobby(ctx, st, b, level, stages)
		return lobbied{data}, err
	})
}

// move keeps what was done in the room and goes on to what comes next.
func (m *Root) move() tea.Cmd {
	st, loop, round, r := m.store, m.room.loop.ID, m.room.round, *m.room.at()
	return m.flow("Keeping the round", func(ctx context.Context) (tea.Msg, error) {
		if err := st.SaveRound(ctx, loop, round, r); err != nil {
			return nil, err
		}
		l, err := st.Loop(ctx, loop)
		return moved{l}, err
	})
}

func (m *Root) endRound(asked string) tea.Cmd {
	m.countRound()
	m.room.at().Asked, m.room.at().State = asked, mock.RoundOver
	return m.move()
}

// stopHere leaves the rounds that wait out and grades what is over.
func (m *Root) stopHere() tea.Cmd {
	st, l := m.store, m.room.loop
	return m.flow("Ending the rounds", func(ctx context.Context) (tea.Msg, error) {
		for i, r := range l.Rounds {
			if r.State != mock.RoundOver {
				r.State = mock.RoundAbandoned
				if err := st.SaveRound(ctx, l.ID, i, r); err != nil {
					return nil, err
				}
			}
		}
		l, err := st.Loop(ctx, l.ID)
		return moved{l}, err
	})
}

// leaveRoom keeps the round as it stands and goes back to the lobby.
func (m *Root) leaveRoom(asked string) tea.Cmd {
	m.countRound()
	if asked != "" {
		m.room.at().Asked = asked
	}
	st, b, loop, round, r := m.store, m.bank, m.room.loop.ID, m.room.round, *m.room.at()
	level, stages := m.settings.Level, m.settings.Stages
	return m.flow("Keeping the round", func(ctx context.Context) (tea.Msg, error) {
		if err := st.SaveRound(ctx, loop, round, r); err != nil {
			return nil, err
		}
		data, err := lobby(ctx, st, b, level, stages)
		return lobbied{data}, err
	})
}

func (m *Root) keepRound() tea.Cmd {
	m.countRound()
	st, loop, round, r := m.store, m.room.loop.ID, m.room.round, *m.room.at()
	return m.call("Keeping the round", func(ctx context.Context) (tea.Msg, error) {
		return saved{}, st.SaveRound(ctx, loop, round, r)
	})
}

func (m *Root) keepTurn() tea.Cmd {
	st, loop, round, at, t := m.store, m.room.loop.ID, m.room.round, m.room.turn, m.room.at().Turns[m.room.turn]
	return m.call("Keeping your answer", func(ctx context.Context) (tea.Msg, error) {
		return saved{}, st.SaveTurn(ctx, loop, round, at, t)
	})
}

// gradeLoop begins the grading of a loop whose rounds are over, or shows its
// card where they are graded.
func (m *Root) gradeLoop(l mock.Loop) tea.Cmd {
	now := m.deps.Clock.Now()
	st, b := m.store, m.bank
	m.room = nil
	return m.flow("Going to the debrief", func(ctx context.Context) (tea.Msg, error) {
		graded, err := st.LoopAttempts(ctx, l.ID)
		if err != nil {
			return nil, err
		}
		if len(graded) > 0 {
			return card(ctx, st, b, l.ID)
		}
		session, err := st.GradeLoop(ctx, l)
		if err != nil {
			return nil, err
		}
		return next(ctx, st, b, session, now)
	})
}

func (m *Root) openLobby() tea.Cmd {
	st, b, level, stages := m.store, m.bank, m.settings.Level, m.settings.Stages
	return m.flow("Opening the mock interviews", func(ctx context.Context) (tea.Msg, error) {
		data, err := lobby(ctx, st, b, level, stages)
		return lobbied{data}, err
	})
}

func (m *Root) openCard(loop int64) tea.Cmd {
	st, b := m.store, m.bank
	return m.flow("Reading the scorecard", func(ctx context.Context) (tea.Msg, error) { return card(ctx, st, b, loop) })
}

// leaveCard goes back to where mock interviews begin, or to the picker from
// there.
func (m *Root) leaveCard() tea.Cmd {
	if _, ok := m.view.(*uimock.Lobby); ok {
		return m.backToPicker()
	}
	st, l := m.store, m.card.Loop
	if !l.EndedAt.IsZero() {
		return m.openLobby()
	}
	b, level, stages := m.bank, m.settings.Level, m.settings.Stages
	return m.flow("Putting the scorecard away", func(ctx context.Context) (tea.Msg, error) {
		if err := st.EndLoop(ctx, l.ID, l.Verdict, l.Note, false); err != nil {
			return nil, err
		}
		data, err := lobby(ctx, st, b, level, stages)
		return lobbied{data}, err
	})
}

func (m *Root) judge(v mock.Verdict, note string) tea.Cmd {
	m.card.Loop.Verdict, m.card.Loop.Note = v, note
	st, id := m.store, m.card.Loop.ID
	return m.call("Keeping the verdict", func(ctx context.Context) (tea.Msg, error) {
		return saved{}, st.EndLoop(ctx, id, v, note, false)
	})
}

func (m *Root) export() tea.Cmd {
	write, l, c, graded := m.deps.Export, m.card.Loop, m.card.Card, m.graded
	return m.flow("Writing the scorecard", func(context.Context) (tea.Msg, error) {
		path, err := write("mock-"+l.StartedAt.Format("2006-01-02-1504")+".md", mock.Markdown(l, c, graded))
		return exported{path}, err
	})
}

// flushRoom keeps what is being said in the room.
func (m *Root) flushRoom(ctx context.Context) error {
	switch v := m.view.(type) {
	case *question.Model:
		if !m.busy { // else the answer is being saved already
			m.answered(v.Work(), mock.TurnWaiting)
		}
	case *uimock.Asking:
		m.countRound()
		m.room.at().Asked = v.Text()
	default:
		return nil
	}
	return m.store.SaveRound(ctx, m.room.loop.ID, m.room.round, *m.room.at())
}
