// Package plain is debrief line by line: no cursor movement and no colour, for
// screen readers, for terminals that can do no more, and for pipes.
package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/settings"
	"debrief/ui/layout"
	"debrief/ui/markdown"
	"debrief/ui/theme"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Deps is what the plain mode needs from the outside world.
type Deps struct {
	Store    *store.Store
	Bank     *bank.Bank
	Settings settings.Settings
	Now      func() time.Time
	In       io.Reader
	Out      io.Writer
}

// errLeft says that the person left, or that the input ended.
var errLeft = errors.New("left")

// desk is where the person sits: what they type is read, and lines are written.
type desk struct {
	Deps
	ctx    context.Context
	in     *bufio.Reader
	styles theme.Styles
	until  time.Time // when the round is over; zero outside a mock interview
}

const width = 78 // cells that a line takes

func sit(ctx context.Context, d Deps) *desk {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.Ascii)
	return &desk{Deps: d, ctx: ctx, in: bufio.NewReader(d.In), styles: theme.New(r, theme.Dark())}
}

// leaving drops the error of a person who left.
func leaving(err error) error {
	if errors.Is(err, errLeft) {
		return nil
	}
	return err
}

// say writes a paragraph, wrapped.
func (d *desk) say(format string, args ...any) {
	for _, l := range layout.Wrap(layout.Clean(fmt.Sprintf(format, args...)), width) {
		fmt.Fprintln(d.Out, strings.TrimRight(l, " "))
	}
}

// item writes a paragraph behind a mark, its further lines indented.
func (d *desk) item(mark, text string) {
	for _, l := range layout.Hang(mark, layout.Clean(text), width) {
		fmt.Fprintln(d.Out, strings.TrimRight(l, " "))
	}
}

// heading writes a title after an empty line.
func (d *desk) heading(text string) { fmt.Fprintf(d.Out, "\n%s\n", layout.Line(text)) }

// markdown writes a text with its lists and code.
func (d *desk) markdown(text string) {
	for _, l := range markdown.Lines(d.styles, text, width) {
		fmt.Fprintln(d.Out, strings.TrimRight(l, " "))
	}
}

// read returns the next line that the person types.
func (d *desk) read() (string, error) {
	line, err := d.in.ReadString('\n')
	if err != nil && (line == "" || !errors.Is(err, io.EOF)) {
		if errors.Is(err, io.EOF) {
			return "", errLeft
		}
		return "", fmt.Errorf("read what you type: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// ask writes a question and returns the reply, without space around it.
func (d *desk) ask(format string, args ...any) (string, error) {
	d.say(format, args...)
	fmt.Fprint(d.Out, "> ")
	line, err := d.read()
	if err != nil {
		fmt.Fprintln(d.Out)
	}
	return strings.TrimSpace(line), err
}

// keep runs a store call until it succeeds: where it fails the person is told
// why, mends it and tries again, and loses nothing.
func (d *desk) keep(doing string, call func() error) error {
	for {
		err := call()
		if err == nil || d.ctx.Err() != nil {
			return err
		}
		if _, left := d.ask("%s: %v. Nothing is lost: mend that and press Enter to try again.", doing, err); left != nil {
			return fmt.Errorf("%s: %w", strings.ToLower(doing), err)
		}
	}
}

// numbers reads a list such as "1, 3 5", all from 1 to most.
func numbers(text string, most int) ([]int, error) {
	var all []int
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := strconv.Atoi(f)
		if err != nil || n < 1 || n > most {
			return nil, fmt.Errorf("%q is none of 1 to %d", f, most)
		}
		all = append(all, n)
	}
	return all, nil
}

// spoken says a time as a person would.
func spoken(t time.Duration) string {
	minutes, seconds := int(t.Minutes()), int(t.Seconds())%60
	switch {
	case minutes == 0:
		return count(seconds, "second")
	case seconds == 0:
		return count(minutes, "minute")
	}
	return count(minutes, "minute") + " " + count(seconds, "second")
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
