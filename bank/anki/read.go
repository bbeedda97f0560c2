package anki

import (
	"archive/zip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/cases"
	"modernc.org/sqlite"
)

// The collections that a package may hold, the best first: a current package
// also has an old one that only says to update Anki.
func collections() []string {
	return []string{"collection.anki21b", "collection.anki21", "collection.anki2"}
}

// largest is how many bytes a collection may unpack to.
const largest = 1 << 30

// Read reads the notes of a package as cards. The error names the file and
// what could not be done with it.
func Read(ctx context.Context, path string) (Contents, error) {
	c, err := read(ctx, path)
	if err != nil {
		return Contents{}, fmt.Errorf("read Anki package %s: %w", path, err)
	}
	return c, nil
}

func read(ctx context.Context, path string) (Contents, error) {
	pack, err := zip.OpenReader(path)
	if err != nil {
		return Contents{}, err
	}
	defer pack.Close()
	for _, name := range collections() {
		i := slices.IndexFunc(pack.File, func(f *zip.File) bool { return f.Name == name })
		if i < 0 {
			continue
		}
		dir, err := os.MkdirTemp("", "debrief-anki-")
		if err != nil {
			return Contents{}, err
		}
		defer os.RemoveAll(dir)
		db := filepath.Join(dir, "collection.db")
		if err := unpack(pack.File[i], db); err != nil {
			return Contents{}, fmt.Errorf("unpack %s: %w", name, err)
		}
		c, err := readCollection(ctx, db)
		if err != nil {
			return Contents{}, fmt.Errorf("%s: %w", name, err)
		}
		c.Format = name
		return c, nil
	}
	return Contents{}, errors.New("it holds no collection: is it an Anki package?")
}

// unpack writes a file of the zip to disk, out of its compression.
func unpack(f *zip.File, to string) (err error) {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	var src io.Reader = in
	if strings.HasSuffix(f.Name, "b") {
		z, err := zstd.NewReader(in, zstd.WithDecoderMaxMemory(256<<20))
		if err != nil {
			return err
		}
		defer z.Close()
		src = z
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	n, err := io.Copy(out, io.LimitReader(src, largest+1))
	if err == nil && n > largest {
		err = fmt.Errorf("it unpacks to more than %d MiB", largest>>20)
	}
	return err
}

// unicase makes the order of names known that current collections use.
var unicase = sync.OnceValue(func() error {
	fold := cases.Fold()
	return sqlite.RegisterCollationUtf8("unicase", func(a, b string) int {
		return strings.Compare(fold.String(a), fold.String(b))
	})
})

func readCollection(ctx context.Context, path string) (Contents, error) {
	if err := unicase(); err != nil {
		return Contents{}, err
	}
	db, err := sql.Open("sqlite", location(path, "mode=ro&immutable=1"))
	if err != nil {
		return Contents{}, err
	}
	defer db.Close()
	types, decks, err := catalogue(ctx, db)
	if err != nil {
		return Contents{}, err
	}
	rows, err := db.QueryContext(ctx, `
		SELECT n.id, n.guid, n.mid, n.tags, n.flds, coalesce((SELECT did FROM cards WHERE nid = n.id ORDER BY ord LIMIT 1), 0)
		FROM notes AS n ORDER BY n.id`)
	if err != nil {
		return Contents{}, fmt.Errorf("read the notes: %w", err)
	}
	defer rows.Close()
	var t taker
	for rows.Next() {
		var n note
		var mid, did int64
		var tags, fields string
		if err := rows.Scan(&n.id, &n.guid, &mid, &tags, &fields, &did); err != nil {
			return Contents{}, fmt.Errorf("read the notes: %w", err)
		}
		n.kind, n.deck = types[mid], decks[did]
		n.tags, n.fields = strings.Fields(tags), strings.Split(fields, separator)
		t.take(n)
	}
	if err := rows.Err(); err != nil {
		return Contents{}, fmt.Errorf("read the notes: %w", err)
	}
	return t.Contents, nil
}

// location is a path as SQLite takes it, whatever characters it holds.
func location(path, query string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query}).String()
}

// A notetype says what the fields of a note mean.
type notetype struct {
	name      string
	cloze     bool
	occlusion bool // cards hide parts of a picture
	fields    []string
}

// catalogue reads the notetypes and the names of the decks, from tables or
// from the JSON of older collections.
func catalogue(ctx context.Context, db *sql.DB) (types map[int64]notetype, decks map[int64]string, err error) {
	var tables int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'notetypes'").Scan(&tables); err != nil {
		return nil, nil, err
	}
	if tables > 0 {
		return newCatalogue(ctx, db)
	}
	return oldCatalogue(ctx, db)
}

func oldCatalogue(ctx context.Context, db *sql.DB) (map[int64]notetype, map[int64]string, error) {
	var modelsText, decksText string
	if err := db.QueryRowContext(ctx, "SELECT models, decks FROM col").Scan(&modelsText, &decksText); err != nil {
		return nil, nil, fmt.Errorf("read the notetypes: %w", err)
	}
	var models map[int64]struct {
		Name   string `json:"name"`
		Type   int    `json:"type"`
		Stock  int    `json:"originalStockKind"`
		Fields []struct {
			Name string `json:"name"`
		} `json:"flds"`
	}
	if err := json.Unmarshal([]byte(modelsText), &models); err != nil {
		return nil, nil, fmt.Errorf("read the notetypes: %w", err)
	}
	var names map[int64]struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal([]byte(decksText), &names); err != nil {
		return nil, nil, fmt.Errorf("read the decks: %w", err)
	}
	types, decks := map[int64]notetype{}, map[int64]string{}
	for id, m := range models {
		t := notetype{name: m.Name, cloze: m.Type == kindCloze, occlusion: m.Stock == stockOcclusion}
		for _, f := range m.Fields {
			t.fields = append(t.fields, f.Name)
		}
		types[id] = t
	}
	for id, d := range names {
		decks[id] = d.Name
	}
	return types, decks, nil
}

// Of Anki's notetypes.proto.
const (
	fieldKind      = 1
	fieldStock     = 9
	kindCloze      = 1
	stockOcclusion = 6
)

func newCatalogue(ctx context.Context, db *sql.DB) (map[int64]notetype, map[int64]string, error) {
	types, decks := map[int64]notetype{}, map[int64]string{}
	err := each(ctx, db, "SELECT id, name, config FROM notetypes", func(scan func(...any) error) error {
		var (
			id     int64
			t      notetype
			config []byte
		)
		if err := scan(&id, &t.name, &config); err != nil {
			return err
		}
		kind, err := varint(config, fieldKind)
		stock, err2 := varint(config, fieldStock)
		t.cloze, t.occlusion = kind == kindCloze, stock == stockOcclusion
		types[id] = t
		return errors.Join(err, err2)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the notetypes: %w", err)
	}
	err = each(ctx, db, "SELECT ntid, name FROM fields ORDER BY ntid, ord", func(scan func(...any) error) error {
		var id int64
		var name string
		err := scan(&id, &name)
		t := types[id]
		t.fields = append(t.fields, name)
		types[id] = t
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the fields: %w", err)
	}
	err = each(ctx, db, "SELECT id, name FROM decks", func(scan func(...any) error) error {
		var id int64
		var name string
		err := scan(&id, &name)
		decks[id] = strings.ReplaceAll(name, separator, "::")
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the decks: %w", err)
	}
	return types, decks, nil
}

func each(ctx context.Context, db *sql.DB, query string, row func(scan func(...any) error) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
