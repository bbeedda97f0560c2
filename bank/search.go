package bank

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// An Index finds questions by the words of their prompt, topic, key points and
// answer. It is not changed after it is made.
type Index struct {
	parts []*part
	n     int
}

// A part indexes some of the questions.
type part struct {
	Words
	places []uint32 // of its questions among all
}

// nowhere is the place of a question of a file that is not among those indexed.
const nowhere = ^uint32(0)

// put says that the part's question i is at the place among all.
func (p *part) put(i int, place uint32) {
	for len(p.places) <= i {
		p.places = append(p.places, nowhere)
	}
	p.places[i] = place
}

// Words are the words of some questions and where each stands, packed since
// there may be millions.
type Words struct {
	Text     string   // the words, sorted, one after the other
	Ends     []uint32 // where each ends in Text
	Starts   []uint32 // where its postings begin, and at last where all end
	Postings []uint32 // of each word, the questions that have it: number<<weightBits | weight
}

func (w Words) word(i int) string {
	begin := uint32(0)
	if i > 0 {
		begin = w.Ends[i-1]
	}
	return w.Text[begin:w.Ends[i]]
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
	p := &part{Words: indexWords(questions)}
	for i := range questions {
		p.places = append(p.places, uint32(i))
	}
	return &Index{[]*part{p}, len(questions)}
}

func indexWords(questions []*Question) Words {
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
	sorted := slices.Sorted(maps.Keys(all))
	w := Words{Starts: []uint32{0}}
	var text strings.Builder
	for _, word := range sorted {
		text.WriteString(word)
		w.Ends = append(w.Ends, uint32(text.Len()))
		w.Postings = append(w.Postings, all[word]...)
		w.Starts = append(w.Starts, uint32(len(w.Postings)))
	}
	w.Text = text.String()
	return w
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
		for _, p := range x.parts {
			p.note(word, best)
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

// note raises best for each question that has the word, or one that begins
// with it.
func (p *part) note(word string, best []uint16) {
	n := len(p.Ends)
	from := sort.Search(n, func(i int) bool { return p.word(i) >= word })
	for i := from; i < n && strings.HasPrefix(p.word(i), word); i++ {
		times := uint16(1)
		if p.word(i) == word {
			times = wholeWord
		}
		for _, posting := range p.Postings[p.Starts[i]:p.Starts[i+1]] {
			number, weight := posting>>weightBits, uint16(posting&(1<<weightBits-1))*times
			if int(number) >= len(p.places) || p.places[number] == nowhere {
				continue
			}
			at := p.places[number]
			best[at] = max(best[at], weight)
		}
	}
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
