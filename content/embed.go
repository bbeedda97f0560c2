// Package content holds the built-in question bank: one TOML file a domain.
package content

import "embed"

// FS is the built-in bank, with the domain files at its root.
//
//go:embed *.toml
var FS embed.FS
