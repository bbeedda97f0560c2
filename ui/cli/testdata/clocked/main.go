// Command clocked is debrief with a clock that runs sixty times as fast, for
// the tests of what takes an hour.
package main

import (
	"os"
	"path/filepath"
	"time"

	"debrief/content"
	"debrief/ui/cli"
)

func main() {
	start := time.Now()
	dir := os.Getenv("HOME")
	app := cli.App{
		Content: content.FS,
		Guide:   content.Guide,
		Now:     func() time.Time { return start.Add(60 * time.Since(start)) },
		Version: "clocked",
		Getenv:  os.Getenv,
		Data:    filepath.Join(dir, "data"),
		Config:  filepath.Join(dir, "config"),
		Cache:   os.TempDir(),
		In:      os.Stdin,
		Out:     os.Stdout,
		Err:     os.Stderr,
	}
	os.Exit(app.Run(os.Args[1:]))
}
