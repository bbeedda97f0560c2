// Package progress is where the person stands: the bank's questions with what
// the store knows of each, and what planning makes of both. The screens and the
// commands that print read it, so that they agree.
package progress

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/store/settings"
)

// Progress is where the person stands at one moment.
type Progress struct {
	Now      time.Time
	Settings settings.Settings
	Goal     plan.Goal
	Person   plan.Person
	Domains  []Domain
	Kept     Kept
}

// Domain is a domain with its questions as planning sees them.
type Domain struct {
	ID, Name   string
	Summary    string
	Candidates []plan.Candidate
}

// Kept is what the store has of the questions.
type Kept struct {
	Memories  map[string]store.Memory
	Holds     map[string]store.Hold
	Bookmarks map[string]bool
	Spent     time.Duration // on answers today
	Asked     map[string]plan.Asked
}

// Read reads what the store has of the questions.
func Read(ctx context.Context, st *store.Store, now time.Time) (Kept, error) {
	var (
		k   Kept
		err error
	)
	if k.Memories, err = st.Memories(ctx); err != nil {
		return Kept{}, err
	}
	if k.Holds, err = st.Holds(ctx); err != nil {
		return Kept{}, err
	}
	if k.Bookmarks, err = st.Bookmarks(ctx); err != nil {
		return Kept{}, err
	}
	if k.Asked, err = st.Asked(ctx, fsrs.Day(now)-store.AskedLately); err != nil {
		return Kept{}, err
	}
	days, err := st.Days(ctx, fsrs.Day(now))
	for _, d := range days {
		if d.Day == fsrs.Day(now) {
			k.Spent = d.Spent
		}
	}
	return k, err
}

// New brings the outlines of a bank and what the store has together.
func New(outlines []bank.Outline, k Kept, s settings.Settings, now time.Time) Progress {
	p := Progress{Now: now, Settings: s, Goal: s.Goal(now), Kept: k}
	p.Goal.Asked = k.Asked
	for _, o := range outlines {
		d := Domain{ID: o.ID, Name: o.Name, Summary: o.Summary, Candidates: make([]plan.Candidate, len(o.Entries))}
		for i, e := range o.Entries {
			d.Candidates[i] = k.candidate(o.ID, e, now)
		}
		p.Domains = append(p.Domains, d)
	}
	p.Person = plan.Learn(p.All())
	return p
}

func (k Kept) candidate(domain string, e bank.Entry, now time.Time) plan.Candidate {
	m := k.Memory(e)
	_, held := k.Holds[e.ID]
	c := plan.Candidate{
		ID: e.ID, Domain: domain, Topic: e.Topic, Kind: e.Kind, Levels: e.Levels, Stages: e.Stages, Minutes: e.Minutes,
		State: m.State, Record: m.Record, Held: held, Bookmarked: k.Bookmarks[e.ID],
	}
	if !m.State.New() {
		c.Elapsed = fsrs.Elapsed(m.At, now)
		c.Slips = slices.ContainsFunc(m.Points(), Slips)
	}
	return c
}

// Memory returns what is known of a question, under its former names too.
func (k Kept) Memory(e bank.Entry) store.Memory {
	m, ok := k.Memories[e.ID]
	for _, alias := range e.Aliases {
		if ok {
			break
		}
		m, ok = k.Memories[alias]
	}
	return m
}

// slipping is in how many of the recent attempts a point was left out that
// slips.
const slipping = 3

// Slips reports whether the point was left out again and again lately.
func Slips(p store.PointMemory) bool { return p.MissedLately() >= slipping }

// usual is how many questions a session has where nobody says.
const usual = 10

// Pick returns what to practise of the domain with the id, or of all where it is
// empty: at most count questions, ten where it is 0. The error says why there
// are none.
func (p Progress) Pick(domain string, count int) (title string, queue []plan.Candidate, err error) {
	chosen := Domain{Name: "All domains"}
	if domain == "" {
		chosen.Candidates = p.All()
	} else if d, ok := p.Domain(domain); ok {
		chosen = d
	} else {
		return "", nil, fmt.Errorf("there is no domain %q: debrief check --stats lists them", domain)
	}
	queue = plan.Queue(chosen.Candidates, plan.Planned, plan.Limit{Count: cmp.Or(count, usual)}, p.Person, p.Goal, nil)
	if len(queue) == 0 {
		return "", nil, fmt.Errorf("nothing of %s is due and nothing is new", chosen.Name)
	}
	return chosen.Name, queue, nil
}

// Domain returns the domain with the id, and whether there is one.
func (p Progress) Domain(id string) (Domain, bool) {
	at := slices.IndexFunc(p.Domains, func(d Domain) bool { return d.ID == id })
	if at < 0 {
		return Domain{}, false
	}
	return p.Domains[at], true
}

// All returns the questions of all domains.
func (p Progress) All() []plan.Candidate {
	n := 0
	for _, d := range p.Domains {
		n += len(d.Candidates)
	}
	all := make([]plan.Candidate, 0, n)
	for _, d := range p.Domains {
		all = append(all, d.Candidates...)
	}
	return all
}

// Today returns what is planned for the rest of today.
func (p Progress) Today() []plan.Candidate {
	return plan.Plan(p.All(), p.Person, p.Goal, int(p.Kept.Spent.Minutes()))
}

// Readiness returns the readiness over all domains that are not left out.
func (p Progress) Readiness() plan.Readiness {
	var in []plan.Candidate
	for _, d := range p.Domains {
		if !slices.Contains(p.Goal.LeftOut, d.ID) {
			in = append(in, d.Candidates...)
		}
	}
	return p.Person.Readiness(in, p.Goal)
}

// A Part is a part of the bank with its readiness.
type Part struct {
	Name      string
	Readiness plan.Readiness
}

// Stages returns the readiness for each stage of the interview, over the
// domains that are not left out.
func (p Progress) Stages() []Part {
	var parts []Part
	for _, stage := range bank.Stages() {
		var in []plan.Candidate
		for _, d := range p.Domains {
			if slices.Contains(p.Goal.LeftOut, d.ID) {
				continue
			}
			for _, c := range d.Candidates {
				if slices.Contains(c.Stages, stage) {
					in = append(in, c)
				}
			}
		}
		parts = append(parts, Part{stage, p.Person.Readiness(in, p.Goal)})
	}
	return parts
}

// Topics returns the readiness for each topic of the domain, in the order in
// which they first come up.
func (p Progress) Topics(d Domain) []Part {
	var parts []Part
	of := map[string][]plan.Candidate{}
	for _, c := range d.Candidates {
		if of[c.Topic] == nil {
			parts = append(parts, Part{Name: c.Topic})
		}
		of[c.Topic] = append(of[c.Topic], c)
	}
	for i := range parts {
		parts[i].Readiness = p.Person.Readiness(of[parts[i].Name], p.Goal)
	}
	return parts
}

// A WeakPoint is a key point that was left out of recent answers.
type WeakPoint struct {
	Question string // id
	store.PointMemory
}

// WeakPoints returns the key points that were left out most lately, the worst
// first: of the recent attempts at their questions, the most missed, and of
// those the most missed ever.
func (k Kept) WeakPoints() []WeakPoint {
	var weak []WeakPoint
	for id, m := range k.Memories {
		for _, p := range m.Points() {
			if p.MissedLately() > 0 && p.Recent[len(p.Recent)-1] == '-' {
				weak = append(weak, WeakPoint{id, p})
			}
		}
	}
	slices.SortFunc(weak, func(a, b WeakPoint) int {
		for _, d := range []int{
			b.MissedLately() - a.MissedLately(), b.Misses - a.Misses, a.Hits - b.Hits,
		} {
			if d != 0 {
				return d
			}
		}
		if a.Question != b.Question {
			if a.Question < b.Question {
				return -1
			}
			return 1
		}
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
	return weak
}
