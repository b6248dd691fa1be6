// One table of operations, called through the reactor's exports.
package main

import "driftlock/reactor"

func init() {
	reactor.Serve(map[string]reactor.Operation{
		"build":       reactor.With(build),
		"check":       reactor.With(check),
		"coverage":    reactor.With(testCoverage),
		"eval":        reactor.With(evaluate),
		"failure":     reactor.With(explainFailure),
		"fallible":    reactor.With(fallible),
		"fmt":         reactor.With(formatSources),
		"inspect":     reactor.With(inspect),
		"partial":     reactor.With(partial),
		"prepare":     reactor.With(prepare),
		"raw-input":   reactor.With(rawInput),
		"raw-prepare": reactor.With(rawPrepare),
		"raw-rule":    reactor.With(rawRuleValue),
		"reads":       reactor.With(reads),
		"strict":      reactor.With(strict),
		"test":        reactor.With(runTest),
		"tests":       reactor.With(listTests),
		"trace":       reactor.With(trace),
		"version":     reactor.With(opaVersion),
	})
}

func main() {
	reactor.Main()
}
