package bank

import (
	"regexp"
	"slices"
	"strings"
)

const (
	questionTable = "question"
	pointTable    = "question.key_points"
)

// lineIndex knows on which line of a question file each table and key stands.
// The TOML library gives lines for syntax errors only.
type lineIndex struct {
	top       []entry   // before the first question
	questions [][]entry // of each question
}

type entry struct {
	table string
	p     int // index of the key point within its question, -1 outside
	key   string
	line  int
}

func (ix *lineIndex) add(e entry) {
	if n := len(ix.questions); n > 0 {
		ix.questions[n-1] = append(ix.questions[n-1], e)
		return
	}
	ix.top = append(ix.top, e)
}

// of returns the entries of question q, or those before the first.
func (ix lineIndex) of(q int) []entry {
	if q >= 0 && q < len(ix.questions) {
		return ix.questions[q]
	}
	return ix.top
}

var (
	header  = regexp.MustCompile(`^\s*\[\[?\s*([A-Za-z0-9_.\-\s"]+?)\s*\]\]?\s*(#.*)?$`)
	keyLine = regexp.MustCompile(`^\s*"?([A-Za-z0-9_-]+)"?\s*=`)
	inner   = regexp.MustCompile(`[{,]\s*"?([A-Za-z0-9_-]+)"?\s*=`)
)

// indexLines reads src as far as needed to find its headers and keys.
func indexLines(src string) lineIndex {
	var ix lineIndex
	table, key, p := "", "", -1
	quote := "" // the delimiter of the multi-line string that we are in
	for n, l := range strings.Split(src, "\n") {
		if quote != "" {
			if strings.Contains(l, quote) {
				quote = ""
			}
			continue
		}
		if m := header.FindStringSubmatch(l); m != nil && !strings.Contains(l, "=") {
			table = strings.ReplaceAll(strings.ReplaceAll(m[1], " ", ""), `"`, "")
			switch table {
			case questionTable:
				ix.questions = append(ix.questions, nil)
				p = -1
			case pointTable:
				p++
			}
			ix.add(entry{table, at(table, p), "", n + 1})
			continue
		}
		if m := keyLine.FindStringSubmatch(l); m != nil {
			key = m[1]
			ix.add(entry{table, at(table, p), key, n + 1})
		}
		for _, m := range inlineKeys(l) {
			ix.add(entry{strings.TrimPrefix(table+"."+key, "."), p, m[1], n + 1})
		}
		for _, d := range []string{`"""`, "'''"} {
			if strings.Count(l, d)%2 == 1 {
				quote = d
			}
		}
	}
	return ix
}

func inlineKeys(l string) [][]string {
	if !strings.Contains(l, "{") {
		return nil // most lines; the expression takes long over them
	}
	return inner.FindAllStringSubmatch(l, -1)
}

func at(table string, p int) int {
	if table == pointTable {
		return p
	}
	return -1
}

// line returns where the key stands in the table of question q (and of key
// point p in it, or -1), or else where that table begins; 0 if neither does.
func (ix lineIndex) line(table string, q, p int, key string) int {
	begin := 0
	for _, e := range ix.of(q) {
		if e.table == table && e.p == p {
			if e.key == key {
				return e.line
			}
			if e.key == "" {
				begin = e.line
			}
		}
	}
	if begin == 0 && table == pointTable {
		return ix.line(questionTable, q, -1, "")
	}
	return begin
}

func (ix lineIndex) has(table string, q, p int, key string) bool {
	for _, e := range ix.of(q) {
		if e.table == table && e.p == p && e.key == key {
			return true
		}
	}
	return false
}

// all returns every line on which the key stands in a table of that name, or
// the first line where none is found.
func (ix lineIndex) all(table, key string) []int {
	var lines []int
	full := strings.TrimPrefix(table+"."+key, ".")
	for _, e := range slices.Concat(ix.top, slices.Concat(ix.questions...)) {
		if e.table == table && e.key == key || e.table == full && e.key == "" {
			lines = append(lines, e.line)
		}
	}
	if lines == nil {
		return []int{1}
	}
	return lines
}
