package content

import "embed"

// Guide is what helps to prepare beside the questions: the tips, the AWS
// services, and what a candidate may ask.
//
//go:embed guide/*.toml
var Guide embed.FS
