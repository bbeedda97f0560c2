package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"debrief/bank"
	"debrief/bank/cache"
)

// ownBanks is where the person's own questions are: the folder banks in the
// config home, where there is one, and what the command line names.
func (a *App) ownBanks(named []string) []string {
	folder := filepath.Join(a.Config, "banks")
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return append([]string{folder}, named...)
	}
	return named
}

// ownFiles describes the person's own files, differently when one changes.
func (a *App) ownFiles(named []string) string {
	var b strings.Builder
	for _, path := range a.ownBanks(named) {
		names, err := bank.Files(path)
		if err != nil {
			fmt.Fprintln(&b, err)
		}
		for _, name := range names {
			if info, err := os.Stat(name); err == nil {
				fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
			}
		}
	}
	return b.String()
}

// banks loads the built-in bank and the person's own ones, and says what could
// not be loaded. A file that is broken is left out. progress is told of the
// own files as they come in.
func (a *App) banks(named []string, progress func(done, all int)) (*bank.Bank, []string, error) {
	b, problems, err := bank.Load(a.Content)
	if err != nil {
		return nil, nil, err
	}
	if bank.Errors(problems) {
		return nil, nil, fmt.Errorf("the built-in bank is broken: %s", problems[0])
	}
	files, broken := list(a.ownBanks(named))
	if len(files) == 0 {
		return b, broken, nil
	}
	segments := cache.Cache{Dir: filepath.Join(a.Cache, "banks"), Version: a.Version, Now: a.Now}.Load(files, progress)
	var own []bank.Domain
	for _, s := range segments {
		if !bank.Errors(s.Problems) {
			own = append(own, s.Domain)
			continue
		}
		for _, p := range s.Problems {
			broken = append(broken, p.String())
		}
	}
	domains, clashes := bank.Merge(b.Domains, own)
	return bank.New(domains, segments...), append(broken, clashes...), nil
}

// list returns the question files at the paths, each once, and what is wrong
// with the paths.
func list(paths []string) (files, problems []string) {
	seen := map[string]bool{}
	for _, path := range paths {
		names, err := bank.Files(path)
		if err != nil {
			problems = append(problems, err.Error())
		}
		for _, name := range names {
			if abs, err := filepath.Abs(name); err == nil && !seen[abs] {
				seen[abs] = true
				files = append(files, name)
			}
		}
	}
	return files, problems
}
