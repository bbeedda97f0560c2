// Package ui is the Bubble Tea program: the root model decides which view
// follows which, and alone talks to the store.
package ui

import (
	"context"
	"fmt"
	"time"

	"debrief/bank"
	"debrief/bank/guide"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/mock"
	"debrief/store/plan"
	"debrief/store/progress"
	"debrief/store/settings"
	"debrief/ui/clock"
	"debrief/ui/dashboard"
	"debrief/ui/grade"
	"debrief/ui/interview"
	uimock "debrief/ui/mock"
	"debrief/ui/picker"
	"debrief/ui/preferences"
	uiprepare "debrief/ui/prepare"
	"debrief/ui/problems"
	"debrief/ui/question"
	"debrief/ui/resume"
	"debrief/ui/stories"
	"debrief/ui/summary"
	"debrief/ui/theme"
	"debrief/ui/welcome"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
)

// A view is one screen. It owns its state and its keys; which view follows is
// the root's business.
type view interface {
	Update(tea.Msg) (did tea.Msg, cmd tea.Cmd) // did names what the person did, such as Graded
	Resize(width, height int)                  // always before the first View
	View() string                              // exactly height lines, none wider than width
	Typing() bool                              // a text field has the focus: letters are text
	Help() []key.Binding                       // what works right now
	Restyle(styles theme.Styles)               // the palette changed
}

// Deps is what the program needs from the outside world.
type Deps struct {
	Load     func(context.Context) (Loaded, error)         // what the first screen needs of the person
	Outlines func(context.Context) ([]bank.Outline, error) // and of the questions, read at the same time
	// LoadBank reads the questions, and says what could not be loaded of the
	// person's own ones. It tells how many of their files are done.
	LoadBank func(ctx context.Context, progress func(done, all int)) (*bank.Bank, []string, error)
	// OwnFiles returns a value that changes when the person's own files do.
	OwnFiles func() string
	Clock    clock.Clock
	Renderer *lipgloss.Renderer
	Scheme   theme.Scheme
	Dark     bool // what the background is taken for until it is known
	KeyMap   KeyMap
	// Write sends the terminal what is no part of a frame; nil: nothing is sent.
	Write  func(sequence string)
	Editor Editor
	// SaveSetting keeps one setting and returns all as they then are.
	SaveSetting  func(key, value string) (settings.Settings, error)
	SettingsFile string // that they are kept in
	// Export writes a file for the person to keep and returns its path.
	Export func(name, text string) (path string, err error)
	// Start is what the person asked for on the command line; nil for the picker.
	Start tea.Msg
	// Guide reads what helps beside the questions.
	Guide func() (guide.Guide, error)
	// ReadFiles reads a file, or all files of a folder with the ending.
	ReadFiles func(path, ending string) ([]File, error)
	// Background delivers whether the terminal's background is dark, when it
	// says so; nil where the palette is settled.
	Background <-chan bool
	// AskBackground asks the terminal; called after the first frame is due.
	AskBackground func()
}

// A File is one that the person brought along.
type File struct{ Name, Text string }

// Loaded is what the first screen needs. The questions themselves come after
// it is drawn, as they take longer to read than all the rest.
type Loaded struct {
	Store    *store.Store
	Settings settings.Settings
	Notice   string // what is wrong with the settings' file
}

// Root is the program's model.
type Root struct {
	deps          Deps
	ctx           context.Context
	scheme        theme.Scheme
	dark          bool // the background, as far as it is known
	styles        theme.Styles
	titled        string   // the window's title
	barred        string   // what the task bar was told
	alarm         alarmDue // that is set
	width, height int
	outlines      []bank.Outline
	bank          *bank.Bank  // nil until it is read
	index         *bank.Index // nil until it is searched
	store         *store.Store
	notice        string   // what is wrong with the person's files
	broken        []string // what could not be loaded of their own questions
	files         string   // their own files as last read
	reading       *reading // how far reading them is; nil once they are there
	view          view
	picker        *picker.Model // while other views are shown, for its cursor; nil before the first frame
	help          bool
	failure       string
	said          string       // at the foot until the next key
	busy          bool         // a store call is on its way whose answer decides the next view
	ahead         []tea.KeyMsg // keys typed in the meantime
	began         tea.Msg      // what the person began before the bank was read
	err           error        // that ended the program

	settings   settings.Settings
	kept       progress.Kept
	unfinished *store.Session
	last       string // how the last session went
	loop       string // the mock interview that waits, in words

	session    store.Session
	place      store.Place
	aside      store.Aside
	work       question.Work // on the question being graded
	room       *room         // nil outside a mock interview
	card       uimock.CardData
	graded     []mock.Graded       // that the card is about
	ideas      map[string][]string // what a candidate could ask, by stage
	told       told                // the stories for the question at hand
	interview  int64               // id of the one being written down; 0 before it is kept
	confidence plan.Confidence
}

// New returns the program's model. The context bounds its store calls.
func New(ctx context.Context, deps Deps) *Root {
	return &Root{ctx: ctx, deps: deps, scheme: deps.Scheme, dark: deps.Dark, styles: deps.Scheme.Style(deps.Renderer, deps.Dark)}
}

// Err returns the error that ended the program, if any.
func (m *Root) Err() error { return m.err }

// Init begins loading.
func (m *Root) Init() tea.Cmd {
	return tea.Batch(m.load(), m.watchBackground())
}

// Update handles a message: keys go to the root's own and then to the view;
// what the views and the store calls report moves between the views.
func (m *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.update(msg)
	if told := m.announce(); told != nil {
		cmd = tea.Batch(cmd, told)
	}
	return m, cmd
}

func (m *Root) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg)
		return nil
	case tea.KeyMsg:
		return m.keys(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	case alarmDue:
		return m.ring(msg)
	case background:
		m.dark = bool(msg)
		m.restyle()
		return nil
	case failed:
		return m.fail(msg)
	}
	if cmd, ok := m.stored(msg); ok {
		return tea.Batch(cmd, m.typeAhead())
	}
	return m.pass(msg)
}

// pass hands a message to the view and acts at once on what the person did,
// so that a key that comes right after it finds things as they then are.
func (m *Root) pass(msg tea.Msg) tea.Cmd {
	if m.view == nil {
		return nil
	}
	did, cmd := m.view.Update(msg)
	if did == nil {
		return cmd
	}
	return tea.Batch(cmd, m.did(did))
}

func (m *Root) resize(msg tea.WindowSizeMsg) {
	m.width, m.height = msg.Width, msg.Height
	m.fit()
}

func (m *Root) fit() {
	if m.view != nil {
		m.view.Resize(m.width, max(m.height-m.chrome(), 1))
	}
}

func (m *Root) restyle() {
	m.styles = m.scheme.Style(m.deps.Renderer, m.dark)
	if m.view != nil {
		m.view.Restyle(m.styles)
	}
}

func (m *Root) show(v view) {
	m.view, m.help = v, false
	m.fit()
}

// keys takes a burst of letters, which Bubble Tea hands over as one message,
// apart where they are commands.
func (m *Root) keys(k tea.KeyMsg) tea.Cmd {
	if len(k.Runes) < 2 || k.Paste || m.view == nil || m.view.Typing() {
		return m.key(k)
	}
	var cmds []tea.Cmd
	for _, r := range k.Runes {
		cmds = append(cmds, m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: k.Alt}))
	}
	return tea.Sequence(cmds...)
}

func (m *Root) key(k tea.KeyMsg) tea.Cmd {
	switch {
	case k.String() == "ctrl+c":
		return tea.Quit
	case m.view != nil && m.tooSmall():
		return nil
	case m.view == nil || m.busy:
		m.ahead = append(m.ahead, k)
		return nil
	}
	m.said = ""
	k, ok := m.deps.KeyMap.translate(m.screen(), m.view.Typing(), k)
	switch {
	case !ok:
		return nil
	case m.help:
		m.help = false
		return nil
	case k.String() == "f1" || k.String() == "?" && !m.view.Typing():
		m.help = true
		return nil
	case m.failure != "" && k.String() == "esc":
		m.failure = ""
		m.fit()
		return nil
	}
	return m.pass(k)
}

// typeAhead hands on the keys that came while a store call was on its way, one
// by one for as long as none starts another.
func (m *Root) typeAhead() tea.Cmd {
	if m.busy || m.view == nil || len(m.ahead) == 0 {
		return nil
	}
	next := m.ahead[0]
	m.ahead = m.ahead[1:]
	return tea.Sequence(m.keys(next), func() tea.Msg { return resumeTyping{} })
}

// fail shows what went wrong; the work on screen stays.
func (m *Root) fail(f failed) tea.Cmd {
	m.busy, m.ahead = false, nil
	if m.view == nil {
		m.err = f.err
		return tea.Quit
	}
	m.failure = f.words()
	m.fit()
	return nil
}

// did handles what the person did in a view.
func (m *Root) did(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case picker.Started, picker.Asked, picker.Resumed, resume.Resumed, picker.DashboardOpened, picker.BrowseOpened, picker.MockOpened, picker.InterviewOpened, picker.StoriesOpened, picker.PreparationOpened, uimock.Started:
		if m.bank == nil {
			m.busy, m.began = true, msg
			return nil
		}
	}
	if cmd, ok := m.browsing(msg); ok {
		return cmd
	}
	if cmd, ok := m.mocking(msg); ok {
		return cmd
	}
	if cmd, ok := m.remembering(msg); ok {
		return cmd
	}
	if cmd, ok := m.telling(msg); ok {
		return cmd
	}
	if cmd, ok := m.preparing(msg); ok {
		return cmd
	}
	switch msg := msg.(type) {
	case picker.Started:
		return m.startSession(msg.Title, msg.Questions, msg.Cram)
	case picker.Asked:
		return m.startAsked(msg)
	case picker.Resumed, resume.Resumed:
		return m.resumeSession()
	case picker.DashboardOpened:
		return m.openDashboard()
	case picker.BrowseOpened:
		return m.openBrowser(msg.Query)
	case picker.MockOpened:
		return m.openLobby()
	case picker.PreparationOpened:
		return m.openPreparation()
	case picker.StoriesOpened:
		return m.openStories("")
	case picker.InterviewOpened:
		return m.openInterview()
	case dashboard.Started:
		return m.startSession(msg.Title, msg.Questions, false)
	case picker.SettingsOpened, dashboard.SettingsOpened:
		m.show(preferences.New(m.styles, m.preferences()))
		return nil
	case preferences.Changed:
		return m.saveSetting(msg.Name, msg.Value)
	case dashboard.Closed, preferences.Closed:
		m.showPicker()
		return nil
	case welcome.Opened:
		m.show(welcome.New(m.styles, m.deps.Clock.Now()))
		return nil
	case welcome.Chosen:
		return m.saveSetting(msg.Name, msg.Value)
	case welcome.Skipped:
		m.showPicker()
		return nil
	case picker.ProblemsOpened:
		m.show(problems.New(m.styles, m.broken))
		return nil
	case problems.Closed:
		m.showPicker()
		return nil
	case picker.Closed:
		return tea.Quit
	case resume.Dropped:
		return m.dropSession()
	case resume.Postponed:
		m.showPicker()
		return nil
	case question.Revealed:
		m.confidence = msg.Confidence
		return m.reveal(msg.Work)
	case question.Held:
		return m.hold(msg)
	case question.Skipped:
		return m.skip(msg.Work)
	case question.Paused:
		return m.pause(msg.Work)
	case question.Drafted:
		return m.saveDraft(msg.Work)
	case question.Bookmarked:
		return m.setBookmark(msg.Question, msg.On)
	case question.EditorOpened:
		return m.openEditor(msg.Work)
	case grade.Graded:
		return m.saveGrade(msg)
	case grade.NoteKept:
		return m.saveNote(msg.Question, msg.Text)
	case grade.Copied:
		return m.copyOut(msg.What, msg.Text)
	case grade.Bookmarked:
		return m.setBookmark(msg.Question, msg.On)
	case grade.Reopened:
		return m.showQuestion(m.work)
	case grade.Undone, summary.Undone:
		return m.undo()
	case summary.AgainStarted:
		return m.startSession("Again: "+m.session.Title, msg.Questions, m.session.Cram)
	case summary.Closed:
		return m.backToPicker()
	}
	return nil
}

func (m *Root) reveal(w question.Work) tea.Cmd {
	m.work = w
	m.showGrade(nil)
	return m.saveDraft(w)
}

func (m *Root) progress() progress.Progress {
	return progress.New(m.outlines, m.kept, m.settings, m.deps.Clock.Now())
}

func (m *Root) pickerData() picker.Data {
	p := m.progress()
	data := picker.Data{
		Reading: m.reading.words(),
		Last:    m.last, Notice: m.notice, Broken: len(m.broken), Loop: m.loop, Person: p.Person, Goal: p.Goal, Readiness: p.Readiness(), Today: p.Today(),
		Shuffle: uint64(p.Now.UnixNano()),
	}
	if days, ok := m.settings.DaysLeft(p.Now); ok && days < 0 {
		data.Ago = -days
	}
	for _, d := range p.Domains {
		data.Rows = append(data.Rows, picker.Row{ID: d.ID, Name: d.Name, Summary: d.Summary, Candidates: d.Candidates})
	}
	if m.unfinished != nil {
		data.Unfinished = m.resumeData().Words()
	}
	return data
}

func (m *Root) preferences() preferences.Data {
	data := preferences.Data{File: m.deps.SettingsFile}
	for _, k := range settings.Keys() {
		value, _ := m.settings.Get(k.Name)
		data.Settings = append(data.Settings, preferences.Setting{Name: k.Name, Title: k.Title, Help: k.Help, Value: value})
	}
	for _, o := range m.outlines {
		data.Domains = append(data.Domains, o.ID)
	}
	now := m.deps.Clock.Now()
	if days, ok := m.settings.DaysLeft(now); ok {
		data.Weekday = fmt.Sprintf("a %s, in %d days", now.AddDate(0, 0, days).Weekday(), days)
		if days < 0 {
			data.Weekday = fmt.Sprintf("%d days ago: set the next one, or empty it", -days)
		}
	}
	return data
}

func (m *Root) showPicker() {
	if m.picker == nil {
		m.picker = picker.New(m.styles, m.pickerData())
	} else {
		m.picker.Restyle(m.styles)
		m.picker.Return(m.pickerData())
	}
	m.show(m.picker)
}

func (m *Root) resumeData() resume.Data {
	s := m.unfinished
	return resume.Data{Title: s.Title, Done: s.Done(), Of: len(s.Places), When: ago(s.StartedAt, m.deps.Clock.Now())}
}

func (m *Root) showQuestion(w question.Work) tea.Cmd {
	q, _ := m.bank.Question(m.place.QuestionID)
	v := question.New(m.styles, question.Data{
		Question: q, DomainName: m.domainName(q), Number: m.place.Position + 1, Of: len(m.session.Places),
		Retry: m.place.Retry, Work: w, Story: m.told.headings(), Note: m.aside.Note, Bookmarked: m.aside.Bookmarked,
		Last: m.lastTime(), Confidence: m.confidence, NoTimer: !m.settings.Timer, Cram: m.session.Cram, Lapses: m.leech(q.ID),
	}, m.deps.Clock)
	m.show(v)
	return v.Init()
}

// leech returns the lapses of a question that is forgotten again and again.
func (m *Root) leech(id string) int {
	if r := m.kept.Memories[id].Record; r.Leech() {
		return r.Lapses
	}
	return 0
}

func (m *Root) showGrade(ticks []bool) {
	q, _ := m.bank.Question(m.place.QuestionID)
	data := grade.Data{
		Question: q, DomainName: m.domainName(q), Answer: m.work.Answer, Marks: m.work.Marks, Elapsed: m.work.Elapsed, Note: m.aside.Note,
		Bookmarked: m.aside.Bookmarked, Last: m.lastTime(), Final: m.session.Loop != 0,
	}
	w, mem := fsrs.DefaultWeights(), m.kept.Memories[q.ID]
	for i, r := range fsrs.Ratings() {
		data.Intervals[i] = w.Interval(w.Next(mem.State, fsrs.Elapsed(mem.At, m.deps.Clock.Now()), r), m.settings.Retention)
	}
	for _, k := range q.PointKeys() {
		var l grade.LeftOut
		for _, p := range mem.Points() {
			if p.Key == k {
				l = grade.LeftOut{Missed: p.MissedLately(), Of: len(p.Recent)}
			}
		}
		data.LeftOut = append(data.LeftOut, l)
	}
	v := grade.New(m.styles, data, m.deps.Clock)
	if ticks != nil {
		v.SetTicks(ticks)
	}
	m.show(v)
}

func (m *Root) domainName(q bank.Question) string {
	d, _ := m.bank.Domain(q.Domain)
	return d.Name
}

// lastTime says how the question went last time.
func (m *Root) lastTime() string {
	a := m.aside.Last
	if a == nil {
		return ""
	}
	return fmt.Sprintf("%s, %s: %.0f%% of the points in %s", ago(a.At, m.deps.Clock.Now()), a.Rating, a.Coverage*100, clock.Format(a.Elapsed))
}

// ago says how long before now t was, in days that turn at 04:00.
func ago(t, now time.Time) string {
	switch days := fsrs.Elapsed(t, now); days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", days)
	}
}

// Flush keeps what is being written. It is called after the program has
// ended, however it did.
func (m *Root) Flush(ctx context.Context) error {
	if v, ok := m.view.(*uiprepare.News); ok && m.store != nil {
		return keepNews(ctx, m.store, v.Note())
	}
	if v, ok := m.view.(*stories.Editor); ok && m.store != nil {
		return keepDraft(ctx, m.store, v.Story())
	}
	if v, ok := m.view.(*interview.Model); ok && m.store != nil {
		return m.flushInterview(ctx, v.Log())
	}
	if m.store == nil || m.session.ID == 0 && m.room == nil {
		return nil
	}
	var d store.Draft
	if m.room != nil {
		return m.flushRoom(ctx)
	}
	switch v := m.view.(type) {
	case *question.Model:
		d = m.draft(v.Work())
	case *grade.Model:
		if m.busy {
			return nil // the grade is being saved, and takes the draft with it
		}
		d = m.draft(m.work)
		if note, changed := v.UnkeptNote(); changed {
			if err := m.store.SetNote(ctx, m.place.QuestionID, note); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	return m.store.SaveDraft(ctx, d)
}
