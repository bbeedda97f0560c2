package prepare_test

import (
	"reflect"
	"testing"
	"time"

	"debrief/bank/guide"
	"debrief/content"
	"debrief/store/prepare"
)

var now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func services(t *testing.T) []guide.Service {
	t.Helper()
	g, err := guide.Load(content.Guide)
	if err != nil {
		t.Fatal(err)
	}
	return g.Services
}

func TestDeal(t *testing.T) {
	all := services(t)
	for seed := range uint64(50) {
		cards := prepare.Deal(all, nil, 10, seed)
		if len(cards) != 10 {
			t.Fatalf("%d cards", len(cards))
		}
		seen := map[string]bool{}
		for _, c := range cards {
			if seen[c.Service.ID] {
				t.Errorf("seed %d: %s twice", seed, c.Service.ID)
			}
			seen[c.Service.ID] = true
			if len(c.Choices) != 4 || c.Choices[c.Right].ID != c.Service.ID || c.Asks() == "" {
				t.Errorf("%+v", c)
			}
			texts := map[string]bool{}
			confused := false
			for i := range c.Choices {
				texts[c.Choice(i)] = true
				confused = confused || c.Choices[i].ID == c.Service.Confuse[0]
			}
			if len(texts) != 4 || !confused {
				t.Errorf("the choices of %s: %v", c.Service.ID, texts)
			}
		}
	}
	if !reflect.DeepEqual(prepare.Deal(all, nil, 10, 7), prepare.Deal(all, nil, 10, 7)) {
		t.Error("one seed deals two hands")
	}
}

func TestWhatWasWrongComesFirstAndWhatIsFreshLast(t *testing.T) {
	all := services(t)[:4]
	var results []prepare.Result
	for i, s := range all {
		for d := range prepare.Directions {
			results = append(results, prepare.Result{Service: s.ID, Direction: d, At: now.AddDate(0, 0, -i), Right: true})
		}
	}
	wrong := prepare.Result{Service: all[1].ID, Direction: prepare.PurposeToName, At: now.Add(time.Hour)}
	cards := prepare.Deal(all, append(results, wrong), 4, 1)
	if cards[0].Service.ID != all[1].ID || cards[0].Direction != prepare.PurposeToName {
		t.Errorf("first comes %s", cards[0].Service.ID)
	}
	if cards[3].Service.ID != all[0].ID {
		t.Errorf("last comes %s", cards[3].Service.ID)
	}
	if n := prepare.Known(all, results); n != 4 {
		t.Errorf("%d known", n)
	}
	again := append(results, wrong, prepare.Result{Service: all[1].ID, Direction: prepare.NameToPurpose, At: now.Add(time.Hour)})
	if n := prepare.Known(all, again); n != 3 {
		t.Errorf("%d known after two wrong answers", n)
	}
}

func TestMeasure(t *testing.T) {
	got := prepare.Measure(prepare.Facts{Tried: 10, Questions: 40, Loops: 5, Rounds: 1, News: 1, Asks: 3, Principles: 16, TwoStories: 8})
	for tip, want := range map[string]prepare.Progress{
		"study":      {"study", 0.25, "10 of 40 questions tried"},
		"mock":       {"mock", 1, "5 mock interviews, 1 round"},
		"principles": {"principles", 0.5, "8 of 16 principles with two stories"},
		"coding":     {"coding", 0, "0 of 0 coding questions tried"},
	} {
		if got[tip] != want {
			t.Errorf("%+v, want %+v", got[tip], want)
		}
	}
	g, err := guide.Load(content.Guide)
	if err != nil {
		t.Fatal(err)
	}
	for _, tip := range g.Tips {
		if got[tip.ID].Words == "" {
			t.Errorf("nothing is measured of %s", tip.ID)
		}
	}
}
