package bank

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Problem is something wrong in a question file.
type Problem struct {
	File    string
	Line    int // 1-based
	Message string
	Warning bool // worth a look, but the file is used
}

// String returns the problem as file:line: message.
func (p Problem) String() string {
	if p.Warning {
		return fmt.Sprintf("%s:%d: warning: %s", p.File, p.Line, p.Message)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Errors reports whether any of the problems is more than a warning.
func Errors(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return !p.Warning })
}

type file struct {
	Domain struct {
		ID      string `toml:"id"`
		Name    string `toml:"name"`
		Summary string `toml:"summary"`
		Order   int    `toml:"order"`
	} `toml:"domain"`
	Questions []Question `toml:"question"`
}

// Load reads every .toml file of fsys, at any depth. A file with an error is
// left out of the bank and does not keep the others from it; all problems of
// all files are returned, ordered by file and line. The error is for fsys
// itself: a folder that cannot be read.
func Load(fsys fs.FS) (*Bank, []Problem, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && path.Ext(name) == ".toml" {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list question files: %w", err)
	}
	var (
		domains  []Domain
		problems []Problem
	)
	seen := map[string]place{} // ids and aliases of questions, and "domain " + id of domains
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			problems = append(problems, Problem{File: name, Line: 1, Message: fmt.Sprintf("cannot be read: %v", err)})
			continue
		}
		d, found := parse(name, string(src), seen)
		problems = append(problems, found...)
		if !Errors(found) {
			domains = join(domains, d)
		}
	}
	return New(domains), problems, nil
}

// join adds a domain, or its questions to the one with its id.
func join(domains []Domain, d Domain) []Domain {
	i := slices.IndexFunc(domains, func(o Domain) bool { return o.ID == d.ID })
	if i < 0 {
		return append(domains, d)
	}
	domains[i].Questions = append(domains[i].Questions, d.Questions...)
	return domains
}

type place struct {
	file string
	line int
}

// parse reads one file. seen is what earlier files hold, and is added to.
func parse(name, src string, seen map[string]place) (Domain, []Problem) {
	var f file
	md, err := toml.Decode(src, &f)
	if err != nil {
		return Domain{}, []Problem{syntaxProblem(name, err)}
	}
	c := checker{file: name, lines: indexLines(src)}
	c.unknownKeys(md.Undecoded())
	c.domain(&f, seen)
	for i := range f.Questions {
		q := &f.Questions[i]
		q.Domain, q.File, q.Line = f.Domain.ID, name, c.lines.line(questionTable, i, -1, "")
		q.complete(f.Domain.Name)
		c.question(i, q)
		c.unique(i, q, seen)
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return a.Line - b.Line })
	return Domain{
		ID: f.Domain.ID, Name: f.Domain.Name, Summary: f.Domain.Summary, Order: f.Domain.Order,
		File: name, Questions: f.Questions,
	}, c.problems
}

var lineInError = regexp.MustCompile(`line (\d+)`)

// Syntax returns what is wrong with a file as TOML, and whether nothing is.
func Syntax(name, src string) (Problem, bool) {
	var any map[string]any
	if _, err := toml.Decode(src, &any); err != nil {
		return syntaxProblem(name, err), false
	}
	return Problem{}, true
}

func syntaxProblem(name string, err error) Problem {
	p := Problem{File: name, Line: 1, Message: strings.TrimPrefix(err.Error(), "toml: ")}
	var pe toml.ParseError
	if errors.As(err, &pe) {
		p.Line = max(pe.Position.Line, 1)
		p.Message = pe.Message
		if p.Message == "" {
			p.Message = strings.TrimPrefix(pe.Error(), "toml: ")
		}
		if pe.Usage != "" {
			p.Message += ": " + strings.Join(strings.Fields(pe.Usage), " ")
		}
	} else if m := lineInError.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &p.Line)
	}
	return p
}
