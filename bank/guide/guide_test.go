package guide_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"debrief/bank/guide"
	"debrief/content"
)

func TestTheBuiltInGuideIsSound(t *testing.T) {
	g, err := guide.Load(content.Guide)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range g.Check() {
		t.Error(p)
	}
	if len(g.Tips) != 7 || len(g.Services) < 35 || len(g.Asks) < 25 {
		t.Errorf("%d tips, %d services, %d asks", len(g.Tips), len(g.Services), len(g.Asks))
	}
	for _, audience := range guide.Audiences() {
		n := 0
		for _, a := range g.Asks {
			for _, f := range a.For {
				if f == audience {
					n++
				}
			}
		}
		if n < 4 {
			t.Errorf("%d questions for the %s", n, audience)
		}
	}
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	g := guide.Guide{
		Services: []guide.Service{{ID: "a", Name: "A", Purpose: "x", Answers: "x", Confuse: []string{"a", "b"}}, {ID: "a", Name: "B"}},
		Asks:     []guide.Ask{{ID: "q", Text: "?", Why: "!", For: []string{"boss"}}},
	}
	got := strings.Join(g.Check(), "\n")
	for _, want := range []string{"the id is there already", "the same text", `confuse names "b"`, `confuse names "a"`, "no page of the AWS", "an empty text", "for is [boss]"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestUnknownKeysAndSyntax(t *testing.T) {
	ok := &fstest.MapFile{Data: []byte("")}
	for src, want := range map[string]string{"[[tip]]\nname2 = 1\n": `guide/tips.toml: unknown key "tip.name2"`, "[[tip": "guide/tips.toml"} {
		_, err := guide.Load(fstest.MapFS{"guide/tips.toml": &fstest.MapFile{Data: []byte(src)}, "guide/services.toml": ok, "guide/asks.toml": ok})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", src, err)
		}
	}
}
