package cache_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"debrief/bank"
	"debrief/bank/cache"
)

const file = `[domain]
id = "mine"
name = "Mine"

[[question]]
id = "mine-one"
kind = "card"
prompt = "What is the first one?"
answer = "The first."

[[question]]
id = "mine-two"
kind = "card"
prompt = "And the second?"
answer = "The second."
`

// folder has a question file, a broken one and an empty cache.
func folder(t *testing.T) (c cache.Cache, files []string) {
	t.Helper()
	dir := t.TempDir()
	files = []string{filepath.Join(dir, "a.toml"), filepath.Join(dir, "broken.toml"), filepath.Join(dir, "none.toml")}
	write(t, files[0], file)
	write(t, files[1], strings.Replace(file, "answer", "answr", 1))
	return cache.Cache{Dir: filepath.Join(dir, "cache"), Version: "1", Now: time.Now}, files
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func entries(t *testing.T, c cache.Cache) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(c.Dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// check holds the segments to what the files say.
func check(t *testing.T, segments []bank.Segment, files []string, prompt string) {
	t.Helper()
	if len(segments) != 3 {
		t.Fatalf("%d segments", len(segments))
	}
	b := bank.New([]bank.Domain{segments[0].Domain}, segments...)
	q, ok := b.Question("mine-two")
	if !ok || q.Prompt != prompt || q.Answer != "The second." || q.File != files[0] || q.Line != 11 {
		t.Errorf("the question is %+v", q)
	}
	if found := b.Index().Search("second"); len(found) != 1 {
		t.Errorf("found %v", found)
	}
	if p := segments[1].Problems; len(p) != 2 || p[0].File != files[1] || p[0].Line != 5 && p[0].Line != 9 {
		t.Errorf("the broken file has the problems %v", p)
	}
	if p := segments[2].Problems; len(p) != 1 || !strings.Contains(p[0].Message, "cannot be read") {
		t.Errorf("the missing file has the problems %v", p)
	}
}

func TestLoad(t *testing.T) {
	c, files := folder(t)
	var done atomic.Int64
	load := func() []bank.Segment {
		done.Store(0)
		return c.Load(files, func(_, all int) {
			if done.Add(1); all != 3 {
				t.Errorf("%d files in all", all)
			}
		})
	}
	check(t, load(), files, "And the second?")
	if done.Load() != 3 {
		t.Errorf("told of %d files", done.Load())
	}
	if n := len(entries(t, c)); n != 2 {
		t.Errorf("%d entries", n)
	}
	check(t, load(), files, "And the second?") // from the cache

	write(t, files[0], strings.Replace(file, "And the second?", "What is second?", 1))
	check(t, load(), files, "What is second?")

	moved := filepath.Join(filepath.Dir(files[0]), "moved.toml")
	if err := os.Rename(files[0], moved); err != nil {
		t.Fatal(err)
	}
	files[0] = moved
	check(t, load(), files, "What is second?")
}

// What is in the cache is used, which only shows where it lies: an entry put in
// the place of another.
func TestEntriesAreUsedAndDamagedOnesAreNot(t *testing.T) {
	c, files := folder(t)
	c.Load(files, func(int, int) {})
	for _, name := range entries(t, c) {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, damaged := range []string{"", "x", string(whole[:len(whole)/2]), string(whole[:len(whole)-1]) + "?"} {
			write(t, name, damaged)
			check(t, c.Load(files, func(int, int) {}), files, "And the second?")
		}
	}

	names := entries(t, c)
	for i := range names {
		other, err := os.ReadFile(names[1-i])
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			write(t, names[0]+"x", string(other))
			continue
		}
		write(t, names[1], string(other))
	}
	if err := os.Rename(names[0]+"x", names[0]); err != nil {
		t.Fatal(err)
	}
	if s := c.Load(files, func(int, int) {}); len(s[0].Problems) == 0 {
		t.Error("the entry was not used")
	}
}

func TestOldEntriesGo(t *testing.T) {
	c, files := folder(t)
	c.Load(files, func(int, int) {})
	c.Now = func() time.Time { return time.Now().AddDate(0, 0, 31) }
	c.Load(files[:1], func(int, int) {})
	if n := len(entries(t, c)); n != 1 {
		t.Errorf("%d entries are left, want that of the file in use", n)
	}
}

func TestWithoutAFolder(t *testing.T) {
	c, files := folder(t)
	write(t, c.Dir, "a file where the folder should be")
	check(t, c.Load(files, func(int, int) {}), files, "And the second?")
}
