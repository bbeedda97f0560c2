package dashboard_test

import (
	"strings"
	"testing"
	"time"

	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/ui/dashboard"
	"debrief/ui/frametest"
	"debrief/ui/theme"
)

var evening = time.Date(2026, 11, 23, 18, 30, 0, 0, time.UTC)

// empty is what somebody sees who has just begun.
func empty() dashboard.Data {
	d := dashboard.Data{
		Now: evening, Today: fsrs.Day(evening), Goal: plan.Goal{Days: plan.NoDate}, Planned: []string{"a", "b"}, Minutes: 9,
		Readiness: plan.Readiness{Share: 0.16, Low: 0.05, High: 0.3, Of: 219}, Forecast: make([]int, 30),
	}
	for _, name := range []string{"screen", "technical", "behavioral", "final"} {
		d.Stages = append(d.Stages, dashboard.Stage{Name: name, Readiness: plan.Readiness{Share: 0.16, Low: 0.05, High: 0.35, Of: 104}})
	}
	for _, name := range []string{"Cybersecurity Fundamentals", "Cloud Security", "Interview Process & Questions for the Interviewer"} {
		d.Domains = append(d.Domains, dashboard.Domain{Name: name, Readiness: plan.Readiness{Share: 0.16, Low: 0.05, High: 0.35, Of: 14}})
	}
	return d
}

// full is what somebody sees after some months.
func full() dashboard.Data {
	d := empty()
	d.Goal, d.Spent = plan.Goal{Days: 22, Minutes: 45}, 12
	d.Readiness = plan.Readiness{Share: 0.61, Low: 0.55, High: 0.67, Tried: 134, Of: 219}
	for i := range d.Domains {
		d.Domains[i].Readiness = plan.Readiness{Share: 0.74 - 0.2*float64(i), Low: 0.66 - 0.2*float64(i), High: 0.8 - 0.2*float64(i), Tried: 12 - 4*i, Of: 14}
		d.Domains[i].Spent, d.Domains[i].Target = time.Duration(130-50*i)*time.Minute, 100*time.Minute
		d.Domains[i].Calls = [...]plan.Call{{}, {Of: 4, Recalled: 2}, {Of: 10, Recalled: 7}, {Of: 9, Recalled: 9 - 2*i}}
	}
	for day := d.Today - 200; day <= d.Today; day++ {
		if day%7 != 3 {
			d.Days = append(d.Days, dashboard.Day{Day: day, Attempts: 1 + day%9, Spent: 20 * time.Minute})
		}
	}
	for i := range d.Forecast {
		d.Forecast[i] = (30 - i) / (1 + i%4)
	}
	for i := range 5 {
		d.Calibration[9-i].N, d.Calibration[9-i].Predicted, d.Calibration[9-i].Recalled = 40-7*i, float64(40-7*i)*(0.94-0.1*float64(i)), 38-8*i
	}
	for _, text := range []string{"v2 needs a PUT for a session token.", "Names who may be harmed and how one would notice, with one figure of the own organization."} {
		d.Weak = append(d.Weak, dashboard.WeakPoint{Question: "q-" + text[:2], Domain: "Cloud Security", Topic: "EC2 / VPC", Text: text, Missed: 4, Of: 5})
	}
	d.Mocks = []dashboard.Mock{
		{At: evening.AddDate(0, 0, -2), Level: "L5", Coverage: 0.71, Verdict: "inclined", Pace: 1.04},
		{At: evening.AddDate(0, 0, -11), Level: "L4", Coverage: 0.44, Verdict: "not inclined", Pace: 1.32},
	}
	d.Kinds = []dashboard.Pace{{"knowledge", 130 * time.Minute, 120 * time.Minute}, {"design", 20 * time.Minute, 60 * time.Minute}}
	return d
}

func TestFrames(t *testing.T) {
	frametest.Golden(t, "empty", dashboard.New(frametest.Plain(), empty()))
	frametest.Golden(t, "full", dashboard.New(frametest.Plain(), full()))
	after := full()
	after.Goal, after.Ago, after.Planned = plan.Goal{Days: plan.NoDate}, 2, nil
	frametest.GoldenAt(t, "after", dashboard.New(frametest.Plain(), after), 100, 30)
	frametest.GoldenAt(t, "dark", dashboard.New(frametest.Colour(theme.Dark()), full()), 160, 45)
	frametest.GoldenAt(t, "light", dashboard.New(frametest.Colour(theme.Light()), full()), 160, 45)
	frametest.Compare(t, "text", dashboard.Text(full(), 100))
}

func TestFits(t *testing.T) {
	frametest.Fits(t, dashboard.New(frametest.Plain(), empty()))
	d := full()
	d.Domains[0].Name, d.Weak[0].Text, d.Weak[0].Topic = frametest.Nasty, frametest.Nasty, frametest.Nasty
	frametest.Fits(t, dashboard.New(frametest.Colour(theme.Dark()), d))
}

func TestOneKeyPractises(t *testing.T) {
	m := dashboard.New(frametest.Plain(), full())
	for key, want := range map[string]string{
		"p": "Today's plan: a b", "1": "Weak point: EC2 / VPC: q-v2", "2": "Weak point: EC2 / VPC: q-Na", "w": "Weak points: q-v2 q-Na",
	} {
		got, ok := frametest.Press(m, key).(dashboard.Started)
		if s := got.Title + ": " + strings.Join(got.Questions, " "); !ok || s != want {
			t.Errorf("%s starts %q, want %q", key, s, want)
		}
	}
	for _, key := range []string{"3", "0"} {
		if did := frametest.Press(m, key); did != nil {
			t.Errorf("%s, which has no point, does %v", key, did)
		}
	}
}

func TestStreaks(t *testing.T) {
	days := func(ns ...int) (ds []dashboard.Day) {
		for _, n := range ns {
			ds = append(ds, dashboard.Day{Day: n, Attempts: 1})
		}
		return ds
	}
	for _, c := range []struct {
		days             []dashboard.Day
		current, longest int
	}{
		{nil, 0, 0},
		{days(100), 1, 1},
		{days(98, 99), 2, 2}, // today may still come
		{days(97, 98), 0, 2},
		{days(90, 91, 92, 99, 100), 2, 3},
	} {
		if current, longest := dashboard.Streaks(c.days, 100); current != c.current || longest != c.longest {
			t.Errorf("%v: %d and %d, want %d and %d", c.days, current, longest, c.current, c.longest)
		}
	}
}
