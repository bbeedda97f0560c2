package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"debrief/bank"
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
	for _, path := range append([]string{filepath.Join(a.Config, "banks")}, named...) {
		names := []string{path}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			names, _ = filepath.Glob(filepath.Join(path, "*.toml")) // the pattern is sound
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
// not be loaded. A file that is broken is left out.
func (a *App) banks(named []string) (*bank.Bank, []string, error) {
	b, problems, err := bank.Load(a.Content)
	if err != nil {
		return nil, nil, err
	}
	if bank.Errors(problems) {
		return nil, nil, fmt.Errorf("the built-in bank is broken: %s", problems[0])
	}
	paths := a.ownBanks(named)
	if len(paths) == 0 {
		return b, nil, nil
	}
	var broken []string
	domains := b.Domains
	for _, path := range paths {
		own, found, err := LoadPath(path)
		if err != nil {
			broken = append(broken, err.Error())
			continue
		}
		if bank.Errors(found) {
			for _, p := range found {
				broken = append(broken, p.String())
			}
		}
		merged, clash := bank.Merge(domains, own.Domains)
		domains = merged
		broken = append(broken, clash...)
	}
	return bank.New(domains), broken, nil
}
