//go:build !unix

package cli

import (
	"os"
	"syscall"
)

// hangup is what a closing console window sends, as Go reports it.
var hangup = []os.Signal{syscall.SIGTERM}
