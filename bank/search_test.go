package bank_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"debrief/bank"
)

func questions(qs ...bank.Question) []*bank.Question {
	var all []*bank.Question
	for i := range qs {
		all = append(all, &qs[i])
	}
	return all
}

func TestSearch(t *testing.T) {
	x := bank.NewIndex(questions(
		bank.Question{ID: "a", Prompt: "What is a firewall?", Topic: "Devices", Answer: "It filters packets, unlike TLS."},
		bank.Question{ID: "b", Prompt: "Explain the TLS handshake.", Topic: "Transport", KeyPoints: []bank.KeyPoint{{Text: "Certificates prove the server."}}},
		bank.Question{ID: "c", Prompt: "Explain Ä-records.", Topic: "TLS and DNS", Answer: "Firewalls may filter DNS."},
	))
	for query, want := range map[string][]int{
		"":             {0, 1, 2},
		"tls":          {1, 2, 0}, // prompt, topic, answer
		"TLS explain":  {1, 2},
		"expl":         {1, 2},
		"firewall":     {0, 2},
		"certificates": {1},
		"ä":            {2},
		"nothing":      {},
		"tls nothing":  {},
		"?!":           {0, 1, 2},
	} {
		if got := x.Search(query); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", query, got, want)
		}
	}
}

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ text, query, want string }{
		{"The TLS handshake", "tls hand", "The [TLS] [hand]shake"},
		{"untouched", "touch", "untouched"},
		{"Äpfel und Ärger", "äp är", "[Äp]fel und [Är]ger"},
		{"S3, s3 and S30", "s3", "[S3], [s3] and [S3]0"},
	} {
		got, at := "", 0
		for _, s := range bank.Highlight(c.text, c.query) {
			got += c.text[at:s.Start] + "[" + c.text[s.Start:s.End] + "]"
			at = s.End
		}
		if got += c.text[at:]; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// BenchmarkSearch types a query into 100,000 questions, letter by letter.
func BenchmarkSearch(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 20_000)
	for i := range words {
		for range 3 + r.IntN(6) {
			words[i] += string(rune('a' + r.IntN(26)))
		}
	}
	text := func(n int) string {
		var s strings.Builder
		for range n {
			// Common words are common: a rough Zipf.
			s.WriteString(words[int(float64(len(words))*r.Float64()*r.Float64()*r.Float64())] + " ")
		}
		return s.String()
	}
	qs := make([]bank.Question, 100_000)
	for i := range qs {
		qs[i] = bank.Question{ID: fmt.Sprint("q", i), Prompt: text(15), Topic: text(2), Answer: text(120), KeyPoints: []bank.KeyPoint{{Text: text(60)}}}
	}
	x := bank.NewIndex(questions(qs...))
	query := words[3][:3] + " " + words[10] + " " + words[500]
	b.ResetTimer()
	slowest := 0.0
	for b.Loop() {
		for i := 1; i <= len(query); i++ {
			start := b.Elapsed()
			x.Search(query[:i])
			slowest = max(slowest, float64((b.Elapsed()-start).Microseconds())/1000)
		}
	}
	b.ReportMetric(slowest, "slowest-key-ms")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*len(query)), "mean-key-ms")
}
