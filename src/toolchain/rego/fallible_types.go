// Whether a value is for certain of a type that a built-in asks for, and which places of input that rests on.
package main

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/open-policy-agent/opa/v1/util"
)

// needs are gathered over all operands of a call.
type needs struct {
	found []need
	// hopeless: something other than a place of input may be of the wrong type.
	hopeless bool
}

// fit holds what the value may be against the type that is asked for.
func (n *needs) fit(v *value, wanted types.Type) {
	options := optionsOf(wanted)
	if options == nil {
		return
	}
	for _, key := range util.KeysSorted(v.paths) {
		n.place(v.paths[key], options)
	}
	for _, constant := range v.consts {
		if !slices.ContainsFunc(options, func(each types.Type) bool { return kindName(each) == ast.ValueName(constant) }) {
			n.hopeless = true
		}
	}
	for _, kind := range kindsOf(v.kind) {
		at := slices.IndexFunc(options, func(each types.Type) bool { return kindName(each) == kindName(kind) })
		if at == -1 {
			n.hopeless = true
			continue
		}
		n.below(v, kind, options[at])
	}
}

// place of input: of one of the kinds, and for collections all that is in it too.
func (n *needs) place(at path, options []types.Type) {
	one := need{Path: at}
	for _, each := range options {
		// Input is JSON, which has no sets.
		if name := kindName(each); name != "set" {
			one.Kinds = append(one.Kinds, name)
		}
	}
	if !slices.ContainsFunc(n.found, func(known need) bool { return known.String() == one.String() }) {
		n.found = append(n.found, one)
	}
	for _, each := range options {
		if below := optionsOf(types.Values(each)); below != nil && kindName(each) != "set" {
			n.place(at.with(nil), below)
		}
	}
}

// below: the elements of a collection, where the built-in asks for a type of them.
func (n *needs) below(v *value, kind, wanted types.Type) {
	if _, isObject := wanted.(*types.Object); isObject && optionsOf(types.Keys(wanted)) != nil {
		n.textKeys(v)
	}
	below := types.Values(wanted)
	if optionsOf(below) == nil {
		return
	}
	for _, key := range util.KeysSorted(v.fields) {
		n.fit(v.fields[key], below)
	}
	if v.elem != nil {
		n.fit(v.elem, below)
	}
	if v.other {
		n.fit(otherOf(typeOrAny(types.Values(kind))), below)
	}
}

// textKeys: the keys of what is made here are known to be texts.
func (n *needs) textKeys(v *value) {
	n.hopeless = n.hopeless || v.other || v.elem != nil
	for key := range v.fields {
		n.hopeless = n.hopeless || !strings.HasPrefix(key, `"`)
	}
}

// parts of a template string are scalars and sets: the compiler makes a set of whatever stands in it.
func (n *needs) parts(v *value) {
	for _, part := range v.fields {
		isSet := len(part.paths) == 0 && !part.other && part.set
		n.hopeless = n.hopeless || !isSet && !part.onlyConsts()
	}
	n.hopeless = n.hopeless || v.other || v.elem != nil || len(v.paths) > 0
}

// optionsOf are the types of a union; nil where anything goes.
func optionsOf(wanted types.Type) []types.Type {
	switch wanted := bare(wanted).(type) {
	case nil:
		return nil
	case types.Any:
		if len(wanted) == 0 {
			return nil
		}
		var out []types.Type
		for _, each := range wanted {
			out = append(out, bare(each))
		}
		return out
	default:
		return []types.Type{wanted}
	}
}

// kindsOf are the types of what is made; something that may be anything has the one type that fits nothing.
func kindsOf(kind types.Type) []types.Type {
	if kind == nil {
		return nil
	}
	if options := optionsOf(kind); options != nil {
		return options
	}
	return []types.Type{types.A}
}

func typeOrAny(kind types.Type) types.Type {
	if kind == nil {
		return types.A
	}
	return kind
}

func bare(kind types.Type) types.Type {
	if named, isNamed := kind.(*types.NamedType); isNamed {
		return bare(named.Type)
	}
	return kind
}

func kindName(kind types.Type) string {
	switch bare(kind).(type) {
	case types.Null:
		return "null"
	case types.Boolean:
		return "boolean"
	case types.Number:
		return "number"
	case types.String:
		return "string"
	case *types.Array:
		return "array"
	case *types.Set:
		return "set"
	case *types.Object:
		return "object"
	}
	return "any"
}
