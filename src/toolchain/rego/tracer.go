// What a trace gathers while values are followed: every note is kept once, in the order of its place.
package main

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// surroundings of what is followed: the rule and expression, and whether what is undefined there only leaves something out.
type surroundings struct {
	rule    *ast.Rule
	expr    *ast.Expr
	gathers bool
}

// writtenAt is a constant or a made collection where the source has it.
type writtenAt struct {
	place
	Kind string `json:"kind"`
	Text string `json:"text,omitempty"`
}

// tracedOperand is what stands on a side: places of input, and the kinds of anything else.
type tracedOperand struct {
	Paths []path   `json:"paths"`
	Kinds []string `json:"kinds"`
	// Open: it may be of any kind, too.
	Open bool     `json:"open,omitempty"`
	Text []string `json:"text,omitempty"`
}

// tracedStep: one of the paths is named here, as a step down from what else it may be.
type tracedStep struct {
	*place
	Paths []path `json:"paths"`
	// Open: the step may as well go down from something that is no place of input.
	Open bool `json:"open,omitempty"`
}

type tracedCompare struct {
	*place
	Name    string        `json:"name"`
	Negated bool          `json:"negated,omitempty"`
	Left    tracedOperand `json:"left"`
	Right   tracedOperand `json:"right"`
}

type tracedCall struct {
	*place
	Name string `json:"name"`
	// Index of the operand, from 0.
	Index   int           `json:"index"`
	Operand tracedOperand `json:"operand"`
	// Needs of the operand and what is in it.
	Needs []need `json:"needs"`
}

// tracedNegated: a negated call is undefined, not true, where an operand is not there.
type tracedNegated struct {
	*place
	Name  string `json:"name"`
	Paths []path `json:"paths"`
}

type tracedPlace struct {
	*place
	Path path `json:"path"`
}

// tracedParam: data.params[policy][name] is read; Name is empty where the parameters of the policy are.
type tracedParam struct {
	*place
	Policy string `json:"policy"`
	Name   string `json:"name"`
	Rule   string `json:"rule,omitempty"`
	// Covered: something is there to take its place.
	Covered bool `json:"covered,omitempty"`
}

type tracer struct {
	seen  map[string]bool
	notes policyTrace
	// tests: only what is given as input is noted.
	tests bool
	given map[string]given
	whole map[string]bool
}

func newTracer() *tracer {
	empty := policyTrace{
		Steps: []tracedStep{}, Compares: []tracedCompare{}, Calls: []tracedCall{}, Negated: []tracedNegated{},
		Wholes: []tracedPlace{}, Params: []tracedParam{},
	}
	return &tracer{seen: map[string]bool{}, notes: empty, given: map[string]given{}, whole: map[string]bool{}}
}

// isNew: the note was not made before.
func (t *tracer) isNew(kind string, at *place, parts ...any) bool {
	key := fmt.Sprintf("%s %v %v", kind, *at, parts)
	if t.seen[key] {
		return false
	}
	t.seen[key] = true
	return true
}

func (t *tracer) sorted() policyTrace {
	sortByPlace(t.notes.Steps, func(one tracedStep) *place { return one.place })
	sortByPlace(t.notes.Compares, func(one tracedCompare) *place { return one.place })
	sortByPlace(t.notes.Calls, func(one tracedCall) *place { return one.place })
	sortByPlace(t.notes.Negated, func(one tracedNegated) *place { return one.place })
	sortByPlace(t.notes.Wholes, func(one tracedPlace) *place { return one.place })
	sortByPlace(t.notes.Params, func(one tracedParam) *place { return one.place })
	return t.notes
}

func sortByPlace[T any](notes []T, at func(T) *place) {
	slices.SortStableFunc(notes, func(left, right T) int {
		a, b := at(left), at(right)
		if order := compareText(a.File, b.File); order != 0 {
			return order
		}
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
}

// union of what was found in two places, each once.
func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, each := range b {
		if !slices.Contains(out, each) {
			out = append(out, each)
		}
	}
	return out
}
