// Command debrief is a practice app for a security engineer interview.
package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"debrief/content"
	"debrief/ui/cli"

	"github.com/adrg/xdg"
)

func main() {
	app := cli.App{
		Content: content.FS,
		Guide:   content.Guide,
		Now:     time.Now,
		Version: version(),
		Getenv:  os.Getenv,
		Data:    filepath.Join(xdg.DataHome, "debrief"),
		Config:  filepath.Join(xdg.ConfigHome, "debrief"),
		Cache:   filepath.Join(xdg.CacheHome, "debrief"),
		In:      os.Stdin,
		Out:     os.Stdout,
		Err:     os.Stderr,
	}
	os.Exit(app.Run(os.Args[1:]))
}

// version is that of the build: a tag, or the commit it was made from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
