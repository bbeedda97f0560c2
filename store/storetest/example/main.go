// Command example makes a progress store of a made-up person who has practised
// the built-in bank for some days, for screenshots and for trying things out:
//
//	go run ./store/storetest/example -db /tmp/year.db -days 365
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"debrief/bank"
	"debrief/content"
	"debrief/store/storetest"
)

func main() {
	db := flag.String("db", "", "the store to make")
	days := flag.Int("days", 14, "days of practice up to today")
	seed := flag.Uint64("seed", 1, "another seed is another person")
	flag.Parse()
	if err := run(*db, *days, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "example:", err)
		os.Exit(1)
	}
}

func run(db string, days int, seed uint64) error {
	if _, err := os.Stat(db); db == "" || err == nil {
		return fmt.Errorf("-db %q: name a file that does not exist yet", db)
	}
	b, _, err := bank.Load(content.FS)
	if err != nil {
		return err
	}
	return storetest.Practise(context.Background(), db, storetest.Of(b), days, seed, time.Now())
}
