// A module as it is called, one for each instance; what it declares is evaluated when first asked for.
package main

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

type moduleInstance struct {
	e      *evaluation
	source *moduleSource
	parent *moduleInstance
	call   *declared
	// repeated is what its call is repeated by; its arguments are evaluated with it, in the parent.
	repeated repetition
	// address with instance keys, and without.
	address    string
	configPath string
	memos      map[string]*memo
	children   map[string][]*moduleInstance
	managed    map[string][]*resourceInstance
	documents  map[string]map[string]cty.Value
}

// memo is a value that was asked for: while it is made, asking again is a cycle.
type memo struct {
	isDone bool
	value  cty.Value
}

// A chain of values that rest on each other, each of them several calls deep on the host's stack.
const mostDepth = 400

func (e *evaluation) instance(source *moduleSource, parent *moduleInstance, call *declared, repeated repetition) *moduleInstance {
	out := &moduleInstance{
		e: e, source: source, parent: parent, call: call, repeated: repeated, memos: map[string]*memo{},
		children: map[string][]*moduleInstance{}, managed: map[string][]*resourceInstance{}, documents: map[string]map[string]cty.Value{},
	}
	if parent != nil {
		step := "module." + call.name
		out.configPath = joined(parent.configPath, step)
		out.address = joined(parent.address, step+keyText(repeated.key))
	}
	return out
}

// once gives a value, made when first asked for; a cycle is an error of the configuration.
func (m *moduleInstance) once(name string, at hcl.Range, make func() cty.Value) cty.Value {
	known := m.memos[name]
	if known != nil && known.isDone {
		return known.value
	}
	if known != nil {
		m.e.problem(at, fmt.Sprintf("%s refers to itself, directly or through what it refers to", joined(m.configPath, name)))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	if m.e.depth >= mostDepth {
		m.e.problem(at, fmt.Sprintf("%s: values rest on each other more than %d deep", joined(m.configPath, name), mostDepth))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	own := &memo{}
	m.memos[name] = own
	m.e.depth++
	own.value = make()
	m.e.depth--
	own.isDone = true
	return own.value
}

func (m *moduleInstance) scope() scope {
	return scope{m: m}
}

// caller is where the arguments of the module's call stand.
func (m *moduleInstance) caller() scope {
	return scope{m: m.parent, variables: m.repeated.variables}
}

func (m *moduleInstance) local(name string, at hcl.Range) cty.Value {
	set := m.source.locals[name]
	if set == nil {
		m.e.problem(at, fmt.Sprintf("there is no local %q", name))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	return m.once("local."+name, at, func() cty.Value { return m.scope().value(set.Expr) })
}

func (m *moduleInstance) output(name string, at hcl.Range) cty.Value {
	block := m.source.outputs[name]
	if block == nil {
		m.e.problem(at, fmt.Sprintf("%s has no output %q", m.address, name))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	return m.once("output."+name, at, func() cty.Value {
		value := cty.NullVal(cty.DynamicPseudoType)
		if expression := block.contents.expression("value"); expression != nil {
			value = m.scope().value(expression)
		}
		if isTrue(block.contents.expression("sensitive")) {
			value = value.Mark(sensitiveMark{})
		}
		return value
	})
}

func isTrue(expression hcl.Expression) bool {
	if expression == nil {
		return false
	}
	value, diagnostics := expression.Value(nil)
	return !diagnostics.HasErrors() && value.Type() == cty.Bool && value.IsKnown() && !value.IsNull() && value.True()
}

// module is what `module.<name>` stands for: outputs, or instances of outputs; `only` names those that are
// asked for, nil is all.
func (m *moduleInstance) module(name string, only []string, at hcl.Range) cty.Value {
	call := m.source.calls[name]
	if call == nil {
		m.e.problem(at, fmt.Sprintf("there is no module %q", name))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	instances, repeats := m.instances(name, at)
	if instances == nil && repeats.missing {
		return unknownFor(moduleMissing, cty.DynamicPseudoType)
	}
	if repeats.isOpen {
		return cty.DynamicVal.WithMarks(repeats.marks)
	}
	values := make([]cty.Value, len(instances))
	for index, one := range instances {
		values[index] = one.outputs(only, at)
	}
	keys := make([]any, len(instances))
	for index, one := range instances {
		keys[index] = one.repeated.key
	}
	return repeats.together(keys, values)
}

func (m *moduleInstance) outputs(only []string, at hcl.Range) cty.Value {
	all := map[string]cty.Value{}
	for _, name := range only {
		all[name] = m.output(name, at)
	}
	if only == nil {
		for name := range inOrder(m.source.outputs) {
			all[name] = m.output(name, at)
		}
	}
	return cty.ObjectVal(all)
}
