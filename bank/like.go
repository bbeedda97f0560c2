package bank

// The least that a text and a prompt must have in common to be one question.
const (
	likeWords = 2
	likeShare = 0.6 // of the words of the shorter one
)

// Like returns the question whose prompt is most like the text, as when
// somebody remembers what they were asked, and whether any is.
func (b *Bank) Like(text string) (Question, bool) {
	var (
		best  *Question
		share float64
		words = content(text)
	)
	for d := range b.Domains {
		for i := range b.Domains[d].Questions {
			q := &b.Domains[d].Questions[i]
			prompt := content(q.Prompt)
			both := 0
			for w := range prompt {
				if words[w] {
					both++
				}
			}
			if both < likeWords {
				continue
			}
			// The longer of two prompts with the same words in common is less like it.
			s := float64(both)/float64(min(len(words), len(prompt))) + alike(words, prompt)
			if float64(both) >= likeShare*float64(min(len(words), len(prompt))) && s > share {
				best, share = q, s
			}
		}
	}
	if best == nil {
		return Question{}, false
	}
	return *best, true
}

// content is the stems of the words that mean something by themselves.
func content(text string) map[string]bool {
	words := stems(text)
	for w := range stems(`a an and are as at be by can could did do does explain describe discuss example for from give have
		how i if in is it its me name of on one or provide say tell that the their them they this through time to walk was what
		when where which who why will with would you your`) {
		delete(words, w)
	}
	return words
}
