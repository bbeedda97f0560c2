// Package cache keeps what was read of question files, so that a large bank of
// one's own is read once. Every entry goes by the content of its file: one
// that changed is read anew, and the folder may be deleted at any time.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"debrief/bank"
)

// Cache is a folder of entries.
type Cache struct {
	Dir     string
	Version string // of debrief, since another may read the same file differently
	Now     func() time.Time
}

// format changes when entries are written in another way.
const format = 1

// unused is how long an entry is kept that nobody asked for.
const unused = 30 * 24 * time.Hour

// Load returns the segments of the files in their order. progress is called
// as they come in, from any goroutine.
func (c Cache) Load(files []string, progress func(done, all int)) []bank.Segment {
	segments := make([]bank.Segment, len(files))
	var next, done atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				segments[i] = c.read(files[i])
				progress(int(done.Add(1)), len(files))
			}
		})
	}
	workers.Wait()
	c.prune()
	return segments
}

// read returns the segment of one file.
func (c Cache) read(name string) bank.Segment {
	src, err := os.ReadFile(name)
	if err != nil {
		return bank.Segment{Problems: []bank.Problem{{File: name, Line: 1, Message: fmt.Sprintf("cannot be read: %v", err)}}}
	}
	entry := c.entry(src)
	if s, err := load(entry); err == nil {
		s.Locate(name)
		c.touch(entry)
		return s
	}
	s := bank.ReadSegment(name, string(src))
	// A cache that cannot be written costs time at the next start, no more.
	_ = save(entry, s)
	return s
}

// entry is the path of the entry for a content.
func (c Cache) entry(src []byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "debrief %s %d\n", c.Version, format)
	h.Write(src)
	return filepath.Join(c.Dir, fmt.Sprintf("%x.bank", h.Sum(nil)))
}

// load reads an entry: the hash of what follows, and the segment.
func load(entry string) (bank.Segment, error) {
	data, err := os.ReadFile(entry)
	if err != nil {
		return bank.Segment{}, err
	}
	if len(data) < sha256.Size {
		return bank.Segment{}, errors.New("an entry was cut off")
	}
	sum := sha256.Sum256(data[sha256.Size:])
	if !bytes.Equal(sum[:], data[:sha256.Size]) {
		return bank.Segment{}, errors.New("an entry was damaged")
	}
	var s bank.Segment
	err = gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&s)
	return s, err
}

// save writes an entry under another name first, so that a half-written one is
// never found.
func save(entry string, s bank.Segment) error {
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(s); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(entry), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(entry), "new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // gone already where it was renamed
	sum := sha256.Sum256(data.Bytes())
	_, sumErr := file.Write(sum[:])
	_, err = file.Write(data.Bytes())
	if err = errors.Join(sumErr, err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), entry)
}

// touch says that an entry is in use.
func (c Cache) touch(entry string) {
	now := c.Now()
	_ = os.Chtimes(entry, now, now) // it is read again at the worst
}

// prune deletes entries that were not asked for in a long time.
func (c Cache) prune() {
	entries, err := os.ReadDir(c.Dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && c.Now().Sub(info.ModTime()) > unused {
			_ = os.Remove(filepath.Join(c.Dir, e.Name())) // tried again next time
		}
	}
}
