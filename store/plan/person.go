package plan

import (
	"math"

	"debrief/store/fsrs"
)

// What is assumed of a person before the first attempt, each worth as many
// attempts or as much variance as stands here.
const (
	priorKnown     = 0.2 // share of questions that somebody can answer unpractised
	priorTries     = 8.0 // attempts that the assumption is worth, over all domains
	domainTries    = 3.0 // attempts that the whole is worth within a domain
	topicTries     = 1.0 // attempts that the domain is worth within a topic
	domainVariance = 0.15
	strengthSpread = 0.25 // variance of a question's log strength in its domain
	mostStrength   = 1.5  // of the log, either way
	pacePrior      = 5.0  // attempts that the bank's minutes are worth
)

// A Person is what the log says about how somebody learns: what they knew
// before, how long they remember beyond what FSRS expects of everybody, and
// how long they take. The zero Person is nobody; Learn makes one.
type Person struct {
	known    map[string]tries // first attempts by domain, "" for all
	topics   map[[2]string]tries
	strength map[string]estimate // log strength by domain
	pace     map[string]pace     // by kind, "" for all
}

type tries struct{ recalled, of float64 }

type estimate struct{ mean, variance float64 }

type pace struct{ spent, expected, attempts float64 } // minutes

// Learn returns what the records of the candidates say about the person.
func Learn(cs []Candidate) Person {
	p := Person{
		known: map[string]tries{}, topics: map[[2]string]tries{}, strength: map[string]estimate{}, pace: map[string]pace{},
	}
	type sums struct{ weighted, weights float64 }
	domains := map[string]sums{}
	for _, c := range cs {
		r := c.Record
		if r.Attempts == 0 {
			continue
		}
		hit := 0.0
		if r.FirstRecalled {
			hit = 1
		}
		for _, domain := range []string{"", c.Domain} {
			t := p.known[domain]
			p.known[domain] = tries{t.recalled + hit, t.of + 1}
		}
		t := p.topics[c.topic()]
		p.topics[c.topic()] = tries{t.recalled + hit, t.of + 1}
		for _, kind := range []string{"", c.Kind} {
			k := p.pace[kind]
			p.pace[kind] = pace{k.spent + r.Spent.Minutes(), k.expected + float64(c.Minutes*r.Attempts), k.attempts + float64(r.Attempts)}
		}
		if r.Information > 0 {
			// One Newton step from strength 1 is an observation of this variance.
			weight := 1 / (strengthSpread + 1/r.Information)
			s := domains[c.Domain]
			domains[c.Domain] = sums{s.weighted + weight*r.Score/r.Information, s.weights + weight}
		}
	}
	for domain, s := range domains {
		variance := 1 / (1/domainVariance + s.weights)
		p.strength[domain] = estimate{s.weighted * variance, variance}
	}
	return p
}

// Known returns the chance that the person can answer a question of the topic
// that they have never practised: the share of first attempts recalled there,
// leaning on the domain's share and that on the whole where there are few.
func (p Person) Known(c Candidate) float64 {
	all, domain, topic := p.known[""], p.known[c.Domain], p.topics[c.topic()]
	k := (all.recalled + priorKnown*priorTries) / (all.of + priorTries)
	k = (domain.recalled + k*domainTries) / (domain.of + domainTries)
	return (topic.recalled + k*topicTries) / (topic.of + topicTries)
}

// knownVariance is the variance of the share that Known estimates for a
// domain apart from the others, and lean how much that estimate rests on the
// share over all domains, whose own variance is allVariance.
func (p Person) knownVariance(domain string) (variance, lean float64) {
	all, d := p.known[""], p.known[domain]
	k := (all.recalled + priorKnown*priorTries) / (all.of + priorTries)
	k = (d.recalled + k*domainTries) / (d.of + domainTries)
	return k * (1 - k) / (d.of + domainTries + 1), domainTries / (d.of + domainTries)
}

func (p Person) allVariance() float64 {
	all := p.known[""]
	k := (all.recalled + priorKnown*priorTries) / (all.of + priorTries)
	return k * (1 - k) / (all.of + priorTries + 1)
}

// strengthOf returns the log of how many times longer than FSRS expects the
// person remembers the question, and the variance of that.
func (p Person) strengthOf(c Candidate) estimate {
	domain, ok := p.strength[c.Domain]
	if !ok {
		domain.variance = domainVariance
	}
	precision := 1/strengthSpread + c.Record.Information
	mean := (domain.mean/strengthSpread + c.Record.Score) / precision
	return estimate{min(max(mean, -mostStrength), mostStrength), 1/precision + domain.variance}
}

// stronger returns the state with its stability as the person's strength has it.
func stronger(s fsrs.State, log float64) fsrs.State {
	if log != 0 {
		s.Stability *= math.Exp(log)
	}
	return s
}

// MinutesFor returns how long the person will take for the question: the
// bank's minutes times the person's pace, their own times with it counting
// more and more.
func (p Person) MinutesFor(c Candidate) float64 {
	kind := p.pace[c.Kind]
	expected := float64(c.Minutes) * p.paceOf("", 1) // of everything, where this kind is new
	if kind.attempts > 0 {
		expected = float64(c.Minutes) * p.paceOf(c.Kind, p.paceOf("", 1))
	}
	n := float64(c.Record.Attempts)
	return max((c.Record.Spent.Minutes()+pacePrior*expected)/(n+pacePrior), 0.25)
}

func (p Person) paceOf(kind string, otherwise float64) float64 {
	k := p.pace[kind]
	if k.attempts == 0 || k.expected == 0 {
		return otherwise
	}
	each := k.expected / k.attempts
	return (k.spent + pacePrior*each*otherwise) / (k.expected + pacePrior*each)
}
