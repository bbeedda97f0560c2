package bank

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Segment is a question file of the person's own, as little of it as is
// needed until one of its questions is asked: a person may have more questions
// than fit into memory with their rubrics.
type Segment struct {
	Domain   Domain    // without questions where the file is broken
	Problems []Problem // of the file by itself
	Words    Words
}

// Rest is where the part of a question lies that is not in memory, in the file
// that it comes from. It is zero for a question that is whole.
type Rest struct {
	Offset, Length int // bytes, from the question's header to the next one's
	Place          int // among the questions of its file, from 0
}

// ReadSegment reads a question file. name is its path.
func ReadSegment(name, src string) Segment {
	d, problems := parse(name, src, map[string]place{})
	if Errors(problems) {
		return Segment{Problems: problems}
	}
	whole := make([]*Question, len(d.Questions))
	for i := range d.Questions {
		whole[i] = &d.Questions[i]
	}
	s := Segment{Problems: problems, Words: indexWords(whole)}
	for i, rest := range rests(src, d.Questions) {
		d.Questions[i] = d.Questions[i].outline()
		d.Questions[i].Rest = rest
	}
	d.ID, d.Name, d.Summary = strings.Clone(d.ID), strings.Clone(d.Name), strings.Clone(d.Summary)
	s.Domain = d
	s.Locate(name)
	return s
}

// outline returns the question without its rubric. The strings are copies,
// since those of the parser hold on to the text of the whole file.
func (q Question) outline() Question {
	return Question{
		ID: strings.Clone(q.ID), Aliases: clones(q.Aliases), Topic: strings.Clone(q.Topic), Kind: Kind(strings.Clone(string(q.Kind))),
		Levels: clones(q.Levels), Stages: clones(q.Stages), Minutes: q.Minutes, Prompt: strings.Clone(q.Prompt),
		Principles: clones(q.Principles), Domain: strings.Clone(q.Domain), Line: q.Line,
	}
}

func clones(all []string) []string {
	var out []string
	for _, s := range all {
		out = append(out, strings.Clone(s))
	}
	return out
}

// Locate says where the file of the segment is, which may have moved since it
// was read. What questions have in common they share from then on.
func (s *Segment) Locate(name string) {
	s.Domain.File = name
	shared := map[string][]string{}
	share := func(list []string) []string {
		key := strings.Join(list, "\x00")
		if _, ok := shared[key]; !ok {
			shared[key] = list
		}
		return shared[key]
	}
	for i := range s.Domain.Questions {
		q := &s.Domain.Questions[i]
		q.File, q.Domain = name, s.Domain.ID
		q.Levels, q.Stages, q.Principles = share(q.Levels), share(q.Stages), share(q.Principles)
		q.Kind, q.Topic = Kind(share([]string{string(q.Kind)})[0]), share([]string{q.Topic})[0]
	}
	for i := range s.Problems {
		s.Problems[i].File = name
	}
}

// rests returns where each question stands in src; nothing where one has no
// header of its own, as in question = [{ ... }]: those are kept whole.
func rests(src string, questions []Question) []Rest {
	offsets := lineOffsets(src)
	all := make([]Rest, len(questions))
	for i, q := range questions {
		end := len(src)
		if i+1 < len(questions) {
			if questions[i+1].Line <= q.Line {
				return nil
			}
			end = offsets[questions[i+1].Line-1]
		}
		if q.Line < 1 {
			return nil
		}
		all[i] = Rest{Offset: offsets[q.Line-1], Length: end - offsets[q.Line-1], Place: i}
		if one, ok := parseOne(src[all[i].Offset:end]); !ok || one.ID != q.ID {
			return nil
		}
	}
	return all
}

// lineOffsets returns where each line of src begins.
func lineOffsets(src string) []int {
	offsets := []int{0}
	for i := range len(src) {
		if src[i] == '\n' {
			offsets = append(offsets, i+1)
		}
	}
	return offsets
}

// Whole returns the question with its rubric, read from its file where it is
// not in memory. The error says that the file is gone, or is another by now;
// the question is then returned as it is.
func (q Question) Whole() (Question, error) {
	if q.Rest == (Rest{}) {
		return q, nil
	}
	file, err := os.Open(q.File)
	if err != nil {
		return q, fmt.Errorf("read question %s: %w", q.ID, err)
	}
	defer file.Close()
	src := make([]byte, q.Rest.Length)
	if _, err := file.ReadAt(src, int64(q.Rest.Offset)); err != nil {
		return q, fmt.Errorf("read question %s from %s: %w", q.ID, q.File, err)
	}
	read, ok := parseOne(string(src))
	if !ok || read.ID != q.ID {
		return q, fmt.Errorf("read question %s from %s: the file was changed meanwhile", q.ID, q.File)
	}
	read.complete(q.Topic)
	read.Domain, read.File, read.Line, read.Own = q.Domain, q.File, q.Line, q.Own
	return read, nil
}

// parseOne reads the table of one question.
func parseOne(src string) (Question, bool) {
	var f file
	if _, err := toml.Decode(src, &f); err != nil || len(f.Questions) != 1 {
		return Question{}, false
	}
	q := f.Questions[0]
	for i := range q.KeyPoints {
		if q.KeyPoints[i].Weight == 0 {
			q.KeyPoints[i].Weight = 1
		}
	}
	return q, true
}

// Files returns the question files at a path: itself, or all .toml files of
// the folder at any depth, ordered by name.
func Files(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var names []string
	err = filepath.WalkDir(path, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.EqualFold(filepath.Ext(name), ".toml") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return names, fmt.Errorf("list the question files in %s: %w", path, err)
	}
	return names, nil
}
