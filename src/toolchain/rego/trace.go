// trace: where in the source places of input are named, compared and handed to built-ins, and what tests give as input.
package main

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

type traceRequest struct {
	sources
	// Policies: id → package path without data.
	Policies map[string][]string `json:"policies"`
	// Tests are files of which only what they give as input counts.
	Tests []string `json:"tests"`
}

// policyTrace is what a policy does with its input, each with its place; the same place may come several times.
type policyTrace struct {
	Steps    []tracedStep    `json:"steps"`
	Compares []tracedCompare `json:"compares"`
	Calls    []tracedCall    `json:"calls"`
	Negated  []tracedNegated `json:"negated"`
	Wholes   []tracedPlace   `json:"wholes"`
	Params   []tracedParam   `json:"params"`
}

// given is one value that a test gives as input, or at a place of it.
type given struct {
	*place
	Package []string     `json:"package"`
	Entries []givenEntry `json:"entries"`
}

// givenEntry: something stands at the path; kinds and texts of what is written there, no places where it is computed.
type givenEntry struct {
	Path    path        `json:"path"`
	Keys    []place     `json:"keys,omitempty"`
	Written []writtenAt `json:"written,omitempty"`
}

func trace(request traceRequest) (any, []problem) {
	modules, problems := request.parse()
	if problems != nil {
		return nil, problems
	}
	for _, id := range util.KeysSorted(request.Policies) {
		if _, wrong := findPolicy(modules, id, request.Policies[id]); wrong != nil {
			problems = append(problems, *wrong)
		}
	}
	if problems != nil {
		return nil, problems
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		return nil, problemsOf(compiler.Errors)
	}
	out := map[string]policyTrace{}
	for _, id := range util.KeysSorted(request.Policies) {
		out[id] = tracePolicy(compiler, request.Policies[id], request.Tests)
	}
	return map[string]any{"policies": out, "given": traceTests(compiler, request.Tests)}, nil
}

// tracePolicy follows every rule of the package, and what it calls wherever that lies.
func tracePolicy(compiler *ast.Compiler, wanted []string, tests []string) policyTrace {
	follow := &follower{compiler: compiler, known: map[string]*analysis{}, trace: newTracer()}
	for _, functions := range []bool{false, true} {
		for _, file := range util.KeysSorted(compiler.Modules) {
			module := compiler.Modules[file]
			if slices.Contains(tests, file) || !slices.Equal(packagePath(module), wanted) {
				continue
			}
			for _, rule := range module.Rules {
				// A function that nothing calls is given anything.
				if isFunction := len(rule.Head.Args) > 0; isFunction == functions && !follow.met(rule) {
					follow.rule(rule, anyArgs(rule), 0)
				}
			}
		}
	}
	return follow.trace.sorted()
}

func traceTests(compiler *ast.Compiler, tests []string) []given {
	out := []given{}
	for _, file := range tests {
		module := compiler.Modules[file]
		if module == nil {
			continue
		}
		follow := &follower{compiler: compiler, known: map[string]*analysis{}, trace: newTracer()}
		follow.trace.tests = true
		for _, rule := range module.Rules {
			if len(rule.Head.Args) == 0 {
				follow.rule(rule, nil, 0)
			}
		}
		for _, key := range util.KeysSorted(follow.trace.given) {
			one := follow.trace.given[key]
			one.Package = packagePath(module)
			out = append(out, one)
		}
	}
	return out
}

// entriesOf are all places of the value with what the source writes there.
func entriesOf(v *value, at path) []givenEntry {
	var out []givenEntry
	if len(v.keys) > 0 || len(v.written) > 0 {
		out = append(out, givenEntry{Path: at, Keys: v.keys, Written: v.written})
	}
	for _, key := range util.KeysSorted(v.fields) {
		if step, known := fieldStep(key); known {
			out = append(out, entriesOf(v.fields[key], at.with(step))...)
		}
	}
	if v.elem != nil {
		out = append(out, entriesOf(v.elem, at.with(nil))...)
	}
	return out
}

// fieldStep is the step that a key of fields stands for; keys that JSON has not are none.
func fieldStep(key string) (any, bool) {
	term, err := ast.ParseTerm(key)
	if err != nil {
		return nil, false
	}
	step := stepOf(term.Value)
	return step, step != nil
}
