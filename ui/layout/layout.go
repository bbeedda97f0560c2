// Package layout arranges text in cells: it wraps, cuts, pads and cleans.
package layout

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Clean returns s without anything that a terminal would act on: control
// characters but newlines are dropped, tabs become spaces, and so do the
// characters that reverse the direction of text. It is for text from a bank,
// a paste or a file; never for styled text.
func Clean(s string) string {
	s = strings.ReplaceAll(s, "\t", "    ")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029:
			return ' '
		}
		return r
	}, s)
}

// Wrap breaks s, which may be styled, into lines of at most width cells,
// between words where it can.
func Wrap(s string, width int) []string {
	return strings.Split(ansi.Wrap(s, max(width, 1), ""), "\n")
}

// Cut shortens s, which may be styled, to width cells, with … where text went.
func Cut(s string, width int) string { return ansi.Truncate(s, max(width, 0), "…") }

// CutLeft shortens s to width cells from its beginning, as for a file's path.
func CutLeft(s string, width int) string {
	over := ansi.StringWidth(s) - max(width, 0)
	if over <= 0 {
		return s
	}
	return Cut(ansi.TruncateLeft(s, over+1, "…"), width)
}

// Pad fills s up to width cells.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(width-ansi.StringWidth(s), 0))
}

// Cell fits s to exactly width cells.
func Cell(s string, width int) string { return Pad(Cut(s, width), width) }

// Right aligns s to the right within width cells.
func Right(s string, width int) string {
	return strings.Repeat(" ", max(width-ansi.StringWidth(s), 0)) + s
}

// Ends puts left and right at the two ends of a line of width cells. Where
// both do not fit, left is cut.
func Ends(left, right string, width int) string {
	right = Cut(right, width)
	room := width - ansi.StringWidth(right)
	if room < 2 {
		return right
	}
	return Cell(left, room-1) + " " + right
}

// Frame fits lines to exactly height lines of at most width cells.
func Frame(lines []string, width, height int) string {
	out := make([]string, max(height, 0))
	for i := range out {
		if i < len(lines) {
			out[i] = Cut(lines[i], width)
		}
	}
	return strings.Join(out, "\n")
}

// Indent puts prefix before every line.
func Indent(lines []string, prefix string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = prefix + l
	}
	return out
}

// Hang wraps s to width and puts first before its first line, and as many
// spaces before the others.
func Hang(first, s string, width int) []string {
	n := ansi.StringWidth(first)
	lines := Wrap(s, width-n)
	for i := range lines {
		if i == 0 {
			lines[i] = first + lines[i]
		} else {
			lines[i] = strings.Repeat(" ", n) + lines[i]
		}
	}
	return lines
}

// Bar draws a share from 0 to 1 as a bar of width cells.
func Bar(share float64, width int) (full, empty string) {
	n := min(max(int(share*float64(width)+0.5), 0), width)
	return strings.Repeat("█", n), strings.Repeat("░", width-n)
}

// Window returns the height lines of lines from offset on, padded with empty
// ones, and the offset that was possible.
func Window(lines []string, offset, height int) ([]string, int) {
	offset = min(max(offset, 0), max(len(lines)-height, 0))
	out := make([]string, max(height, 0))
	copy(out, lines[offset:])
	return out, offset
}

// Line is Clean for text that has to stay on one line.
func Line(s string) string { return strings.ReplaceAll(Clean(s), "\n", " ") }
