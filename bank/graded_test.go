package bank_test

import (
	"path/filepath"
	"testing"

	"debrief/bank"

	"github.com/BurntSushi/toml"
)

// A graded file holds answers that were written without the rubric, and for
// each the key points that a fair grader ticked who saw their texts but not
// their terms.
type graded struct {
	Answer []struct {
		Question string
		Ticks    []bool // of each key point, in order
		Text     string
	}
}

// The share of key points on which the matcher and the fair grader agree.
const (
	leastTuned  = 0.9 // in each domain, on answers that the terms were tuned on
	leastUnseen = 0.9 // on average over the domains, on answers that they were not
)

func TestMatcherAgreesWithAFairGrader(t *testing.T) {
	b := builtIn(t)
	for _, d := range b.Domains {
		t.Run(d.ID, func(t *testing.T) {
			same, all := agreement(t, b, "testdata/graded", d.ID, t.Logf)
			t.Logf("agreement on %d of %d key points", same, all)
			if float64(same) < leastTuned*float64(all) {
				t.Errorf("agreement %.3f, at least %.2f", float64(same)/float64(all), leastTuned)
			}
		})
	}
}

// TestMatcherOnUnseenAnswers is the measure: nothing may be tuned on its answers.
func TestMatcherOnUnseenAnswers(t *testing.T) {
	b := builtIn(t)
	quiet := func(string, ...any) {} // who sees them would tune on them
	mean := 0.0
	for _, d := range b.Domains {
		same, all := agreement(t, b, "testdata/unseen", d.ID, quiet)
		share := float64(same) / float64(all)
		t.Logf("%-14s %4d of %4d, %.3f", d.ID, same, all, share)
		mean += share / float64(len(b.Domains))
	}
	t.Logf("%-14s %.3f", "mean", mean)
	if mean < leastUnseen {
		t.Errorf("agreement %.3f, at least %.2f", mean, leastUnseen)
	}
}

// agreement counts the key points of a domain's graded answers, and those on
// which matcher and grader agree. It logs the others.
func agreement(t *testing.T, b *bank.Bank, dir, domain string, log func(format string, args ...any)) (same, all int) {
	t.Helper()
	var file graded
	if _, err := toml.DecodeFile(filepath.Join(dir, domain+".toml"), &file); err != nil {
		t.Fatal(err)
	}
	for _, a := range file.Answer {
		q, ok := b.Question(a.Question)
		if !ok || len(q.KeyPoints) != len(a.Ticks) {
			t.Fatalf("the grades of %s are not of its key points", a.Question)
		}
		for i, p := range q.Match(a.Text).Points {
			all++
			switch {
			case p.Hit == a.Ticks[i]:
				same++
			case p.Hit:
				s := p.Spans[0]
				log("%s %d: should not be ticked, by %q: %s", q.ID, i+1, a.Text[s.Start:s.End], q.KeyPoints[i].Text)
			default:
				log("%s %d: should be ticked: %s", q.ID, i+1, q.KeyPoints[i].Text)
			}
		}
	}
	return same, all
}
