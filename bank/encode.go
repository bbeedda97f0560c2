package bank

import (
	"fmt"
	"strings"
	"time"
)

// Encode writes a domain as a question file. Loading it gives the same
// questions.
func Encode(d Domain) string {
	var e encoder
	e.header("[domain]")
	e.text("id", d.ID)
	e.text("name", d.Name)
	e.text("summary", d.Summary)
	if d.Order != 0 {
		fmt.Fprintf(&e.b, "order = %d\n", d.Order)
	}
	for _, q := range d.Questions {
		e.question(q)
	}
	return Format(e.b.String())
}

type encoder struct{ b strings.Builder }

func (e *encoder) header(h string) { fmt.Fprintf(&e.b, "\n%s\n", h) }

// text writes a key, unless its value is empty.
func (e *encoder) text(key, value string) {
	switch {
	case value == "":
	case strings.Contains(value, "\n"):
		fmt.Fprintf(&e.b, "%s = \"\"\"\n%s\"\"\"\n", key, long(value))
	default:
		fmt.Fprintf(&e.b, "%s = %s\n", key, tomlText(value))
	}
}

func (e *encoder) texts(key string, values []string) {
	if len(values) == 0 {
		return
	}
	fmt.Fprintf(&e.b, "%s = [%s]\n", key, quotedAll(values))
}

func quotedAll(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = tomlText(v)
	}
	return strings.Join(quoted, ", ")
}

func (e *encoder) question(q Question) {
	e.header("[[" + questionTable + "]]")
	e.text("id", q.ID)
	e.texts("aliases", q.Aliases)
	e.text("topic", q.Topic)
	e.text("kind", string(q.Kind))
	e.texts("levels", q.Levels)
	e.texts("stages", q.Stages)
	if q.Minutes != 0 {
		fmt.Fprintf(&e.b, "minutes = %d\n", q.Minutes)
	}
	e.texts("principles", q.Principles)
	e.text("prompt", q.Prompt)
	e.text("exhibit", q.Exhibit)
	if len(q.Flaws) > 0 {
		fmt.Fprintf(&e.b, "flaws = %s\n", strings.Join(strings.Fields(fmt.Sprint(q.Flaws)), ", "))
	}
	e.text("looking_for", q.LookingFor)
	e.text("answer", q.Answer)
	e.texts("red_flags", q.RedFlags)
	e.texts("good_signals", q.GoodSignals)
	if len(q.FollowUps) > 0 {
		e.b.WriteString("follow_ups = [\n")
		for _, f := range q.FollowUps {
			fmt.Fprintf(&e.b, "  { ask = %s, listen = %s },\n", tomlText(f.Ask), tomlText(f.Listen))
		}
		e.b.WriteString("]\n")
	}
	if len(q.References) > 0 {
		e.b.WriteString("references = [\n")
		for _, r := range q.References {
			fmt.Fprintf(&e.b, "  { title = %s, publisher = %s, id = %s, url = %s },\n", tomlText(r.Title), tomlText(r.Publisher), tomlText(r.ID), tomlText(r.URL))
		}
		e.b.WriteString("]\n")
	}
	if len(q.WrongClaims) > 0 {
		e.b.WriteString("wrong_claims = [\n")
		for _, w := range q.WrongClaims {
			fmt.Fprintf(&e.b, "  { any = [%s], say = %s },\n", quotedAll(w.Any), tomlText(w.Say))
		}
		e.b.WriteString("]\n")
	}
	if !q.AsOf.IsZero() {
		fmt.Fprintf(&e.b, "as_of = %s\n", q.AsOf.Format(time.DateOnly))
	}
	if s := q.Star; s != nil {
		e.header("[" + questionTable + ".star]")
		e.text("situation", s.Situation)
		e.text("task", s.Task)
		e.text("action", s.Action)
		e.text("result", s.Result)
	}
	for _, k := range q.KeyPoints {
		e.header("[[" + pointTable + "]]")
		e.text("text", k.Text)
		e.texts("any", k.Any)
		e.texts("and", k.And)
		fmt.Fprintf(&e.b, "weight = %d\nessential = %t\n", k.Weight, k.Essential)
		e.text("hint", k.Hint)
	}
}

// tomlText quotes a string on one line.
func tomlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7F:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// long is the inside of a string of several lines.
func long(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		q := tomlText(l)
		q = strings.ReplaceAll(q[1:len(q)-1], `\t`, "\t")
		// A quote needs its backslash only beside others, and at the end.
		if !strings.Contains(l, `""`) && !(i == len(lines)-1 && strings.HasSuffix(l, `"`)) {
			q = strings.ReplaceAll(q, `\"`, `"`)
		}
		lines[i] = q
	}
	return strings.Join(lines, "\n")
}
