package bank

import (
	"fmt"
	"slices"
)

// Merge adds own domains to those of the built-in bank. A domain with the id
// of another joins it. A question with the id of a built-in one takes its
// place; one with an id that another own question has is left out, and the
// notices name it.
func Merge(builtIn, own []Domain) (merged []Domain, notices []string) {
	m := merger{domains: map[string]int{}, questions: map[string]position{}}
	for _, d := range builtIn {
		m.add(d)
		for i, q := range d.Questions {
			m.put(q, m.domains[d.ID], i)
		}
	}
	for _, d := range own {
		at, ok := m.domains[d.ID]
		if !ok {
			at = m.add(Domain{ID: d.ID, Name: d.Name, Summary: d.Summary, Order: d.Order, File: d.File})
		}
		m.merged[at].Questions = slices.Grow(m.merged[at].Questions, len(d.Questions))
		for _, q := range d.Questions {
			if n := m.join(q, at); n != "" {
				notices = append(notices, n)
			}
		}
	}
	return m.done(), notices
}

type merger struct {
	merged    []Domain
	domains   map[string]int // id -> place in merged
	questions map[string]position
	moved     bool // some question went to another domain
}

type position struct{ domain, question int }

// gone marks a question that another took the place of.
const gone = ""

func (m *merger) add(d Domain) int {
	d.Questions = slices.Clone(d.Questions)
	m.merged = append(m.merged, d)
	m.domains[d.ID] = len(m.merged) - 1
	return len(m.merged) - 1
}

func (m *merger) put(q Question, domain, question int) {
	m.questions[q.ID] = position{domain, question}
	for _, a := range q.Aliases {
		m.questions[a] = position{domain, question}
	}
}

// join adds an own question to the domain, and says why where it does not.
func (m *merger) join(q Question, domain int) (notice string) {
	q.Own, q.Domain = true, m.merged[domain].ID
	if p, ok := m.questions[q.ID]; ok {
		old := &m.merged[p.domain].Questions[p.question]
		if old.Own {
			return fmt.Sprintf("%s:%d: question %s is in %s:%d already: choose another id", q.File, q.Line, q.ID, old.File, old.Line)
		}
		if p.domain == domain {
			*old = q
			m.put(q, p.domain, p.question)
			return ""
		}
		old.ID, m.moved = gone, true
	}
	m.merged[domain].Questions = append(m.merged[domain].Questions, q)
	m.put(q, domain, len(m.merged[domain].Questions)-1)
	return ""
}

func (m *merger) done() []Domain {
	if m.moved {
		for i := range m.merged {
			m.merged[i].Questions = slices.DeleteFunc(m.merged[i].Questions, func(q Question) bool { return q.ID == gone })
		}
	}
	return m.merged
}
