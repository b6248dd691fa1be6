// fallible: the calls of built-ins that may fail while a policy's verdict is found. WebAssembly makes such a failure
// undefined where OPA raises an error.
package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/open-policy-agent/opa/v1/util"
)

// fallibleCall is one place in the source where a built-in may fail.
type fallibleCall struct {
	*place
	Name string `json:"name"`
	// Reason is what fails it although every operand is of the right type; without one, only a wrong type does.
	Reason string `json:"reason,omitempty"`
	// Needs are the places of input whose kind decides, where these alone do; a value of none of the kinds fails it.
	Needs []need `json:"needs,omitempty"`
}

type need struct {
	Path path `json:"path"`
	// Kinds: null, boolean, number, string, array or object.
	Kinds []string `json:"kinds"`
}

func fallible(request policiesRequest) (any, []problem) {
	follow, problems := request.followed()
	if problems != nil {
		return nil, problems
	}
	out := map[string][]fallibleCall{}
	for _, id := range util.KeysSorted(request.Policies) {
		found := follow.document(request.Policies[id], appliesName)
		found.add(follow.document(request.Policies[id], deniesName))
		out[id] = found.sortedCalls()
	}
	return map[string]any{"policies": out}, nil
}

func (r *readSet) sortedCalls() []fallibleCall {
	out := []fallibleCall{}
	for _, key := range util.KeysSorted(r.calls) {
		out = append(out, r.calls[key])
	}
	slices.SortStableFunc(out, func(a, b fallibleCall) int {
		if a.place == nil || b.place == nil {
			return compareText(a.Name, b.Name)
		}
		if order := compareText(a.File, b.File); order != 0 {
			return order
		}
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	return out
}

// call notes a call that may fail with such operands.
func (r *readSet) call(name string, args []*value, at *ast.Location) {
	out := fallibleCall{place: placeOf(at), Name: name}
	if weak, known := weaknesses[name]; known && !weak.isSettled(name, args) {
		out.Reason = weak.reason
	} else if !isNative(name) {
		out.Reason = "whatever it does not take"
	} else if needs, open := unprovenOf(name, args); open {
		out.Needs = needs
	} else {
		return
	}
	r.calls[fmt.Sprintf("%v %s %s %v", out.place, name, out.Reason, out.Needs)] = out
}

// unprovenOf tells whether an operand may be of a type that the built-in does not take; the needs are nil where that
// does not rest on places of input alone.
func unprovenOf(name string, args []*value) ([]need, bool) {
	declared := ast.BuiltinMap[name]
	if declared == nil {
		return nil, true
	}
	takes := declared.Decl.FuncArgs()
	collected := &needs{}
	for at, arg := range args {
		collected.fit(arg, takes.Arg(at))
	}
	switch {
	case name == "minus" && !bothNumbers(args):
		// It takes numbers and sets, but not one of each.
		collected.fit(args[0], types.N)
		collected.fit(args[1], types.N)
	case name == "internal.template_string":
		collected.parts(args[0])
	}
	if collected.hopeless {
		return nil, true
	}
	return collected.found, len(collected.found) > 0
}

func bothNumbers(args []*value) bool {
	collected := &needs{}
	collected.fit(args[0], types.N)
	collected.fit(args[1], types.N)
	return !collected.hopeless && len(collected.found) == 0
}

func (n need) String() string {
	return strings.ReplaceAll(n.Path.key(), "\x00", "/") + strings.Join(n.Kinds, ",")
}
