package picker_test

import (
	"fmt"
	"strings"
	"testing"

	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/ui/frametest"
	"debrief/ui/picker"
	"debrief/ui/theme"
)

func data() picker.Data {
	rows := []picker.Row{
		{ID: "fundamentals", Name: "Cybersecurity Fundamentals", Summary: "What everything else rests on."},
		{ID: "cloud", Name: "Cloud Security", Summary: "What is yours and what is the provider's."},
		{ID: "behavioral", Name: "Behavioral and Situational Questions"},
	}
	for i := range rows {
		for n := range 5 {
			c := plan.Candidate{ID: rows[i].ID + string(rune('a'+n)), Domain: rows[i].ID, Topic: "T", Minutes: 4}
			if n < i*2 {
				c.State, c.Elapsed = fsrs.State{Stability: 4, Difficulty: 5}, n*3
			}
			rows[i].Candidates = append(rows[i].Candidates, c)
		}
	}
	d := picker.Data{Rows: rows, Last: "86% of points", Goal: plan.Goal{Days: plan.NoDate, Minutes: 45}}
	for _, r := range rows {
		d.Today = append(d.Today, r.Candidates...)
	}
	d.Person = plan.Learn(d.Today)
	d.Readiness = d.Person.Readiness(d.Today, d.Goal)
	return d
}

func TestFrames(t *testing.T) {
	frametest.Golden(t, "picker", picker.New(frametest.Plain(), data()))
	first := data()
	first.Last = ""
	first.Rows = first.Rows[:1]
	frametest.Golden(t, "first", picker.New(frametest.Plain(), first))
	full := data()
	full.Unfinished, full.Notice = "4 of 10 done, Cloud Security", "left out: own.toml:3: unknown key"
	m := picker.New(frametest.Plain(), full)
	frametest.Press(m, " ", "down", " ", "tab")
	frametest.Golden(t, "resume", m)
	long := data()
	for len(long.Rows) < 24 {
		r := long.Rows[len(long.Rows)%3]
		r.ID = fmt.Sprintf("own-%d", len(long.Rows))
		long.Rows = append(long.Rows, r)
	}
	m = picker.New(frametest.Plain(), long)
	frametest.Press(m, "G")
	frametest.Golden(t, "scrolled", m)
	frametest.GoldenAt(t, "dark", picker.New(frametest.Colour(theme.Dark()), data()), 100, 30)
	frametest.GoldenAt(t, "light", picker.New(frametest.Colour(theme.Light()), data()), 100, 30)
}

func TestFits(t *testing.T) {
	d := data()
	d.Unfinished, d.Notice = frametest.Nasty, frametest.Nasty
	frametest.Fits(t, picker.New(frametest.Colour(theme.Dark()), d))
}

func TestStart(t *testing.T) {
	for _, c := range []struct {
		name  string
		keys  []string
		title string
		n     int
	}{
		{"the one under the cursor", []string{"enter"}, "Cybersecurity Fundamentals", 5},
		{"another", []string{"down", "enter"}, "Cloud Security", 3},
		{"two", []string{" ", "down", " ", "enter"}, "Cybersecurity Fundamentals and Cloud Security", 8},
		{"all, at most ten", []string{"a", "enter"}, "3 domains", 10},
		{"shorter", []string{"a", "-", "enter"}, "3 domains", 5},
		{"due only", []string{"a", "tab", "enter"}, "3 domains", 2},
		{"by minutes", []string{"a", "t", "enter"}, "3 domains", 7},
		{"the plan of the day", []string{"p"}, "Today's plan", 15},
		{"filtered", []string{"/", "c", "l", "o", "enter", "enter"}, "Cloud Security", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := picker.New(frametest.Plain(), data())
			m.Resize(100, 30)
			got, ok := frametest.Press(m, c.keys...).(picker.Started)
			if !ok || got.Title != c.title || len(got.Questions) != c.n {
				t.Errorf("%+v, want %d questions of %q", got, c.n, c.title)
			}
		})
	}
}

func TestClickChoosesTheDomainOnTheLine(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {100, 30}} {
		m := picker.New(frametest.Plain(), data())
		m.Resize(size[0], size[1])
		for y, line := range strings.Split(m.View(), "\n") {
			if strings.Contains(line, "Cloud Security") {
				m.Click(10, y)
				break
			}
		}
		m.Click(10, 0) // the title is no domain
		if got, ok := frametest.Press(m, "enter").(picker.Started); !ok || got.Title != "Cloud Security" {
			t.Errorf("%v: started %+v", size, got)
		}
	}
}

func TestNothingToStart(t *testing.T) {
	m := picker.New(frametest.Plain(), data())
	if msg := frametest.Press(m, "tab", "enter"); msg != nil {
		t.Errorf("%v started with nothing due", msg)
	}
}
