package anki

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha1" // Anki finds duplicates by it; nothing is protected
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"html"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// The older schema, number 11: every Anki since 2.1 and other readers take it.
const schema = `
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL, ver integer NOT NULL,
	dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
	dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL,
	tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL, mod integer NOT NULL,
	usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL,
	factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
	odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL, ivl integer NOT NULL,
	lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`

const (
	schemaVersion = 11
	modelID       = 1795000000001 // of the notetype; the same for ever, so that imports meet it again
	defaultDeck   = 1
	unsynced      = -1
	usualFactor   = 2500 // ease in thousandths, of cards that FSRS schedules
	epochYears    = 2    // the collection's beginning before now, so that no due day is negative
)

// Write writes the cards as a package with the named deck around them. The same
// cards at the same time give the same collection.
func Write(ctx context.Context, w io.Writer, deck string, cards []Card, now time.Time) error {
	if err := write(ctx, w, deck, cards, now); err != nil {
		return fmt.Errorf("write Anki package: %w", err)
	}
	return nil
}

func write(ctx context.Context, w io.Writer, deck string, cards []Card, now time.Time) error {
	dir, err := os.MkdirTemp("", "debrief-anki-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "collection.anki2")
	if err := writeCollection(ctx, path, deck, cards, now); err != nil {
		return err
	}
	collection, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	pack := zip.NewWriter(w)
	for _, f := range []struct {
		name string
		data []byte
	}{{"collection.anki2", collection}, {"media", []byte("{}")}} {
		out, err := pack.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: now.UTC()})
		if err != nil {
			return err
		}
		if _, err := out.Write(f.data); err != nil {
			return err
		}
	}
	return pack.Close()
}

func writeCollection(ctx context.Context, path, deck string, cards []Card, now time.Time) (err error) {
	db, err := sql.Open("sqlite", location(path, ""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	c := collection{tx: tx, now: now, decks: map[string]int64{}}
	if err := c.write(ctx, deck, cards); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// collection writes the rows.
type collection struct {
	tx    *sql.Tx
	now   time.Time
	decks map[string]int64 // by name
	ids   map[int64]bool
}

// created is the day that due days count from.
func (c *collection) created() time.Time {
	t := c.now.AddDate(-epochYears, 0, 0)
	return time.Date(t.Year(), t.Month(), t.Day(), 4, 0, 0, 0, t.Location())
}

func (c *collection) write(ctx context.Context, deck string, cards []Card) error {
	if _, err := c.tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	c.ids = map[int64]bool{}
	for i, card := range cards {
		if card.Deck == "" {
			card.Deck = deck
		}
		if err := c.card(ctx, i, card); err != nil {
			return fmt.Errorf("card %s: %w", card.GUID, err)
		}
	}
	return c.col(ctx, len(cards))
}

// id makes an id of a name: the same for the same name, as Anki goes by ids
// when a package is imported again.
func (c *collection) id(kind, name string) int64 {
	h := fnv.New64a()
	io.WriteString(h, kind+"\x00"+name)
	const from, span = 1600000000000, 100000000000 // milliseconds of past years, as Anki's own ids are
	id := from + int64(h.Sum64()%span)
	for c.ids[id] {
		id++
	}
	c.ids[id] = true
	return id
}

// deck returns the id of the deck with the name.
func (c *collection) deck(name string) int64 {
	if id, ok := c.decks[name]; ok {
		return id
	}
	for at := strings.Index(name, "::"); at >= 0; { // its parents are decks too
		c.deck(name[:at])
		next := strings.Index(name[at+2:], "::")
		if next < 0 {
			break
		}
		at += 2 + next
	}
	c.decks[name] = c.id("deck", name)
	return c.decks[name]
}

func (c *collection) card(ctx context.Context, place int, card Card) error {
	front, err := toHTML(card.Front)
	if err != nil {
		return err
	}
	back, err := toHTML(card.Back)
	if err != nil {
		return err
	}
	plain := html.UnescapeString(strings.TrimSpace(stripped(front)))
	note := c.id("note", card.GUID)
	tags := ""
	if len(card.Tags) > 0 {
		var safe []string
		for _, t := range card.Tags {
			safe = append(safe, strings.Join(strings.Fields(t), "-"))
		}
		tags = " " + strings.Join(safe, " ") + " "
	}
	mod := c.now.Unix()
	if _, err := c.tx.ExecContext(ctx, "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')",
		note, card.GUID, int64(modelID), mod, unsynced, tags, front+separator+back, plain, checksum(plain)); err != nil {
		return err
	}
	kind, due, interval, factor, reps, lapses, data := 0, place+1, 0, 0, 0, 0, "{}"
	if s := card.Schedule; s != nil {
		kind, interval, factor, reps, lapses = 2, max(s.Interval, 1), usualFactor, s.Reps, s.Lapses
		due = int(math.Floor(s.Due.Sub(c.created()).Hours() / 24))
		state, err := json.Marshal(map[string]float64{"s": round(s.Stability, 4), "d": round(s.Difficulty, 3)})
		if err != nil {
			return err
		}
		data = string(state)
	}
	_, err = c.tx.ExecContext(ctx, "INSERT INTO cards VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?)",
		c.id("card", card.GUID), note, c.deck(card.Deck), mod, unsynced, kind, kind, due, interval, factor, reps, lapses, data)
	return err
}

func round(v float64, places int) float64 {
	f := math.Pow10(places)
	return math.Round(v*f) / f
}

// checksum is what Anki finds duplicates by: the first 32 bits of the SHA-1 of
// the first field.
func checksum(plain string) int64 {
	sum := sha1.Sum([]byte(plain))
	return int64(binary.BigEndian.Uint32(sum[:4]))
}

// toHTML renders Markdown.
func toHTML(src string) (string, error) {
	var out bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert([]byte(src), &out); err != nil {
		return "", err
	}
	return strings.ReplaceAll(strings.TrimSpace(out.String()), separator, ""), nil
}

// stripped is HTML without its elements.
func stripped(src string) string {
	var b strings.Builder
	in := false
	for _, r := range src {
		switch {
		case r == '<':
			in = true
		case r == '>' && in:
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// col writes the collection's one row.
func (c *collection) col(ctx context.Context, notes int) error {
	texts := make([]any, 0, 5)
	for _, v := range []any{c.conf(notes), c.models(), c.deckList(), options(), map[string]int{}} {
		text, err := json.Marshal(v)
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
	}
	ms := c.now.UnixMilli()
	_, err := c.tx.ExecContext(ctx, "INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)",
		append([]any{c.created().Unix(), ms, ms, schemaVersion}, texts...)...)
	return err
}

type object = map[string]any

func (c *collection) conf(notes int) object {
	return object{
		"nextPos": notes + 1, "estTimes": true, "activeDecks": []int{defaultDeck}, "sortType": "noteFld", "timeLim": 0,
		"sortBackwards": false, "addToCur": true, "curDeck": defaultDeck, "newSpread": 0, "dueCounts": true,
		"curModel": fmt.Sprint(int64(modelID)), "collapseTime": 1200,
	}
}

func (c *collection) models() object {
	field := func(name string, ord int) object {
		return object{"name": name, "ord": ord, "sticky": false, "rtl": false, "font": "Arial", "size": 20, "media": []string{}}
	}
	return object{fmt.Sprint(int64(modelID)): object{
		"id": int64(modelID), "name": "debrief", "type": 0, "mod": c.now.Unix(), "usn": unsynced, "sortf": 0, "did": defaultDeck,
		"tmpls": []object{{
			"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}",
			"bqfmt": "", "bafmt": "", "did": nil,
		}},
		"flds":     []object{field("Front", 0), field("Back", 1)},
		"css":      ".card { font-family: sans-serif; font-size: 18px; line-height: 1.5; max-width: 42em; margin: 0 auto; text-align: left; }\npre { white-space: pre-wrap; }\n",
		"latexPre": "", "latexPost": "", "req": []any{[]any{0, "any", []int{0}}}, "tags": []string{}, "vers": []int{},
	}}
}

func (c *collection) deckList() object {
	deck := func(id int64, name string) object {
		none := []int{0, 0}
		return object{
			"id": id, "name": name, "mod": c.now.Unix(), "usn": unsynced, "desc": "", "dyn": 0, "conf": 1, "collapsed": false, "browserCollapsed": false,
			"extendNew": 0, "extendRev": 0, "lrnToday": none, "revToday": none, "newToday": none, "timeToday": none,
		}
	}
	all := object{"1": deck(defaultDeck, "Default")}
	for name, id := range c.decks {
		all[fmt.Sprint(id)] = deck(id, name)
	}
	return all
}

// options are the options of decks as Anki sets them at first.
func options() object {
	return object{"1": object{
		"id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true, "timer": 0, "replayq": true, "dyn": false,
		"new":   object{"bury": false, "delays": []float64{1, 10}, "initialFactor": usualFactor, "ints": []int{1, 4, 0}, "order": 1, "perDay": 20},
		"rev":   object{"bury": false, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
		"lapse": object{"delays": []float64{10}, "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
	}}
}
