package ui

import (
	"context"
	"fmt"

	"debrief/bank"
	"debrief/store"
	"debrief/store/mock"
	uimock "debrief/ui/mock"
	"debrief/ui/report"

	tea "github.com/charmbracelet/bubbletea"
)

// lobby gathers what is shown before a mock interview.
func lobby(ctx context.Context, st *store.Store, b *bank.Bank, level string, stages []string) (uimock.LobbyData, error) {
	data := uimock.LobbyData{Level: level, Stages: stages}
	unfinished, ok, err := st.UnfinishedLoop(ctx)
	if err != nil {
		return data, err
	}
	if ok {
		data.Unfinished = standing(unfinished)
	}
	if data.Past, err = pastLoops(ctx, st); err != nil {
		return data, err
	}
	for _, level := range bank.Levels() {
		h, err := st.MockHistory(ctx, level, func(id string) string { q, _ := b.Question(id); return q.Domain })
		if err != nil {
			return data, err
		}
		for _, d := range b.Domains {
			if depth, ok := h.Depth[d.ID]; ok {
				data.Depths = append(data.Depths, uimock.Depth{Domain: d.Name, Level: level, Rungs: depth})
			}
		}
	}
	return data, nil
}

// standing says where an unfinished loop is.
func standing(l mock.Loop) string {
	at, ok := l.Current()
	if !ok {
		return "all is answered, the grading waits"
	}
	r := l.Rounds[at]
	if r.State == mock.RoundWaiting {
		return fmt.Sprintf("round %d of %d, %s, is next", at+1, len(l.Rounds), uimock.StageName(r.Stage))
	}
	answered := 0
	for _, t := range r.Turns {
		if t.Step == 0 && t.State != mock.TurnWaiting {
			answered++
		}
	}
	return fmt.Sprintf("round %d of %d, %s, %d of %d questions answered", at+1, len(l.Rounds), uimock.StageName(r.Stage), answered, len(r.Questions()))
}

// pastLoops sums up the loops that are over, the latest first.
func pastLoops(ctx context.Context, st *store.Store) ([]uimock.Past, error) {
	loops, err := report.Loops(ctx, st)
	if err != nil {
		return nil, err
	}
	var past []uimock.Past
	for _, l := range loops {
		p := uimock.Past{
			ID: l.Loop.ID, At: l.Loop.StartedAt, Level: l.Loop.Level, Verdict: l.Loop.Verdict, Coverage: l.Coverage, Depth: l.Depth, Rungs: l.Rungs,
		}
		for _, r := range l.Loop.Rounds {
			if r.State == mock.RoundOver {
				p.Stages = append(p.Stages, r.Stage)
			}
		}
		past = append(past, p)
	}
	return past, nil
}

// card gathers a loop's scorecard.
func card(ctx context.Context, st *store.Store, b *bank.Bank, id int64) (tea.Msg, error) {
	l, graded, err := report.Graded(ctx, st, b, id)
	if err != nil {
		return nil, err
	}
	data := uimock.CardData{Loop: l, Card: mock.Score(graded)}
	for _, id := range data.Card.Practise {
		q, _ := b.Question(id)
		data.Practise = append(data.Practise, q.Prompt)
	}
	past, err := pastLoops(ctx, st)
	if err != nil {
		return nil, err
	}
	for i, p := range past {
		if p.At.Before(l.StartedAt) {
			data.Before = &past[i]
			break
		}
	}
	return carded{data, graded}, nil
}
