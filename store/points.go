package store

import (
	"fmt"
	"strconv"
	"strings"
)

// PointMemory is how often a key point was hit and missed.
type PointMemory struct {
	Key          string // as bank.KeyPoint.Key has it
	Hits, Misses int
	Recent       string // the latest attempts, oldest first: x hit, - missed
}

// recentPoints is how many attempts PointMemory.Recent goes back.
const recentPoints = 5

// MissedLately returns in how many of the recent attempts the point was left
// out.
func (p PointMemory) MissedLately() int { return strings.Count(p.Recent, "-") }

// addPoints returns the points after one more attempt that ticked those of
// the keys.
func addPoints(points []PointMemory, keys []string, ticks []bool) []PointMemory {
	for i, key := range keys {
		if i >= len(ticks) {
			break
		}
		at := -1
		for j := range points {
			if points[j].Key == key {
				at = j
			}
		}
		if at < 0 {
			points, at = append(points, PointMemory{Key: key}), len(points)
		}
		p := &points[at]
		mark := "-"
		if ticks[i] {
			p.Hits++
			mark = "x"
		} else {
			p.Misses++
		}
		p.Recent += mark
		p.Recent = p.Recent[max(len(p.Recent)-recentPoints, 0):]
	}
	return points
}

func pointsText(points []PointMemory) string {
	texts := make([]string, len(points))
	for i, p := range points {
		texts[i] = fmt.Sprintf("%s %d %d %s", p.Key, p.Hits, p.Misses, p.Recent)
	}
	return strings.Join(texts, ";")
}

// parsePoints reads what pointsText wrote; what it did not write is left out.
func parsePoints(s string) []PointMemory {
	if s == "" {
		return nil
	}
	var points []PointMemory
	for _, text := range strings.Split(s, ";") {
		f := strings.Fields(text)
		if len(f) != 4 {
			continue
		}
		hits, err := strconv.Atoi(f[1])
		misses, err2 := strconv.Atoi(f[2])
		if err == nil && err2 == nil {
			points = append(points, PointMemory{f[0], hits, misses, f[3]})
		}
	}
	return points
}
