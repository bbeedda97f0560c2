package bank

import "strings"

// A term is what a key point looks for: words in a row, among them "*" for up
// to gapWords words of any kind, "<name>" for any of the vocabulary's ways to
// say it, and "<number>". A term does not go on past the end of a sentence.
type term []field

// A field of a term is the stem of a word, or what may stand in its place.
type field struct {
	stem   string
	small  bool // as in a text
	gap    bool
	number bool
	ways   ways
}

// ways are the terms any of which will do, by the stem they begin with; under
// anyNumber those that begin with a number.
type ways map[string][]term

const anyNumber = ""

const (
	gapSign    = "*"
	gapWords   = 3
	numberName = "number"
)

// compile reads a term. A name that the vocabulary lacks counts as a word.
func compile(s string, vocabulary map[string]concept) term {
	var t term
	for _, w := range strings.Fields(s) {
		name, named := conceptName(w)
		known, has := vocabulary[name]
		switch {
		case w == gapSign:
			t = append(t, field{gap: true})
		case named && name == numberName:
			t = append(t, field{number: true})
		case named && has:
			t = append(t, field{ways: known.ways()})
		default:
			t = append(t, word(w)...)
		}
	}
	return withoutSmall(t)
}

// withoutSmall leaves out the small words within the term. At its ends they
// count: "my fault" is not "the fault".
func withoutSmall(t term) term {
	var out term
	for i, f := range t {
		if i == 0 || i == len(t)-1 || !f.small {
			out = append(out, f)
		}
	}
	return out
}

// conceptName returns what stands between angle brackets.
func conceptName(s string) (string, bool) {
	name, ok := strings.CutPrefix(s, "<")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(name, ">")
}

// word reads what stands between two spaces: one word, or several such as
// "allow-list", which is found in one piece too.
func word(s string) term {
	t := tokenize(s)
	var apart term
	for _, k := range t.tokens {
		apart = append(apart, field{stem: k.stem, small: k.small})
	}
	if whole, ok := t.joined[0]; ok && whole.count == len(t.tokens) {
		return term{{ways: ways{apart[0].stem: {apart}, whole.stem: {{{stem: whole.stem}}}}}}
	}
	return apart
}

// findAny returns where any of the terms stands in the text.
func (t text) findAny(terms []string) []Span {
	var spans []Span
	for _, term := range terms {
		spans = append(spans, t.find(compile(term, vocabulary()))...)
	}
	return spans
}

// find returns where the term stands in the text.
func (t text) find(term term) []Span {
	var spans []Span
	for at := range t.tokens {
		if end := t.fits(term, at); end > at {
			spans = append(spans, Span{t.tokens[at].Start, t.tokens[end-1].End})
		}
	}
	return spans
}

// fits returns the end of the shortest run of words that begins at the place
// and that the term fits, or -1.
func (t text) fits(term term, at int) int {
	if len(term) == 0 {
		return at
	}
	if at >= len(t.tokens) {
		return -1
	}
	p, rest := term[0], term[1:]
	switch {
	case p.gap:
		for skip := 0; skip <= gapWords; skip++ {
			if at+skip < len(t.tokens) && t.tokens[at+skip].first {
				return -1
			}
			if end := t.fits(rest, at+skip); end >= 0 {
				return end
			}
		}
		return -1
	case p.number:
		if !numeral(t.tokens[at].stem) {
			return -1
		}
		for at++; at < len(t.tokens) && t.tokens[at].tight; at++ {
		}
		return t.goesOn(rest, at)
	case p.ways != nil:
		return t.fitsAny(p.ways, rest, at)
	}
	next := t.after(p.stem, at)
	if next < 0 {
		return -1
	}
	return t.goesOn(rest, next)
}

// goesOn is fits within a term, where small words may be passed over.
func (t text) goesOn(rest term, at int) int {
	for ; ; at++ {
		if len(rest) > 0 && at < len(t.tokens) && t.tokens[at].first {
			return -1
		}
		end := t.fits(rest, at)
		if end >= 0 || at >= len(t.tokens) || !t.tokens[at].small {
			return end
		}
	}
}

func (t text) fitsAny(ways ways, rest term, at int) int {
	best := -1
	for _, stem := range append(t.stemsAt(at), anyNumber) {
		for _, way := range ways[stem] {
			next := t.fits(way, at)
			if next < 0 {
				continue
			}
			if end := t.goesOn(rest, next); end >= 0 && (best < 0 || end < best) {
				best = end
			}
		}
	}
	return best
}

// numeral tells whether a stem is that of a number. "One" is none: it is more
// often a pronoun.
func numeral(stem string) bool {
	if stem != "" && stem[0] >= '0' && stem[0] <= '9' {
		return true
	}
	switch stem {
	case "zero", "half", "halv", "twice", "doubl", "dozen", "percent",
		"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelv",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
		"twenti", "thirti", "forti", "fifti", "sixti", "seventi", "eighti", "nineti",
		"hundr", "hundred", "thousand", "million", "billion":
		return true
	}
	return false
}
