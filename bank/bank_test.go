package bank_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"debrief/bank"
	"debrief/content"
)

func builtIn(t testing.TB) *bank.Bank {
	t.Helper()
	b, problems, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	return b
}

func TestBuiltInBankKeepsTheRules(t *testing.T) {
	b := builtIn(t)
	for _, p := range b.Check(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)) {
		t.Error(p)
	}
	for _, p := range b.CheckRequired() {
		t.Error(p)
	}
}

func TestOutlinesOfTheBuiltInBankAreThoseOfItsQuestions(t *testing.T) {
	got, err := bank.ReadOutlines(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	if want := builtIn(t).Outlines(); !reflect.DeepEqual(got, want) {
		t.Errorf("read\n%+v\nparsed\n%+v", got, want)
	}
}

func TestOldFactsAreWarnedOf(t *testing.T) {
	problems := load(t, map[string]string{"a.toml": valid("a", "a-one")})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b, _, _ := bank.Load(files(map[string]string{"a.toml": valid("a", "a-one")}))
	found := b.Check(time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC))
	if !contains(found, "a.toml:6: warning: a-one: facts last checked on 2026-11-23") {
		t.Errorf("no warning among %v", found)
	}
}

func files(m map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, src := range m {
		fsys[name] = &fstest.MapFile{Data: []byte(src)}
	}
	return fsys
}

func load(t *testing.T, m map[string]string) []bank.Problem {
	t.Helper()
	_, problems, err := bank.Load(files(m))
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func contains(problems []bank.Problem, want string) bool {
	for _, p := range problems {
		if strings.Contains(p.String(), want) {
			return true
		}
	}
	return false
}

// valid is a file of one question that loads; its question begins on line 6.
func valid(domain, id string) string {
	return fmt.Sprintf(`[domain]
id = %q
name = "A domain"
order = 1

[[question]]
id = %q
topic = "Topic"
kind = "knowledge"
levels = ["L4"]
stages = ["screen"]
minutes = 4
prompt = "What is it?"
looking_for = "Whether you know."
answer = "alpha beta gamma delta"
red_flags = ["one", "two"]
follow_ups = [{ ask = "a", listen = "b" }, { ask = "c", listen = "d" }]
references = [{ title = "T", publisher = "P" }]
as_of = 2026-11-23

[[question.key_points]]
text = "First."
any = ["alpha"]
essential = true
weight = 3

[[question.key_points]]
text = "Second."
any = ["beta"]

[[question.key_points]]
text = "Third."
any = ["gamma"]

[[question.key_points]]
text = "Fourth."
any = ["delta"]
`, domain, id)
}

func TestLoadReportsWithFileAndLine(t *testing.T) {
	edit := func(old, new string) string { return strings.Replace(valid("a", "a-one"), old, new, 1) }
	for _, c := range []struct{ name, src, want string }{
		{"unknown key", edit("topic =", "topics ="), `a.toml:8: unknown key "topics": did you mean "topic"?`},
		{"unknown key of a point", edit("essential = true", "esential = true"), `a.toml:24: unknown key "esential": did you mean "essential"?`},
		{"unknown key of an inline table", edit("listen = \"b\"", "listens = \"b\""), `a.toml:17: unknown key "listens"`},
		{"missing field", edit("prompt = \"What is it?\"\n", ""), `a.toml:6: a-one: no prompt`},
		{"bad kind", edit(`"knowledge"`, `"knowlege"`), `a.toml:9: a-one: kind "knowlege" is unknown: did you mean "knowledge"?`},
		{"bad level", edit(`["L4"]`, `["L9x"]`), `a.toml:10: a-one: levels "L9x" is unknown`},
		{"bad stage", edit(`["screen"]`, `["phone"]`), `a.toml:11: a-one: stages "phone" is unknown: use screen, technical, behavioral, final`},
		{"bad id", edit(`"a-one"`, `"A One"`), `a.toml:7: id "A One"`},
		{"control character", edit("What is it?", `What \u001b[2J is it?`), "a.toml:13: a-one: prompt holds the control character U+001B"},
		{"bidirectional override", edit("First.", `First\u202e.`), "a.toml:21: a-one: key point 1 holds the control character U+202E"},
		{"long prompt", edit("What is it?", strings.Repeat("x", 301)), "a.toml:13: a-one: prompt has 301 characters"},
		{"weight", edit("weight = 3", "weight = 7"), "a.toml:25: a-one: key point 1 has weight 7"},
		{"syntax", edit(`kind = "knowledge"`, `kind = "knowledge`), "a.toml:9:"},
		{"wrong type", edit("minutes = 4", `minutes = "four"`), "a.toml:12:"},
		{"no domain", "", "a.toml:1: no [domain] table"},
		{"behavioral without principles", edit(`"knowledge"`, `"behavioral"`), "a.toml:6: a-one: 0 principles"},
		{"flaw past the exhibit", edit(`kind = "knowledge"`, "exhibit = \"a\\nb\"\nflaws = [1, 3]\nkind = \"knowledge\""), "a.toml:10: a-one: flaws has line 3: name lines of the exhibit, 1 to 2"},
		{"flaws out of order", edit(`kind = "knowledge"`, "exhibit = \"a\\nb\"\nflaws = [2, 1]\nkind = \"knowledge\""), "a.toml:10: a-one: flaws has line 1"},
		{"drill without exhibit", edit(`"knowledge"`, `"drill"`), "a.toml:6: a-one: no exhibit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if problems := load(t, map[string]string{"a.toml": c.src}); !contains(problems, c.want) {
				t.Errorf("got %v, want %q", problems, c.want)
			}
		})
	}
}

func TestCards(t *testing.T) {
	const src = `[domain]
id = "mine"
name = "Mine"

[[question]]
id = "one"
kind = "card"
prompt = "What is it?"
answer = "It."
`
	b, problems, err := bank.Load(files(map[string]string{"a.toml": src}))
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	q, ok := b.Question("one")
	if !ok || q.Topic != "Mine" || q.Minutes != 2 || len(q.Levels) != 3 || len(q.Stages) != 1 {
		t.Errorf("the card is %+v", q)
	}
	if p := b.Check(time.Now()); len(p) > 0 {
		t.Errorf("check says %v", p)
	}
	for _, c := range []struct{ name, src, want string }{
		{"no answer", strings.Replace(src, "answer = \"It.\"", "", 1), "a.toml:5: one: no answer"},
		{"no prompt", strings.Replace(src, "prompt = \"What is it?\"", "", 1), "a.toml:5: one: no prompt"},
		{"too long", strings.Replace(src, "What", strings.Repeat("x", 8000), 1), "a.toml:8: one: prompt has 8007 characters: at most 8000"},
		{"half a follow-up", src + `follow_ups = [{ ask = "x" }]`, "a.toml:10: one: a follow-up needs both"},
	} {
		if problems := load(t, map[string]string{"a.toml": c.src}); !contains(problems, c.want) {
			t.Errorf("%s: got %v, want %q", c.name, problems, c.want)
		}
	}
}

func TestFilesOfOneDomainJoin(t *testing.T) {
	b, problems, err := bank.Load(files(map[string]string{"a.toml": valid("a", "a-one"), "b.toml": valid("a", "b-one")}))
	if err != nil || len(b.Domains) != 1 || b.Len() != 2 {
		t.Errorf("%d domains, %d questions, %v", len(b.Domains), b.Len(), err)
	}
	if bank.Errors(problems) || !contains(problems, `b.toml:2: warning: domain id "a" stands already at a.toml:2: these questions join it`) {
		t.Errorf("problems %v", problems)
	}
}

func TestLoadReportsAllAtOnceAndKeepsTheOthers(t *testing.T) {
	b, problems, err := bank.Load(files(map[string]string{
		"a.toml": "not toml",
		"b.toml": strings.Replace(strings.Replace(valid("b", "b-one"), "topic =", "tpoic =", 1), "minutes = 4", "minutes = 0", 1),
		"c.toml": valid("c", "c-one"),
		"d.toml": valid("d", "c-one"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.toml:1:", "b.toml:8: unknown key", "b.toml:12: b-one: minutes", `d.toml:7: id "c-one" stands already at c.toml:7`} {
		if !contains(problems, want) {
			t.Errorf("no %q among %v", want, problems)
		}
	}
	if _, ok := b.Question("c-one"); !ok || b.Len() != 1 {
		t.Errorf("%d questions: the good file is not in the bank by itself", b.Len())
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(valid("a", "a-one"))
	f.Add("[domain]\nid=\"x\"\n[[question]]\n")
	f.Fuzz(func(t *testing.T, src string) {
		b, problems, err := bank.Load(files(map[string]string{"a.toml": src}))
		if err != nil {
			t.Fatal(err)
		}
		if b.Len() == 0 && len(problems) == 0 {
			t.Error("nothing loaded and nothing said")
		}
		for _, p := range problems {
			if p.Line < 1 || p.Line > strings.Count(src, "\n")+1 {
				t.Errorf("line %d of %d: %s", p.Line, strings.Count(src, "\n")+1, p)
			}
		}
	})
}

// BenchmarkLoad and BenchmarkReadOutlines read the built-in bank.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, problems, err := bank.Load(content.FS); err != nil || bank.Errors(problems) {
			b.Fatal(err, problems)
		}
	}
}

func BenchmarkReadOutlines(b *testing.B) {
	for b.Loop() {
		if _, err := bank.ReadOutlines(content.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func TestStatsCountEveryQuestion(t *testing.T) {
	b := builtIn(t)
	s := b.Stats()
	counts := map[string]int{}
	for _, tally := range s.Tallies {
		for _, c := range tally.Counts {
			counts[tally.Name] += c.N
		}
	}
	if s.Questions != b.Len() || counts["domain"] != b.Len() || counts["kind"] != b.Len() {
		t.Errorf("%d questions, %v", s.Questions, counts)
	}
	if counts["level"] < b.Len() || counts["stage"] < b.Len() {
		t.Errorf("a question without level or stage: %v", counts)
	}
}

func TestStatsFindTheCategoriesThatReferencesName(t *testing.T) {
	q := bank.Question{ID: "q", References: []bank.Reference{
		{Title: "Broken Object Level Authorization", ID: "API1:2023"},
		{Title: "OWASP Top 10", ID: "A01:2025, A07:2025"},
	}}
	var got []string
	for _, tally := range bank.New([]bank.Domain{{ID: "d", Questions: []bank.Question{q}}}).Stats().Tallies {
		for _, c := range tally.Counts {
			if tally.Name == "category" && c.N > 0 {
				got = append(got, c.Value)
			}
		}
	}
	if want := []string{"A01:2025", "A07:2025", "API1:2023"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
