package bank

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed vocabulary/*.toml
var vocabularyFiles embed.FS

// A concept is what a term may refer to as <name>: any of the ways to say it.
// Most are never asked for, so each is read when it first is.
type concept struct {
	list func() []string
	ways func() ways
}

// vocabulary holds the concepts by name. Each stands on a line of its own.
var vocabulary = sync.OnceValue(func() map[string]concept {
	all := map[string]concept{}
	names, err := fs.Glob(vocabularyFiles, "vocabulary/*.toml")
	if err != nil {
		panic(err) // the pattern is well formed
	}
	for _, name := range names {
		src, err := vocabularyFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		for line := range strings.Lines(string(src)) {
			if name, _, ok := strings.Cut(line, " = ["); ok && !strings.HasPrefix(name, "#") {
				list := sync.OnceValue(func() []string { return readWays(name, line) })
				all[name] = concept{list, sync.OnceValue(func() ways { return compileWays(list()) })}
			}
		}
	}
	return all
})

func readWays(name, line string) []string {
	lists := map[string][]string{}
	if _, err := toml.Decode(line, &lists); err != nil {
		panic(fmt.Errorf("vocabulary: %s: %w", name, err)) // embedded, and read in the tests
	}
	return lists[name]
}

func compileWays(list []string) ways {
	all := ways{}
	for _, s := range list {
		for _, w := range opened(compile(s, nil)) {
			all[w[0].stem] = append(all[w[0].stem], w)
		}
	}
	return all
}

// opened returns the term so that it begins with a word: a hyphenated one is
// split into its two readings.
func opened(t term) []term {
	if t[0].ways == nil {
		return []term{t}
	}
	var out []term
	for _, list := range t[0].ways {
		for _, first := range list {
			out = append(out, slices.Concat(first, t[1:]))
		}
	}
	return out
}

// Names returns the names of the vocabulary in order, which a term may
// refer to as <name>.
func Names() []string {
	return append(slices.Sorted(maps.Keys(vocabulary())), numberName)
}

// Ways returns the ways to say what the vocabulary calls name; none for
// "number", which any number is, and for a name that it lacks.
func Ways(name string) []string {
	if c, ok := vocabulary()[name]; ok {
		return c.list()
	}
	return nil
}
