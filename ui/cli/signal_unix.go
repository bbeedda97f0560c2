//go:build unix

package cli

import (
	"os"
	"syscall"
)

// hangup is what a closing window sends.
var hangup = []os.Signal{syscall.SIGHUP}
