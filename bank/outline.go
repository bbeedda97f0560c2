package bank

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// An Outline is what planning needs of a domain: its questions without their
// rubrics.
type Outline struct {
	ID      string
	Name    string
	Summary string
	Order   int
	File    string // that it stands in
	Entries []Entry
}

// An Entry is a question in an outline.
type Entry struct {
	ID      string
	Aliases []string
	Topic   string
	Kind    string
	Levels  []string
	Stages  []string
	Minutes int
}

// Outlines returns the outline of every domain, in the bank's order.
func (b *Bank) Outlines() []Outline {
	all := make([]Outline, len(b.Domains))
	for i, d := range b.Domains {
		all[i] = Outline{ID: d.ID, Name: d.Name, Summary: d.Summary, Order: d.Order, File: d.File}
		for _, q := range d.Questions {
			all[i].Entries = append(all[i].Entries, Entry{q.ID, q.Aliases, q.Topic, string(q.Kind), q.Levels, q.Stages, q.Minutes})
		}
	}
	return all
}

// ReadOutlines reads the outlines of a bank that Load accepts without parsing
// it, in about a thirtieth of the time: the first screen needs no more. It
// knows only the plain form of a question file, with each key on a line of its
// own; the built-in bank is held to that form by a test.
func ReadOutlines(fsys fs.FS) ([]Outline, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("list question files: %w", err)
	}
	var all []Outline
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path.Base(name), err)
		}
		o := outline(string(src))
		o.File = name
		all = append(all, o)
	}
	slices.SortStableFunc(all, func(x, y Outline) int { return inOrder(x.Order, y.Order, x.Name, y.Name) })
	return all, nil
}

func outline(src string) Outline {
	var o Outline
	table := ""
	for len(src) > 0 {
		line, rest, _ := strings.Cut(src, "\n")
		src = rest
		if strings.HasPrefix(line, "[") {
			table = strings.Trim(line, "[] \r")
			if table == questionTable {
				o.Entries = append(o.Entries, Entry{})
			}
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || key == "" || key[0] < 'a' || key[0] > 'z' {
			continue
		}
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if strings.HasPrefix(value, `"""`) {
			if !strings.Contains(value[3:], `"""`) {
				_, src, _ = strings.Cut(src, `"""`)
			}
			continue
		}
		switch table {
		case "domain":
			o.set(key, value)
		case questionTable:
			o.Entries[len(o.Entries)-1].set(key, value)
		}
	}
	return o
}

func (o *Outline) set(key, value string) {
	switch key {
	case "id":
		o.ID = unquote(value)
	case "name":
		o.Name = unquote(value)
	case "summary":
		o.Summary = unquote(value)
	case "order":
		o.Order, _ = strconv.Atoi(value)
	}
}

func (e *Entry) set(key, value string) {
	switch key {
	case "id":
		e.ID = unquote(value)
	case "topic":
		e.Topic = unquote(value)
	case "kind":
		e.Kind = unquote(value)
	case "aliases":
		e.Aliases = unquoteAll(value)
	case "levels":
		e.Levels = unquoteAll(value)
	case "stages":
		e.Stages = unquoteAll(value)
	case "minutes":
		e.Minutes, _ = strconv.Atoi(value)
	}
}

// unquoteAll reads a list of strings on one line, as ["screen", "final"].
func unquoteAll(value string) []string {
	var all []string
	for _, v := range strings.Split(strings.Trim(value, "[]"), ",") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, unquote(v))
		}
	}
	return all
}

// unquote returns a copy, so that the outline does not hold the file it is from.
func unquote(value string) string {
	s, err := strconv.Unquote(value)
	if err != nil {
		return strings.Clone(value)
	}
	return strings.Clone(s)
}
