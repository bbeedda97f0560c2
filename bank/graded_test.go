package bank_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// A graded file holds answers that nobody wrote the rubric for, and for each the
// key points that a fair grader ticked who saw their texts but not their terms.
type graded struct {
	Answer []struct {
		Question string
		Ticks    []bool // of each key point, in order
		Text     string
	}
}

// leastAgreement is the share of key points on which the matcher and the fair
// grader agree, in every domain.
const leastAgreement = 0.9

func TestMatcherAgreesWithAFairGrader(t *testing.T) {
	b := builtIn(t)
	dir := os.DirFS("testdata/graded")
	names, err := fs.Glob(dir, "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != len(b.Domains) {
		t.Errorf("%d files of graded answers for %d domains", len(names), len(b.Domains))
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(name, ".toml"), func(t *testing.T) {
			var file graded
			if _, err := toml.DecodeFS(dir, name, &file); err != nil {
				t.Fatal(err)
			}
			same, all := 0, 0
			for _, a := range file.Answer {
				q, ok := b.Question(a.Question)
				if !ok || len(q.KeyPoints) != len(a.Ticks) {
					t.Errorf("the grades of %s are not of its key points", a.Question)
					continue
				}
				for i, p := range q.Match(a.Text).Points {
					all++
					switch {
					case p.Hit == a.Ticks[i]:
						same++
					case p.Hit:
						s := p.Spans[0]
						t.Logf("%s %d: should not be ticked, by %q: %s", q.ID, i+1, a.Text[s.Start:s.End], q.KeyPoints[i].Text)
					default:
						t.Logf("%s %d: should be ticked: %s", q.ID, i+1, q.KeyPoints[i].Text)
					}
				}
			}
			t.Logf("agreement on %d of %d key points", same, all)
			if float64(same) < leastAgreement*float64(all) {
				t.Errorf("agreement %.3f, at least %.2f", float64(same)/float64(all), leastAgreement)
			}
		})
	}
}
