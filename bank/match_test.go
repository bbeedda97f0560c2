package bank_test

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"debrief/bank"

	"github.com/BurntSushi/toml"
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
		{"any number", []string{"down"}, []string{"<number>"}, "Down from 35 to twelve, but one stayed", []string{"Down", "35", "twelve"}},
		{"no number", []string{"down"}, []string{"<number>"}, "One went down", nil},
		{"a number in a phrase", []string{"from <number> to <number>"}, nil, "It fell from 12 to zero in May", []string{"from 12 to zero"}},
		{"up to three words between", []string{"told * before"}, nil, "I told the whole team before, and told them all of it well before", []string{"told the whole team before"}},
		{"nothing between", []string{"hours * week"}, nil, "Five hours week by week", []string{"hours week"}},
		{"a gap at the end of the text", []string{"told * before"}, nil, "I told", nil},
		{"a number with its parts", []string{"at <number> orders"}, nil, "at 4,950 orders", []string{"at 4,950 orders"}},
		{"small words within", []string{"told the team"}, nil, "I told our team", []string{"told our team"}},
		{"small words within an answer", []string{"told team"}, nil, "I told the whole team and told my team", []string{"told my team"}},
		{"small words at an end", []string{"my fault"}, nil, "the fault was my fault", []string{"my fault"}},
		{"not in short", []string{"did not fit"}, nil, "It didn’t fit, it DIDN'T fit", []string{"didn’t fit", "DIDN'T fit"}},
		{"not written out", []string{"can't see"}, nil, "you cannot see it", []string{"cannot see"}},
		{"a T that is no not", []string{"not"}, nil, "the T's and 't", nil},
		{"British and American", []string{"authorised behavior"}, nil, "authorized behaviour", []string{"authorized behaviour"}},
		{"a name of the vocabulary", []string{"asked <boss>"}, nil, "I asked the head of support", []string{"asked the head of"}},
		{"a name for hyphens", []string{"<allow-list>"}, nil, "an allow-list or allowlist", []string{"allow-list", "allowlist"}},
		{"an unknown name is a word", []string{"<script>"}, nil, "a script tag", []string{"script"}},
		{"not past the end of a sentence", []string{"role chaining", "takes * follows"}, nil, "It takes the role. Chaining follows.", nil},
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

func TestVocabulary(t *testing.T) {
	files, err := filepath.Glob("vocabulary/*.toml")
	if err != nil || files == nil {
		t.Fatal(files, err)
	}
	all := map[string]bool{"number": true}
	for _, file := range files {
		lists := map[string][]string{}
		if _, err := toml.DecodeFile(file, &lists); err != nil {
			t.Fatal(err)
		}
		for name, list := range lists {
			if all[name] {
				t.Errorf("<%s> stands in two files", name)
			}
			all[name] = true
			if !slices.Equal(bank.Ways(name), list) {
				t.Errorf("<%s> is read otherwise than it stands in %s", name, file)
			}
		}
	}
	if got := bank.Names(); len(got) != len(all) {
		t.Errorf("%d names, %d stand in the files", len(got), len(all))
	}
	for _, name := range bank.Names() {
		for _, way := range bank.Ways(name) {
			if !point([]string{"<" + name + ">"}, nil).Match(strings.ReplaceAll(strings.ReplaceAll(way, "*", "or"), "<number>", "12")).Points[0].Hit {
				t.Errorf("<%s> does not find %q", name, way)
			}
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("least-privilege", "Least privileges: x-forwarded-for")
	f.Add("asked * <boss> by <number>", "I asked my own boss by 12.5, cannot and didn't")
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
