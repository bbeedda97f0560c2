package bank

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// A Span is a piece of an answer: the half-open range of bytes [Start, End).
type Span struct{ Start, End int }

// A PointMatch tells whether an answer hits a key point, and by which words.
type PointMatch struct {
	Hit   bool
	Spans []Span // the words that matched, in the order of the answer; none where it does not hit
}

// A Match is how an answer holds up against a question's rubric.
type Match struct {
	Points []PointMatch
	Wrong  []WrongMatch
}

// A WrongMatch is a claim in the answer that is known to be wrong.
type WrongMatch struct {
	Say   string
	Spans []Span
}

// Ticks returns for every key point whether it is hit.
func (m Match) Ticks() []bool {
	ticks := make([]bool, len(m.Points))
	for i, p := range m.Points {
		ticks[i] = p.Hit
	}
	return ticks
}

// Match holds an answer against the key points and the known wrong claims of
// the question. Words are compared Unicode-folded and stemmed, terms as whole
// words or phrases; the same answer always gives the same result.
func (q Question) Match(answer string) Match {
	t := tokenize(answer)
	m := Match{Points: make([]PointMatch, len(q.KeyPoints))}
	for i, k := range q.KeyPoints {
		spans := t.findAny(k.Any)
		if len(spans) > 0 && len(k.And) > 0 {
			and := t.findAny(k.And)
			if len(and) == 0 {
				spans = nil
			} else {
				spans = append(spans, and...)
			}
		}
		m.Points[i] = PointMatch{Hit: len(spans) > 0, Spans: Join(spans)}
	}
	for _, w := range q.WrongClaims {
		if spans := t.findAny(w.Any); len(spans) > 0 {
			m.Wrong = append(m.Wrong, WrongMatch{Say: w.Say, Spans: Join(spans)})
		}
	}
	return m
}

// Coverage returns the weighted share, 0 to 1, of the key points that are
// ticked; 0 for a question without key points.
func (q Question) Coverage(ticks []bool) float64 {
	hit, all := 0, 0
	for i, k := range q.KeyPoints {
		all += k.Weight
		if i < len(ticks) && ticks[i] {
			hit += k.Weight
		}
	}
	if all == 0 {
		return 0
	}
	return float64(hit) / float64(all)
}

// flawsWeight is what pointing at the right lines weighs beside the key points.
const flawsWeight = 2

// Score is Coverage, with the marked lines of the exhibit as one more point
// where lines are to be pointed at.
func (q Question) Score(ticks []bool, marked []int) float64 {
	coverage := q.Coverage(ticks)
	if len(q.Flaws) == 0 {
		return coverage
	}
	all := 0
	for _, k := range q.KeyPoints {
		all += k.Weight
	}
	return (coverage*float64(all) + flawsWeight*q.Marked(marked)) / float64(all+flawsWeight)
}

// Join sorts spans and joins those that overlap.
func Join(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

type token struct {
	stem string
	Span
}

// text is an answer cut into stemmed words. A hyphenated word stands in it as
// its parts, and joined holds it in one piece, so that "allow-list" is found
// by "allowlist" and by "allow list".
type text struct {
	tokens []token
	starts map[string][]int // positions of each stem
	joined map[string][]joint
}

type joint struct{ from, count int }

func tokenize(s string) text {
	t := text{starts: map[string][]int{}, joined: map[string][]joint{}}
	group := 0 // where the run of hyphenated words begins
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) {
			i += n
			continue
		}
		start := i
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if !inWord(r) {
				break
			}
			i += n
		}
		if len(t.tokens) > 0 && !hyphen(s[t.tokens[len(t.tokens)-1].End:start]) {
			t.join(s, group)
			group = len(t.tokens)
		}
		st := stem(s[start:i])
		t.starts[st] = append(t.starts[st], len(t.tokens))
		t.tokens = append(t.tokens, token{st, Span{start, i}})
	}
	t.join(s, group)
	return t
}

// join records the tokens from group to the last in one piece.
func (t *text) join(s string, group int) {
	count := len(t.tokens) - group
	if count < 2 {
		return
	}
	whole := s[t.tokens[group].Start:t.tokens[len(t.tokens)-1].End]
	st := stem(dehyphen.Replace(whole))
	t.joined[st] = append(t.joined[st], joint{group, count})
}

var dehyphen = strings.NewReplacer("-", "", "\u2010", "", "\u2011", "")

func hyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" }

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// stem folds a word (no accents, lower case, compatibility forms unified) and
// stems it as English by Snowball.
func stem(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		word = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(word))
	}
	return english.Stem(strings.ToLower(word), false)
}

// findAny returns where any of the terms stands in the text.
func (t text) findAny(terms []string) []Span {
	var spans []Span
	for _, term := range terms {
		spans = append(spans, t.find(term)...)
	}
	return spans
}

func (t text) find(term string) []Span {
	words := tokenize(term).tokens
	if len(words) == 0 {
		return nil
	}
	var spans []Span
	for _, at := range t.starts[words[0].stem] {
		if at+len(words) > len(t.tokens) {
			break
		}
		same := true
		for i, w := range words {
			if t.tokens[at+i].stem != w.stem {
				same = false
				break
			}
		}
		if same {
			spans = append(spans, Span{t.tokens[at].Start, t.tokens[at+len(words)-1].End})
		}
	}
	whole := words[0].stem
	if len(words) > 1 {
		if strings.ContainsAny(term, " \t\n") {
			return spans
		}
		whole = stem(dehyphen.Replace(term))
		for _, at := range t.starts[whole] {
			spans = append(spans, t.tokens[at].Span)
		}
	}
	for _, j := range t.joined[whole] {
		spans = append(spans, Span{t.tokens[j.from].Start, t.tokens[j.from+j.count-1].End})
	}
	return spans
}
