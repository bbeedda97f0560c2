package browse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/bank"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/ui/browse"
	"debrief/ui/frametest"
	"debrief/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// data is a handful of questions in every standing.
func data() browse.Data {
	ask := func(id, domain, topic string, kind bank.Kind, level, prompt, answer string) *bank.Question {
		return &bank.Question{
			ID: id, Domain: domain, Topic: topic, Kind: kind, Levels: []string{level}, Stages: []string{bank.Stages()[1]}, Minutes: 4,
			Prompt: prompt, Answer: answer, KeyPoints: []bank.KeyPoint{
				{Text: "Says what is protected from whom.", Essential: true}, {Text: "Names the limit of " + topic + "."},
			},
		}
	}
	questions := []*bank.Question{
		ask("cloud-imds", "cloud", "EC2 / VPC", "knowledge", "L4", "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary.",
			"Version two asks for a **session token** first,\nand a plain GET gets nothing.\n\n- the hop limit stops relays"),
		ask("cloud-s3", "cloud", "S3", "drill", "L5", "Read this bucket policy. Who can read the objects?", "Everyone in the organization."),
		ask("crypto-tls", "crypto", "TLS", "knowledge", "L5", "Walk me through a full TLS 1.3 handshake.", "One round trip, and the session ticket comes after it."),
		ask("crypto-revoke", "crypto", "TLS", "scenario", "L6", "A private key is on a public repository. What now?", "Replace it, then revoke."),
		ask("mine", "mine", "House", "knowledge", "L4", "What does our own gateway check?", "The token's audience."),
	}
	questions[1].Exhibit = "{\n  \"Effect\": \"Allow\",\n  \"Principal\": \"*\"\n}"
	questions[4].Own, questions[4].File, questions[4].Line = true, "/home/me/mine.toml", 12
	d := browse.Data{Index: bank.NewIndex(questions), Goal: plan.Goal{Days: plan.NoDate, Retention: 0.9}}
	var cs []plan.Candidate
	for i, q := range questions {
		c := plan.Candidate{ID: q.ID, Domain: q.Domain, Topic: q.Topic, Kind: string(q.Kind), Levels: q.Levels, Stages: q.Stages, Minutes: 4}
		switch i {
		case 1:
			c.State, c.Elapsed = fsrs.State{Stability: 3, Difficulty: 5}, 9
			c.Record = plan.Record{Attempts: 4, Last: fsrs.Good}
		case 2:
			c.State, c.Elapsed, c.Slips = fsrs.State{Stability: 30, Difficulty: 5}, 2, true
			c.Record, c.Bookmarked = plan.Record{Attempts: 12, Lapses: 8, Last: fsrs.Good}, true
		case 3:
			c.Held = true
		}
		cs = append(cs, c)
		d.Entries = append(d.Entries, browse.Entry{Question: q, Domain: strings.ToUpper(q.Domain[:1]) + q.Domain[1:], Candidate: c})
	}
	d.Person = plan.Learn(cs)
	return d
}

func screen(m *browse.Model) string {
	m.Resize(120, 30)
	return ansi.Strip(m.View())
}

func TestFrames(t *testing.T) {
	fresh := func(s theme.Styles, keys ...string) *browse.Model {
		m := browse.New(s, data())
		m.Resize(100, 30)
		frametest.Press(m, keys...)
		return m
	}
	frametest.Golden(t, "all", fresh(frametest.Plain()))
	frametest.Golden(t, "search", fresh(frametest.Plain(), "/", "session"))
	read := fresh(frametest.Plain(), "j", "tab")
	frametest.Golden(t, "read", read)
	attempts := fresh(frametest.Plain(), "j", "h")
	attempts.SetHistory("cloud-s3", []browse.Attempt{
		{At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Rating: fsrs.Again, Coverage: 0.1, Elapsed: 61 * time.Second, Answer: "Nobody?", Confidence: plan.Sure},
		{At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Rating: fsrs.Good, Coverage: 0.8, Elapsed: 3 * time.Minute, Cram: true},
	})
	frametest.Golden(t, "history", attempts)
	frametest.GoldenAt(t, "none", fresh(frametest.Plain(), "/", "zebra"), 100, 30)
	frametest.GoldenAt(t, "dark", fresh(frametest.Colour(theme.Dark()), "/", "session"), 160, 45)
	frametest.GoldenAt(t, "light", fresh(frametest.Colour(theme.Light()), "5", "tab"), 160, 45)
}

func TestFits(t *testing.T) {
	d := data()
	q := d.Entries[0].Question
	q.Prompt, q.Answer, q.Exhibit, q.Topic, q.KeyPoints[0].Text = frametest.Nasty, frametest.Nasty, frametest.Nasty, frametest.Nasty, frametest.Nasty
	d.Entries[0].Domain = frametest.Nasty
	for _, keys := range [][]string{nil, {"tab"}, {"h"}, {"/", "e"}} {
		m := browse.New(frametest.Colour(theme.Dark()), d)
		frametest.Press(m, keys...)
		m.SetHistory(q.ID, []browse.Attempt{{Answer: frametest.Nasty}})
		frametest.Fits(t, m)
	}
	frametest.Fits(t, browse.New(frametest.Plain(), browse.Data{Index: bank.NewIndex(nil)}))
}

func TestSearchFindsByAnswerAndRanksThePromptFirst(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	frametest.Press(m, "/", "session")
	got := screen(m)
	for _, want := range []string{"2 of 5 questions", "«session» token"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q on\n%s", want, got)
		}
	}
	frametest.Press(m, "esc", "/", "key")
	if did := frametest.Press(m, "enter", "enter"); !slices.Equal(did.(browse.Started).Questions, []string{"crypto-revoke"}) {
		t.Errorf("%v: the prompt has the word", did)
	}
}

func TestFiltersAddUp(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	frametest.Press(m, "2") // knowledge
	if got := screen(m); !strings.Contains(got, "3 of 5 questions") {
		t.Errorf("by kind:\n%s", got)
	}
	frametest.Press(m, "1") // cloud
	if got := screen(m); !strings.Contains(got, "1 of 5 questions") || !strings.Contains(got, "kind: knowledge") {
		t.Errorf("by kind and domain:\n%s", got)
	}
	frametest.Press(m, "0")
	if got := screen(m); !strings.Contains(got, "5 of 5 questions") {
		t.Errorf("cleared:\n%s", got)
	}
	// The statuses in the order of the key: new, due, weak, bookmarked,
	// suspended, leech.
	for i, want := range [][]string{{"cloud-imds", "crypto-revoke", "mine"}, {"cloud-s3"}, {"crypto-tls"}, {"crypto-tls"}, {"crypto-revoke"}, {"crypto-tls"}} {
		frametest.Press(m, "5", "a")
		did := frametest.Press(m, "enter").(browse.Started)
		frametest.Press(m, "a")
		if !slices.Equal(did.Questions, want) {
			t.Errorf("status %d: %v, want %v", i+1, did.Questions, want)
		}
	}
}

func TestPractisesWhatIsSelected(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	did := frametest.Press(m, "space", "j", "space", "c", "enter").(browse.Started)
	if !slices.Equal(did.Questions, []string{"cloud-imds", "crypto-tls"}) || !did.Cram {
		t.Errorf("started %+v", did)
	}
	// A selection outlives the search that it was made in.
	frametest.Press(m, "/", "gateway", "enter", "space")
	did = frametest.Press(m, "esc", "enter").(browse.Started)
	if !slices.Equal(did.Questions, []string{"cloud-imds", "crypto-tls", "mine"}) {
		t.Errorf("started %+v", did)
	}
}

func TestAnswersStayHiddenUntilAskedFor(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	if got := screen(m); strings.Contains(got, "Version two") {
		t.Errorf("the answer shows:\n%s", got)
	}
	frametest.Press(m, "tab")
	if got := screen(m); !strings.Contains(got, "Version two asks for a session token first, and a plain") {
		t.Errorf("no answer:\n%s", got)
	}
}

func TestSetsAside(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	did := frametest.Press(m, "s").(browse.Suspended)
	if did.Question != "cloud-imds" || !did.On {
		t.Fatalf("did %+v", did)
	}
	m.SetHeld(did.Question, did.On)
	if got := screen(m); !strings.Contains(got, "off    Explain") {
		t.Errorf("not shown as off:\n%s", got)
	}
	if did := frametest.Press(m, "s").(browse.Suspended); did.On {
		t.Error("s does not release it again")
	}
	if did := frametest.Press(m, "b").(browse.Bookmarked); !did.On {
		t.Error("b does not bookmark")
	}
	if did := frametest.Press(m, "G", "e").(browse.FileOpened); did.File != "/home/me/mine.toml" || did.Line != 12 {
		t.Errorf("opened %+v", did)
	}
	if did := frametest.Press(m, "g", "e"); did != nil {
		t.Errorf("a built-in question opened as %+v", did)
	}
}

func TestHistoryFollowsTheCursor(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	if did := frametest.Press(m, "h"); did != (browse.HistoryOpened{Question: "cloud-imds"}) {
		t.Errorf("did %v", did)
	}
	m.SetHistory("cloud-imds", nil)
	if did := frametest.Press(m, "j"); did != (browse.HistoryOpened{Question: "cloud-s3"}) {
		t.Errorf("did %v", did)
	}
	if did := frametest.Press(m, "esc", "esc"); did != (browse.Closed{}) {
		t.Errorf("did %v", did)
	}
}

// BenchmarkKey is a key typed into the search among 100,000 questions, with
// the frame that follows.
func TestClickShowsTheQuestionOnTheLine(t *testing.T) {
	m := browse.New(frametest.Plain(), data())
	for y, line := range strings.Split(screen(m), "\n") {
		if strings.Contains(line, "Walk me through") {
			m.Click(8, y)
		}
	}
	m.Click(100, 4) // beside the list nothing is chosen
	if got, ok := frametest.Press(m, "enter").(browse.Started); !ok || len(got.Questions) != 1 || got.Questions[0] != "crypto-tls" {
		t.Errorf("started %+v", got)
	}
}

func BenchmarkKey(b *testing.B) {
	var questions []*bank.Question
	d := browse.Data{Goal: plan.Goal{Days: plan.NoDate}}
	words := strings.Fields("key token policy session signed role bucket header packet kernel alert trust model limit owner queue")
	for i := range 100_000 {
		word := func(n int) string { return words[(i*7+n*5+i/16)%len(words)] }
		q := &bank.Question{
			ID: fmt.Sprintf("own-%d", i), Domain: "own", Topic: word(1), Kind: "knowledge",
			Prompt: fmt.Sprintf("How does the %s keep the %s from the %s number %d?", word(2), word(3), word(4), i),
			Answer: strings.Repeat(word(5)+" "+word(6)+" ", 40),
		}
		questions = append(questions, q)
		d.Entries = append(d.Entries, browse.Entry{Question: q, Domain: "Own", Candidate: plan.Candidate{ID: q.ID}})
	}
	d.Index = bank.NewIndex(questions)
	m := browse.New(frametest.Colour(theme.Dark()), d)
	m.Resize(160, 45)
	frametest.Press(m, "/")
	keys := []string{"s", "e", "s", "s"}
	for i := 0; b.Loop(); i++ {
		if i%len(keys) == 0 {
			b.StopTimer()
			frametest.Press(m, "esc", "/")
			b.StartTimer()
		}
		frametest.Press(m, keys[i%len(keys)])
		_ = m.View()
	}
}
