// The two ends that the tests of gateways need beside the client: the
// application that payments are for, and another language's client to compare
// with. The standard library alone.
package main

import (
	"fmt"
	"os"
)

// The base of the paths, which are made up.
const payments = "/example/partner/payments/"

func main() {
	if len(os.Args) < 2 {
		stop(fmt.Errorf("expected `serve` or `load`"))
	}
	switch mode, flags := os.Args[1], os.Args[2:]; mode {
	case "serve":
		stop(serve(flags))
	case "load":
		stop(load(flags))
	default:
		stop(fmt.Errorf("there is no mode `%s`; expected `serve` or `load`", mode))
	}
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
