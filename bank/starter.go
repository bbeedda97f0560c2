package bank

import (
	_ "embed"
	"path/filepath"
	"strings"
	"time"
	"unicode"
)

//go:embed starter.toml
var starter string

// Starter returns a commented question file for somebody to fill, for a domain
// with the name.
func Starter(name string, today time.Time) string {
	id := Slug(name)
	if id == "" {
		id, name = "own", "Own"
	}
	return strings.NewReplacer("{{id}}", id, "{{name}}", tomlText(name), "{{today}}", today.Format(time.DateOnly)).Replace(starter)
}

// NameOf makes a name out of that of a file: "my-team.toml" is "My team".
func NameOf(file string) string {
	base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	words := strings.Join(strings.FieldsFunc(base, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	for i, r := range words {
		return string(unicode.ToUpper(r)) + words[i+len(string(r)):]
	}
	return ""
}

// Slug makes an id out of a text: small letters, digits and single hyphens.
// It is empty where the text has none of them.
func Slug(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}
