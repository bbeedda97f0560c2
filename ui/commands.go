package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/store/progress"
	"debrief/store/settings"
	"debrief/ui/browse"
	"debrief/ui/dashboard"
	"debrief/ui/grade"
	"debrief/ui/picker"
	"debrief/ui/preferences"
	"debrief/ui/question"
	"debrief/ui/report"
	"debrief/ui/resume"
	"debrief/ui/summary"
	"debrief/ui/theme"
	"debrief/ui/welcome"

	tea "github.com/charmbracelet/bubbletea"
)

// What the commands answer.
type (
	ready struct { // the first screen can be drawn
		loaded   Loaded
		outlines []bank.Outline
		home     home
	}
	complete struct { // the questions are read
		bank   *bank.Bank
		broken []string // what could not be loaded
		files  string   // the person's own files as they then were
	}
	broken   struct{ err error }           // they cannot be
	picked   struct{ home home }           // back to the picker
	measured struct{ data dashboard.Data } // the dashboard's figures are read
	set      struct {                      // a setting is saved, or refused
		name     string
		settings settings.Settings
		refused  error
	}
	asked struct { // a question comes up
		session store.Session
		place   store.Place
		aside   store.Aside
		told    told // where stories can answer it
	}
	ended struct { // no question is left
		session  store.Session
		attempts []store.Attempt
		kept     progress.Kept
	}
	undone struct { // a grade was taken back
		attempt store.Attempt
		session store.Session
		aside   store.Aside
		kept    progress.Kept
	}
	graded struct { // a grade is on disk
		attempt store.Attempt
		next    tea.Msg // asked or ended
	}
	saved struct{} // a draft, note or bookmark is on disk
	noted struct {
		question, text string
	}
	bookmarked struct {
		question string
		on       bool
	}
	edited struct { // the person's editor was closed
		question, text string
	}
	resumeTyping struct{}
	filesDue     struct{}              // it is time to look whether own files changed
	readingDue   struct{ of *reading } // it is time to say how far reading them is
	guarded      struct{ err error }   // the progress file was looked at and backed up
	background   bool                  // the terminal's background is dark

	failed struct {
		doing string
		err   error
	}
)

// home is what the picker needs from the store.
type home struct {
	kept       progress.Kept
	unfinished *store.Session
	draft      bool
	loop       string // the mock interview that waits, in words
	last       string
}

// words says what failed, why, and that the work is still there.
func (f failed) words() string {
	why := f.err.Error()
	hint := "Try again; what you typed is still here."
	switch {
	case errors.Is(f.err, store.ErrFull):
		why, hint = store.ErrFull.Error(), "What you typed is still here: free some space, then press the key again."
	case errors.Is(f.err, store.ErrCannotWrite):
		hint = "What you typed is still here: see that file and folder can be written to, then press the key again. debrief doctor says where they are."
	}
	if errors.Is(f.err, store.ErrNothingToUndo) {
		why, hint = store.ErrNothingToUndo.Error(), ""
	}
	return fmt.Sprintf("%s: %s. %s", f.doing, why, hint)
}

// flow runs a store call whose answer decides the next view; until it comes,
// keys wait.
func (m *Root) flow(doing string, call func(ctx context.Context) (tea.Msg, error)) tea.Cmd {
	m.busy = true
	return m.call(doing, call)
}

func (m *Root) call(doing string, call func(ctx context.Context) (tea.Msg, error)) tea.Cmd {
	ctx := m.ctx
	return func() tea.Msg {
		msg, err := call(ctx)
		if err != nil {
			return failed{doing, err}
		}
		return msg
	}
}

// stored handles what the commands answered.
func (m *Root) stored(msg tea.Msg) (tea.Cmd, bool) {
	if cmd, ok := m.browserStored(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.mockStored(msg); ok {
		return cmd, true
	}
	if cmd, ok := m.storyStored(msg); ok {
		return cmd, true
	}
	if m.preparationStored(msg) || m.interviewStored(msg) {
		return nil, true
	}
	switch msg := msg.(type) {
	case ready:
		m.outlines, m.store, m.settings, m.notice = msg.outlines, msg.loaded.Store, msg.loaded.Settings, msg.loaded.Notice
		m.setHome(msg.home)
		m.offerResume(msg.home)
		cmds := []tea.Cmd{m.loadBank(), m.askBackground()}
		if m.deps.Start != nil {
			cmds = append(cmds, m.did(m.deps.Start))
		}
		return tea.Batch(cmds...), true
	case complete:
		return m.complete(msg), true
	case broken:
		m.err = msg.err
		return tea.Quit, true
	case picked:
		m.succeed()
		m.setHome(msg.home)
		m.session = store.Session{}
		m.showPicker()
	case set:
		m.busy = false
		return m.changed(msg), true
	case measured:
		m.succeed()
		m.show(dashboard.New(m.styles, msg.data))
	case asked:
		m.succeed()
		return m.ask(msg), true
	case ended:
		if m.kept = msg.kept; msg.session.Loop != 0 {
			return m.openCard(msg.session.Loop), true
		}
		m.succeed()
		m.session = msg.session
		m.showSummary(msg.attempts)
	case graded:
		if !msg.attempt.Cram {
			m.kept.Memories[msg.attempt.QuestionID] = msg.attempt.After
		}
		return m.stored(msg.next)
	case undone:
		m.succeed()
		m.session, m.kept, m.aside, m.told = msg.session, msg.kept, msg.aside, told{}
		m.work = question.Work{
			Answer: msg.attempt.Answer, Marks: msg.attempt.Marks, Elapsed: msg.attempt.Elapsed, Thought: msg.attempt.Thought,
		}
		m.place = placeOf(m.session, msg.attempt.Position)
		m.showGrade(msg.attempt.Ticks)
	case noted:
		m.succeed()
		if m.place.QuestionID == msg.question {
			m.aside.Note = msg.text
		}
	case bookmarked:
		m.succeed()
		if m.place.QuestionID == msg.question {
			m.aside.Bookmarked = msg.on
		}
		if v, ok := m.view.(*browse.Model); ok {
			v.SetBookmarked(msg.question, msg.on)
		}
	case edited:
		m.busy = false
		if v, ok := m.view.(*question.Model); ok && v.Question() == msg.question {
			v.SetAnswer(msg.text)
			return m.saveDraft(v.Work()), true
		}
	case saved:
		m.failure = ""
		m.fit()
	case filesDue:
		return m.lookAtFiles(), true
	case readingDue:
		return m.lookAtReading(msg.of), true
	case guarded:
		m.warn(msg.err)
	case resumeTyping:
	default:
		return nil, false
	}
	return nil, true
}

// guard looks at the progress file and backs it up, once a day.
func (m *Root) guard() tea.Cmd {
	st, ctx := m.store, m.ctx
	return func() tea.Msg { return guarded{st.Daily(ctx)} }
}

// warn says on the picker what is wrong with the progress file or its backup.
func (m *Root) warn(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	m.notice = err.Error()
	if v, ok := m.view.(*picker.Model); ok {
		v.SetData(m.pickerData())
		return
	}
	m.failure = m.notice
	m.fit()
}

// succeed clears what a store call that went through has made untrue.
func (m *Root) succeed() {
	m.busy, m.failure = false, ""
}

func placeOf(s store.Session, position int) store.Place {
	i := slices.IndexFunc(s.Places, func(p store.Place) bool { return p.Position == position })
	if i < 0 {
		return store.Place{}
	}
	return s.Places[i]
}

func (m *Root) setHome(h home) {
	m.kept, m.unfinished, m.last, m.loop = h.kept, h.unfinished, h.last, h.loop
}

func (m *Root) offerResume(h home) {
	if h.unfinished == nil {
		m.showPicker()
		return
	}
	data := m.resumeData()
	data.Draft = h.draft
	m.show(resume.New(m.styles, data))
}

func (m *Root) ask(a asked) tea.Cmd {
	m.session, m.place, m.aside, m.confidence = a.session, a.place, a.aside, plan.Unsaid
	d := a.aside.Draft
	if a.session.Loop != 0 { // it was answered in the room
		m.work = question.Work{Answer: d.Answer, Marks: d.Marks, Elapsed: d.Elapsed, Thought: d.Thought}
		m.showGrade(nil)
		return nil
	}
	m.work = question.Work{Answer: d.Answer, Marks: d.Marks, Elapsed: d.Elapsed, Thought: d.Thought}
	if m.told = a.told; m.told.open() {
		m.showChooser()
		return nil
	}
	return m.showQuestion(m.work)
}

func (m *Root) load() tea.Cmd {
	now := m.deps.Clock.Now
	return m.call("Starting", func(ctx context.Context) (tea.Msg, error) {
		loaded, err := m.deps.Load(ctx)
		if err != nil {
			return nil, err
		}
		h, err := readHome(ctx, loaded.Store, now())
		if err != nil {
			return nil, err
		}
		outlines, err := m.deps.Outlines(ctx)
		return ready{loaded, outlines, h}, err
	})
}

func readHome(ctx context.Context, st *store.Store, now time.Time) (home, error) {
	var (
		h   home
		err error
	)
	if h.kept, err = progress.Read(ctx, st, now); err != nil {
		return home{}, err
	}
	unfinished, ok, err := st.Unfinished(ctx)
	if err != nil {
		return home{}, err
	}
	if ok {
		h.unfinished = &unfinished
		if next, waits := unfinished.Next(); waits {
			aside, err := st.Aside(ctx, unfinished.ID, next.QuestionID)
			if err != nil {
				return home{}, err
			}
			h.draft = aside.Draft.Answer != ""
		}
	}
	loop, ok, err := st.UnfinishedLoop(ctx)
	if err != nil {
		return home{}, err
	}
	if ok {
		h.loop = standing(loop)
	}
	last, ok, err := st.LastEnded(ctx)
	if err != nil || !ok {
		return h, err
	}
	attempts, err := st.SessionAttempts(ctx, last.ID)
	if err != nil || len(attempts) == 0 {
		return h, err
	}
	sum := 0.0
	for _, a := range attempts {
		sum += a.Coverage
	}
	h.last = fmt.Sprintf("%.0f%% of points", 100*sum/float64(len(attempts)))
	return h, nil
}

func (m *Root) startSession(title string, questions []string, cram bool) tea.Cmd {
	now := m.deps.Clock.Now()
	st, b, old := m.store, m.bank, m.unfinished
	return m.flow("Starting the session", func(ctx context.Context) (tea.Msg, error) {
		if old != nil {
			if err := st.EndSession(ctx, old.ID); err != nil {
				return nil, err
			}
		}
		session, err := st.StartSession(ctx, title, questions, cram)
		if err != nil {
			return nil, err
		}
		return next(ctx, st, b, session, now)
	})
}

// startAsked starts the session that was asked for on the command line.
func (m *Root) startAsked(a picker.Asked) tea.Cmd {
	title, queue, err := m.progress().Pick(a.Domain, a.Count)
	if err != nil {
		m.showPicker()
		m.failure = err.Error()
		m.fit()
		return nil
	}
	return m.startSession(title, plan.IDs(queue), false)
}

func (m *Root) resumeSession() tea.Cmd {
	now := m.deps.Clock.Now()
	if m.unfinished == nil {
		return nil
	}
	st, b, session := m.store, m.bank, *m.unfinished
	return m.flow("Resuming the session", func(ctx context.Context) (tea.Msg, error) {
		return next(ctx, st, b, session, now)
	})
}

func (m *Root) dropSession() tea.Cmd {
	now := m.deps.Clock.Now()
	st, session := m.store, *m.unfinished
	return m.flow("Ending the session", func(ctx context.Context) (tea.Msg, error) {
		if err := st.EndSession(ctx, session.ID); err != nil {
			return nil, err
		}
		h, err := readHome(ctx, st, now)
		return picked{h}, err
	})
}

func (m *Root) backToPicker() tea.Cmd {
	now := m.deps.Clock.Now()
	st := m.store
	return m.flow("Reading your progress", func(ctx context.Context) (tea.Msg, error) {
		h, err := readHome(ctx, st, now)
		return picked{h}, err
	})
}

func (m *Root) openDashboard() tea.Cmd {
	st, b, p := m.store, m.bank, m.progress()
	return m.flow("Reading your progress", func(ctx context.Context) (tea.Msg, error) {
		data, err := report.Read(ctx, st, b, p)
		return measured{data}, err
	})
}

func (m *Root) saveSetting(name, value string) tea.Cmd {
	save := m.deps.SaveSetting
	return m.flow("Saving the setting", func(context.Context) (tea.Msg, error) {
		s, err := save(name, value)
		return set{name, s, err}, nil
	})
}

// changed takes a saved setting over, or says why it was refused.
func (m *Root) changed(s set) tea.Cmd {
	guide, first := m.view.(*welcome.Model)
	v, ok := m.view.(*preferences.Model)
	if s.refused != nil {
		if ok {
			v.Refused(s.refused.Error())
		}
		if first {
			guide.Refused(s.refused.Error())
		}
		return nil
	}
	m.settings = s.settings
	if scheme, err := theme.Named(m.settings.Theme, m.settings.Themes); s.name == "theme" && err == nil {
		m.scheme = scheme
		m.restyle()
	}
	if ok {
		v.Saved(s.name, m.preferences())
	}
	if first && !guide.Next() {
		return m.begin()
	}
	return nil
}

// begin starts on the day's plan after the guide.
func (m *Root) begin() tea.Cmd {
	ids := plan.IDs(m.progress().Today())
	m.showPicker()
	if len(ids) == 0 {
		return nil
	}
	return m.did(picker.Started{Title: "Today's plan", Questions: ids})
}

func (m *Root) pause(w question.Work) tea.Cmd {
	now := m.deps.Clock.Now()
	st, d := m.store, m.draft(w)
	return m.flow("Keeping your answer", func(ctx context.Context) (tea.Msg, error) {
		if err := st.SaveDraft(ctx, d); err != nil {
			return nil, err
		}
		h, err := readHome(ctx, st, now)
		return picked{h}, err
	})
}

func (m *Root) skip(w question.Work) tea.Cmd {
	now := m.deps.Clock.Now()
	st, b, d, session, position := m.store, m.bank, m.draft(w), m.session, m.place.Position
	return m.flow("Skipping the question", func(ctx context.Context) (tea.Msg, error) {
		if err := st.SaveDraft(ctx, d); err != nil {
			return nil, err
		}
		if err := st.Skip(ctx, session.ID, position); err != nil {
			return nil, err
		}
		return reread(ctx, st, b, session.ID, now)
	})
}

// hold takes the question out of this session and those to come, for today or
// until it is released.
func (m *Root) hold(h question.Held) tea.Cmd {
	now := m.deps.Clock.Now()
	st, b, d, session, place := m.store, m.bank, m.draft(h.Work), m.session, m.place
	return m.flow("Setting the question aside", func(ctx context.Context) (tea.Msg, error) {
		if err := st.SaveDraft(ctx, d); err != nil {
			return nil, err
		}
		keep := st.Bury
		if h.Suspend {
			keep = st.Suspend
		}
		if err := keep(ctx, place.QuestionID); err != nil {
			return nil, err
		}
		if err := st.Skip(ctx, session.ID, place.Position); err != nil {
			return nil, err
		}
		return reread(ctx, st, b, session.ID, now)
	})
}

func (m *Root) saveGrade(g grade.Graded) tea.Cmd {
	now := m.deps.Clock.Now()
	if m.busy {
		return nil
	}
	st, b, place, t := m.store, m.bank, m.place, m.told
	q, _ := b.Question(place.QuestionID)
	a := store.Attempt{
		QuestionID: q.ID, SessionID: m.session.ID, Position: place.Position, Answer: m.work.Answer, Marks: m.work.Marks, Ticks: g.Ticks,
		Points: q.PointKeys(), Coverage: plan.Coverage(q, g.Ticks, m.work.Marks, g.Rating), Rating: g.Rating, Elapsed: m.work.Elapsed, Thought: m.work.Thought, Cram: m.session.Cram, Confidence: m.confidence,
	}
	retry := g.Rating == fsrs.Again && !place.Retry && m.session.Loop == 0
	return m.flow("Saving the grade", func(ctx context.Context) (tea.Msg, error) {
		a, err := st.Grade(ctx, a, retry)
		if err != nil {
			return nil, err
		}
		if err := keepTold(ctx, st, a.ID, t); err != nil {
			return nil, err
		}
		msg, err := reread(ctx, st, b, a.SessionID, now)
		return graded{a, msg}, err
	})
}

// reread goes on with the session as it now stands.
func reread(ctx context.Context, st *store.Store, b *bank.Bank, session int64, now time.Time) (tea.Msg, error) {
	s, err := st.Session(ctx, session)
	if err != nil {
		return nil, err
	}
	return next(ctx, st, b, s, now)
}

// next brings up the session's next question, or its end. Questions that the
// bank no longer holds are passed over.
func next(ctx context.Context, st *store.Store, b *bank.Bank, s store.Session, now time.Time) (tea.Msg, error) {
	for {
		place, ok := s.Next()
		if !ok {
			return end(ctx, st, s, now)
		}
		if q, ok := b.Question(place.QuestionID); ok {
			aside, err := st.Aside(ctx, s.ID, place.QuestionID)
			if err != nil {
				return nil, err
			}
			t, err := readTold(ctx, st, q)
			return asked{s, place, aside, t}, err
		}
		if err := st.Skip(ctx, s.ID, place.Position); err != nil {
			return nil, err
		}
		var err error
		if s, err = st.Session(ctx, s.ID); err != nil {
			return nil, err
		}
	}
}

func end(ctx context.Context, st *store.Store, s store.Session, now time.Time) (tea.Msg, error) {
	if err := st.EndSession(ctx, s.ID); err != nil {
		return nil, err
	}
	attempts, err := st.SessionAttempts(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	kept, err := progress.Read(ctx, st, now)
	return ended{s, attempts, kept}, err
}

func (m *Root) undo() tea.Cmd {
	now := m.deps.Clock.Now()
	st, session, d := m.store, m.session.ID, m.draft(m.work)
	_, grading := m.view.(*grade.Model)
	return m.flow("Undo", func(ctx context.Context) (tea.Msg, error) {
		if grading {
			if err := st.SaveDraft(ctx, d); err != nil {
				return nil, err
			}
		}
		a, err := st.Undo(ctx, session)
		if err != nil {
			return nil, err
		}
		s, err := st.Session(ctx, session)
		if err != nil {
			return nil, err
		}
		aside, err := st.Aside(ctx, session, a.QuestionID)
		if err != nil {
			return nil, err
		}
		kept, err := progress.Read(ctx, st, now)
		return undone{a, s, aside, kept}, err
	})
}

func (m *Root) draft(w question.Work) store.Draft {
	return store.Draft{
		SessionID: m.session.ID, QuestionID: m.place.QuestionID, Answer: w.Answer, Marks: w.Marks, Elapsed: w.Elapsed, Thought: w.Thought,
	}
}

func (m *Root) saveDraft(w question.Work) tea.Cmd {
	st, d := m.store, m.draft(w)
	return m.call("Keeping your answer", func(ctx context.Context) (tea.Msg, error) {
		return saved{}, st.SaveDraft(ctx, d)
	})
}

func (m *Root) saveNote(id, text string) tea.Cmd {
	st := m.store
	return m.call("Keeping the note", func(ctx context.Context) (tea.Msg, error) {
		return noted{id, text}, st.SetNote(ctx, id, text)
	})
}

func (m *Root) setBookmark(id string, on bool) tea.Cmd {
	st := m.store
	return m.call("Keeping the bookmark", func(ctx context.Context) (tea.Msg, error) {
		return bookmarked{id, on}, st.SetBookmark(ctx, id, on)
	})
}

func (m *Root) showSummary(attempts []store.Attempt) {
	data := summary.Data{Title: m.session.Title, Today: m.deps.Clock.Now()}
	for _, p := range m.session.Places {
		if p.State == store.Skipped {
			data.Skipped++
		}
	}
	for _, a := range attempts {
		q, ok := m.bank.Question(a.QuestionID)
		if !ok {
			continue
		}
		data.Items = append(data.Items, summary.Item{
			Question: q.ID, Prompt: q.Prompt, Domain: m.domainName(q), Rating: a.Rating, Coverage: a.Coverage,
			Elapsed: a.Elapsed, Target: q.Target(), Missed: missed(q, a.Ticks), Days: m.returns(q.ID),
		})
	}
	m.show(summary.New(m.styles, data))
}

// returns is the number of days until the question falls due.
func (m *Root) returns(id string) int {
	mem := m.kept.Memories[id]
	due := fsrs.DefaultWeights().Interval(mem.State, m.settings.Retention)
	return max(due-fsrs.Elapsed(mem.At, m.deps.Clock.Now()), 0)
}

func missed(q bank.Question, ticks []bool) []string {
	var texts []string
	for i, k := range q.KeyPoints {
		if i >= len(ticks) || !ticks[i] {
			texts = append(texts, k.Text)
		}
	}
	return texts
}

// Editor opens the person's own editor on a text.
type Editor interface {
	// Open returns the process to run and a function that reads the text
	// afterwards and removes what was left behind.
	Open(text string) (run tea.ExecCommand, read func() (string, error), err error)
	// OpenFile returns the process that edits a file, from a line on.
	OpenFile(path string, line int) (tea.ExecCommand, error)
}

func (m *Root) openEditor(w question.Work) tea.Cmd {
	run, read, err := m.deps.Editor.Open(w.Answer)
	if err != nil {
		return func() tea.Msg { return failed{"Opening your editor", err} }
	}
	id := m.place.QuestionID
	keep := m.saveDraft(w)
	m.busy = true
	return tea.Sequence(keep, tea.Exec(run, func(err error) tea.Msg {
		back, readErr := read()
		if err := errors.Join(err, readErr); err != nil && !errors.Is(err, os.ErrNotExist) {
			return failed{"Running your editor", err}
		}
		return edited{id, back}
	}))
}

func (m *Root) watchBackground() tea.Cmd {
	if m.deps.Background == nil {
		return nil
	}
	answers, ctx := m.deps.Background, m.ctx
	return func() tea.Msg {
		select {
		case dark := <-answers:
			return background(dark)
		case <-ctx.Done():
			return nil
		}
	}
}

func (m *Root) askBackground() tea.Cmd {
	if m.deps.AskBackground == nil {
		return nil
	}
	ask := m.deps.AskBackground
	return func() tea.Msg {
		ask()
		return nil
	}
}
