package bank

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// An Index finds questions by the words of their prompt, topic, key points and
// answer. It is not changed after it is made.
type Index struct {
	words    []string   // sorted
	postings [][]uint32 // for each word, the questions that have it: place<<weightBits | weight
	n        int
}

// The weight of a word by where it stands; of several places the best counts.
const (
	weightBits   = 4
	inPrompt     = 8
	inTopic      = 5
	inPoint      = 2
	inAnswer     = 1
	wholeWord    = 2 // times, where the word itself was looked for and not its beginning
	mostWords    = 8 // of a query; more are not looked at
	highestScore = inPrompt * wholeWord * mostWords
)

// NewIndex indexes the questions. Search returns places in the same slice.
func NewIndex(questions []*Question) *Index {
	all := map[string][]uint32{}
	for i, q := range questions {
		in := map[string]uint32{}
		note := func(text string, weight uint32) {
			for _, w := range searchWords(text) {
				in[w] = max(in[w], weight)
			}
		}
		note(q.Prompt, inPrompt)
		note(q.ID, inTopic)
		note(q.Topic, inTopic)
		for _, k := range q.KeyPoints {
			note(k.Text, inPoint)
		}
		note(q.Answer, inAnswer)
		for w, weight := range in {
			all[w] = append(all[w], uint32(i)<<weightBits|weight)
		}
	}
	x := &Index{n: len(questions), words: make([]string, 0, len(all))}
	for w := range all {
		x.words = append(x.words, w)
	}
	slices.Sort(x.words)
	x.postings = make([][]uint32, len(x.words))
	for i, w := range x.words {
		x.postings[i] = all[w]
	}
	return x
}

// searchWords splits text into words in small letters.
func searchWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Search returns the places of the questions that have every word of the
// query, or a word that begins with it, the best first; all of them in their
// order where the query has no word.
func (x *Index) Search(query string) []int {
	words := searchWords(query)
	words = words[:min(len(words), mostWords)]
	if len(words) == 0 {
		all := make([]int, x.n)
		for i := range all {
			all[i] = i
		}
		return all
	}
	score := make([]uint16, x.n)
	best := make([]uint16, x.n) // for the word at hand
	had := make([]uint8, x.n)   // words found so far
	for n, word := range words {
		if n > 0 {
			clear(best)
		}
		from := sort.SearchStrings(x.words, word)
		for i := from; i < len(x.words) && strings.HasPrefix(x.words[i], word); i++ {
			times := uint16(1)
			if x.words[i] == word {
				times = wholeWord
			}
			for _, p := range x.postings[i] {
				at, weight := p>>weightBits, uint16(p&(1<<weightBits-1))*times
				best[at] = max(best[at], weight)
			}
		}
		for i, b := range best {
			if b > 0 && had[i] == uint8(n) {
				had[i]++
				score[i] += b
			}
		}
	}
	return x.ranked(score, had, uint8(len(words)))
}

// ranked sorts by counting, as scores are small.
func (x *Index) ranked(score []uint16, had []uint8, all uint8) []int {
	var counts [highestScore + 2]int
	for i, s := range score {
		if had[i] == all {
			counts[s]++
		}
	}
	starts, sum := counts, 0
	for s := len(counts) - 1; s >= 0; s-- {
		starts[s] = sum
		sum += counts[s]
	}
	found := make([]int, sum)
	for i, s := range score {
		if had[i] == all {
			found[starts[s]] = i
			starts[s]++
		}
	}
	return found
}

// Highlight returns where in the text the words of the query, or words that
// begin with them, stand.
func Highlight(text, query string) []Span {
	words := searchWords(query)
	if len(words) == 0 {
		return nil
	}
	var spans []Span
	start := -1
	check := func(end int) {
		if start < 0 {
			return
		}
		word := strings.ToLower(text[start:end])
		for _, w := range words {
			if strings.HasPrefix(word, w) {
				spans = append(spans, Span{start, start + matched(text[start:end], w)})
				break
			}
		}
		start = -1
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
		} else {
			check(i)
		}
	}
	check(len(text))
	return spans
}

// matched returns how many bytes at the beginning of the word become the
// given ones in small letters.
func matched(word, small string) int {
	for i := range word {
		if len(strings.ToLower(word[:i])) >= len(small) {
			return i
		}
	}
	return len(word)
}
