package bank_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"debrief/bank"
)

func point(any, and []string) bank.Question {
	return bank.Question{KeyPoints: []bank.KeyPoint{{Any: any, And: and, Weight: 1}}}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name   string
		any    []string
		and    []string
		answer string
		want   []string // the words that match; nil: no hit
	}{
		{"a whole word", []string{"role"}, nil, "The role's keys, not its parole.", []string{"role"}},
		{"stems", []string{"encrypt"}, nil, "All is Encrypted by default.", []string{"Encrypted"}},
		{"a phrase", []string{"least privilege"}, nil, "Least privileges, not the least of privilege", []string{"Least privileges"}},
		{"across hyphens", []string{"man in the middle"}, nil, "a man-in-the-middle", []string{"man-in-the-middle"}},
		{"hyphen joined", []string{"allowlist"}, nil, "keep an allow-list", []string{"allow-list"}},
		{"hyphen in the term", []string{"allow-list"}, nil, "keep an allowlist", []string{"allowlist"}},
		{"accents and width", []string{"cafe"}, nil, "the café and ＣＡＦＥ", []string{"café", "ＣＡＦＥ"}},
		{"numbers", []string{"169.254.169.254"}, nil, "GET 169.254.169.254/latest", []string{"169.254.169.254"}},
		{"and is needed", []string{"put"}, []string{"token"}, "a PUT request", nil},
		{"and is met", []string{"put"}, []string{"token"}, "a token by PUT", []string{"token", "PUT"}},
		{"nothing", []string{"kms"}, nil, "", nil},
		{"another script", []string{"鍵"}, nil, "暗号 鍵", []string{"鍵"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := point(c.any, c.and).Match(c.answer).Points[0]
			var got []string
			for _, s := range p.Spans {
				got = append(got, c.answer[s.Start:s.End])
			}
			if !slices.Equal(got, c.want) || p.Hit != (c.want != nil) {
				t.Errorf("hit %v by %q, want %q", p.Hit, got, c.want)
			}
		})
	}
}

func TestCoverageIsWeighted(t *testing.T) {
	q := bank.Question{KeyPoints: []bank.KeyPoint{{Weight: 3}, {Weight: 1}}}
	for _, c := range []struct {
		ticks []bool
		want  float64
	}{{nil, 0}, {[]bool{true, false}, 0.75}, {[]bool{false, true}, 0.25}, {[]bool{true, true}, 1}} {
		if got := q.Coverage(c.ticks); got != c.want {
			t.Errorf("coverage of %v is %v, want %v", c.ticks, got, c.want)
		}
	}
}

func TestWrongClaimsAreCorrected(t *testing.T) {
	q := bank.Question{WrongClaims: []bank.WrongClaim{{Any: []string{"imdsv2 fixes ssrf"}, Say: "It does not."}}}
	if m := q.Match("IMDSv2 fixes SSRF for good"); len(m.Wrong) != 1 || m.Wrong[0].Say != "It does not." {
		t.Errorf("%+v", m.Wrong)
	}
	if m := q.Match("IMDSv2 blunts SSRF"); m.Wrong != nil {
		t.Errorf("%+v", m.Wrong)
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("least-privilege", "Least privileges: x-forwarded-for")
	f.Fuzz(func(t *testing.T, term, answer string) {
		for _, s := range point([]string{term}, nil).Match(answer).Points[0].Spans {
			if s.Start < 0 || s.End > len(answer) || s.Start >= s.End {
				t.Fatalf("span %v of %d bytes", s, len(answer))
			}
		}
	})
}

func TestScoreCountsTheMarkedLines(t *testing.T) {
	q := bank.Question{
		Exhibit: "a\nb\nc\nd\n", Flaws: []int{1, 3},
		KeyPoints: []bank.KeyPoint{{Weight: 3}, {Weight: 3}},
	}
	for _, c := range []struct {
		marked        []int
		share, scored float64
	}{
		{nil, 0, 0.375},
		{[]int{1, 3}, 1, 0.625},
		{[]int{1}, 2.0 / 3, 3.0/8 + 2.0/3/4},
		{[]int{1, 2, 3, 4}, 2.0 / 3, 3.0/8 + 2.0/3/4},
		{[]int{2, 4}, 0, 0.375},
	} {
		if got := q.Marked(c.marked); math.Abs(got-c.share) > 1e-9 {
			t.Errorf("marked %v: %v, want %v", c.marked, got, c.share)
		}
		if got := q.Score([]bool{true, false}, c.marked); math.Abs(got-c.scored) > 1e-9 {
			t.Errorf("score with %v: %v, want %v", c.marked, got, c.scored)
		}
	}
	if n := len(q.ExhibitLines()); n != 4 {
		t.Errorf("%d lines", n)
	}
}

func TestLineNames(t *testing.T) {
	for exhibit, want := range map[string]string{
		"a\nb\n":                          "1 2 false",
		"# head\n 1  a\n 2  b\n 3  c\n\n": " 1 2 3 true",
		"2026 a\n2026 b\n":                "1 2 false",
		"1 a\n2 b\n  wrapped\n3 c\n":      "1 2  3 true",
		"22 ssh\n80 http\n":               "1 2 false",
		"":                                " false",
	} {
		names, own := bank.Question{Exhibit: exhibit}.LineNames()
		if got := fmt.Sprint(strings.Join(names, " "), " ", own); got != want {
			t.Errorf("%q: %q, want %q", exhibit, got, want)
		}
	}
}
