package anki

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"plain", "plain"},
		{"a<br>b<div>c</div><div>d</div>", "a\nb\nc\nd"},
		{"<p>one</p><p>two &amp; 3 &lt; 4</p>", "one\n\ntwo & 3 < 4"},
		{"<ul><li>a<li>b<ul><li>c</ul></ul>after", "- a\n- b\n  - c\n\nafter"},
		{"<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"},
		{"so <b> bold </b>, <em>it</em> and <code>x  y</code>", "so **bold** , *it* and `x y`"},
		{"<pre>a\n  b</pre>", "```\na\n  b\n```"},
		{"<pre><code>```</code></pre>", "````\n```\n````"},
		{`<a href="https://a.example/x">this</a> <a href="javascript:x">that</a>`, "this (https://a.example/x) that"},
		{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"},
		{"<script>x</script><style>y</style>z", "z"},
		{"\x1b[31mred\u202e &#27;[2J &#x202e;end", "[31mred [2J end"},
		{"  \n ", ""},
		{"<b></b><i> </i>", ""},
	} {
		if got, _ := markdown(c.src); got != c.want {
			t.Errorf("%q is %q, want %q", c.src, got, c.want)
		}
	}
}

func TestCloze(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"no gap", ""},
		{"{{c1::a}} b", "1: [...] b / <b>a</b> b"},
		{"{{c2::a::h}} {{c1::b}}", "1: a [...] / a <b>b</b>; 2: [h] b / <b>a</b> b"},
		{"{{c1::a {{c2::b}} c}}", "1: [...] / <b>a b c</b>; 2: a [...] c / a <b>b</b> c"},
		{"{{c1,2::a}}", "1: [...] / <b>a</b>"},
		{"{{c1::open", "1: [...] / <b>open</b>"},
		{"}} {{c0::x}} {{cx::y}}", ""},
		{"{{c1::std::vector}}", "1: [vector] / <b>std</b>"},
	} {
		p := parseCloze(c.src)
		var got []string
		for _, n := range p.numbers() {
			got = append(got, fmt.Sprintf("%d: %s / %s", n, p.text(n, false), p.text(n, true)))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%q is %q, want %q", c.src, text, c.want)
		}
	}
}

func TestVarint(t *testing.T) {
	for _, c := range []struct {
		message []byte
		want    uint64
		fails   bool
	}{
		{nil, 0, false},
		{[]byte{8, 1}, 1, false},
		{[]byte{16, 7, 26, 2, 'h', 'i', 8, 0xAC, 2}, 300, false},
		{[]byte{9, 0, 0, 0, 0, 0, 0, 0, 0, 8, 1}, 1, false},
		{[]byte{13, 0, 0, 0, 0, 8, 1}, 1, false},
		{[]byte{8}, 0, true},
		{[]byte{26, 9, 'x'}, 0, true},
		{[]byte{26, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1}, 0, true},
		{[]byte{11}, 0, true},
		{[]byte{9, 0}, 0, true},
	} {
		if got, err := varint(c.message, 1); got != c.want && err == nil || (err != nil) != c.fails {
			t.Errorf("%v is %d, %v, want %d", c.message, got, err, c.want)
		}
	}
}

func FuzzField(f *testing.F) {
	f.Add("<b>x</b> {{c1::a::b}} [sound:x]")
	f.Add("<ul><li><pre>{{c1::<b>}}</pre>")
	f.Fuzz(func(t *testing.T, src string) {
		var k taker
		k.take(note{kind: notetype{cloze: true}, fields: []string{src, src}})
		k.take(note{fields: []string{src, src}})
		for _, c := range k.Cards {
			for _, r := range c.Front + c.Back {
				if unicode.IsControl(r) && r != '\n' && r != '\t' {
					t.Fatalf("%q leaves %U", src, r)
				}
			}
		}
		_, _ = varint([]byte(src), 1) // it must only end
	})
}
