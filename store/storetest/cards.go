package storetest

import (
	"fmt"
	"strings"
)

// Cards returns a question file of n cards, the file-th of many: as large a
// bank of one's own as somebody may have.
func Cards(file, n int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "[domain]\nid = \"own-%d\"\nname = \"Own %d\"\norder = %d\n", file, file, 100+file)
	for i := range n {
		fmt.Fprintf(&b, "\n[[question]]\nid = \"own-%d-%d\"\nkind = \"card\"\n", file, i)
		fmt.Fprintf(&b, "prompt = \"What does control %d of system %d keep an attacker from?\"\n", i, file)
		fmt.Fprintf(&b, "answer = \"\"\"\nIt keeps them from step %d of path %d: the key of area %d is not readable from there.\n\"\"\"\n", i%7, i%31, i%97)
	}
	return []byte(b.String())
}
