//go:build !wasip1

// The same operations as a native program, for tests of the Go half: operation as argument, request on standard input.
package reactor

import (
	"fmt"
	"io"
	"os"
)

// Main runs the one operation that the arguments name.
func Main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: <program> <operation> < request.json")
		os.Exit(2)
	}
	request, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	os.Stdout.Write(run(os.Args[1], request))
}
