package frametest

import (
	"time"

	"debrief/bank"
)

// Question returns a question with every field set.
func Question() bank.Question {
	return bank.Question{
		ID: "cloud-imds", Topic: "EC2 / VPC", Kind: bank.Knowledge, Minutes: 4, Domain: "cloud",
		Prompt:     "Explain IMDSv1 versus IMDSv2 and why SSRF made the change necessary.",
		LookingFor: "Whether you know the path from a web bug to stolen keys, and the limits of the fix.",
		Answer: "The metadata service gives **any process** the role's credentials.\n\n- v1: a plain `GET` is enough\n" +
			"- v2: a `PUT` first, for a session token\n\nIt is not a cure: I still fix the SSRF and keep the role small.",
		KeyPoints: []bank.KeyPoint{
			{Text: "The metadata service hands out the role's temporary credentials.", Any: []string{"metadata service"}, And: []string{"credentials"}, Weight: 2, Essential: true},
			{Text: "With v1 a plain GET is enough, so a forged request can read them.", Any: []string{"plain get"}, Weight: 3, Essential: true},
			{Text: "v2 needs a PUT for a session token.", Any: []string{"put"}, And: []string{"token"}, Weight: 3, Essential: true},
			{Text: "A low hop limit stops relays.", Any: []string{"hop limit"}, Weight: 1},
		},
		RedFlags:    []string{"Says v2 fixes SSRF", "Cannot say how to find v1 callers"},
		FollowUps:   []bank.FollowUp{{Ask: "Containers stop working after it. Why?", Listen: "hop limit of 1"}, {Ask: "Prove it for 300 accounts.", Listen: "Config, declarative policy"}},
		References:  []bank.Reference{{Title: "Configure instance metadata options", Publisher: "AWS", ID: "EC2 User Guide", URL: "https://docs.aws.amazon.com/"}},
		GoodSignals: []string{"Watches MetadataNoToken before enforcing"},
		WrongClaims: []bank.WrongClaim{{Any: []string{"v2 fixes ssrf"}, Say: "v2 blunts the theft; the SSRF is still there."}},
		AsOf:        time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
	}
}

// NastyQuestion returns a question whose every text is Nasty.
func NastyQuestion() bank.Question {
	q := Question()
	q.Topic, q.Prompt, q.Exhibit, q.LookingFor, q.Answer = Nasty, Nasty, Nasty+"\n"+Nasty, Nasty, Nasty
	for i := range q.KeyPoints {
		q.KeyPoints[i].Text = Nasty
	}
	q.RedFlags[0], q.FollowUps[0].Ask, q.GoodSignals[0], q.References[0].Title = Nasty, Nasty, Nasty, Nasty
	return q
}
