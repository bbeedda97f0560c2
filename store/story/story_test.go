package story_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/store/story"
)

func backup() story.Story {
	return story.Story{
		Title: "The backup nobody tested", Situation: "In spring our store lost a disk.", Task: "I had to get orders back by noon.",
		Action: "I stopped the writes. I restored the night's copy, and I replayed the log.", Result: "Back by 11:20, no order lost.",
		Learnt: "I test a restore every month.", Principles: []string{"Ownership", "Dive Deep"},
	}
}

func says(found []story.Finding, want string) bool {
	for _, f := range found {
		if strings.Contains(f.Say, want) {
			return true
		}
	}
	return false
}

func TestCheck(t *testing.T) {
	long := backup()
	long.Action = strings.Repeat("I did a thing and then another. ", 80)
	good := backup()
	good.Action = strings.Repeat("I did a thing and then another. ", 33)
	we := backup()
	we.Action = "We stopped it, our team restored, and I helped us."
	plain := backup()
	plain.Result = "It worked again and everybody was glad."
	none := backup()
	none.Task, none.Principles = " ", nil
	for name, c := range map[string]struct {
		s    story.Story
		want []string
		not  []string
	}{
		"short": {backup(), []string{"aloud: there is room"}, []string{"missing", "number", "We", "principle"}},
		"good":  {good, nil, []string{"aloud", "missing", "number"}},
		"long":  {long, []string{"three minutes are what"}, nil},
		"we":    {we, []string{`"We" 3 times, "I" 1`}, nil},
		"plain": {plain, []string{"The result has no number"}, nil},
		"none":  {none, []string{"Task is missing", "no principle"}, nil},
		"empty": {story.Story{}, []string{"Title is missing", "Learnt is missing"}, []string{"aloud", "number"}},
	} {
		found := story.Check(c.s)
		for _, w := range c.want {
			if !says(found, w) {
				t.Errorf("%s: no %q in %v", name, w, found)
			}
		}
		for _, w := range c.not {
			if says(found, w) {
				t.Errorf("%s: %q in %v", name, w, found)
			}
		}
	}
}

func TestAloud(t *testing.T) {
	s := story.Story{Title: "not told", Action: strings.Repeat("word ", 280)}
	if got := s.Aloud(); got != 2*time.Minute {
		t.Errorf("280 words take %v", got)
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]bool{
		"cut by 40 %": true, "from two days to one hour": true, "halved the time": true, "v2 shipped": true, "nobody complained": false, "it went well": false, "": false,
	} {
		if got := story.HasNumber(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestMarkdownComesBack(t *testing.T) {
	s := backup()
	s.Action = "First line.\n\n# not a heading\n## nor this\n\\# kept"
	got, err := story.Parse(story.Markdown(s), bank.Principles())
	if err != nil || !reflect.DeepEqual(got, s) {
		t.Errorf("%v\n%+v\nwant\n%+v", err, got, s)
	}
}

func TestParseErrorsNameTheLine(t *testing.T) {
	for src, want := range map[string]string{
		"":                                     "line 1: no title",
		"# a\n\n## Actions\n":                  `line 3: there is no step "Actions"`,
		"# a\n# b\n":                           "line 2: a second title",
		"# a\nPrinciples: Ownership; Luck\n":   `line 2: "Luck" is no Leadership Principle`,
		"# a\nsome text\n":                     "line 2: text before the first step",
		"\ufeff# a\r\n\r\n## learned\r\nx\r\n": "",
	} {
		_, err := story.Parse(src, bank.Principles())
		if got := ""; want == "" && err != nil {
			t.Errorf("%q: %v, want %q", src, err, got)
		}
		if want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", src, err, want)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("title", "a\n# b", "\\## c", "Ownership")
	f.Fuzz(func(t *testing.T, title, action, result, principle string) {
		s := story.Story{Title: title, Action: action, Result: result}
		got, err := story.Parse(story.Markdown(s), bank.Principles())
		if err != nil {
			t.Fatalf("%q: %v", story.Markdown(s), err)
		}
		again, err := story.Parse(story.Markdown(got), bank.Principles())
		if err != nil || !reflect.DeepEqual(got, again) {
			t.Errorf("%+v becomes %+v (%v)", got, again, err)
		}
		story.Parse(principle, bank.Principles())
	})
}

func TestMatrix(t *testing.T) {
	stories := []story.Story{{ID: 1, Principles: []string{"Ownership"}}, {ID: 2, Principles: []string{"Ownership", "Dive Deep"}}, {ID: 3, Archived: true, Principles: []string{"Frugality"}}}
	got := story.Matrix(stories, []string{"Ownership", "Dive Deep", "Frugality"})
	want := []story.Line{{"Ownership", []int64{1, 2}}, {"Dive Deep", []int64{2}}, {"Frugality", nil}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if fit := story.Fitting(stories, []string{"Dive Deep"}, nil); len(fit) != 2 || fit[0].ID != 2 {
		t.Errorf("%+v", fit)
	}
	if fit := story.Fitting(stories, nil, map[int64]story.Tally{1: {Times: 3}}); fit[0].ID != 2 {
		t.Errorf("the story told least does not come first: %+v", fit)
	}
}

func TestTallies(t *testing.T) {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	var uses []story.Use
	for i := range 20 {
		uses = append(uses, story.Use{Story: int64(1 + i%4), At: at.AddDate(0, 0, i), Coverage: float64(i%4) / 4})
	}
	for i := range 3 {
		uses = append(uses, story.Use{Story: 1, At: at.AddDate(0, 1, i), Coverage: 0})
	}
	got := story.Tallies(uses)
	if !got[1].Overused || got[2].Overused || got[1].Times != 8 || got[3].Coverage != 0.5 || !got[1].Last.Equal(at.AddDate(0, 1, 2)) {
		t.Errorf("%+v", got)
	}
}

func TestSlugAndHeadings(t *testing.T) {
	for title, want := range map[string]string{"The backup nobody tested!": "the-backup-nobody-tested", "  ": "story", "../etc/passwd": "etc-passwd", "Über 9": "über-9"} {
		if got := story.Slug(title); got != want {
			t.Errorf("%q: %q", title, got)
		}
	}
	got := story.Headings(backup())
	if len(got) != 5 || got[2] != "Action: I stopped the writes. I restored the night's …" {
		t.Errorf("%q", got)
	}
}
