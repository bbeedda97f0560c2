package bank

import (
	"fmt"
	"slices"
)

// Merge adds own domains to those of the built-in bank. A domain with the id
// of a built-in one joins it. A question with the id of a built-in one takes its
// place; one with an id that another own question has is left out, and the
// notices name it.
func Merge(builtIn, own []Domain) (merged []Domain, notices []string) {
	merged = make([]Domain, len(builtIn))
	for i, d := range builtIn {
		merged[i] = d
		merged[i].Questions = slices.Clone(d.Questions)
	}
	for _, d := range own {
		at := slices.IndexFunc(merged, func(m Domain) bool { return m.ID == d.ID })
		if at < 0 {
			questions := d.Questions
			d.Questions = nil
			merged = append(merged, d)
			d.Questions, at = questions, len(merged)-1
		}
		for _, q := range d.Questions {
			if old, ok := find(merged, q.ID); ok && old.Own {
				notices = append(notices, fmt.Sprintf("%s:%d: question %s is in %s:%d already: choose another id", q.File, q.Line, q.ID, old.File, old.Line))
				continue
			}
			q.Own = true
			merged = put(merged, at, q)
		}
	}
	return merged, notices
}

// find returns the question with the id, or with the alias.
func find(domains []Domain, id string) (Question, bool) {
	for _, d := range domains {
		for _, q := range d.Questions {
			if q.ID == id || slices.Contains(q.Aliases, id) {
				return q, true
			}
		}
	}
	return Question{}, false
}

// put adds a question to a domain, in the place of the one that it replaces
// where that stands in the same domain.
func put(domains []Domain, at int, q Question) []Domain {
	replaced := false
	for i := range domains {
		j := slices.IndexFunc(domains[i].Questions, func(o Question) bool { return o.ID == q.ID || slices.Contains(o.Aliases, q.ID) })
		switch {
		case j < 0:
		case i == at:
			domains[i].Questions[j], replaced = q, true
		default:
			domains[i].Questions = slices.Delete(domains[i].Questions, j, j+1)
		}
	}
	if !replaced {
		domains[at].Questions = append(domains[at].Questions, q)
	}
	return domains
}
