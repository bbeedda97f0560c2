package bank_test

import (
	"strings"
	"testing"

	"debrief/bank"
)

func TestMerge(t *testing.T) {
	builtIn := []bank.Domain{
		{ID: "cloud", Questions: []bank.Question{{ID: "a"}, {ID: "b", Aliases: []string{"old-b"}}, {ID: "c"}}},
		{ID: "network", Questions: []bank.Question{{ID: "n"}}},
	}
	own := []bank.Domain{
		{ID: "cloud", Questions: []bank.Question{{ID: "b", Prompt: "mine"}, {ID: "d"}}},
		{ID: "mine", Questions: []bank.Question{{ID: "n", Prompt: "moved"}, {ID: "d", File: "mine.toml", Line: 9}}},
	}
	merged, notices := bank.Merge(builtIn, own)
	var got []string
	for _, d := range merged {
		for _, q := range d.Questions {
			name := d.ID + "/" + q.ID
			if q.Own {
				name += "*" + q.Prompt
			}
			got = append(got, name)
		}
	}
	if want := "cloud/a cloud/b*mine cloud/c cloud/d* mine/n*moved"; strings.Join(got, " ") != want {
		t.Errorf("merged %s, want %s", got, want)
	}
	if len(notices) != 1 || !strings.HasPrefix(notices[0], "mine.toml:9: question d is in") {
		t.Errorf("notices %q", notices)
	}
	if len(builtIn[0].Questions) != 3 || builtIn[0].Questions[1].Prompt != "" || len(builtIn[1].Questions) != 1 {
		t.Errorf("the built-in domains were changed: %+v", builtIn)
	}
}
