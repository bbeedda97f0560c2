package bank_test

import (
	"io/fs"
	"os"
	"testing"

	"github.com/BurntSushi/toml"
)

// An answers file holds answers to a domain's questions as candidates of three
// strengths gave them, without knowing the rubric.
type answers struct {
	Answer []struct {
		Question string
		Strong   string
		Middling string
		Vague    string
	}
}

const (
	leastStrong = 0.7
	mostVague   = 0.3
)

func TestIndependentAnswersOrderAsTheirStrength(t *testing.T) {
	b := builtIn(t)
	answered := map[string]bool{}
	dir := os.DirFS("testdata/answers")
	names, err := fs.Glob(dir, "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		var file answers
		if _, err := toml.DecodeFS(dir, name, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, a := range file.Answer {
			q, ok := b.Question(a.Question)
			if !ok {
				t.Errorf("%s: no question %s", name, a.Question)
				continue
			}
			answered[q.ID] = true
			coverage := func(answer string) float64 { return q.Coverage(q.Match(answer).Ticks()) }
			strong, middling, vague := coverage(a.Strong), coverage(a.Middling), coverage(a.Vague)
			if strong < leastStrong || vague > mostVague || middling >= strong || vague >= middling {
				t.Errorf("%s: strong %.2f, middling %.2f, vague %.2f", q.ID, strong, middling, vague)
				for i, p := range q.Match(a.Strong).Points {
					if !p.Hit {
						t.Logf("  the strong answer misses %d: %s", i+1, q.KeyPoints[i].Text)
					}
				}
			}
		}
	}
	for _, d := range b.Domains {
		for _, q := range d.Questions {
			if !answered[q.ID] {
				t.Errorf("%s has no independent answers", q.ID)
			}
		}
	}
}
