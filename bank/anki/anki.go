// Package anki reads and writes Anki packages: zip files with an SQLite
// collection of notes. It knows the two older collection formats (JSON in one
// row, collection.anki2 and .anki21) and the current one (tables, compressed,
// collection.anki21b).
package anki

import "time"

// A Card is a question and its answer.
type Card struct {
	GUID     string // stable, so that importing again updates
	Deck     string // with its parents: "Parent::Child"
	Front    string // Markdown
	Back     string // Markdown
	Tags     []string
	Schedule *Schedule // only written; nil for a card never seen
}

// A Schedule is when a card comes back, and its memory state.
type Schedule struct {
	Due        time.Time
	Interval   int     // days
	Stability  float64 // days
	Difficulty float64 // 1 to 10
	Reps       int
	Lapses     int
}

// Left is a note that was not taken, and why.
type Left struct{ What, Why string }

// Contents are what a package holds.
type Contents struct {
	Cards  []Card
	Left   []Left
	Media  []string // names of pictures and sounds that notes mention; they are left out
	Format string   // the name of the collection that was read
}

// separator stands between the fields of a note.
const separator = "\x1f"
