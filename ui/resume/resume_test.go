package resume_test

import (
	"testing"

	"debrief/ui/frametest"
	"debrief/ui/resume"
)

func TestFrames(t *testing.T) {
	frametest.Golden(t, "resume", resume.New(frametest.Plain(), resume.Data{Title: "Cloud Security", Done: 4, Of: 10, When: "yesterday", Draft: true}))
}

func TestFits(t *testing.T) {
	frametest.Fits(t, resume.New(frametest.Plain(), resume.Data{Title: frametest.Nasty, Done: 4, Of: 10, When: "yesterday"}))
}
