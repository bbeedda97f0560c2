package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store"
	"debrief/store/storetest"
)

func TestExportAndImport(t *testing.T) {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) }
	dir := t.TempDir()
	full := filepath.Join(dir, "full.db")
	if err := storetest.Practise(ctx, full, storetest.Of(builtIn(t)), 40, 5, now()); err != nil {
		t.Fatal(err)
	}
	export := func(path string) string {
		t.Helper()
		s, err := store.Open(ctx, path, now)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var b bytes.Buffer
		if err := s.Export(ctx, &b, "level = \"L5\"\n"); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := export(full)
	file := filepath.Join(dir, "export.json")
	write(t, file, text)

	empty := filepath.Join(dir, "new machine", "progress.db")
	settings, kept, err := store.ImportFile(ctx, empty, file, false, now)
	if err != nil || settings != "level = \"L5\"\n" || kept != "" {
		t.Fatalf("settings %q, kept %q, %v", settings, kept, err)
	}
	if again := export(empty); again != text {
		t.Errorf("exported again it differs: %d bytes, were %d", len(again), len(text))
	}
	a, b := derived(t, full, now), derived(t, empty, now)
	if a != b || len(a) < 1000 {
		t.Errorf("what is derived differs:\n%.500s\n%.500s", b, a)
	}

	// What is there is not written over.
	if _, _, err := store.ImportFile(ctx, empty, file, false, now); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("a second import: %v", err)
	}
	_, kept, err = store.ImportFile(ctx, empty, file, true, now)
	if err != nil || kept == "" {
		t.Errorf("a forced one: kept %q, %v", kept, err)
	}
	if export(kept) != text {
		t.Error("what was put aside is not what was there")
	}
}

func TestImportOfOtherFiles(t *testing.T) {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) }
	for name, text := range map[string]string{
		"no JSON":           "x",
		"a list":            "[]",
		"another object":    `{"a": 1}`,
		"cut off":           `{"debrief_export": 1, "tables": {"notes": {"columns": ["question_id"], "rows": [["x"`,
		"a strange table":   `{"debrief_export": 1, "tables": {"sqlite_master": {"columns": ["name"], "rows": []}}}`,
		"a strange column":  `{"debrief_export": 1, "tables": {"notes": {"columns": ["\") --"], "rows": [["x"]]}}}`,
		"a short row":       `{"debrief_export": 1, "tables": {"notes": {"columns": ["question_id", "text", "at"], "rows": [["x"]]}}}`,
		"a false reference": `{"debrief_export": 1, "tables": {"story_uses": {"columns": ["attempt_id", "story_id"], "rows": [[1, 2]]}}}`,
		"a newer one":       `{"debrief_export": 2}`,
		"a newer schema":    `{"debrief_export": 1, "schema": 1000}`,
	} {
		dir := t.TempDir()
		file, path := filepath.Join(dir, "x.json"), filepath.Join(dir, "progress.db")
		write(t, file, text)
		if _, _, err := store.ImportFile(ctx, path, file, false, now); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: error %v", name, err)
		}
		if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 1 {
			t.Errorf("%s: it left %v, %v", name, left, err)
		}
	}
}

func TestExportCSV(t *testing.T) {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) }
	dir := t.TempDir()
	s, err := store.Open(ctx, filepath.Join(dir, "p.db"), now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.SetNote(ctx, "cloud-imds-ssrf", "=1+1, \"quoted\"\nand more"); err != nil {
		t.Fatal(err)
	}
	files, err := s.ExportCSV(ctx, dir)
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "notes.csv"))
	want := "question_id,text,at\ncloud-imds-ssrf,\"'=1+1, \"\"quoted\"\"\nand more\",2026-11-24T10:00:00Z\n"
	if err != nil || string(got) != want {
		t.Errorf("notes.csv is %q, %v", got, err)
	}
}

// derived is all that is derived from the log, as text.
func derived(t *testing.T, path string, now func() time.Time) string {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, path, now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	// Sums of fractions differ in their last digit by the order they are made in.
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	memories, err := s.Memories(ctx)
	if err != nil {
		t.Fatal(err)
	}
	days, err := s.Days(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	calibration, err := s.Calibration(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(memories, days, calibration)
}

func builtIn(t *testing.T) *bank.Bank {
	t.Helper()
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
