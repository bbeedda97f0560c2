package bank_test

import (
	"testing"

	"debrief/bank"
	"debrief/content"
)

func TestLikeFindsWhatSomebodyRemembers(t *testing.T) {
	b, _, err := bank.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"what's the CIA triad?":                                   "fundamentals-cia-triad",
		"symmetric vs asymmetric encryption":                      "fundamentals-symmetric-asymmetric",
		"They asked how I'd secure and monitor EC2 instances":     "cloud-ec2-secure-monitor",
		"shared responsibility model in AWS and Azure, whose job": "cloud-shared-responsibility",
		"Which whiteboard marker do you like?":                    "",
		"the":                                                     "",
		"":                                                        "",
		"What is the airspeed of an unladen swallow in the cloud?": "",
	} {
		q, ok := b.Like(text)
		if q.ID != want || ok != (want != "") {
			t.Errorf("%q is like %q, want %q", text, q.ID, want)
		}
	}
}
