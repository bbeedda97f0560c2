package prepare

import "fmt"

// Facts are what the app saw of the person's preparation.
type Facts struct {
	Tried, Questions       int // of all questions
	Coding, CodingOf       int // tried, of the coding and hands-on questions
	Services, ServicesOf   int // known, of the glossary
	TwoStories, Principles int // principles with two stories, of all
	Loops, Rounds          int // mock loops over, and their rounds
	News                   int // notes of the last two weeks
	Asks                   int // questions for the interviewer that are marked
}

// Progress is how far along a tip is.
type Progress struct {
	Tip   string // id
	Share float64
	Words string
}

// What is enough of what cannot be finished.
const (
	enoughLoops = 2
	enoughNews  = 3
	enoughAsks  = 9 // three for each of three people
)

// Measure returns how far along each tip is, by its id.
func Measure(f Facts) map[string]Progress {
	share := func(n, of int) float64 {
		if of == 0 {
			return 0
		}
		return min(float64(n)/float64(of), 1)
	}
	out := map[string]Progress{}
	add := func(tip string, share float64, format string, args ...any) {
		out[tip] = Progress{tip, share, fmt.Sprintf(format, args...)}
	}
	add("study", share(f.Tried, f.Questions), "%d of %d questions tried", f.Tried, f.Questions)
	add("aws-services", share(f.Services, f.ServicesOf), "%d of %d services known", f.Services, f.ServicesOf)
	add("coding", share(f.Coding, f.CodingOf), "%d of %d coding questions tried", f.Coding, f.CodingOf)
	add("principles", share(f.TwoStories, f.Principles), "%d of %d principles with two stories", f.TwoStories, f.Principles)
	add("mock", share(f.Loops, enoughLoops), "%s, %s", count(f.Loops, "mock interview"), count(f.Rounds, "round"))
	add("news", share(f.News, enoughNews), "%s in the last two weeks", count(f.News, "note"))
	add("questions", share(f.Asks, enoughAsks), "%s marked", count(f.Asks, "question"))
	return out
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
