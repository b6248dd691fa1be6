// What an expression can see, and its value there.
package main

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// scope is a module with what a block adds to it: each, count, the iterator of a dynamic block.
type scope struct {
	m         *moduleInstance
	variables map[string]cty.Value
}

func (s scope) with(more map[string]cty.Value) scope {
	all := map[string]cty.Value{}
	for name, value := range s.variables {
		all[name] = value
	}
	for name, value := range more {
		all[name] = value
	}
	return scope{m: s.m, variables: all}
}

// value is unknown, `malformed`, where the expression cannot be evaluated: that is told, and nothing else is lost.
func (s scope) value(expression hcl.Expression) (out cty.Value) {
	e := s.m.e
	depth := e.depth
	defer func() {
		if cause := recover(); cause != nil {
			e.depth = depth
			e.notice(expression.Range(), fmt.Sprintf("the expression cannot be evaluated: %v", cause))
			out = unknownFor(malformed, cty.DynamicPseudoType)
		}
	}()
	value, diagnostics := expression.Value(s.context(expression.Variables()))
	for _, one := range diagnostics {
		if one.Severity != hcl.DiagError {
			continue
		}
		at := expression.Range()
		if one.Subject != nil {
			at = *one.Subject
		}
		if one.Summary == "Call to unknown function" {
			e.problem(at, one.Detail)
		} else {
			e.notice(at, fmt.Sprintf("%s: %s", one.Summary, one.Detail))
		}
	}
	if diagnostics.HasErrors() {
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	return value
}

// as is the value as one of that type.
func (s scope) as(expression hcl.Expression, kind cty.Type) cty.Value {
	value := s.value(expression)
	out, err := convert.Convert(value, kind)
	if err != nil {
		s.m.e.notice(expression.Range(), err.Error())
		return unknownFor(malformed, kind)
	}
	return out
}

// context holds what the traversals name, and no more: all else of the module stays as it is.
func (s scope) context(traversals []hcl.Traversal) *hcl.EvalContext {
	roots := map[string]map[string]cty.Value{}
	plain := map[string]cty.Value{}
	for _, steps := range traversals {
		root := steps.RootName()
		if value, isOwn := s.variables[root]; isOwn {
			plain[root] = value
			continue
		}
		s.add(roots, plain, root, steps)
	}
	for name, outputs := range inOrder(wanted(traversals)) {
		if _, isOwn := s.variables["module"]; !isOwn {
			put(roots, "module", name, s.m.module(name, outputs, traversals[0].SourceRange()))
		}
	}
	for root, members := range roots {
		plain[root] = cty.ObjectVal(members)
	}
	return &hcl.EvalContext{Variables: plain, Functions: s.m.functions()}
}

func put(roots map[string]map[string]cty.Value, root, name string, value cty.Value) {
	if roots[root] == nil {
		roots[root] = map[string]cty.Value{}
	}
	roots[root][name] = value
}

func (s scope) add(roots map[string]map[string]cty.Value, plain map[string]cty.Value, root string, steps hcl.Traversal) {
	at := steps.SourceRange()
	name, isNamed := attributeName(steps, 1)
	switch root {
	case "path":
		plain[root] = s.m.paths()
	case "terraform", "tofu":
		plain[root] = s.m.e.terraform()
	case "self", "ephemeral", "each", "count":
		// Only ephemeral values are of use here; each and count outside of what repeats are wrong.
		if root == "each" || root == "count" {
			s.m.e.problem(at, fmt.Sprintf("%s stands in a block without %s", root, map[string]string{"each": "for_each", "count": "count"}[root]))
		}
		plain[root] = cty.DynamicVal
		if root == "ephemeral" {
			plain[root] = cty.DynamicVal.Mark(ephemeralMark{})
		}
	case "var":
		if isNamed {
			put(roots, root, name, s.m.variable(name, at))
		}
	case "local":
		if isNamed {
			put(roots, root, name, s.m.local(name, at))
		}
	case "module":
		// Asked once for all outputs of the expression.
	case "data":
		own, hasName := attributeName(steps, 2)
		if isNamed && hasName {
			s.addData(roots, name, own, at)
		}
	default:
		if isNamed {
			put(roots, root, name, s.m.resource(root, name, at))
		}
	}
}

// wanted gives the outputs that an expression asks modules for, by module; nil where it asks for a module as a whole.
func wanted(traversals []hcl.Traversal) map[string][]string {
	out := map[string][]string{}
	whole := map[string]bool{}
	for _, steps := range traversals {
		name, isNamed := attributeName(steps, 1)
		if steps.RootName() != "module" || !isNamed {
			continue
		}
		after := 2
		if _, isIndexed := indexKey(steps, after); isIndexed {
			after++
		}
		output, isDirect := attributeName(steps, after)
		whole[name] = whole[name] || !isDirect
		out[name] = append(out[name], output)
	}
	for name := range whole {
		if whole[name] {
			out[name] = nil
		}
	}
	return out
}

func (s scope) addData(roots map[string]map[string]cty.Value, kind, name string, at hcl.Range) {
	members := map[string]cty.Value{}
	if known, isThere := roots["data"][kind]; isThere && known.Type().IsObjectType() {
		members = known.AsValueMap()
	}
	if members == nil {
		members = map[string]cty.Value{}
	}
	members[name] = s.m.data(kind, name, at)
	put(roots, "data", kind, cty.ObjectVal(members))
}

// terraform: a plan does not say in which workspace it was made.
func (e *evaluation) terraform() cty.Value {
	workspace := cty.StringVal(e.request.Workspace)
	if e.isPlanned() {
		workspace = cty.UnknownVal(cty.String)
	}
	return cty.ObjectVal(map[string]cty.Value{"workspace": workspace, "applying": cty.UnknownVal(cty.Bool).Mark(ephemeralMark{})})
}

func (m *moduleInstance) paths() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal(m.e.fromRoot(m.source.dir)),
		"root":   cty.StringVal("."),
		"cwd":    unknownFor(unsupported, cty.String),
	})
}
