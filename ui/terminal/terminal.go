// Package terminal asks the terminal for its background colour without
// waiting for an answer, which many terminals never give.
package terminal

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
)

// KeepTitle has the terminal remember its title, and TitleAsBefore has it show
// that one again (XTWINOPS 22 and 23).
const (
	KeepTitle     = "\x1b[22;2t"
	TitleAsBefore = "\x1b[23;2t"
)

// AskBackground is the sequence (OSC 11) that asks for the background colour.
const AskBackground = "\x1b]11;?\x1b\\"

// Answers reports whether the terminal of that TERM can be asked at all.
func Answers(term string) bool { return term != "" && term != "dumb" && term != "linux" }

// Input reads the person's keys from a terminal and takes out the answer to
// AskBackground, which would otherwise arrive as typed text. It stands in for
// the file wherever one is asked for.
type Input struct {
	*os.File
	asked   atomic.Bool
	held    []byte // the beginning of an answer whose end has not come yet
	rest    []byte // keys that did not fit into the reader's buffer
	answers chan bool
}

// NewInput returns the input of a terminal.
func NewInput(f *os.File) *Input { return &Input{File: f, answers: make(chan bool, 1)} }

// Asked tells the input that an answer may come from now on.
func (in *Input) Asked() { in.asked.Store(true) }

// Backgrounds delivers, at most once, whether the background is dark.
func (in *Input) Backgrounds() <-chan bool { return in.answers }

// Read reads keys.
func (in *Input) Read(p []byte) (int, error) {
	if len(in.rest) > 0 {
		n := copy(p, in.rest)
		in.rest = in.rest[n:]
		return n, nil
	}
	n, err := in.File.Read(p)
	if n <= 0 || !in.asked.Load() {
		return n, err
	}
	keys := in.filter(p[:n])
	n = copy(p, keys)
	in.rest = append(in.rest, keys[n:]...)
	return n, err
}

var answerStart = []byte("\x1b]11;")

// longest is more than any answer has; a longer one is text after all.
const longest = 64

// filter returns the keys among the bytes that came in.
func (in *Input) filter(got []byte) []byte {
	all := append(in.held, got...)
	in.held = nil
	var keys []byte
	for {
		i := bytes.Index(all, answerStart)
		if i < 0 {
			return append(keys, in.hold(all)...)
		}
		keys = append(keys, all[:i]...)
		answer := all[i+len(answerStart):]
		end, after := answerEnd(answer)
		if end < 0 {
			if len(answer) > longest {
				return append(keys, all[i:]...)
			}
			in.held = append([]byte(nil), all[i:]...)
			return keys
		}
		if dark, err := IsDark(string(answer[:end])); err == nil {
			select {
			case in.answers <- dark:
			default:
			}
		}
		all = answer[after:]
	}
}

// hold keeps back the beginning of an answer at the very end of what came in.
// A lone escape is a key.
func (in *Input) hold(all []byte) []byte {
	for n := len(answerStart) - 1; n > 1; n-- {
		if bytes.HasSuffix(all, answerStart[:n]) {
			in.held = append([]byte(nil), all[len(all)-n:]...)
			return all[:len(all)-n]
		}
	}
	return all
}

func answerEnd(b []byte) (end, after int) {
	if i := bytes.IndexByte(b, '\a'); i >= 0 {
		return i, i + 1
	}
	if i := bytes.Index(b, []byte("\x1b\\")); i >= 0 {
		return i, i + 2
	}
	return -1, -1
}

// IsDark reports whether a colour as the terminal gives it (rgb:1e1e/1e1e/1e1e)
// is darker than the middle. The error is for a text that is no such colour.
func IsDark(color string) (bool, error) {
	body, ok := strings.CutPrefix(color, "rgb:")
	if !ok {
		body, ok = strings.CutPrefix(color, "rgba:")
	}
	parts := strings.Split(body, "/")
	if !ok || len(parts) < 3 {
		return false, fmt.Errorf("colour %q is not of the form rgb:r/g/b", color)
	}
	var channel [3]float64
	for i := range channel {
		var v uint64
		if len(parts[i]) < 1 || len(parts[i]) > 4 {
			return false, fmt.Errorf("colour %q is not of the form rgb:r/g/b", color)
		}
		if _, err := fmt.Sscanf(parts[i], "%x", &v); err != nil {
			return false, fmt.Errorf("colour %q: %w", color, err)
		}
		channel[i] = float64(v) / float64(uint64(1)<<(4*len(parts[i]))-1)
	}
	// Rec. 709 luma: the eye sees green brighter than blue.
	return 0.2126*channel[0]+0.7152*channel[1]+0.0722*channel[2] < 0.5, nil
}
