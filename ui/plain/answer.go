package plain

import (
	"fmt"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/plan"
)

// outcome says how the person left a question.
type outcome int

const (
	answered outcome = iota
	skipped
)

// A reply is what the person did with a question.
type reply struct {
	store.Draft
	sure    plan.Confidence
	outcome outcome
}

// show writes the question.
func (d *desk) show(q bank.Question) {
	d.heading("Question:")
	d.say("%s", q.Prompt)
	if q.Exhibit == "" {
		return
	}
	d.heading("Exhibit:")
	names, own := q.LineNames()
	for i, line := range q.ExhibitLines() {
		if len(q.Flaws) > 0 && !own {
			fmt.Fprintf(d.Out, "%4s  ", names[i])
		}
		// Code and logs are not wrapped: their columns mean something.
		fmt.Fprintln(d.Out, strings.TrimRight(cleaned(line), " "))
	}
	fmt.Fprintln(d.Out)
}

const howTo = "Type your answer; a line with only a full stop ends it. " +
	"Or say it aloud and type the full stop. Alone on a line, :help lists what else you can type."

const commands = `.          ends the answer
:hint      what the interviewer looks for
:question  the question again
:sure N    how sure you are: 1 guessing, 2 fairly, 3 sure
:redo      throws the answer away and begins again
:note TEXT keeps a note for the next time
:skip      goes on to the next question
:quit      leaves; what you typed is kept`

// answer reads the answer to a question, and keeps it as it comes. keep gets
// the draft after each line.
func (d *desk) answer(q bank.Question, r reply, keep func(store.Draft) error) (reply, error) {
	lines := []string{}
	if r.Answer != "" {
		d.heading("What you typed before:")
		d.say("%s", r.Answer)
		lines = strings.Split(strings.TrimRight(r.Answer, "\n"), "\n")
	}
	began, before := d.Now(), r.Elapsed
	update := func() error {
		r.Answer, r.Elapsed = strings.Join(lines, "\n"), before+d.Now().Sub(began)
		return d.keep("Keeping your answer", func() error { return keep(r.Draft) })
	}
	for {
		line, err := d.read()
		if err != nil {
			if len(lines) > 0 {
				_ = update() // the person is gone; what could be kept is
			}
			return r, err
		}
		command, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch command {
		case ".":
			return r, update()
		case ":skip":
			r.outcome = skipped
			return r, update()
		case ":quit":
			if err := update(); err != nil {
				return r, err
			}
			return r, errLeft
		case ":redo":
			lines = nil
			if err := update(); err != nil {
				return r, err
			}
			d.say("Empty again.")
		case ":hint", ":question", ":help", ":sure", ":note":
			if err := d.aside(q, command, rest, &r); err != nil {
				return r, err
			}
		default:
			if r.Thought == 0 {
				r.Thought = max(before+d.Now().Sub(began), time.Millisecond)
			}
			lines = append(lines, line)
			if err := update(); err != nil {
				return r, err
			}
			if d.over() {
				d.say("The time of this round is over. End your answer with a full stop.")
			}
		}
	}
}

// over reports, once, that the round's time is over.
func (d *desk) over() bool {
	if d.until.IsZero() || d.Now().Before(d.until) {
		return false
	}
	d.until = time.Time{}
	return true
}

// aside does what a command asks for that leaves the answer alone.
func (d *desk) aside(q bank.Question, command, rest string, r *reply) error {
	switch command {
	case ":hint":
		if q.LookingFor == "" {
			d.say("This question has no hint.")
			return nil
		}
		d.say("They look for: %s", q.LookingFor)
	case ":question":
		d.show(q)
	case ":help":
		fmt.Fprintln(d.Out, commands)
	case ":sure":
		n, err := numbers(rest, len(plan.Confidences()))
		if err != nil || len(n) != 1 {
			d.say("Type :sure 1 for guessing, :sure 2 for fairly, :sure 3 for sure.")
			return nil
		}
		r.sure = plan.Confidences()[n[0]-1]
		d.say("Noted: %s.", r.sure)
	case ":note":
		if err := d.keep("Keeping the note", func() error { return d.Store.SetNote(d.ctx, q.ID, rest) }); err != nil {
			return err
		}
		d.say("Noted for the next time.")
	}
	return nil
}

// point asks for the lines of the exhibit that are wrong, where it has such.
func (d *desk) point(q bank.Question, r *reply) error {
	if len(q.Flaws) == 0 {
		return nil
	}
	names, _ := q.LineNames()
	for {
		text, err := d.ask("Which lines of the exhibit did you point at? Their numbers, or Enter for none.")
		if err != nil {
			return err
		}
		marks, err := linesNamed(text, names)
		if err == nil {
			r.Marks = marks
			return nil
		}
		d.say("%v.", err)
	}
}

// linesNamed returns the lines of an exhibit by what they are called.
func linesNamed(text string, names []string) ([]int, error) {
	var lines []int
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		at := 0
		for i, n := range names {
			if n == f {
				at = i + 1
			}
		}
		if at == 0 {
			return nil, fmt.Errorf("no line is called %q", f)
		}
		lines = append(lines, at)
	}
	return lines, nil
}
