package plain_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/mock"
	"debrief/store/settings"
	"debrief/ui/plain"
)

var now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

// person is somebody who types and hears, at a store of their own.
type person struct {
	t    *testing.T
	deps plain.Deps
	out  strings.Builder
}

func sit(t *testing.T) *person {
	t.Helper()
	at := now
	clock := func() time.Time { at = at.Add(10 * time.Second); return at }
	st, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "p.db"), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	b, _, err := bank.Load(fs.FS(content.FS))
	if err != nil {
		t.Fatal(err)
	}
	p := &person{t: t}
	p.deps = plain.Deps{Store: st, Bank: b, Settings: settings.Default(), Now: clock, Out: &p.out}
	return p
}

func (p *person) types(lines ...string) {
	p.deps.In = strings.NewReader(strings.Join(lines, "\n") + "\n")
}

func (p *person) practises(c plain.Choice) {
	p.t.Helper()
	p.out.Reset()
	if err := plain.Practice(context.Background(), p.deps, c); err != nil {
		p.t.Fatalf("%v after\n%s", err, p.out.String())
	}
}

// hears that the texts were said, whatever the lines they stand on.
func (p *person) hears(wants ...string) {
	p.t.Helper()
	said := strings.Join(strings.Fields(p.out.String()), " ")
	for _, w := range wants {
		if !strings.Contains(said, w) {
			p.t.Errorf("no %q in\n%s", w, p.out.String())
		}
	}
}

func (p *person) attempts(session int64) []store.Attempt {
	p.t.Helper()
	all, err := p.deps.Store.SessionAttempts(context.Background(), session)
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func TestPractice(t *testing.T) {
	p := sit(t)
	p.types(
		"99", "1", // a domain that is none, and one
		":hint", ":sure 9", ":sure 3", ":note look it up", "Confidentiality keeps secrets, integrity keeps data correct,", "availability keeps it usable.", ".",
		"77", "4", "", "x", "3", // points: none there, one corrected; grades: none there, good
		"words that go", ":redo", ".", "1, 2", "", "2", // said aloud
	)
	p.practises(plain.Choice{Count: 2})
	p.hears("That is none of them.", "They look for:", "Type :sure 1 for guessing", "Noted: sure.", "Explain the CIA triad",
		`"77" is none of 1 to 8.`, "Type 1, 2, 3 or 4", "Saved as good.", "Empty again.", "Numbers of the points that you said",
		"Done: Cybersecurity Fundamentals", "back in")
	all := p.attempts(1)
	if len(all) < 2 {
		t.Fatalf("%d attempts", len(all))
	}
	a := all[0]
	if a.Rating != fsrs.Good || a.Answer != "Confidentiality keeps secrets, integrity keeps data correct,\navailability keeps it usable." || !a.Ticks[3] || a.Elapsed == 0 || a.Confidence == 0 {
		t.Errorf("kept %+v", a)
	}
	if b := all[1]; b.Answer != "" || !b.Ticks[0] || !b.Ticks[1] || b.Ticks[2] {
		t.Errorf("kept %+v", b)
	}
	aside, err := p.deps.Store.Aside(context.Background(), 1, a.QuestionID)
	if err != nil || aside.Note != "look it up" {
		t.Errorf("note %q, %v", aside.Note, err)
	}
	if strings.ContainsAny(p.out.String(), "\x1b\r\t") {
		t.Errorf("control characters in %q", p.out.String())
	}
}

func TestWhatWasTypedIsThereAgain(t *testing.T) {
	p := sit(t)
	p.types("half a thought") // and the input ends
	p.practises(plain.Choice{Domain: "cloud"})
	p.types("y", "and the rest.", ".", "", "4")
	p.practises(plain.Choice{})
	p.hears("You left Cloud Security, 0 of 10 done. Go on with it?", "What you typed before: half a thought", "Saved as easy.")
	if a := p.attempts(1); len(a) != 1 || a[0].Answer != "half a thought\nand the rest." {
		t.Errorf("kept %+v", a)
	}
	p.types("n", "q")
	p.practises(plain.Choice{})
	p.hears("Type the number of a domain")
}

func TestUnknownDomain(t *testing.T) {
	p := sit(t)
	p.types("")
	if err := plain.Practice(context.Background(), p.deps, plain.Choice{Domain: "nonsuch"}); err == nil || !strings.Contains(err.Error(), `no domain "nonsuch"`) {
		t.Errorf("error %v", err)
	}
}

func TestMock(t *testing.T) {
	p := sit(t)
	run := func() {
		t.Helper()
		if err := plain.Mock(context.Background(), p.deps, mock.Spec{Stages: []string{"screen"}, Level: "L5", Seed: 3, Short: true}); err != nil {
			t.Fatalf("%v after\n%s", err, p.out.String())
		}
	}
	p.types("", "I said this.", ":hint")
	run()
	p.hears("Round 1 of 1", "Nothing helps you in the room", "This question has no hint.")
	// It goes on where it stopped; every further turn is answered with a word.
	var lines []string
	for range 8 {
		lines = append(lines, "more", ".")
	}
	p.types(lines...)
	run()
	p.hears("You are in a mock interview of 2026-11-24. It goes on.", "What you typed before: I said this.", "Your turn: what do you ask them?")
	var grades []string
	l, err := p.deps.Store.Loop(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for range l.Rounds[0].Questions() {
		grades = append(grades, "", "3")
	}
	p.types(append(grades, "x", "i")...)
	run()
	p.hears("Debrief of:", "You said: I said this.")
	loops, err := p.deps.Store.Loops(context.Background())
	if err != nil || len(loops) != 1 || loops[0].Verdict != mock.Inclined {
		t.Errorf("loops %+v, %v", loops, err)
	}
	attempts, err := p.deps.Store.LoopAttempts(context.Background(), 1)
	if err != nil || len(attempts) == 0 || attempts[0].Rating != fsrs.Good {
		t.Errorf("attempts %+v, %v", attempts, err)
	}
}
