// Package prepare is the preparation beside the questions as pure functions:
// the glossary drill, and how far along each of the seven tips is.
package prepare

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"debrief/bank/guide"
)

// A Direction is what a card gives and what it asks for.
type Direction int

// The directions.
const (
	NameToPurpose Direction = iota
	PurposeToName
	QuestionToName
	Directions
)

// A Result is an answer to a card.
type Result struct {
	Service   string
	Direction Direction
	At        time.Time
	Right     bool
}

// A Card asks about a service: one of four choices is right.
type Card struct {
	Service   guide.Service
	Direction Direction
	Choices   []guide.Service
	Right     int // its place in Choices
}

// Asks returns what the card gives.
func (c Card) Asks() string {
	switch c.Direction {
	case NameToPurpose:
		return c.Service.Name
	case PurposeToName:
		return c.Service.Purpose
	}
	return c.Service.Answers
}

// Choice returns the words of a choice.
func (c Card) Choice(i int) string {
	if c.Direction == NameToPurpose {
		return c.Choices[i].Purpose
	}
	return c.Choices[i].Name
}

const choices = 4

// Deal returns the cards of a quick session: those first that were answered
// wrongly at last, then those never seen, then those seen longest ago. The
// seed mixes what is equal and the choices.
func Deal(services []guide.Service, results []Result, n int, seed uint64) []Card {
	random := rand.New(rand.NewPCG(seed, 0))
	type key struct {
		service   string
		direction Direction
	}
	last := map[key]Result{}
	for _, r := range results {
		k := key{r.Service, r.Direction}
		if old, ok := last[k]; !ok || r.At.After(old.At) {
			last[k] = r
		}
	}
	var cards []Card
	for _, s := range services {
		for d := range Directions {
			cards = append(cards, Card{Service: s, Direction: d})
		}
	}
	random.Shuffle(len(cards), func(i, j int) { cards[i], cards[j] = cards[j], cards[i] })
	rank := func(c Card) int {
		r, ok := last[key{c.Service.ID, c.Direction}]
		switch {
		case ok && !r.Right:
			return 0
		case !ok:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(cards, func(a, b Card) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)),
			last[key{a.Service.ID, a.Direction}].At.Compare(last[key{b.Service.ID, b.Direction}].At))
	})
	var dealt []Card
	used := map[string]bool{}
	for _, c := range cards { // no service twice in a session
		if len(dealt) < n && !used[c.Service.ID] {
			used[c.Service.ID] = true
			dealt = append(dealt, c.with(services, random))
		}
	}
	return dealt
}

// with chooses the card's four choices, those it is taken for first.
func (c Card) with(services []guide.Service, random *rand.Rand) Card {
	picked := []guide.Service{c.Service}
	add := func(s guide.Service) {
		if len(picked) < choices && !slices.ContainsFunc(picked, func(p guide.Service) bool { return p.ID == s.ID }) {
			picked = append(picked, s)
		}
	}
	for _, id := range c.Service.Confuse {
		if i := slices.IndexFunc(services, func(s guide.Service) bool { return s.ID == id }); i >= 0 {
			add(services[i])
		}
	}
	for _, i := range random.Perm(len(services)) {
		add(services[i])
	}
	random.Shuffle(len(picked), func(i, j int) { picked[i], picked[j] = picked[j], picked[i] })
	c.Choices = picked
	c.Right = slices.IndexFunc(picked, func(s guide.Service) bool { return s.ID == c.Service.ID })
	return c
}

// Known returns how many services were last answered rightly in at least two
// directions.
func Known(services []guide.Service, results []Result) int {
	latest := map[string]map[Direction]Result{}
	for _, r := range results {
		if latest[r.Service] == nil {
			latest[r.Service] = map[Direction]Result{}
		}
		if old, ok := latest[r.Service][r.Direction]; !ok || !r.At.Before(old.At) {
			latest[r.Service][r.Direction] = r
		}
	}
	known := 0
	for _, s := range services {
		right := 0
		for _, r := range latest[s.ID] {
			if r.Right {
				right++
			}
		}
		if right >= 2 {
			known++
		}
	}
	return known
}
