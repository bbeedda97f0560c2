// Package guide is what helps to prepare beside the questions: the seven tips,
// the AWS services with the question that each answers, and questions for the
// interviewer.
package guide

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Guide is all of it.
type Guide struct {
	Tips     []Tip
	Services []Service
	Asks     []Ask
}

// A Tip is something to prepare.
type Tip struct {
	ID    string `toml:"id"`
	Name  string `toml:"name"`
	About string `toml:"about"` // what to do
}

// A Service is an AWS service or a feature of one.
type Service struct {
	ID        string    `toml:"id"`
	Name      string    `toml:"name"`
	Purpose   string    `toml:"purpose"`
	Answers   string    `toml:"answers"` // the question that it answers
	Confuse   []string  `toml:"confuse"` // ids of those that it is taken for
	Reference Reference `toml:"reference"`
}

// A Reference is where a fact was checked.
type Reference struct {
	Title string `toml:"title"`
	URL   string `toml:"url"`
}

// An Ask is a question for the interviewer.
type Ask struct {
	ID   string   `toml:"id"`
	For  []string `toml:"for"` // of Audiences
	Text string   `toml:"text"`
	Why  string   `toml:"why"` // what its answer tells
}

// Audiences returns whom a candidate meets.
func Audiences() []string { return []string{"manager", "bar raiser", "teammate", "recruiter"} }

// Load reads the guide from the files of the folder guide.
func Load(fsys fs.FS) (Guide, error) {
	var (
		tips struct {
			Tips []Tip `toml:"tip"`
		}
		services struct {
			Services []Service `toml:"service"`
		}
		asks struct {
			Asks []Ask `toml:"ask"`
		}
	)
	for name, into := range map[string]any{"tips": &tips, "services": &services, "asks": &asks} {
		if err := read(fsys, "guide/"+name+".toml", into); err != nil {
			return Guide{}, err
		}
	}
	return Guide{tips.Tips, services.Services, asks.Asks}, nil
}

func read(fsys fs.FS, name string, into any) error {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read the guide: %w", err)
	}
	md, err := toml.Decode(string(src), into)
	if err != nil {
		return fmt.Errorf("read the guide: %s: %w", name, err)
	}
	if unknown := md.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("read the guide: %s: unknown key %q", name, unknown[0])
	}
	return nil
}

// Check returns what is wrong with the guide.
func (g Guide) Check() []string {
	var problems []string
	add := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	seen := map[string]string{}
	text := func(id, s string) {
		if strings.TrimSpace(s) == "" {
			add("%s: an empty text", id)
		} else if other, ok := seen[s]; ok {
			add("%s: the same text as %s: %q", id, other, s)
		}
		seen[s] = id
	}
	ids := map[string]bool{}
	for _, s := range g.Services {
		if ids[s.ID] {
			add("%s: the id is there already", s.ID)
		}
		ids[s.ID] = true
	}
	for _, s := range g.Services {
		text(s.ID, s.Name)
		text(s.ID, s.Purpose)
		text(s.ID, s.Answers)
		if len(s.Confuse) < 2 {
			add("%s: name at least two that it is taken for", s.ID)
		}
		for _, c := range s.Confuse {
			if !ids[c] || c == s.ID {
				add("%s: confuse names %q", s.ID, c)
			}
		}
		if !strings.HasPrefix(s.Reference.URL, "https://docs.aws.amazon.com/") || s.Reference.Title == "" {
			add("%s: the reference is no page of the AWS documentation", s.ID)
		}
	}
	for _, a := range g.Asks {
		text(a.ID, a.Text)
		text(a.ID, a.Why)
		if len(a.For) == 0 || slices.ContainsFunc(a.For, func(f string) bool { return !slices.Contains(Audiences(), f) }) {
			add("%s: for is %v", a.ID, a.For)
		}
	}
	for _, t := range g.Tips {
		text(t.ID, t.Name)
		text(t.ID, t.About)
	}
	return problems
}
