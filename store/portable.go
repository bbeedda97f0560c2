package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrNotEmpty is the error of a restore over progress that is there.
var ErrNotEmpty = errors.New("there is progress already; --force puts it aside and takes this instead")

// portable is the format of an export. Fields and columns are only ever added.
const portable = 1

// derived are the tables that Rebuild makes from the log.
func derived() []string { return []string{"memory", "days", "calibration"} }

// Export writes everything that the person has as one JSON object: their
// settings, as the text of their file, and each table with its columns and
// rows. ImportFile reads it.
func (s *Store) Export(ctx context.Context, w io.Writer, settings string) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("export the progress: %w", err)
	}
	defer tx.Rollback() // it only read
	out := bufio.NewWriter(w)
	if err := s.export(ctx, tx, out, settings); err != nil {
		return fmt.Errorf("export the progress: %w", err)
	}
	return out.Flush()
}

func (s *Store) export(ctx context.Context, tx *sql.Tx, out *bufio.Writer, settings string) error {
	version, err := userVersion(ctx, tx)
	if err != nil {
		return err
	}
	text, err := json.Marshal(settings)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "{\n\"debrief_export\": %d,\n\"schema\": %d,\n\"exported_at\": %q,\n\"settings\": %s,\n\"tables\": {", portable, version, s.now().UTC().Format(time.RFC3339), text)
	names, err := tables(ctx, tx)
	if err != nil {
		return err
	}
	for i, name := range names {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := exportTable(ctx, tx, out, name); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	out.WriteString("\n}\n}\n")
	return nil
}

func exportTable(ctx context.Context, tx *sql.Tx, out *bufio.Writer, name string) error {
	first := true
	err := eachRow(ctx, tx, name, func(columns []string) error {
		list, err := json.Marshal(columns)
		fmt.Fprintf(out, "\n%q: {\"columns\": %s, \"rows\": [", name, list)
		return err
	}, func(_ []string, row []any) error {
		line, err := json.Marshal(row)
		if !first {
			out.WriteByte(',')
		}
		first = false
		out.WriteByte('\n')
		out.Write(line)
		return err
	})
	out.WriteString("]}")
	return err
}

// ExportCSV writes a file for each table into the folder, with times a person
// can read. It is for spreadsheets: the JSON of Export is what can be taken
// back. It returns the names of the files.
func (s *Store) ExportCSV(ctx context.Context, dir string) ([]string, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("export the progress: %w", err)
	}
	defer tx.Rollback() // it only read
	names, err := tables(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("export the progress: %w", err)
	}
	var files []string
	for _, name := range names {
		file := filepath.Join(dir, name+".csv")
		if err := exportCSV(ctx, tx, name, file); err != nil {
			return files, fmt.Errorf("export the table %s: %w", name, err)
		}
		files = append(files, file)
	}
	return files, nil
}

func exportCSV(ctx context.Context, tx *sql.Tx, name, file string) (err error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	err = eachRow(ctx, tx, name, w.Write, func(columns []string, row []any) error {
		record := make([]string, len(row))
		for i, v := range row {
			record[i] = readable(columns[i], v)
		}
		return w.Write(record)
	})
	w.Flush()
	return errors.Join(err, w.Error())
}

// readable writes times and days as such, and takes the sting out of text that
// a spreadsheet would run as a formula.
func readable(column string, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case int64:
		switch {
		case column == "at" || strings.HasSuffix(column, "_at"):
			return time.UnixMilli(v).UTC().Format(time.RFC3339)
		case column == "day" || column == "until":
			return time.Unix(v*24*60*60, 0).UTC().Format(time.DateOnly)
		}
	case string:
		if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			return "'" + v
		}
		return v
	}
	return fmt.Sprint(value)
}

// tables returns the tables of what happened, by name.
func tables(ctx context.Context, tx querier) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		if !slices.Contains(derived(), name) {
			names = append(names, name)
		}
	}
	return names, rows.Err()
}

func eachRow(ctx context.Context, tx *sql.Tx, table string, begin func(columns []string) error, each func(columns []string, row []any) error) error {
	rows, err := tx.QueryContext(ctx, "SELECT * FROM "+quoted(table))
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if err := begin(columns); err != nil {
		return err
	}
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := each(columns, row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// ImportFile makes the progress file at path from an export. What is there is
// put aside where force says so, under the name that is returned, and else the
// error is ErrNotEmpty. It returns the settings of the export.
func ImportFile(ctx context.Context, path, export string, force bool, now func() time.Time) (settings, kept string, err error) {
	if full, err := hasProgress(ctx, path, now); err != nil && !force {
		return "", "", err
	} else if full && !force {
		return "", "", ErrNotEmpty
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", "", fmt.Errorf("restore %s: %w", export, err)
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".restore-")
	if err != nil {
		return "", "", fmt.Errorf("restore %s: %w", export, err)
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "progress.db")
	if settings, err = importInto(ctx, fresh, export, now); err != nil {
		return "", "", fmt.Errorf("restore %s: %w", export, err)
	}
	kept, err = Restore(ctx, path, fresh, now())
	return settings, kept, err
}

// hasProgress reports whether the store at path holds anything.
func hasProgress(ctx context.Context, path string, now func() time.Time) (full bool, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	s, err := Open(ctx, path, now)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	names, err := tables(ctx, s.db)
	if err != nil {
		return false, err
	}
	for _, name := range names {
		var any bool
		if err := s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+quoted(name)+")").Scan(&any); err != nil {
			return false, err
		}
		full = full || any
	}
	return full, nil
}

func importInto(ctx context.Context, path, export string, now func() time.Time) (settings string, err error) {
	file, err := os.Open(export)
	if err != nil {
		return "", err
	}
	defer file.Close()
	s, err := Open(ctx, path, now)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	err = s.write(ctx, func(tx transaction) error {
		if _, err := tx.ExecContext(ctx, "PRAGMA defer_foreign_keys = ON"); err != nil {
			return err
		}
		in := importer{tx: tx, json: json.NewDecoder(bufio.NewReader(file))}
		in.json.UseNumber()
		if err := in.read(ctx); err != nil {
			return err
		}
		settings = in.settings
		return nil
	})
	if err != nil {
		return "", err
	}
	return settings, s.Rebuild(ctx)
}

// importer reads an export as it comes, since it may be large.
type importer struct {
	tx       transaction
	json     *json.Decoder
	settings string
	known    bool // it says that it is an export that can be read
}

func (in *importer) read(ctx context.Context) error {
	if err := in.delim('{'); err != nil {
		return err
	}
	for in.json.More() {
		key, err := in.key()
		if err != nil {
			return err
		}
		switch key {
		case "debrief_export":
			var version int
			if err := in.json.Decode(&version); err != nil {
				return notAnExport(err)
			}
			if version > portable {
				return ErrNewer
			}
			in.known = true
		case "schema":
			var schema, here int
			if err := in.json.Decode(&schema); err != nil {
				return notAnExport(err)
			}
			if here, err = userVersion(ctx, in.tx); err != nil {
				return err
			}
			if schema > here {
				return ErrNewer
			}
		case "settings":
			if err := in.json.Decode(&in.settings); err != nil {
				return notAnExport(err)
			}
		case "tables":
			if err := in.tables(ctx); err != nil {
				return err
			}
		default:
			var other any
			if err := in.json.Decode(&other); err != nil {
				return notAnExport(err)
			}
		}
	}
	if !in.known {
		return notAnExport(errors.New("it has no debrief_export"))
	}
	return in.delim('}')
}

func notAnExport(err error) error { return fmt.Errorf("this is no export of debrief: %w", err) }

func (in *importer) delim(want json.Delim) error {
	t, err := in.json.Token()
	if err != nil {
		return notAnExport(err)
	}
	if t != want {
		return notAnExport(fmt.Errorf("%v where %v should be, at byte %d", t, want, in.json.InputOffset()))
	}
	return nil
}

func (in *importer) key() (string, error) {
	t, err := in.json.Token()
	if err != nil {
		return "", notAnExport(err)
	}
	key, ok := t.(string)
	if !ok {
		return "", notAnExport(fmt.Errorf("%v where a name should be", t))
	}
	return key, nil
}

func (in *importer) tables(ctx context.Context) error {
	if !in.known {
		return notAnExport(errors.New("it does not begin with debrief_export"))
	}
	known, err := tables(ctx, in.tx)
	if err != nil {
		return err
	}
	if err := in.delim('{'); err != nil {
		return err
	}
	for in.json.More() {
		name, err := in.key()
		if err != nil {
			return err
		}
		if !slices.Contains(known, name) {
			return notAnExport(fmt.Errorf("there is no table %q", name))
		}
		if err := in.table(ctx, name); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	return in.delim('}')
}

func (in *importer) table(ctx context.Context, name string) error {
	var columns []string
	if err := in.delim('{'); err != nil {
		return err
	}
	for in.json.More() {
		key, err := in.key()
		if err != nil {
			return err
		}
		switch key {
		case "columns":
			err = in.json.Decode(&columns)
		case "rows":
			err = in.rows(ctx, name, columns)
		default:
			err = notAnExport(fmt.Errorf("%q in a table", key))
		}
		if err != nil {
			return err
		}
	}
	return in.delim('}')
}

func (in *importer) rows(ctx context.Context, table string, columns []string) error {
	if len(columns) == 0 {
		return notAnExport(errors.New("no columns before the rows"))
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = quoted(c)
	}
	places := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	insert, err := in.tx.PrepareContext(ctx, "INSERT INTO "+quoted(table)+" ("+strings.Join(names, ", ")+") VALUES ("+places+")")
	if err != nil {
		return err
	}
	defer insert.Close()
	if err := in.delim('['); err != nil {
		return err
	}
	for in.json.More() {
		var row []any
		if err := in.json.Decode(&row); err != nil {
			return notAnExport(err)
		}
		if len(row) != len(columns) {
			return notAnExport(fmt.Errorf("a row has %d values for %d columns", len(row), len(columns)))
		}
		for i, v := range row {
			if row[i], err = value(v); err != nil {
				return err
			}
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return in.delim(']')
}

// value is a value of a row as SQLite takes it.
func value(v any) (any, error) {
	switch v := v.(type) {
	case nil, string:
		return v, nil
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, nil
		}
		f, err := v.Float64()
		if err != nil || math.IsInf(f, 0) {
			return nil, notAnExport(fmt.Errorf("%s is no number", v))
		}
		return f, nil
	}
	return nil, notAnExport(fmt.Errorf("a value is %v", v))
}
