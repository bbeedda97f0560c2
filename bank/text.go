package bank

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// text is an answer cut into stemmed words. A hyphenated word stands in it as
// its parts, and joined holds it in one piece, so that "allow-list" is found
// by "allowlist" and by "allow list".
type text struct {
	tokens []token
	joined map[int]joint // by the token it begins at
}

type token struct {
	stem  string
	first bool // of a sentence
	small bool // it may be passed over within a phrase
	tight bool // a point or a comma alone stands between it and the one before, as in 4,950
	Span
}

// A joint is a hyphenated word in one piece.
type joint struct {
	stem  string
	count int // of the tokens it takes
}

func tokenize(s string) text {
	t := text{joined: map[int]joint{}}
	group, end := 0, 0 // where the run of hyphenated words begins, and where the last word ended
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
		between := s[end:start]
		if !hyphen(between) {
			t.join(s, group)
			group = len(t.tokens)
		}
		t.add(s, start, i, between)
		end = i
	}
	t.join(s, group)
	return t
}

// add appends the word s[start:end], which stands behind between.
func (t *text) add(s string, start, end int, between string) {
	word := strings.ToLower(s[start:end])
	switch {
	case word == "cannot":
		t.tokens = append(t.tokens,
			token{stem: "can", Span: Span{start, start + len("can")}, first: ends(between)},
			token{stem: "not", Span: Span{start + len("can"), end}})
	case word == "t" && (between == "'" || between == "\u2019") && t.negate(s):
		t.tokens = append(t.tokens, token{stem: "not", Span: Span{start, end}})
	default:
		t.tokens = append(t.tokens, token{
			stem: stem(word), Span: Span{start, end}, first: ends(between), small: small(word),
			tight: between == "." || between == "," || between == ":",
		})
	}
}

// ends tells whether a sentence ends in what stands between two words.
func ends(between string) bool {
	at := strings.IndexAny(between, ".!?;")
	return at >= 0 && at+1 < len(between) && (between[at+1] == ' ' || between[at+1] == '\n')
}

// negate makes the last word that of a shortened "not": "didn" is "did". It
// reports whether the word is one.
func (t *text) negate(s string) bool {
	if len(t.tokens) == 0 {
		return false
	}
	last := &t.tokens[len(t.tokens)-1]
	word := strings.ToLower(s[last.Start:last.End])
	verb, ok := strings.CutSuffix(word, "n")
	if !ok {
		return false
	}
	switch verb {
	case "ca":
		verb = "can"
	case "wo":
		verb = "will"
	}
	last.stem = stem(verb)
	return true
}

// small tells whether a word says too little to compare within a phrase: "told
// the team" and "told our team" are the same.
func small(word string) bool {
	switch word {
	case "a", "an", "the", "my", "our", "your", "his", "her", "its", "their", "this", "these", "those":
		return true
	}
	return false
}

// join records the tokens from group to the last in one piece.
func (t *text) join(s string, group int) {
	count := len(t.tokens) - group
	if count < 2 {
		return
	}
	whole := s[t.tokens[group].Start:t.tokens[len(t.tokens)-1].End]
	t.joined[group] = joint{stem(strings.ToLower(dehyphen.Replace(whole))), count}
}

// after returns the place behind the word with the stem at the place, or -1
// where another word stands there.
func (t text) after(stem string, at int) int {
	if t.tokens[at].stem == stem {
		return at + 1
	}
	if j, ok := t.joined[at]; ok && j.stem == stem {
		return at + j.count
	}
	return -1
}

// stemsAt returns how the word at the place may be read: by itself, and in one
// piece with those it is joined to by hyphens.
func (t text) stemsAt(at int) []string {
	if j, ok := t.joined[at]; ok {
		return []string{t.tokens[at].stem, j.stem}
	}
	return []string{t.tokens[at].stem}
}

var dehyphen = strings.NewReplacer("-", "", "\u2010", "", "\u2011", "")

func hyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" }

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// stem folds a word in lower case (no accents, compatibility forms unified,
// American spelling) and stems it as English by Snowball.
func stem(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		word = strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(word)))
	}
	return english.Stem(american(word), false)
}

// american spells the British endings of long words the American way, for
// "authorise" and "authorize" to be one. What it makes of "promise" is no word,
// but the same in a term and in an answer.
func american(word string) string {
	if len(word) < 6 {
		return word
	}
	for _, end := range [...]string{"our", "ours", "oured", "ouring", "oural", "ourable"} {
		if head, ok := strings.CutSuffix(word, end); ok {
			return head + "or" + end[len("our"):]
		}
	}
	for _, end := range [...]string{"se", "sed", "ses", "ser", "sers", "sing", "sation", "sations"} {
		if head, ok := strings.CutSuffix(word, end); ok && len(head) > 3 && (head[len(head)-1] == 'i' || head[len(head)-1] == 'y') {
			return head + "z" + end[1:]
		}
	}
	return word
}
