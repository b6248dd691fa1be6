// One table of operations, called through the reactor's exports.
package main

import "driftlock/reactor"

func init() {
	reactor.Serve(map[string]reactor.Operation{
		"evaluate": reactor.With(evaluate),
		"outline":  reactor.With(outline),
		"parse":    reactor.With(parse),
	})
}

func main() {
	reactor.Main()
}
