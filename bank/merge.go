package bank

import (
	"fmt"
	"slices"
)

// Merge adds own domains to those of the built-in bank. A domain with the id
// of a built-in one joins it; a question with an id that is taken replaces
// nothing and is named in the notices.
func Merge(builtIn, own []Domain) (merged []Domain, notices []string) {
	merged = slices.Clone(builtIn)
	taken := map[string]bool{}
	for _, d := range builtIn {
		for _, q := range d.Questions {
			taken[q.ID] = true
			for _, a := range q.Aliases {
				taken[a] = true
			}
		}
	}
	for _, d := range own {
		var fresh []Question
		for _, q := range d.Questions {
			if taken[q.ID] {
				notices = append(notices, fmt.Sprintf("%s:%d: question %s is there already: choose another id", q.File, q.Line, q.ID))
				continue
			}
			taken[q.ID], q.Own = true, true
			fresh = append(fresh, q)
		}
		i := slices.IndexFunc(merged, func(m Domain) bool { return m.ID == d.ID })
		if i < 0 {
			d.Questions = fresh
			merged = append(merged, d)
			continue
		}
		merged[i].Questions = slices.Concat(merged[i].Questions, fresh)
	}
	return merged, notices
}
