package transfer_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"debrief/bank"
	"debrief/bank/transfer"
	"debrief/content"
)

func show(cards []transfer.Card, left []transfer.Left) string {
	var b strings.Builder
	for _, c := range cards {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s\n", c.Where, c.ID, c.Topic, strings.TrimSpace(c.Front), strings.ReplaceAll(strings.TrimSpace(c.Back), "\n", "/"))
	}
	for _, l := range left {
		fmt.Fprintf(&b, "left %s\n", l)
	}
	return b.String()
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, src, want string
		comma           rune
	}{
		{"by place", "What?,That.,Net\n\"Two\nlines\",\"a \"\"b\"\"\"\nAlone\n", "line 1||Net|What?|That.\nline 2|||Two\nlines|a \"b\"\nline 4|||Alone|\n", ','},
		{"by name", "\ufeffTags,Answer,Question,ID\nnet,That.,What?,q-1\n", "line 2|q-1|net|What?|That.\n", ','},
		{"as Anki writes it", "#separator:tab\n#html:true\nWhat?\tThat.\n", "line 3|||What?|That.\n", ','},
		{"tabs", "What, then?\tThat.\tNet\r\nx\ty\r\n", "line 1||Net|What, then?|That.\nline 2|||x|y\n", '\t'},
		{"nothing", "", "", ','},
	} {
		if got := show(transfer.ReadCSV([]byte(c.src), c.comma)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestReadMarkdown(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"letters", "# Net\n\nQ: What is a SYN?\nA: The first.\n\n- one\n- two\n\n**Q2:** And\nthen?\n**A:** The second.\n## Web\nQ: No answer?\n",
			"line 3||Net|What is a SYN?|The first.//- one/- two\nline 9||Net|And\nthen?|The second.\nline 13||Web|No answer?|\n"},
		{"code", "Q: What does it print?\nA: This:\n```\nQ: not a question\n# not a heading\n```\n", "line 1|||What does it print?|This:/```/Q: not a question/# not a heading/```\n"},
		{"folded", "## Web\n<details>\n<summary><b>What is CSRF?</b></summary><br>\n\nA forged request.\n\n</details>\n<details><summary>Short?</summary>Yes.</details>\n",
			"line 3||Web|What is CSRF?|A forged request.\nline 8||Web|Short?|Yes.\n"},
		{"headings", "# List\n\nHello.\n\n## Network\n\n### 1. What is ARP?\n\nIt maps.\n\n### **And DNS?**\nIt names.\n## Empty?\n",
			"line 7||Network|What is ARP?|It maps.\nline 11||Network|And DNS?|It names.\nline 13||List|Empty?|\nleft line 1: the text under the chapter is no answer: List\n"},
		{"all forms", "# List\nQ: X?\nA: It is X.\n\nQ: Nothing?\n\n<details><summary>What is CSRF?</summary>\nForged.\n</details>\n\n## What is DNS?\nNames.\n\n## Notes\nBy me.\nQ: Y?\nA: Why.\n",
			"line 2||List|X?|It is X.\nline 5||List|Nothing?|\nline 7||List|What is CSRF?|Forged.\nline 11||List|What is DNS?|Names.\nline 16||Notes|Y?|Why.\nleft line 14: the text under the chapter is no answer: Notes\n"},
		{"answers folded under headings", "### 1. What is ARP?\n<details>\n<summary>Show answer</summary>\n\nIt maps.\n\n</details>\n\n### 2. And DNS?\n<details><summary><b>Answer</b></summary>It names.</details>\n",
			"line 1|||What is ARP?|It maps.\nline 9|||And DNS?|It names.\n"},
		{"neither", "Just text.\n", "left the file: it has neither headings nor lines that begin with Q: and A:\n"},
	} {
		if got := show(transfer.ReadMarkdown(c.src)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestDomain(t *testing.T) {
	d, left := transfer.Domain("my cards.csv", []transfer.Card{
		{Front: "What is a SYN flood, and what stops it?", Back: "Half-open.", Topic: "Net", Where: "line 1"},
		{Front: "What is a SYN flood, and what else?", Back: "x", Where: "line 2"},
		{Front: "What is a SYN flood, and what stops it?", Back: "again", Where: "line 3"},
		{Front: "  ", Back: "x", Where: "line 4"},
		{Front: "x", Where: "line 5"},
		{Front: strings.Repeat("x", 8001), Back: "x", Where: "line 6"},
		{ID: "Q 1", Front: "\x1b[2Jred\u202e", Back: "a\x00b", Where: "line 7"},
		{Front: "日本?", Back: "x", Where: "line 8"},
		{Front: "What does **this** print?\n\n```go\nfor {\n}\n```", Back: "x", Where: "line 9"},
	})
	var ids []string
	for _, q := range d.Questions {
		ids = append(ids, q.ID)
	}
	if want := "my-cards-what-is-a-syn-flood-and my-cards-what-is-a-syn-flood-and-2 q-1 my-cards my-cards-what-does-this-print"; strings.Join(ids, " ") != want {
		t.Errorf("ids %q, want %s", ids, want)
	}
	if q := d.Questions[2]; q.Prompt != "[2Jred" || q.Answer != "ab\n" {
		t.Errorf("cleaned to %q, %q", q.Prompt, q.Answer)
	}
	if q := d.Questions[4]; q.Prompt != "What does this print?" || q.Exhibit != "for {\n}\n" {
		t.Errorf("split into %q and %q", q.Prompt, q.Exhibit)
	}
	if len(left) != 4 {
		t.Errorf("left %v", left)
	}
	b, problems, err := bank.Load(fstest.MapFS{"a.toml": &fstest.MapFile{Data: []byte(bank.Encode(d))}})
	if err != nil || len(problems) > 0 || b.Len() != 5 {
		t.Errorf("%d questions, %v, %v", b.Len(), problems, err)
	}
}

func TestWriteCSVIsReadAgain(t *testing.T) {
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	var all []bank.Question
	for _, d := range b.Domains {
		all = append(all, d.Questions...)
	}
	var out bytes.Buffer
	if err := transfer.WriteCSV(&out, all); err != nil {
		t.Fatal(err)
	}
	cards, left := transfer.ReadCSV(out.Bytes(), ',')
	if len(cards) != len(all) || len(left) > 0 {
		t.Fatalf("%d cards of %d, %v", len(cards), len(all), left)
	}
	for i, c := range cards {
		if c.ID != all[i].ID || c.Front != transfer.Front(all[i]) || c.Back != transfer.Back(all[i]) {
			t.Errorf("%s came back as %+v", all[i].ID, c)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Q: a\nA: b\n")
	f.Add("<details><summary>a</summary>b</details>")
	f.Add("# a\n## b?\nc\n```\nx")
	f.Add("front,back\n\"a,b\n")
	f.Fuzz(func(t *testing.T, src string) {
		for _, cards := range [][]transfer.Card{first(transfer.ReadMarkdown(src)), first(transfer.ReadCSV([]byte(src), ',')), first(transfer.ReadCSV([]byte(src), '\t'))} {
			d, _ := transfer.Domain("x.md", cards)
			if len(d.Questions) == 0 {
				continue
			}
			b, problems, err := bank.Load(fstest.MapFS{"a.toml": &fstest.MapFile{Data: []byte(bank.Encode(d))}})
			if err != nil || bank.Errors(problems) || b.Len() != len(d.Questions) {
				t.Fatalf("from %q: %v, %v\n%s", src, problems, err, bank.Encode(d))
			}
		}
	})
}

func first(cards []transfer.Card, _ []transfer.Left) []transfer.Card { return cards }
