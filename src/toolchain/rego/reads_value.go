// What a variable may hold, as far as reading input is concerned.
package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// value is an upper bound: it may be any of what its parts say, and nothing else of input hides in it.
type value struct {
	// paths: exactly what lies at one of these places of input.
	paths map[string]path
	// consts: one of these scalars.
	consts []ast.Value
	// fields: a made object or array with these under constant keys; elem: … with these under any key.
	fields map[string]*value
	elem   *value
	// set: a made collection may be a set.
	set bool
	// other: something of which all that input had to say was read when it was made.
	other bool
	// kind: the type of whatever is made or other, nil where there is no such part.
	kind types.Type
	// written: where the source writes it, and where the keys under which it stands; only while it is traced.
	written []writtenAt
	keys    []place
}

const manyConstants = 64

func otherValue() *value { return otherOf(types.A) }

func otherOf(kind types.Type) *value { return &value{other: true, kind: kind} }

var (
	anArray  = types.NewArray(nil, types.A)
	anObject = types.NewObject(nil, types.NewDynamicProperty(types.A, types.A))
	aSet     = types.NewSet(types.A)
)

func inputValue(places ...path) *value {
	out := &value{paths: map[string]path{}}
	for _, place := range places {
		out.paths[place.key()] = place
	}
	return out
}

func constValue(scalar ast.Value) *value { return &value{consts: []ast.Value{scalar}} }

// elements are a made collection of that kind.
func elements(elem *value, kind types.Type) *value {
	return &value{elem: elem, set: kind == aSet, kind: kind}
}

// onlyConsts: the value is one of its constants for certain.
func (v *value) onlyConsts() bool {
	return len(v.consts) > 0 && len(v.paths) == 0 && len(v.fields) == 0 && v.elem == nil && !v.other
}

func join(values ...*value) *value {
	out := &value{paths: map[string]path{}}
	for _, each := range values {
		if each == nil {
			continue
		}
		maps.Copy(out.paths, each.paths)
		for _, scalar := range each.consts {
			if !slices.ContainsFunc(out.consts, func(known ast.Value) bool { return known.Compare(scalar) == 0 }) {
				out.consts = append(out.consts, scalar)
			}
		}
		for key, field := range each.fields {
			if out.fields == nil {
				out.fields = map[string]*value{}
			}
			out.fields[key] = joinIfAny(out.fields[key], field)
		}
		out.elem = joinIfAny(out.elem, each.elem)
		out.set = out.set || each.set
		out.other = out.other || each.other
		out.kind = types.Or(out.kind, each.kind)
		out.written = union(out.written, each.written)
		out.keys = union(out.keys, each.keys)
	}
	if len(out.consts) > manyConstants {
		out.consts, out.other, out.kind = nil, true, types.A
	}
	return out
}

func joinIfAny(a, b *value) *value {
	switch {
	case a == nil:
		return b
	case b == nil || a == b:
		return a
	}
	return join(a, b)
}

// under is what lies under the key, which may be any of the constants; under anything when it is not constant.
func (v *value) under(key *value) *value {
	if !key.onlyConsts() {
		return v.underAny()
	}
	parts := []*value{}
	for _, scalar := range key.consts {
		step := stepOf(scalar)
		for _, place := range v.paths {
			parts = append(parts, inputValue(place.with(step)))
		}
		if field, known := v.fields[fieldKey(scalar)]; known {
			parts = append(parts, field)
		}
	}
	return join(append(parts, v.rest())...)
}

func (v *value) underAny() *value {
	parts := []*value{}
	for _, place := range v.paths {
		parts = append(parts, inputValue(place.with(nil)))
	}
	for _, field := range v.fields {
		parts = append(parts, field)
	}
	return join(append(parts, v.rest())...)
}

func (v *value) rest() *value {
	if !v.other {
		return v.elem
	}
	if below := types.Values(v.kind); below != nil {
		return join(v.elem, otherOf(below))
	}
	return join(v.elem, otherValue())
}

func stepOf(scalar ast.Value) any {
	switch scalar := scalar.(type) {
	case ast.String:
		return string(scalar)
	case ast.Number:
		if index, isInt := scalar.Int(); isInt {
			return index
		}
	}
	return nil
}

func fieldKey(scalar ast.Value) string { return scalar.String() }

// text identifies the value: two values of the same text are read alike.
func (v *value) text() string {
	var out strings.Builder
	v.write(&out)
	return out.String()
}

func (v *value) write(out *strings.Builder) {
	out.WriteString("(p")
	for _, key := range slices.Sorted(maps.Keys(v.paths)) {
		out.WriteString(key + "\x01")
	}
	out.WriteString("c")
	for _, scalar := range v.consts {
		out.WriteString(scalar.String() + "\x01")
	}
	for _, key := range slices.Sorted(maps.Keys(v.fields)) {
		out.WriteString("f" + key + "\x01")
		v.fields[key].write(out)
	}
	if v.elem != nil {
		out.WriteString("e")
		v.elem.write(out)
	}
	if v.set {
		out.WriteString("s")
	}
	if v.other {
		out.WriteString("o")
	}
	if v.kind != nil {
		out.WriteString("k" + v.kind.String())
	}
	for _, at := range v.written {
		fmt.Fprintf(out, "w%v", at)
	}
	for _, at := range v.keys {
		fmt.Fprintf(out, "l%v", at)
	}
	out.WriteString(")")
}
