package bank_test

import (
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"debrief/bank"
	"debrief/content"
)

func TestEncodeTheBuiltInBank(t *testing.T) {
	want, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range want.Domains {
		b, problems, err := bank.Load(files(map[string]string{"a.toml": bank.Encode(d)}))
		if err != nil || len(problems) > 0 {
			t.Fatalf("%s: %v %v", d.ID, problems, err)
		}
		got := b.Domains[0]
		if got.ID != d.ID || got.Name != d.Name || got.Summary != d.Summary || got.Order != d.Order {
			t.Errorf("the domain %s is %+v", d.ID, got)
		}
		for i, q := range d.Questions {
			g := got.Questions[i]
			q.File, q.Line, g.File, g.Line = "", 0, "", 0
			a, b := q.Star, g.Star
			q.Star, g.Star = nil, nil
			if fmt.Sprintf("%#v %v", q, a) != fmt.Sprintf("%#v %v", g, b) {
				t.Errorf("%s came back as\n%#v\nand was\n%#v", q.ID, g, q)
			}
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("one \"\"\" two\\", "x\n\"\"\"\"\n\ty\\\n\"")
	f.Add("# a", "[[question]]\r\n")
	f.Fuzz(func(t *testing.T, prompt, answer string) {
		if !utf8.ValidString(prompt) || !utf8.ValidString(answer) {
			return
		}
		d := bank.Domain{ID: "d", Name: "D", Questions: []bank.Question{{ID: "a", Kind: bank.Card, Prompt: prompt, Answer: answer}}}
		b, problems, err := bank.Load(files(map[string]string{"a.toml": bank.Encode(d)}))
		if err != nil {
			t.Fatal(err)
		}
		if len(problems) > 0 {
			return // control characters, an empty prompt: refused and said so
		}
		if q := b.Domains[0].Questions[0]; q.Prompt != prompt || q.Answer != answer {
			t.Errorf("%q and %q came back as %q and %q", prompt, answer, q.Prompt, q.Answer)
		}
	})
}

func TestStarterIsSound(t *testing.T) {
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, name := range []string{"My team", `A "quoted" name`, "—"} {
		src := bank.Starter(name, now)
		b, problems, err := bank.Load(files(map[string]string{"a.toml": src}))
		if err != nil || len(problems) > 0 || b.Len() != 2 {
			t.Fatalf("%q: %v %v", name, problems, err)
		}
		if p := b.Check(now); len(p) > 0 {
			t.Errorf("%q: check says %v", name, p)
		}
		if bank.Format(src) != src {
			t.Errorf("%q: the starter is not formatted:\n%s", name, bank.Format(src))
		}
	}
}

func TestNameOf(t *testing.T) {
	for file, want := range map[string]string{"a/my-team.toml": "My team", "über_uns.toml": "Über uns", ".toml": "", "x": "X"} {
		if got := bank.NameOf(file); got != want {
			t.Errorf("%q: %q, want %q", file, got, want)
		}
	}
}
