package fsrs

import (
	"encoding/json"
	"math"
	"os"
	"testing"
	"time"
)

func TestReferenceVectors(t *testing.T) {
	src, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Weights          Weights `json:"weights"`
		DesiredRetention float64 `json:"desired_retention"`
		Sequences        [][]struct {
			ElapsedDays  int      `json:"elapsed_days"`
			Rating       Rating   `json:"rating"`
			RetrievableB *float64 `json:"retrievability_before"`
			Stability    float64  `json:"stability"`
			Difficulty   float64  `json:"difficulty"`
			Interval     int      `json:"interval_at_90"`
		} `json:"sequences"`
	}
	if err := json.Unmarshal(src, &v); err != nil {
		t.Fatal(err)
	}
	if v.Weights != DefaultWeights() {
		t.Errorf("default weights differ from the reference")
	}
	steps := 0
	for i, sequence := range v.Sequences {
		var s State
		for j, step := range sequence {
			if step.RetrievableB != nil {
				near(t, "retrievability", i, j, v.Weights.Retrievability(s, step.ElapsedDays), *step.RetrievableB)
			}
			s = v.Weights.Next(s, step.ElapsedDays, step.Rating)
			near(t, "stability", i, j, s.Stability, step.Stability)
			near(t, "difficulty", i, j, s.Difficulty, step.Difficulty)
			if got := v.Weights.Interval(s, v.DesiredRetention); got != step.Interval {
				t.Errorf("sequence %d step %d: interval %d, want %d", i, j, got, step.Interval)
			}
			steps++
		}
	}
	if steps < 1000 {
		t.Errorf("only %d steps in the vectors", steps)
	}
}

func near(t *testing.T, what string, i, j int, got, want float64) {
	t.Helper()
	if math.Abs(got-want)/want >= 1e-5 {
		t.Errorf("sequence %d step %d: %s %v, want %v", i, j, what, got, want)
	}
}

func TestDayTurnsAtFour(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		d, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name, from, now string
		want            int
	}{
		{"same evening", "2026-11-23 20:00", "2026-11-23 23:59", 0},
		{"after midnight is still the same day", "2026-11-23 20:00", "2026-11-24 03:59", 0},
		{"four o'clock is the next", "2026-11-23 20:00", "2026-11-24 04:00", 1},
		{"a minute across the turn", "2026-11-24 03:59", "2026-11-24 04:00", 1},
		{"clock set back", "2026-11-24 12:00", "2026-11-20 12:00", 0},
		{"over the end of summer time", "2026-10-24 12:00", "2026-10-26 12:00", 2},
		{"over its beginning, at the turn", "2026-03-28 04:00", "2026-03-29 04:00", 1},
		{"over new year", "2026-12-31 12:00", "2027-01-01 12:00", 1},
	} {
		if got := Elapsed(at(c.from), at(c.now)); got != c.want {
			t.Errorf("%s: %d days, want %d", c.name, got, c.want)
		}
	}
}

func TestElapsedSeesBothTimesInOneLocation(t *testing.T) {
	tokyo := time.FixedZone("Tokyo", 9*60*60)
	from := time.Date(2026, 11, 23, 18, 30, 0, 0, time.UTC) // 03:30 on the 24th in Tokyo: still the 23rd
	now := time.Date(2026, 11, 24, 5, 0, 0, 0, tokyo)
	if got := Elapsed(from, now); got != 1 {
		t.Errorf("%d days, want 1", got)
	}
}

func TestClockSetBackCountsAsSameDay(t *testing.T) {
	w := DefaultWeights()
	s := w.Next(State{}, 0, Good)
	if got, want := w.Next(s, -3, Good), w.Next(s, 0, Good); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestParseRating(t *testing.T) {
	for _, r := range Ratings() {
		if got, err := ParseRating(r.String()); err != nil || got != r {
			t.Errorf("ParseRating(%q) = %v, %v", r, got, err)
		}
	}
	if _, err := ParseRating("fine"); err == nil {
		t.Error("no error for an unknown rating")
	}
}
