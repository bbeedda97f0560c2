package anki_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank/anki"

	"github.com/klauspost/compress/zstd"
)

var now = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

func write(t *testing.T, cards []anki.Card) string {
	t.Helper()
	var out bytes.Buffer
	if err := anki.Write(context.Background(), &out, "debrief", cards, now); err != nil {
		t.Fatal(err)
	}
	return file(t, "out.apkg", out.Bytes())
}

func file(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) anki.Contents {
	t.Helper()
	c, err := anki.Read(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWrittenCardsAreReadAgain(t *testing.T) {
	cards := []anki.Card{
		{GUID: "a", Deck: "debrief::Cloud", Front: "What is *v2*?", Back: "A **PUT** first:\n\n- one\n- two\n\n```\ncode  <kept>\n```", Tags: []string{"debrief", "two words"}},
		{GUID: "b", Front: "1 < 2 & \"3\"?", Back: "Yes.", Schedule: &anki.Schedule{Due: now.AddDate(0, 0, -3), Interval: 7, Stability: 7.123456, Difficulty: 5.5, Reps: 3, Lapses: 1}},
	}
	path := write(t, cards)
	c := read(t, path)
	if c.Format != "collection.anki2" || len(c.Left) > 0 || len(c.Cards) != 2 {
		t.Fatalf("%+v", c)
	}
	slices.SortFunc(c.Cards, func(a, b anki.Card) int { return strings.Compare(a.GUID, b.GUID) })
	for i, want := range cards {
		got := c.Cards[i]
		if want.Deck == "" {
			want.Deck = "debrief"
		}
		if got.GUID != want.GUID || got.Deck != want.Deck || got.Front != want.Front || got.Back != want.Back {
			t.Errorf("came back as %+v\nand was %+v", got, want)
		}
	}
	if tags := c.Cards[0].Tags; len(tags) != 2 || tags[1] != "two-words" {
		t.Errorf("tags %q", tags)
	}
	db := collection(t, path)
	var due, kind, interval, reps, lapses int
	var crt int64
	var data string
	err := db.QueryRow("SELECT due, type, ivl, reps, lapses, c.data, crt FROM cards AS c JOIN notes AS n ON n.id = nid, col WHERE guid = 'b'").
		Scan(&due, &kind, &interval, &reps, &lapses, &data, &crt)
	if err != nil || kind != 2 || interval != 7 || reps != 3 || lapses != 1 || data != `{"d":5.5,"s":7.1235}` {
		t.Errorf("scheduled as type %d, ivl %d, reps %d, lapses %d, data %s, %v", kind, interval, reps, lapses, data, err)
	}
	if at := time.Unix(crt, 0).UTC().AddDate(0, 0, due); at.Format(time.DateOnly) != "2026-11-21" {
		t.Errorf("due on %s", at)
	}
	var check string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&check); err != nil || check != "ok" {
		t.Errorf("integrity %s, %v", check, err)
	}
}

func TestTheSameCardsGiveTheSameIds(t *testing.T) {
	ids := func(cards ...anki.Card) string {
		db := collection(t, write(t, cards))
		var all string
		if err := db.QueryRow("SELECT group_concat(guid || id) FROM notes WHERE guid = 'a'").Scan(&all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	a, b := anki.Card{GUID: "a", Front: "x", Back: "y"}, anki.Card{GUID: "b", Front: "z", Back: "y"}
	if one, two := ids(a), ids(b, a); one != two {
		t.Errorf("the card has the id %s, and beside another one %s", one, two)
	}
}

// collection opens the collection of a package of the older kind.
func collection(t *testing.T, path string) *sql.DB {
	t.Helper()
	pack, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer pack.Close()
	in, err := pack.Open("collection.anki2")
	if err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	if _, err := data.ReadFrom(in); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", file(t, "c.db", data.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// fixture is a package as Anki writes it: in the current format, or in an
// older one.
func fixture(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	exec("CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, usn integer, tags text, flds text, sfld integer, csum integer, flags integer, data text)")
	exec("CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer)")
	if name == "collection.anki21b" {
		exec("CREATE TABLE notetypes (id integer PRIMARY KEY, name text NOT NULL, mtime_secs integer, usn integer, config blob)")
		exec("CREATE TABLE fields (ntid integer, ord integer, name text, config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID")
		exec("CREATE TABLE decks (id integer PRIMARY KEY, name text, mtime_secs integer, usn integer, common blob, kind blob)")
		css := append([]byte{3<<3 | 2, 5}, "hello"...)
		config := func(kind, stock byte) []byte {
			c := append([]byte{1 << 3, kind}, css...)
			return append(c, 9<<3, stock)
		}
		exec("INSERT INTO notetypes VALUES (1, 'Basic', 0, 0, ?), (2, 'Cloze', 0, 0, ?), (3, 'Image Occlusion', 0, 0, ?)", config(0, 1), config(1, 5), config(1, 6))
		exec("INSERT INTO fields VALUES (1, 0, 'Front', ''), (1, 1, 'Back', ''), (1, 2, 'Source', ''), (2, 0, 'Text', ''), (2, 1, 'Back Extra', '')")
		exec("INSERT INTO decks VALUES (1, 'Default', 0, 0, '', ''), (7, ?, 0, 0, '', '')", "Parent\x1fChild")
	} else {
		exec("CREATE TABLE col (models text, decks text)")
		exec("INSERT INTO col VALUES (?, ?)",
			`{"1": {"name": "Basic", "type": 0, "flds": [{"name": "Front"}, {"name": "Back"}, {"name": "Source"}]},
			  "2": {"name": "Cloze", "type": 1, "flds": [{"name": "Text"}, {"name": "Back Extra"}]},
			  "3": {"name": "Image Occlusion", "type": 1, "originalStockKind": 6, "flds": [{"name": "Text"}]}}`,
			`{"1": {"name": "Default"}, "7": {"name": "Parent::Child"}}`)
	}
	for i, n := range []struct {
		kind   int
		fields string
	}{
		{1, "What is <b>TLS</b>?\x1fA <i>protocol</i>.<br>Two&nbsp;lines.<img src=\"a.png\">\x1fRFC 9846"},
		{2, "{{c1::AES::which cipher}} is a {{c2::block}} cipher, {{c1::not}} a stream one.\x1fMore."},
		{3, "{{c1::image-occlusion:rect}}\x1fx"},
		{1, "<img src=b.png>\x1fA picture."},
		{1, "No back?\x1f[sound:c.mp3]"},
		{2, "Nothing hidden.\x1f"},
	} {
		exec("INSERT INTO notes VALUES (?, ?, ?, 0, 0, ' tls  web ', ?, '', 0, 0, '')", 100+i, fmt.Sprintf("g%d", i), n.kind, n.fields)
		exec("INSERT INTO cards VALUES (?, ?, 7, 0)", 200+i, 100+i)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string][]byte{name: data, "meta": {8, 3}}
	if name == "collection.anki21b" {
		z, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		entries[name] = z.EncodeAll(data, nil)
		entries["collection.anki2"] = []byte("a dummy that says to update Anki")
	}
	return packed(t, entries)
}

func packed(t *testing.T, entries map[string][]byte) string {
	t.Helper()
	var out bytes.Buffer
	pack := zip.NewWriter(&out)
	for name, data := range entries {
		w, err := pack.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := pack.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, "in.apkg", out.Bytes())
}

func TestReadAllFormats(t *testing.T) {
	for _, name := range []string{"collection.anki21b", "collection.anki21", "collection.anki2"} {
		t.Run(name, func(t *testing.T) {
			c := read(t, fixture(t, name))
			var got []string
			for _, card := range c.Cards {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s", card.GUID, card.Deck, card.Front, card.Back, strings.Join(card.Tags, ",")))
			}
			want := []string{
				"g0|Parent::Child|What is **TLS**?|A *protocol*.\nTwo lines.\n\n**Source**\n\nRFC 9846|tls,web",
				"g1-c1|Parent::Child|[which cipher] is a block cipher, [...] a stream one.|**AES** is a block cipher, **not** a stream one.\n\nMore.|tls,web",
				"g1-c2|Parent::Child|AES is a [...] cipher, not a stream one.|AES is a **block** cipher, not a stream one.\n\nMore.|tls,web",
			}
			if !slices.Equal(got, want) {
				t.Errorf("cards\n%q\nwant\n%q", got, want)
			}
			if len(c.Left) != 4 || c.Format != name {
				t.Errorf("left %q from %s", c.Left, c.Format)
			}
			if strings.Join(c.Media, " ") != "a.png b.png c.mp3" {
				t.Errorf("media %q", c.Media)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for name, path := range map[string]string{
		"no zip":          file(t, "x.apkg", []byte("hello")),
		"no collection":   packed(t, map[string][]byte{"media": nil}),
		"no database":     packed(t, map[string][]byte{"collection.anki21": []byte("hello, this is no database at all")}),
		"an empty one":    packed(t, map[string][]byte{"collection.anki2": nil}),
		"no zstd":         packed(t, map[string][]byte{"collection.anki21b": []byte("hello")}),
		"a missing file":  filepath.Join(t.TempDir(), "none.apkg"),
		"a zstd of nines": packed(t, map[string][]byte{"collection.anki21b": binary.LittleEndian.AppendUint32(nil, 0xFD2FB528)}),
	} {
		if _, err := anki.Read(context.Background(), path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
