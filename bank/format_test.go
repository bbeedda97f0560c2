package bank_test

import (
	"reflect"
	"strings"
	"testing"

	"debrief/bank"

	"github.com/BurntSushi/toml"
)

const untidy = `# My own questions.


[domain]
id="mine"   # kept
name   =   "Mine"
# what the picker shows
summary = "A = b"
[[question]]
"id" = "one"
answer = """
  Kept = as it is,

[[not a table]]
"""
follow_ups = [
    { ask = "Why [so]?", listen = "a # b" },   # said
  # between

{ ask = 'x', listen = """
  kept
too""" },
      ]
# The second.
# Really.
[[question]]
id = "two"`

const tidy = `# My own questions.

[domain]
id   = "mine"   # kept
name = "Mine"
# what the picker shows
summary = "A = b"

[[question]]
"id" = "one"
answer = """
  Kept = as it is,

[[not a table]]
"""
follow_ups = [
  { ask = "Why [so]?", listen = "a # b" },   # said
  # between
  { ask = 'x', listen = """
  kept
too""" },
]

# The second.
# Really.
[[question]]
id = "two"
`

func TestFormat(t *testing.T) {
	got := bank.Format(untidy)
	if got != tidy {
		t.Errorf("formatted\n%s\nwant\n%s", got, tidy)
	}
	if again := bank.Format(got); again != got {
		t.Errorf("formatted again\n%s", again)
	}
}

func FuzzFormat(f *testing.F) {
	f.Add(untidy)
	f.Add(valid("a", "a-one"))
	f.Add("a = '''\r\nx'''\r\nb = [[1,2],\n[3]]\n\"k = v\" = {x=1,y=[2,\n3]}\n")
	f.Add("a = \"\"\"x\"\"\"\"\"\nb = '\\'\n[c.'d=e']\n")
	f.Fuzz(func(t *testing.T, src string) {
		var before map[string]any
		if _, err := toml.Decode(src, &before); err != nil {
			return
		}
		out := bank.Format(src)
		var after map[string]any
		if _, err := toml.Decode(out, &after); err != nil {
			t.Fatalf("%v in\n%q\nfrom\n%q", err, out, src)
		}
		if !reflect.DeepEqual(before, after) && !strings.Contains(src, "nan") {
			t.Fatalf("%v\nbecame\n%v\n%q\n%q", before, after, src, out)
		}
		if again := bank.Format(out); again != out {
			t.Fatalf("%q\nbecame\n%q\nand then\n%q", src, out, again)
		}
		if c := strings.Count(src, "#"); strings.Count(out, "#") != c {
			t.Fatalf("a comment is gone: %q\n%q", src, out)
		}
	})
}
