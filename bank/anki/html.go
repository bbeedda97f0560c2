package anki

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	sound  = regexp.MustCompile(`\[(?:sound|anki:tts[^\]:]*):([^\]]*)\]`)
	blanks = regexp.MustCompile(`\n{3,}`)
)

// markdown turns the HTML of a field into Markdown, without what a terminal
// would act on. media are the names of what is shown or heard, which is left
// out.
func markdown(src string) (text string, media []string) {
	for _, m := range sound.FindAllStringSubmatch(src, -1) {
		media = append(media, m[1])
	}
	src = sound.ReplaceAllString(src, "")
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(src), root)
	if err != nil { // it cannot fail on a string; then the text is as it is
		return clean(src), media
	}
	var w writer
	for _, n := range nodes {
		w.node(n, 0)
	}
	return clean(blanks.ReplaceAllString(w.b.String(), "\n\n")), append(media, w.media...)
}

// writer writes nodes as Markdown.
type writer struct {
	b     strings.Builder
	media []string
	pre   bool  // within a block of code
	lists []int // the next number of each list around; 0: bullets
}

// deepestHTML is how deep elements may stand within each other; what is deeper
// is left out.
const deepestHTML = 200

func (w *writer) node(n *html.Node, depth int) {
	if depth > deepestHTML {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
	case html.ElementNode:
		w.element(n, depth)
	}
}

func (w *writer) children(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, depth+1)
	}
}

func (w *writer) text(s string) {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	if w.pre {
		w.b.WriteString(s)
		return
	}
	words := strings.Join(strings.Fields(s), " ")
	if words == "" {
		words = " "
	} else {
		if unicode.IsSpace(rune(s[0])) {
			words = " " + words
		}
		if unicode.IsSpace(rune(s[len(s)-1])) {
			words += " "
		}
	}
	if at := w.b.String(); at == "" || strings.HasSuffix(at, "\n") || strings.HasSuffix(at, " ") {
		words = strings.TrimLeft(words, " ")
	}
	w.b.WriteString(words)
}

// lines begins a new line, or with two a new paragraph.
func (w *writer) lines(n int) {
	s := w.b.String()
	if s == "" {
		return
	}
	have := len(s) - len(strings.TrimRight(s, "\n"))
	w.b.WriteString(strings.Repeat("\n", max(n-have, 0)))
}

func (w *writer) element(n *html.Node, depth int) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Template:
	case atom.Br:
		w.b.WriteString("\n")
	case atom.Img, atom.Audio, atom.Video, atom.Source, atom.Object, atom.Embed:
		if name := attribute(n, "src") + attribute(n, "data"); name != "" {
			w.media = append(w.media, clean(name))
		}
	case atom.B, atom.Strong:
		w.around("**", n, depth)
	case atom.I, atom.Em:
		w.around("*", n, depth)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		if w.pre {
			w.children(n, depth)
			return
		}
		w.around("`", n, depth)
	case atom.Pre:
		w.code(n, depth)
	case atom.Ul, atom.Ol:
		w.list(n, depth)
	case atom.Li:
		w.item(n, depth)
	case atom.A:
		w.children(n, depth)
		if to := clean(attribute(n, "href")); strings.HasPrefix(to, "http") && !strings.HasSuffix(w.b.String(), to) {
			w.b.WriteString(" (" + to + ")")
		}
	case atom.P, atom.Table, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr:
		w.lines(2)
		w.children(n, depth)
		w.lines(2)
	case atom.Div, atom.Tr, atom.Dt, atom.Dd, atom.Section, atom.Figure:
		w.lines(1)
		w.children(n, depth)
		w.lines(1)
	case atom.Td, atom.Th:
		w.children(n, depth)
		if n.NextSibling != nil {
			w.b.WriteString(" | ")
		}
	default:
		w.children(n, depth)
	}
}

// around writes what is in the node between marks, which must not have space
// within them.
func (w *writer) around(mark string, n *html.Node, depth int) {
	inner := writer{pre: w.pre, lists: w.lists}
	inner.children(n, depth)
	w.media = append(w.media, inner.media...)
	text := inner.b.String()
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || strings.Contains(trimmed, "\n") {
		w.text(" ")
		w.b.WriteString(trimmed)
		return
	}
	if text[0] == ' ' {
		w.text(" ")
	}
	w.b.WriteString(mark + trimmed + mark)
	if strings.HasSuffix(text, " ") {
		w.text(" ")
	}
}

func (w *writer) code(n *html.Node, depth int) {
	inner := writer{pre: true}
	inner.children(n, depth)
	w.media = append(w.media, inner.media...)
	fence := "```"
	for strings.Contains(inner.b.String(), fence) {
		fence += "`"
	}
	w.lines(2)
	w.b.WriteString(fence + "\n" + strings.Trim(inner.b.String(), "\n") + "\n" + fence)
	w.lines(2)
}

func (w *writer) list(n *html.Node, depth int) {
	first := 0
	if n.DataAtom == atom.Ol {
		first = 1
	}
	if len(w.lists) == 0 {
		w.lines(2)
	}
	w.lists = append(w.lists, first)
	w.children(n, depth)
	w.lists = w.lists[:len(w.lists)-1]
	if len(w.lists) == 0 {
		w.lines(2)
	}
}

func (w *writer) item(n *html.Node, depth int) {
	w.lines(1)
	mark := "- "
	if i := len(w.lists) - 1; i >= 0 {
		if w.lists[i] > 0 {
			mark = fmt.Sprintf("%d. ", w.lists[i])
			w.lists[i]++
		}
		mark = strings.Repeat("  ", i) + mark
	}
	w.b.WriteString(mark)
	w.children(n, depth)
	w.lines(1)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// clean takes out what a terminal acts on, and space at the ends of lines.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
