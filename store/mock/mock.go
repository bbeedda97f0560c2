// Package mock is the mock interview as pure functions: what a loop is made
// of, and what its scorecard says.
package mock

import (
	"strings"
	"time"
)

// A Loop is a mock interview of one stage or of several.
type Loop struct {
	ID        int64
	Seed      uint64
	Level     string
	StartedAt time.Time
	EndedAt   time.Time // zero until its scorecard is kept or it is abandoned
	Abandoned bool
	Verdict   Verdict // of the person on themselves
	Note      string
	Rounds    []Round
}

// A Verdict is what somebody would say in the debrief.
type Verdict string

// The verdicts; Undecided before the person has said one.
const (
	Undecided   Verdict = ""
	Inclined    Verdict = "inclined"
	NotInclined Verdict = "not inclined"
)

// A RoundState says how far a round has got.
type RoundState string

// The states of a round.
const (
	RoundWaiting   RoundState = "waiting"
	RoundRunning   RoundState = "running"
	RoundOver      RoundState = "over"
	RoundAbandoned RoundState = "abandoned"
)

// A Round is one timed stage.
type Round struct {
	Stage   string
	Opening string // what the interviewer says first
	Minutes int
	State   RoundState
	Elapsed time.Duration
	Asked   string // by the candidate, at its end
	Turns   []Turn
}

// A TurnState says what became of a turn.
type TurnState string

// The states of a turn. A passed one was not answered: it was as deep as the
// person got.
const (
	TurnWaiting  TurnState = "waiting"
	TurnAnswered TurnState = "answered"
	TurnPassed   TurnState = "passed"
)

// A Turn is a question, or a follow-up to the question before it.
type Turn struct {
	Question string // id
	Step     int    // 0: the question; n: its n-th follow-up
	Ask      string // as worded
	Minutes  int
	State    TurnState
	Answer   string
	Marks    []int
	Thought  time.Duration // before the first word
	Elapsed  time.Duration
}

// Current returns the place of the round that comes next, and whether there is
// one: the running one, or else the first that waits.
func (l Loop) Current() (int, bool) {
	for i, r := range l.Rounds {
		if r.State == RoundRunning {
			return i, true
		}
	}
	for i, r := range l.Rounds {
		if r.State == RoundWaiting {
			return i, true
		}
	}
	return 0, false
}

// Next returns the place of the first turn that waits, and whether there is one.
func (r Round) Next() (int, bool) {
	for i, t := range r.Turns {
		if t.State == TurnWaiting {
			return i, true
		}
	}
	return 0, false
}

// Questions returns the ids of the round's questions in order, each once.
func (r Round) Questions() []string {
	var ids []string
	for _, t := range r.Turns {
		if t.Step == 0 {
			ids = append(ids, t.Question)
		}
	}
	return ids
}

// Ladder returns the question's turns: itself and its follow-ups.
func (r Round) Ladder(question string) []Turn {
	var turns []Turn
	for _, t := range r.Turns {
		if t.Question == question {
			turns = append(turns, t)
		}
	}
	return turns
}

// Depth returns how many rungs of the ladder were answered: 0 where the
// question itself was not, else the number of the last follow-up answered
// plus one.
func Depth(ladder []Turn) int {
	depth := 0
	for _, t := range ladder {
		if t.State == TurnAnswered {
			depth = t.Step + 1
		}
	}
	return depth
}

// quote stands before what the interviewer asked.
const quote = "> "

// Words returns all that was said on the ladder, the follow-ups with what was
// asked before them.
func Words(ladder []Turn) string {
	text := ""
	for _, t := range ladder {
		if t.Answer == "" {
			continue
		}
		if text != "" {
			text += "\n\n"
		}
		if t.Step > 0 {
			text += quote + strings.ReplaceAll(t.Ask, "\n", " ") + "\n\n"
		}
		text += t.Answer
	}
	return text
}

// Spoken returns what Words returned with the interviewer's part blanked, as
// long as it was, so that only the candidate's own words count.
func Spoken(words string) string {
	lines := strings.SplitAfter(words, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, quote) {
			lines[i] = strings.Repeat(" ", len(strings.TrimSuffix(l, "\n"))) + l[len(strings.TrimSuffix(l, "\n")):]
		}
	}
	return strings.Join(lines, "")
}
