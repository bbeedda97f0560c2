package fsrs

import "time"

// dayTurn is the hour at which a new day begins, as in Anki: a session after
// midnight belongs to the evening before.
const dayTurn = 4

// Day returns the number of t's day in t's location: whole days since
// 1970-01-01, each beginning at 04:00 local time.
func Day(t time.Time) int {
	y, m, d := t.Date()
	if t.Hour() < dayTurn {
		d--
	}
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Elapsed returns the whole days from one time to another, by Day, both seen
// in the location of now; 0 where the clock was set back.
func Elapsed(from, now time.Time) int {
	return max(Day(now)-Day(from.In(now.Location())), 0)
}
