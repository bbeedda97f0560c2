package terminal

import (
	"os"
	"testing"
)

func TestAnswerIsTakenOutOfTheKeys(t *testing.T) {
	for _, c := range []struct {
		name   string
		chunks []string
		keys   string
		dark   string // "", "dark" or "light"
	}{
		{"keys only", []string{"hello", "\x1b", "[A"}, "hello\x1b[A", ""},
		{"answer ended by ST", []string{"a\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\b"}, "ab", "dark"},
		{"answer ended by BEL", []string{"\x1b]11;rgb:ffff/ffff/ffff\a"}, "", "light"},
		{"short colours", []string{"\x1b]11;rgb:ff/ff/f0\a"}, "", "light"},
		{"in two reads", []string{"x\x1b]1", "1;rgb:0000/0000/0000\x1b", "\\y"}, "xy", "dark"},
		{"never ended", []string{"\x1b]11;" + string(make([]byte, 80))}, "\x1b]11;" + string(make([]byte, 80)), ""},
		{"another sequence", []string{"\x1b]10;rgb:0/0/0\a"}, "\x1b]10;rgb:0/0/0\a", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			in := NewInput(r)
			in.Asked()
			got := ""
			for _, chunk := range c.chunks {
				if _, err := w.WriteString(chunk); err != nil {
					t.Fatal(err)
				}
				buf := make([]byte, 256)
				n, err := in.Read(buf)
				if err != nil {
					t.Fatal(err)
				}
				got += string(buf[:n])
			}
			w.Close()
			if got != c.keys {
				t.Errorf("keys %q, want %q", got, c.keys)
			}
			answer := ""
			select {
			case dark := <-in.Backgrounds():
				answer = map[bool]string{true: "dark", false: "light"}[dark]
			default:
			}
			if answer != c.dark {
				t.Errorf("background %q, want %q", answer, c.dark)
			}
		})
	}
}

func TestIsDarkRefusesOtherTexts(t *testing.T) {
	for _, s := range []string{"", "rgb:", "rgb:1/2", "#ffffff", "rgb:zz/zz/zz", "rgb:12345/0/0"} {
		if _, err := IsDark(s); err == nil {
			t.Errorf("no error for %q", s)
		}
	}
}

func FuzzFilter(f *testing.F) {
	f.Add([]byte("a\x1b]11;rgb:0/0/0\ab"))
	f.Fuzz(func(t *testing.T, b []byte) {
		in := NewInput(nil)
		if got := in.filter(b); len(got)+len(in.held) > len(b) {
			t.Errorf("%d bytes out of %d", len(got)+len(in.held), len(b))
		}
	})
}
