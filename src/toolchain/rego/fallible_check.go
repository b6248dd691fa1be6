// What check says of calls that may fail: those that rest on more than a type, wherever no library guards them.
package main

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// fallibleProblems are sorted by place.
func fallibleProblems(compiler *ast.Compiler) []problem {
	follow := &follower{compiler: compiler, known: map[string]*analysis{}}
	found := newReadSet()
	// Functions come last: with what they are called with where something calls them, with anything otherwise.
	for _, functions := range []bool{false, true} {
		for _, file := range util.KeysSorted(compiler.Modules) {
			if isGuarded(compiler.Modules[file], file) {
				continue
			}
			for _, rule := range compiler.Modules[file].Rules {
				if isFunction := len(rule.Head.Args) > 0; isFunction == functions && !follow.met(rule) {
					found.add(follow.rule(rule, anyArgs(rule), 0).reads)
				}
			}
		}
	}
	var problems []problem
	for _, call := range found.sortedCalls() {
		if call.Reason == "" || call.place == nil || isGuarded(compiler.Modules[call.File], call.File) {
			continue
		}
		message := fmt.Sprintf("%s fails on %s, which a compiled policy takes for undefined", call.Name, call.Reason)
		one := problem{Place: call.place, Code: "fallible", Message: message}
		// One call may be met with several sets of operands.
		if len(problems) == 0 || !same(problems[len(problems)-1], one) {
			problems = append(problems, one)
		}
	}
	return problems
}

// met: it was followed with the operands of a call.
func (f *follower) met(rule *ast.Rule) bool {
	start := memoKey(rule, nil, 0)
	for key := range f.known {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	return false
}

func anyArgs(rule *ast.Rule) []*value {
	var out []*value
	for range rule.Head.Args {
		out = append(out, otherValue())
	}
	return out
}

// isGuarded: libraries are there to call what may fail, and tests may.
func isGuarded(module *ast.Module, file string) bool {
	path := packagePath(module)
	return strings.HasSuffix(file, "_test.rego") || len(path) > 1 && path[0] == "policies" && path[1] == "lib"
}
