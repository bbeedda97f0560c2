package mock

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
)

// Graded is a question of a loop after its self-grading.
type Graded struct {
	Question bank.Question
	Domain   string // its name
	Ladder   []Turn
	Ticks    []bool
	Coverage float64
	Rating   fsrs.Rating
}

// A Row of the scorecard is a competency or a principle.
type Row struct {
	Name      string
	Coverage  float64 // 0 to 1, mean of its questions
	Questions int
	Depth     int    // rungs answered, over its questions
	Rungs     int    // that were asked
	Evidence  string // the candidate's own words, or what was ticked of an answer given aloud
	Missed    []string
}

// A Card is the scorecard of a loop.
type Card struct {
	Coverage       float64
	Missed, Needed int // essential points left out, of how many
	Competencies   []Row
	Principles     []Row
	Strengths      []string
	Concerns       []string
	Suggested      Verdict // what the points speak for
	Why            string
	Practise       []string // ids of the questions to go back to, worst first
	Delivery       []Delivery
}

// Delivery is how answers of one kind were given.
type Delivery struct {
	Kind    string
	Answers int
	Thought time.Duration // mean time to the first word
	Elapsed time.Duration // mean
	Target  time.Duration // mean
}

// What the points must be for an inclined verdict, for a strength, for a
// concern.
const (
	inclinedFrom  = 0.6
	missedAtMost  = 1.0 / 3 // of the essential points
	strengthFrom  = 0.75
	concernBelow  = 0.5
	overTime      = 1.3 // times the target
	longThought   = 45 * time.Second
	practiseMost  = 3
	concernsMost  = 8
	evidenceWords = 32
)

// Score makes the scorecard of graded questions.
func Score(graded []Graded) Card {
	c := Card{Delivery: Deliveries(graded)}
	for _, g := range graded {
		c.Coverage += g.Coverage / float64(len(graded))
		for i, k := range g.Question.KeyPoints {
			if !k.Essential {
				continue
			}
			c.Needed++
			if !ticked(g, i) {
				c.Missed++
			}
		}
	}
	c.Competencies = rows(graded, func(g Graded) []string { return []string{g.Domain} })
	c.Principles = rows(graded, func(g Graded) []string { return g.Question.Principles })
	c.Strengths, c.Concerns = strengths(c), concerns(c, graded)
	c.Suggested, c.Why = suggest(c, len(graded))
	worst := slices.Clone(graded)
	slices.SortStableFunc(worst, func(a, b Graded) int { return cmp.Compare(a.Coverage, b.Coverage) })
	for _, g := range worst[:min(practiseMost, len(worst))] {
		c.Practise = append(c.Practise, g.Question.ID)
	}
	return c
}

func ticked(g Graded, point int) bool { return point < len(g.Ticks) && g.Ticks[point] }

// rows groups the questions by their names, in order of appearance.
func rows(graded []Graded, names func(Graded) []string) []Row {
	var out []Row
	of := map[string][]Graded{}
	for _, g := range graded {
		for _, n := range names(g) {
			if of[n] == nil {
				out = append(out, Row{Name: n})
			}
			of[n] = append(of[n], g)
		}
	}
	for i := range out {
		r := &out[i]
		best := 0
		for _, g := range of[r.Name] {
			r.Questions++
			r.Coverage += g.Coverage / float64(len(of[r.Name]))
			r.Depth += Depth(g.Ladder)
			r.Rungs += len(g.Ladder)
			if quote, points := evidence(g); points > best {
				r.Evidence, best = quote, points
			}
			for j, k := range g.Question.KeyPoints {
				if k.Essential && !ticked(g, j) {
					r.Missed = append(r.Missed, k.Text)
				}
			}
		}
	}
	return out
}

// evidence is the sentence of the answer that hits most ticked key points, or
// the first ticked point of an answer given aloud; and how many it hits.
func evidence(g Graded) (quote string, points int) {
	text := Words(g.Ladder)
	if text == "" {
		for i, k := range g.Question.KeyPoints {
			if ticked(g, i) {
				return "said aloud: " + k.Text, 1
			}
		}
		return "", 0
	}
	for _, sentence := range sentences(text) {
		n := 0
		for i, hit := range g.Question.Match(sentence).Ticks() {
			if hit && ticked(g, i) {
				n++
			}
		}
		if n > points {
			quote, points = sentence, n
		}
	}
	words := strings.Fields(quote)
	if len(words) > evidenceWords {
		return strings.Join(words[:evidenceWords], " ") + " …", points
	}
	return strings.Join(words, " "), points
}

// sentences cuts text at the ends of sentences and at empty lines, and leaves
// out what the interviewer asked.
func sentences(text string) []string {
	var out []string
	for _, part := range strings.Split(text, "\n\n") {
		if strings.HasPrefix(part, quote) {
			continue
		}
		for part != "" {
			end := strings.IndexAny(part, ".!?")
			for end >= 0 && end+1 < len(part) && part[end+1] != ' ' && part[end+1] != '\n' {
				next := strings.IndexAny(part[end+1:], ".!?")
				if next < 0 {
					end = -1
					break
				}
				end += 1 + next
			}
			if end < 0 {
				out = append(out, part)
				break
			}
			out = append(out, part[:end+1])
			part = strings.TrimSpace(part[end+1:])
		}
	}
	return out
}

func strengths(c Card) []string {
	var out []string
	for _, r := range slices.Concat(c.Competencies, c.Principles) {
		if r.Coverage >= strengthFrom {
			out = append(out, fmt.Sprintf("%s: %.0f%% of the points", r.Name, 100*r.Coverage))
		}
	}
	return out
}

func concerns(c Card, graded []Graded) []string {
	var out []string
	passed := 0
	for _, g := range graded {
		if Depth(g.Ladder) == 0 {
			passed++
		}
	}
	if passed > 0 {
		out = append(out, fmt.Sprintf("%d of %d questions passed over", passed, len(graded)))
	}
	for _, g := range graded {
		for _, w := range g.Question.Match(Spoken(Words(g.Ladder))).Wrong {
			out = append(out, "Wrong claim: "+w.Say)
		}
	}
	for _, r := range slices.Concat(c.Competencies, c.Principles) {
		if r.Coverage < concernBelow {
			out = append(out, fmt.Sprintf("%s: %.0f%% of the points", r.Name, 100*r.Coverage))
		}
	}
	for _, d := range c.Delivery {
		if float64(d.Elapsed) > overTime*float64(d.Target) {
			out = append(out, fmt.Sprintf("Over time in %s answers: %.0f%% of the target", d.Kind, 100*float64(d.Elapsed)/float64(d.Target)))
		}
		if d.Thought > longThought {
			out = append(out, fmt.Sprintf("%.0f seconds before the first word in %s answers", d.Thought.Seconds(), d.Kind))
		}
	}
	return out[:min(len(out), concernsMost)]
}

func suggest(c Card, questions int) (Verdict, string) {
	if questions == 0 {
		return NotInclined, "nothing was graded"
	}
	why := fmt.Sprintf("%.0f%% of the points, %d of %d essential points missed", 100*c.Coverage, c.Missed, c.Needed)
	if c.Coverage >= inclinedFrom && float64(c.Missed) <= missedAtMost*float64(c.Needed) {
		return Inclined, why
	}
	return NotInclined, why
}

// Deliveries returns how the questions of each kind were answered; follow-ups
// and those passed over are left out.
func Deliveries(graded []Graded) []Delivery {
	var out []Delivery
	for _, kind := range bank.Kinds() {
		d := Delivery{Kind: kind}
		for _, g := range graded {
			if string(g.Question.Kind) != kind || len(g.Ladder) == 0 || g.Ladder[0].State != TurnAnswered {
				continue
			}
			d.Answers++
			d.Thought += g.Ladder[0].Thought
			d.Elapsed += g.Ladder[0].Elapsed
			d.Target += time.Duration(g.Ladder[0].Minutes) * time.Minute
		}
		if d.Answers > 0 {
			n := time.Duration(d.Answers)
			d.Thought, d.Elapsed, d.Target = d.Thought/n, d.Elapsed/n, d.Target/n
			out = append(out, d)
		}
	}
	return out
}
