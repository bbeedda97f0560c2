package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"debrief/bank"
	"debrief/bank/guide"
	"debrief/store"
	"debrief/store/plan"
	"debrief/store/prepare"
	"debrief/store/progress"
	"debrief/store/story"
	uiprepare "debrief/ui/prepare"
	"debrief/ui/report"

	tea "github.com/charmbracelet/bubbletea"
)

// newsText is the note being written, as the store keeps it.
const newsText = "news"

// quickCards is how many cards a quick session of the glossary has.
const quickCards = 10

// What the commands of the preparation answer.
type (
	prepared struct{ tips []uiprepare.Tip }
	ticked   struct {
		tip string
		at  time.Time // zero where the tick was taken back
	}
	dealt    struct{ cards []prepare.Card }
	toAsk    struct{ asks []uiprepare.Ask } // the questions for the interviewer
	newsRead struct {
		notes []uiprepare.Note
		draft uiprepare.Note
	}
	inspired struct{ ideas map[string][]string } // what could be asked at the end of a stage
)

// preparing handles what the person did in the preparation.
func (m *Root) preparing(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case uiprepare.Closed:
		return m.backToPicker(), true
	case uiprepare.QuizClosed, uiprepare.AsksClosed, uiprepare.NewsClosed:
		return m.openPreparation(), true
	case uiprepare.TipOpened:
		return m.openTip(msg.ID), true
	case uiprepare.TipTicked:
		return m.tick(msg.ID, msg.On), true
	case uiprepare.QuizStarted:
		return m.deal(), true
	case uiprepare.Answered:
		st := m.store
		return m.call("Keeping the answer", func(ctx context.Context) (tea.Msg, error) {
			return saved{}, st.SaveServiceResult(ctx, msg.Result)
		}), true
	case uiprepare.AskMarked:
		return m.changeAsks(func(ctx context.Context, st *store.Store) error {
			return st.MarkAsk(ctx, msg.Ask, msg.Audience, msg.On)
		}), true
	case uiprepare.AskSaved:
		return m.changeAsks(func(ctx context.Context, st *store.Store) error {
			return st.SaveAsk(ctx, store.OwnAsk{ID: msg.ID, Text: msg.Text})
		}), true
	case uiprepare.Printed:
		return m.printAsks(msg.Text), true
	}
	return m.noting(msg)
}

// noting handles what the person did with the news.
func (m *Root) noting(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case uiprepare.NewsSaved:
		return m.changeNews(store.News{ID: msg.Note.ID, Day: msg.Note.Day, Source: msg.Note.Source, Text: msg.Note.Text, BringUp: msg.Note.BringUp}), true
	case uiprepare.NewsDeleted:
		return m.changeNews(store.News{ID: msg.ID}), true
	case uiprepare.NewsDrafted:
		st, note := m.store, msg.Note
		return m.call("Keeping the note", func(ctx context.Context) (tea.Msg, error) { return saved{}, keepNews(ctx, st, note) }), true
	}
	return nil, false
}

// preparationStored handles what the commands of the preparation answered.
func (m *Root) preparationStored(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case prepared:
		m.succeed()
		m.show(uiprepare.NewChecklist(m.styles, msg.tips, m.countdown()))
	case ticked:
		m.succeed()
		if v, ok := m.view.(*uiprepare.Checklist); ok {
			v.SetTicked(msg.tip, msg.at)
		}
	case dealt:
		m.succeed()
		m.show(uiprepare.NewQuiz(m.styles, msg.cards))
	case toAsk:
		m.succeed()
		if v, ok := m.view.(*uiprepare.Asks); ok {
			v.SetAsks(msg.asks)
		} else {
			m.show(uiprepare.NewAsks(m.styles, msg.asks, guide.Audiences()))
		}
		m.ideas = ideasOf(msg.asks)
	case newsRead:
		m.succeed()
		if v, ok := m.view.(*uiprepare.News); ok {
			v.SetNotes(msg.notes)
		} else {
			m.show(uiprepare.NewNews(m.styles, msg.notes, msg.draft, m.deps.Clock.Now().Format(time.DateOnly), m.deps.Clock))
		}
	case inspired:
		m.ideas = msg.ideas
	default:
		return false
	}
	return true
}

func (m *Root) countdown() string {
	days, ok := m.settings.DaysLeft(m.deps.Clock.Now())
	switch {
	case !ok || days < 0:
		return ""
	case days == 0:
		return "Interview today"
	case days == 1:
		return "Interview tomorrow"
	}
	return fmt.Sprintf("Interview in %d days", days)
}

func (m *Root) openPreparation() tea.Cmd {
	st, load, p := m.store, m.deps.Guide, m.progress()
	return m.flow("Reading your preparation", func(ctx context.Context) (tea.Msg, error) {
		g, err := load()
		if err != nil {
			return nil, err
		}
		facts, err := gather(ctx, st, g, p)
		if err != nil {
			return nil, err
		}
		ticks, err := st.TipTicks(ctx)
		if err != nil {
			return nil, err
		}
		along := prepare.Measure(facts)
		var tips []uiprepare.Tip
		for _, t := range g.Tips {
			tips = append(tips, uiprepare.Tip{ID: t.ID, Name: t.Name, About: t.About, Progress: along[t.ID], Ticked: ticks[t.ID]})
		}
		return prepared{tips}, nil
	})
}

// gather counts what the person did of each tip.
func gather(ctx context.Context, st *store.Store, g guide.Guide, p progress.Progress) (prepare.Facts, error) {
	f := prepare.Facts{ServicesOf: len(g.Services), Principles: len(bank.Principles())}
	for _, c := range p.All() {
		f.Questions++
		if !c.State.New() {
			f.Tried++
		}
		if handsOn(c) {
			f.CodingOf++
			if !c.State.New() {
				f.Coding++
			}
		}
	}
	results, err := st.ServiceResults(ctx)
	if err != nil {
		return f, err
	}
	f.Services = prepare.Known(g.Services, results)
	stories, err := st.Stories(ctx)
	if err != nil {
		return f, err
	}
	for _, l := range story.Matrix(stories, bank.Principles()) {
		if len(l.Stories) >= 2 {
			f.TwoStories++
		}
	}
	loops, err := report.Loops(ctx, st)
	if err != nil {
		return f, err
	}
	for _, l := range loops {
		f.Loops++
		for _, r := range l.Loop.Rounds {
			if len(r.Turns) > 0 && r.Elapsed > 0 {
				f.Rounds++
			}
		}
	}
	notes, err := st.NewsNotes(ctx)
	if err != nil {
		return f, err
	}
	for _, n := range notes {
		if n.Day >= p.Now.AddDate(0, 0, -14).Format(time.DateOnly) {
			f.News++
		}
	}
	marks, err := st.AskMarks(ctx)
	for _, asks := range marks {
		f.Asks += len(asks)
	}
	return f, err
}

// handsOn reports whether a question is worked on with the keyboard.
func handsOn(c plan.Candidate) bool { return c.Kind == string(bank.Code) || c.Domain == "coding" }

// openTip opens what a tip is about.
func (m *Root) openTip(id string) tea.Cmd {
	p := m.progress()
	switch id {
	case "study":
		return m.startPlanned("Today's plan", p.Today(), p)
	case "aws-services":
		return m.deal()
	case "coding":
		var hands []plan.Candidate
		for _, c := range p.All() {
			if handsOn(c) {
				hands = append(hands, c)
			}
		}
		return m.startPlanned("Coding", plan.Queue(hands, plan.Everything, plan.Limit{Count: 3}, p.Person, p.Goal, nil), p)
	case "principles":
		return m.openStories("")
	case "mock":
		return m.openLobby()
	case "news":
		return m.openNews()
	}
	return m.changeAsks(func(context.Context, *store.Store) error { return nil })
}

// startPlanned starts a session of the candidates, or of whatever gains most
// where there is none.
func (m *Root) startPlanned(title string, cs []plan.Candidate, p progress.Progress) tea.Cmd {
	if len(cs) == 0 {
		cs = plan.Queue(p.All(), plan.Everything, plan.Limit{Count: 5}, p.Person, p.Goal, nil)
	}
	return m.startSession(title, plan.IDs(cs), false)
}

func (m *Root) tick(tip string, on bool) tea.Cmd {
	st, at := m.store, m.deps.Clock.Now()
	if !on {
		at = time.Time{}
	}
	return m.flow("Ticking", func(ctx context.Context) (tea.Msg, error) { return ticked{tip, at}, st.TickTip(ctx, tip, on) })
}

func (m *Root) deal() tea.Cmd {
	st, load, seed := m.store, m.deps.Guide, uint64(m.deps.Clock.Now().UnixNano())
	return m.flow("Dealing the cards", func(ctx context.Context) (tea.Msg, error) {
		g, err := load()
		if err != nil {
			return nil, err
		}
		results, err := st.ServiceResults(ctx)
		return dealt{prepare.Deal(g.Services, results, quickCards, seed)}, err
	})
}

// changeAsks makes a change and reads the questions for the interviewer.
func (m *Root) changeAsks(change func(context.Context, *store.Store) error) tea.Cmd {
	st, load := m.store, m.deps.Guide
	return m.flow("Reading the questions for the interviewer", func(ctx context.Context) (tea.Msg, error) {
		if err := change(ctx, st); err != nil {
			return nil, err
		}
		asks, err := readAsks(ctx, st, load)
		return toAsk{asks}, err
	})
}

func readAsks(ctx context.Context, st *store.Store, load func() (guide.Guide, error)) ([]uiprepare.Ask, error) {
	g, err := load()
	if err != nil {
		return nil, err
	}
	own, err := st.OwnAsks(ctx)
	if err != nil {
		return nil, err
	}
	marks, err := st.AskMarks(ctx)
	if err != nil {
		return nil, err
	}
	marked := func(name string) []string {
		var who []string
		for _, audience := range guide.Audiences() {
			if slices.Contains(marks[audience], name) {
				who = append(who, audience)
			}
		}
		return who
	}
	var asks []uiprepare.Ask
	for _, a := range g.Asks {
		asks = append(asks, uiprepare.Ask{Name: a.ID, Text: a.Text, Why: a.Why, For: a.For, Marks: marked(a.ID)})
	}
	for _, a := range own {
		asks = append(asks, uiprepare.Ask{Name: a.Name(), Own: a.ID, Text: a.Text, Marks: marked(a.Name())})
	}
	return asks, nil
}

// inspire reads what the person may ask at the end of a round.
func (m *Root) inspire() tea.Cmd {
	st, load := m.store, m.deps.Guide
	if load == nil {
		return nil
	}
	return m.call("Reading the questions for the interviewer", func(ctx context.Context) (tea.Msg, error) {
		asks, err := readAsks(ctx, st, load)
		return inspired{ideasOf(asks)}, err
	})
}

// ideasOf returns what to ask at the end of each stage: what is marked for the
// person met there, or else what suits them.
func ideasOf(asks []uiprepare.Ask) map[string][]string {
	const most = 4
	ideas := map[string][]string{}
	for stage, who := range map[string]string{"screen": "recruiter", "technical": "teammate", "behavioral": "manager", "final": "bar raiser"} {
		for _, fits := range []func(uiprepare.Ask) bool{
			func(a uiprepare.Ask) bool { return slices.Contains(a.Marks, who) },
			func(a uiprepare.Ask) bool { return slices.Contains(a.For, who) && !slices.Contains(a.Marks, who) },
		} {
			for _, a := range asks {
				if len(ideas[stage]) < most && fits(a) {
					ideas[stage] = append(ideas[stage], a.Text)
				}
			}
		}
	}
	return ideas
}

func (m *Root) printAsks(text string) tea.Cmd {
	write := m.deps.Export
	return m.flow("Writing the page", func(context.Context) (tea.Msg, error) {
		path, err := write("questions-to-ask.txt", text)
		return exported{path}, err
	})
}

func (m *Root) openNews() tea.Cmd {
	st := m.store
	return m.flow("Reading your notes", func(ctx context.Context) (tea.Msg, error) { return readNews(ctx, st) })
}

func readNews(ctx context.Context, st *store.Store) (tea.Msg, error) {
	notes, err := st.NewsNotes(ctx)
	if err != nil {
		return nil, err
	}
	var msg newsRead
	for _, n := range notes {
		msg.notes = append(msg.notes, uiprepare.Note{ID: n.ID, Day: n.Day, Source: n.Source, Text: n.Text, BringUp: n.BringUp})
	}
	text, err := st.Text(ctx, newsText)
	if err != nil {
		return nil, err
	}
	if text != "" {
		err = json.Unmarshal([]byte(text), &msg.draft)
	}
	return msg, err
}

// changeNews keeps a note, or deletes it where it is empty, and reads them anew.
func (m *Root) changeNews(n store.News) tea.Cmd {
	st := m.store
	return m.flow("Keeping the note", func(ctx context.Context) (tea.Msg, error) {
		if err := st.SaveNews(ctx, n); err != nil {
			return nil, err
		}
		if err := st.SaveText(ctx, newsText, ""); err != nil {
			return nil, err
		}
		return readNews(ctx, st)
	})
}

// keepNews keeps a note that is being written; the empty one is forgotten.
func keepNews(ctx context.Context, st *store.Store, n uiprepare.Note) error {
	if n == (uiprepare.Note{}) {
		return st.SaveText(ctx, newsText, "")
	}
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return st.SaveText(ctx, newsText, string(text))
}
