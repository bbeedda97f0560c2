package bank

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Tally counts questions by one of their properties, in a fixed order.
type Tally struct {
	Name   string
	Counts []Count
}

// A Count is how many questions have a value; one question may have several.
type Count struct {
	Value string
	N     int
}

// Spread is the least, the middle and the most of some quantity.
type Spread struct{ Least, Median, Most int }

// Stats says what a bank holds, for its authors.
type Stats struct {
	Questions  int
	Tallies    []Tally           // by domain, kind, level, stage, principle, category and reference year
	Words      map[string]Spread // of answers, by kind
	KeyPoints  Spread            // of a question
	Terms      Spread            // of a key point's any
	Essentials Spread            // of a question
}

// Categories returns the categories of the OWASP lists that the bank is meant
// to cover: the Top 10:2025, the API Security Top 10:2023 and the Top 10 for
// LLM Applications 2025. A question belongs to one that a reference names.
func Categories() []string {
	var all []string
	for _, format := range []string{"A%02d:2025", "API%d:2023", "LLM%02d:2025"} {
		for n := 1; n <= 10; n++ {
			all = append(all, fmt.Sprintf(format, n))
		}
	}
	return all
}

var year = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// Stats counts what the bank holds.
func (b *Bank) Stats() Stats {
	s := Stats{Questions: b.Len(), Words: map[string]Spread{}}
	domains := make([]string, len(b.Domains))
	for i, d := range b.Domains {
		domains[i] = d.ID
	}
	byDomain, byKind, byLevel := tally("domain", domains), tally("kind", Kinds()), tally("level", Levels())
	byStage, byPrinciple := tally("stage", Stages()), tally("principle", Principles())
	byCategory, byYear := tally("category", Categories()), tally("reference year", nil)
	words := map[string][]int{}
	var points, terms, essentials []int
	for _, d := range b.Domains {
		for _, q := range d.Questions {
			byDomain.add(d.ID)
			byKind.add(string(q.Kind))
			byLevel.add(q.Levels...)
			byStage.add(q.Stages...)
			byPrinciple.add(q.Principles...)
			byCategory.add(q.categories()...)
			byYear.add(q.years()...)
			words[string(q.Kind)] = append(words[string(q.Kind)], len(strings.Fields(q.Answer)))
			points = append(points, len(q.KeyPoints))
			n := 0
			for _, k := range q.KeyPoints {
				terms = append(terms, len(k.Any))
				if k.Essential {
					n++
				}
			}
			essentials = append(essentials, n)
		}
	}
	slices.SortFunc(byYear.Counts, func(x, y Count) int { return cmp.Compare(x.Value, y.Value) })
	s.Tallies = []Tally{*byDomain, *byKind, *byLevel, *byStage, *byPrinciple, *byCategory, *byYear}
	for k, w := range words {
		s.Words[k] = spread(w)
	}
	s.KeyPoints, s.Terms, s.Essentials = spread(points), spread(terms), spread(essentials)
	return s
}

// categories returns the OWASP categories that the references name.
func (q Question) categories() []string {
	var found []string
	for _, c := range Categories() {
		named := func(r Reference) bool { return slices.Contains(strings.FieldsFunc(r.ID+" "+r.Title, between), c) }
		if slices.ContainsFunc(q.References, named) {
			found = append(found, c)
		}
	}
	return found
}

// between reports whether a letter stands between the names of categories.
func between(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '(' || r == ')' }

// years returns the years that the references name, each once.
func (q Question) years() []string {
	var found []string
	for _, r := range q.References {
		found = append(found, year.FindAllString(r.Title+" "+r.ID, -1)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func tally(name string, values []string) *Tally {
	t := &Tally{Name: name}
	for _, v := range values {
		t.Counts = append(t.Counts, Count{Value: v})
	}
	return t
}

func (t *Tally) add(values ...string) {
	for _, v := range values {
		i := slices.IndexFunc(t.Counts, func(c Count) bool { return c.Value == v })
		if i < 0 {
			i = len(t.Counts)
			t.Counts = append(t.Counts, Count{Value: v})
		}
		t.Counts[i].N++
	}
}

func spread(n []int) Spread {
	if len(n) == 0 {
		return Spread{}
	}
	slices.Sort(n)
	return Spread{n[0], n[len(n)/2], n[len(n)-1]}
}
