package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"debrief/bank"
	"debrief/store"
	"debrief/store/fsrs"
	"debrief/store/plan"
	"debrief/store/progress"
	"debrief/store/settings"
	"debrief/ui/dashboard"
	"debrief/ui/plain"
	"debrief/ui/report"

	"github.com/spf13/cobra"
)

// desk is what the commands for scripts work with: the store and the outlines
// of the bank, at one moment.
type desk struct {
	app      *App
	options  options
	now      time.Time
	store    *store.Store
	settings settings.Settings
	outlines []bank.Outline
	own      *bank.Bank // where own banks were given, all questions; else nil
}

// open opens the store for a command. at is an RFC 3339 time to act at, or
// empty for now.
func (a *App) open(ctx context.Context, o options, at string) (*desk, error) {
	d := &desk{app: a, options: o, now: a.Now()}
	if at != "" {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return nil, usageError{fmt.Errorf("%q is no time: write it like 2026-11-23T18:30:00Z", at)}
		}
		d.now = t.In(d.now.Location())
	}
	var err error
	if d.settings, err = settings.Load(a.configPath(o.config)); err != nil {
		return nil, err
	}
	if len(a.ownBanks(o.banks)) > 0 {
		if d.own, err = a.scriptBank(o.banks); err != nil {
			return nil, err
		}
		d.outlines = d.own.Outlines()
	} else if d.outlines, err = bank.ReadOutlines(a.Content); err != nil {
		return nil, err
	}
	now := d.now
	d.store, err = store.Open(ctx, a.dbPath(o.db), func() time.Time { return now })
	return d, err
}

func (d *desk) close(err *error) { *err = errors.Join(*err, d.store.Close()) }

// questions reads the questions with the ids. Only their files are parsed, so
// that a script can call thousands of times.
func (d *desk) questions(ids ...string) (*bank.Bank, error) {
	if d.own != nil {
		return d.own, nil
	}
	var domains []bank.Domain
	for _, o := range d.outlines {
		if !slices.ContainsFunc(o.Entries, func(e bank.Entry) bool { return named(e, ids) }) {
			continue
		}
		b, problems, err := bank.Load(oneFile{d.app.Content, o.File})
		if err != nil {
			return nil, err
		}
		if bank.Errors(problems) {
			return nil, fmt.Errorf("the built-in bank is broken: %s", problems[0])
		}
		domains = append(domains, b.Domains...)
	}
	return bank.New(domains), nil
}

func named(e bank.Entry, ids []string) bool {
	return slices.Contains(ids, e.ID) || slices.ContainsFunc(e.Aliases, func(a string) bool { return slices.Contains(ids, a) })
}

func (d *desk) question(id string) (bank.Question, error) {
	b, err := d.questions(id)
	if err != nil {
		return bank.Question{}, err
	}
	return findQuestion(b, id)
}

func (d *desk) progress(ctx context.Context) (progress.Progress, error) {
	k, err := progress.Read(ctx, d.store, d.now)
	return progress.New(d.outlines, k, d.settings, d.now), err
}

// upcoming is what `debrief next` prints.
type upcoming struct {
	Now       time.Time  `json:"now"`
	Planned   int        `json:"planned_minutes"` // that the questions take, by the person's pace
	Questions []proposed `json:"questions"`
}

type proposed struct {
	ID             string   `json:"id"`
	Domain         string   `json:"domain"`
	Topic          string   `json:"topic"`
	Kind           string   `json:"kind"`
	Levels         []string `json:"levels"`
	Stages         []string `json:"stages"`
	Minutes        int      `json:"minutes"`
	New            bool     `json:"new"`
	Due            bool     `json:"due"`
	Retrievability float64  `json:"retrievability"` // 0 to 1; 0 where it is new
	Prompt         string   `json:"prompt"`
	Exhibit        string   `json:"exhibit,omitempty"`
}

func (a *App) nextCommand(o *options) *cobra.Command {
	var (
		asJSON bool
		domain string
		n      int
		at     string
	)
	cmd := &cobra.Command{
		Use:   "next",
		Short: "Print the questions to practise next",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if n < 1 {
				return usageError{fmt.Errorf("--n %d: ask for at least 1", n)}
			}
			d, err := a.open(cmd.Context(), *o, at)
			if err != nil {
				return err
			}
			defer d.close(&err)
			next, err := d.next(cmd.Context(), domain, n)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), next)
			}
			for _, q := range next.Questions {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%d min\t%s\n", q.ID, q.Minutes, q.Prompt)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print JSON")
	f.StringVar(&domain, "domain", "", "id of the domain to choose from")
	f.IntVar(&n, "n", 10, "at most so many questions")
	f.StringVar(&at, "now", "", "plan as of this RFC 3339 time")
	return cmd
}

func (d *desk) next(ctx context.Context, domain string, n int) (upcoming, error) {
	p, err := d.progress(ctx)
	if err != nil {
		return upcoming{}, err
	}
	var cs []plan.Candidate
	goal := p.Goal
	if domain == "" {
		cs = p.All()
		goal.Minutes = 0 // the caller says how many
	} else if d, ok := p.Domain(domain); ok {
		cs = d.Candidates
	} else {
		return upcoming{}, fmt.Errorf("there is no domain %q: there are %s", domain, domainIDs(p))
	}
	queue := plan.Queue(cs, plan.Everything, plan.Limit{Count: n}, p.Person, goal, nil)
	b, err := d.questions(plan.IDs(queue)...)
	if err != nil {
		return upcoming{}, err
	}
	out := upcoming{Now: d.now, Planned: p.Person.Minutes(queue), Questions: []proposed{}}
	for _, c := range queue {
		q, _ := b.Question(c.ID)
		out.Questions = append(out.Questions, proposed{
			ID: c.ID, Domain: c.Domain, Topic: c.Topic, Kind: c.Kind, Levels: c.Levels, Stages: c.Stages, Minutes: c.Minutes,
			New: c.State.New(), Due: c.DueAt(p.Goal.Retention), Retrievability: c.Retrievability(), Prompt: q.Prompt, Exhibit: q.Exhibit,
		})
	}
	return out, nil
}

func domainIDs(p progress.Progress) string {
	var ids []string
	for _, d := range p.Domains {
		ids = append(ids, d.ID)
	}
	return strings.Join(ids, ", ")
}

// recorded is what `debrief record` prints.
type recorded struct {
	Attempt    int64   `json:"attempt"`
	Question   string  `json:"question"`
	At         string  `json:"at"`
	Rating     string  `json:"rating"`
	Points     []int   `json:"points"` // those ticked, from 1
	Coverage   float64 `json:"coverage"`
	Stability  float64 `json:"stability"` // days
	Difficulty float64 `json:"difficulty"`
	Interval   int     `json:"interval_days"`
	Due        string  `json:"due"` // the day
}

func (a *App) recordCommand(o *options) *cobra.Command {
	var (
		rating, lines, points, answerFile, at, confidence string
		seconds                                           int
	)
	cmd := &cobra.Command{
		Use:   "record QUESTION",
		Short: "Record an attempt that was made elsewhere, and print what follows as JSON",
		Long: "Record an attempt: the same as grading it on screen. Without --points the answer of\n" +
			"--answer-file (- for standard input) ticks them.",
		Args: oneArg("question id"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			r, err := fsrs.ParseRating(rating)
			if err != nil {
				return usageError{fmt.Errorf("--%w", err)}
			}
			d, err := a.open(cmd.Context(), *o, at)
			if err != nil {
				return err
			}
			defer d.close(&err)
			q, err := d.question(args[0])
			if err != nil {
				return err
			}
			if err := d.inOrder(cmd.Context(), q.ID); err != nil {
				return err
			}
			answer, err := a.readAnswer(answerFile)
			if err != nil {
				return err
			}
			attempt := store.Attempt{QuestionID: q.ID, Answer: answer, Rating: r, Points: q.PointKeys(), Elapsed: time.Duration(seconds) * time.Second}
			attempt.Ticks = q.Match(answer).Ticks()
			if cmd.Flags().Changed("points") {
				if attempt.Ticks, err = parsePoints(points, len(q.KeyPoints)); err != nil {
					return err
				}
			}
			if attempt.Confidence, err = parseConfidence(confidence); err != nil {
				return err
			}
			if cmd.Flags().Changed("lines") {
				if attempt.Marks, err = parseLines(lines, q); err != nil {
					return err
				}
			} else {
				q.Flaws = nil // nobody was asked for lines
			}
			attempt.Coverage = plan.Coverage(q, attempt.Ticks, attempt.Marks, r)
			if attempt, err = d.store.Grade(cmd.Context(), attempt, false); err != nil {
				return err
			}
			return printJSON(cmd.OutOrStdout(), d.recorded(attempt))
		},
	}
	f := cmd.Flags()
	f.StringVar(&rating, "rating", "", "again, hard, good or easy")
	f.StringVar(&points, "points", "", "numbers of the key points that were said, such as 1,3")
	f.StringVar(&lines, "lines", "", "lines of the exhibit that were pointed at, from 1, such as 4,9")
	f.StringVar(&answerFile, "answer-file", "", "file with the answer, - for standard input")
	f.StringVar(&confidence, "confidence", "", "guessing, fairly or sure, as stated before the model answer")
	f.IntVar(&seconds, "seconds", 0, "time spent on the answer")
	f.StringVar(&at, "at", "", "RFC 3339 time of the attempt (default now)")
	return cmd
}

// inOrder refuses a time before the question's last attempt: the memory model
// follows the attempts in their order.
func (d *desk) inOrder(ctx context.Context, question string) error {
	last, ok, err := d.store.LastAttempt(ctx, question)
	if err != nil {
		return err
	}
	if ok && d.now.Before(last.At.Truncate(time.Second)) {
		return fmt.Errorf("the last attempt at %s is of %s: record attempts in the order of their times", question, last.At.Format(time.RFC3339))
	}
	return nil
}

func (d *desk) recorded(a store.Attempt) recorded {
	interval := fsrs.DefaultWeights().Interval(a.Memory, d.settings.Retention)
	r := recorded{
		Attempt: a.ID, Question: a.QuestionID, At: a.At.Format(time.RFC3339), Rating: a.Rating.String(), Points: []int{}, Coverage: a.Coverage,
		Stability: a.Memory.Stability, Difficulty: a.Memory.Difficulty, Interval: interval, Due: a.At.AddDate(0, 0, interval).Format(time.DateOnly),
	}
	for i, t := range a.Ticks {
		if t {
			r.Points = append(r.Points, i+1)
		}
	}
	return r
}

// parseLines reads the lines of a question's exhibit.
func parseLines(list string, q bank.Question) ([]int, error) {
	n := len(q.ExhibitLines())
	var lines []int
	for _, f := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		l, err := strconv.Atoi(f)
		if err != nil || l < 1 || l > n {
			return nil, usageError{fmt.Errorf("--lines has %q: %s has an exhibit of %d lines", f, q.ID, n)}
		}
		lines = append(lines, l)
	}
	slices.Sort(lines)
	return slices.Compact(lines), nil
}

func (a *App) readAnswer(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	if file == "-" {
		src, err := io.ReadAll(a.In)
		return string(src), err
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	return string(src), nil
}

func parsePoints(s string, n int) ([]bool, error) {
	ticks := make([]bool, n)
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := strconv.Atoi(f)
		if err != nil || p < 1 || p > n {
			return nil, usageError{fmt.Errorf("--points %q: the question has key points 1 to %d", f, n)}
		}
		ticks[p-1] = true
	}
	return ticks, nil
}

func parseConfidence(s string) (plan.Confidence, error) {
	switch s {
	case "":
		return plan.Unsaid, nil
	case "guessing":
		return plan.Guessing, nil
	case "fairly":
		return plan.Fairly, nil
	case "sure":
		return plan.Sure, nil
	}
	return 0, usageError{fmt.Errorf("--confidence %q is unknown: use guessing, fairly or sure", s)}
}

// stats is what `debrief stats --json` prints.
type stats struct {
	Now       time.Time     `json:"now"`
	Interview *interview    `json:"interview"` // null without a date
	Readiness readiness     `json:"readiness"`
	Today     today         `json:"today"`
	Streak    int           `json:"streak_days"`
	Longest   int           `json:"longest_streak_days"`
	Forecast  []int         `json:"due_forecast"` // today first
	Retention retention     `json:"retention"`
	Stages    []partStats   `json:"stages"`
	Domains   []domainStats `json:"domains"`
	Weak      []weakPoint   `json:"weak_points"`
}

type interview struct {
	Date string `json:"date"`
	Days int    `json:"days"` // until it; negative after it
}

type readiness struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Tried int     `json:"tried"`
	Of    int     `json:"of"`
}

type today struct {
	Questions int `json:"questions_left"`
	Minutes   int `json:"minutes_left"`
	Done      int `json:"minutes_done"`
}

type retention struct {
	Reviews   int     `json:"reviews"`
	Predicted float64 `json:"predicted"`
	Observed  float64 `json:"observed"`
}

type partStats struct {
	Name      string    `json:"name"`
	Readiness readiness `json:"readiness"`
}

type domainStats struct {
	ID string `json:"id"`
	partStats
	Minutes float64     `json:"minutes_spent"`
	Target  float64     `json:"minutes_target"`
	Topics  []partStats `json:"topics"`
}

type weakPoint struct {
	Question string `json:"question"`
	Text     string `json:"text"`
	Missed   int    `json:"missed"`
	Of       int    `json:"of"`
}

func (a *App) statsCommand(o *options) *cobra.Command {
	var (
		asJSON bool
		at     string
	)
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Print the dashboard in plain text",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			d, err := a.open(cmd.Context(), *o, at)
			if err != nil {
				return err
			}
			defer d.close(&err)
			p, err := d.progress(cmd.Context())
			if err != nil {
				return err
			}
			var weak []string
			for _, w := range p.Kept.WeakPoints() {
				weak = append(weak, w.Question)
			}
			b, err := d.questions(weak...)
			if err != nil {
				return err
			}
			data, err := report.Read(cmd.Context(), d.store, b, p)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), statsOf(data, p))
			}
			if o.plain {
				plain.Stats(cmd.OutOrStdout(), data, p)
				return nil
			}
			_, err = io.WriteString(cmd.OutOrStdout(), dashboard.Text(data, 100))
			return err
		},
	}
	plainFlag(cmd, o)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().StringVar(&at, "now", "", "as of this RFC 3339 time")
	return cmd
}

func statsOf(d dashboard.Data, p progress.Progress) stats {
	s := stats{
		Now: d.Now, Readiness: readinessOf(d.Readiness), Today: today{len(d.Planned), d.Minutes, d.Spent}, Forecast: d.Forecast,
		Domains: []domainStats{}, Weak: []weakPoint{},
	}
	if days, ok := p.Settings.DaysLeft(p.Now); ok {
		s.Interview = &interview{p.Settings.Date, days}
	}
	s.Streak, s.Longest = dashboard.Streaks(d.Days, d.Today)
	s.Retention.Reviews, s.Retention.Predicted, s.Retention.Observed = d.Calibration.Total()
	s.Stages = partsOf(p.Stages())
	for i, x := range d.Domains { // they stand in the same order
		s.Domains = append(s.Domains, domainStats{
			ID: p.Domains[i].ID, partStats: partStats{x.Name, readinessOf(x.Readiness)},
			Minutes: x.Spent.Minutes(), Target: x.Target.Minutes(), Topics: partsOf(p.Topics(p.Domains[i])),
		})
	}
	for _, w := range d.Weak {
		s.Weak = append(s.Weak, weakPoint{w.Question, w.Text, w.Missed, w.Of})
	}
	return s
}

func partsOf(parts []progress.Part) []partStats {
	out := make([]partStats, len(parts))
	for i, part := range parts {
		out[i] = partStats{part.Name, readinessOf(part.Readiness)}
	}
	return out
}

func readinessOf(r plan.Readiness) readiness {
	return readiness{r.Share, r.Low, r.High, r.Tried, r.Of}
}

func (a *App) settingsCommand(o *options) *cobra.Command {
	cmd := &cobra.Command{Use: "settings", Short: "Read and change the settings"}
	cmd.AddCommand(&cobra.Command{
		Use:   "get [SETTING]",
		Short: "Print a setting, or all of them",
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := settings.Load(a.configPath(o.config))
			if err != nil {
				return err
			}
			if len(args) > 1 {
				return usageError{errors.New("give one setting, or none for all")}
			}
			for _, k := range settings.Keys() {
				if len(args) == 0 {
					value, err := s.Get(k.Name)
					if err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\n", k.Name, value)
				}
			}
			if len(args) == 0 {
				return nil
			}
			value, err := s.Get(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), value)
			return nil
		},
	}, &cobra.Command{
		Use:   "set SETTING VALUE",
		Short: "Change a setting; the rest of the file stays as it is",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{errors.New("give a setting and its value, such as: settings set interview_date 2027-01-31")}
			}
			_, err := settings.Save(a.configPath(o.config), args[0], args[1])
			return err
		},
	})
	return cmd
}
