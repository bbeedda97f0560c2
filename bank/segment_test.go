package bank_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"debrief/bank"
	"debrief/content"
)

func BenchmarkReadSegment(b *testing.B) {
	src, err := content.FS.ReadFile("cloud.toml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		bank.ReadSegment("cloud.toml", string(src))
	}
}

func TestSegmentQuestionsAreWholeAgain(t *testing.T) {
	src, err := content.FS.ReadFile("cloud.toml")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "cloud.toml")
	if err := os.WriteFile(name, src, 0o600); err != nil {
		t.Fatal(err)
	}
	full, _, err := bank.Load(os.DirFS(filepath.Dir(name)))
	if err != nil {
		t.Fatal(err)
	}
	s := bank.ReadSegment(name, string(src))
	if len(s.Problems) > 0 || len(s.Domain.Questions) != full.Len() {
		t.Fatalf("%d questions, problems %v", len(s.Domain.Questions), s.Problems)
	}
	lazy := bank.New([]bank.Domain{s.Domain}, s)
	for _, want := range full.Domains[0].Questions {
		got, ok := lazy.Question(want.ID)
		want.File = name
		if !ok || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s came back as\n%v\nand was\n%v", want.ID, got, want)
		}
	}
	for _, query := range []string{"", "imds", "security group", "nonsuchword"} {
		if got, want := fmt.Sprint(lazy.Index().Search(query)), fmt.Sprint(full.Index().Search(query)); got != want {
			t.Errorf("search %q finds %s, want %s", query, got, want)
		}
	}

	// A file that changes under the program: nothing wrong is shown.
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), "[domain]", "# a new line\n[domain]", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, q := range full.Domains[0].Questions {
		if got, ok := lazy.Question(q.ID); ok && got.Answer != q.Answer {
			t.Errorf("%s has another answer after the file moved under it", q.ID)
		}
	}
}

// Whatever the file looks like, its questions read later are those read at once.
func FuzzReadSegment(f *testing.F) {
	f.Add(valid("a", "a-one"))
	f.Add("question = [{ id = \"x\", kind = \"card\", prompt = \"p\", answer = \"a\" }]\n[domain]\nid=\"x\"\nname=\"X\"\n")
	f.Add("[domain]\nid=\"x\"\nname=\"X\"\n[[question]]\nid=\"a\"\nkind=\"card\"\nprompt=\"\"\"\n[[question]]\nid=\"b\"\"\"\"\nanswer=\"c\"\n[[ question ]]\nid='d'\nkind='card'\nprompt='e'\nanswer='f'\n")
	f.Fuzz(func(t *testing.T, src string) {
		name := filepath.Join(t.TempDir(), "a.toml")
		if err := os.WriteFile(name, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		s := bank.ReadSegment(name, src)
		full, problems, err := bank.Load(os.DirFS(filepath.Dir(name)))
		if err != nil {
			t.Fatal(err)
		}
		if bank.Errors(problems) != bank.Errors(s.Problems) || len(s.Domain.Questions) != full.Len() {
			t.Fatalf("problems %v and %v", problems, s.Problems)
		}
		for i, q := range s.Domain.Questions {
			got, err := q.Whole()
			want := full.Domains[0].Questions[i]
			want.File = name
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%v: came back as\n%+v\nand was\n%+v", err, got, want)
			}
		}
	})
}
