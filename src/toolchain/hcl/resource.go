// Managed resources: their instances, and what their names stand for in expressions.
package main

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

type resourceInstance struct {
	block    *declared
	module   *moduleInstance
	repeated repetition
	isOpen   bool
	marks    cty.ValueMarks
	// inside is what the configuration writes, but for what is about the block itself; written its attributes.
	inside  contents
	written map[string]hcl.Expression
	// own holds all attributes as the configuration has them, made when first asked for.
	own cty.Value
}

func (r *resourceInstance) scope() scope {
	return scope{m: r.module, variables: r.repeated.variables}
}

func (r *resourceInstance) address() string {
	return joined(r.module.address, r.block.name+keyText(r.repeated.key))
}

// resource is what `<type>.<name>` stands for.
func (m *moduleInstance) resource(kind, name string, at hcl.Range) cty.Value {
	full := kind + "." + name
	block := m.source.resources[full]
	if block == nil {
		m.e.problem(at, fmt.Sprintf("there is no resource %q", full))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	return m.once(full, at, func() cty.Value {
		made, repeats := m.made(block)
		if repeats.isOpen {
			return cty.DynamicVal.WithMarks(repeats.marks)
		}
		keys, values := make([]any, len(made)), make([]cty.Value, len(made))
		for index, one := range made {
			keys[index], values[index] = one.repeated.key, one.seen()
		}
		return repeats.together(keys, values)
	})
}

// made evaluates the instances of a resource, through `resource` so that a cycle is noticed.
func (m *moduleInstance) made(block *declared) ([]*resourceInstance, repetitions) {
	repeats := m.repetitionsOf(block.name, block.contents, block.header)
	if known, isMade := m.managed[block.name]; isMade {
		return known, repeats
	}
	out := []*resourceInstance{}
	for _, one := range repeats.all {
		if m.e.tooMany(block.header) {
			break
		}
		next := &resourceInstance{block: block, module: m, repeated: one, isOpen: repeats.isOpen, marks: repeats.marks}
		next.read()
		out = append(out, next)
	}
	m.managed[block.name] = out
	return out, repeats
}

var metaArguments = map[string]bool{"count": true, "for_each": true, "depends_on": true, "provider": true}

var metaBlocks = map[string]bool{"lifecycle": true, "provisioner": true, "connection": true}

func (r *resourceInstance) schema() *blockSchema {
	return r.module.e.schemaOf(r.block.labels[0])
}

func (r *resourceInstance) read() {
	inside := r.block.contents
	if schema := r.schema(); schema != nil {
		inside = contentsOf(r.block.body, schema.headers())
	}
	r.inside = withoutMeta(inside)
	r.written = map[string]hcl.Expression{}
	for name, set := range r.inside.attributes {
		r.written[name] = set.Expr
	}
}

// seen is what others see: what the plan says, where there is one and it has the instance.
func (r *resourceInstance) seen() cty.Value {
	given, isGiven := r.module.e.planned(r.address(), r.schema())
	if !isGiven {
		return r.value()
	}
	return cty.ObjectVal(r.withMentioned(given.AsValueMap()))
}

func (r *resourceInstance) value() cty.Value {
	if r.own != cty.NilVal {
		return r.own
	}
	d := decoder{scope: r.scope()}
	var attributes map[string]cty.Value
	if schema := r.schema(); schema != nil {
		attributes = d.attributes(schema, r.inside)
		r.addTags(attributes)
	} else {
		attributes = d.untyped(r.inside)
	}
	r.own = cty.ObjectVal(r.withMentioned(attributes))
	return r.own
}

// withMentioned adds what something refers to and nobody knows: it is unknown, not wrong.
func (r *resourceInstance) withMentioned(attributes map[string]cty.Value) map[string]cty.Value {
	if attributes == nil {
		attributes = map[string]cty.Value{}
	}
	for name := range r.module.source.mentioned[r.block.labels[0]] {
		if _, isKnown := attributes[name]; !isKnown {
			attributes[name] = cty.DynamicVal
		}
	}
	return attributes
}

func withoutMeta(inside contents) contents {
	out := contents{attributes: map[string]*hcl.Attribute{}}
	for name, set := range inside.attributes {
		if !metaArguments[name] && !metaBlocks[name] {
			out.attributes[name] = set
		}
	}
	for _, one := range inside.blocks {
		if !metaBlocks[one.Type] {
			out.blocks = append(out.blocks, one)
		}
	}
	return out
}

// addTags works out tags_all as the aws provider does when it plans: unknown where there are none at all.
func (r *resourceInstance) addTags(attributes map[string]cty.Value) {
	own, hasTags := attributes["tags"]
	if _, has := attributes["tags_all"]; !has || !hasTags {
		return
	}
	defaults := r.module.defaultTags(r.providerName())
	if !own.IsKnown() || !defaults.IsKnown() {
		_, one := own.Unmark()
		_, other := defaults.Unmark()
		attributes["tags_all"] = cty.UnknownVal(cty.Map(cty.String)).WithMarks(one, other)
		return
	}
	all := map[string]cty.Value{}
	marks := cty.NewValueMarks()
	for _, tags := range []cty.Value{defaults, own} {
		bare, more := tags.Unmark()
		marks = mergedMarks(marks, more)
		if bare.IsNull() {
			continue
		}
		for at := bare.ElementIterator(); at.Next(); {
			key, value := at.Element()
			name, _ := key.Unmark()
			all[name.AsString()] = value
		}
	}
	if len(all) > 0 {
		attributes["tags_all"] = cty.MapVal(all).WithMarks(marks)
	}
}

// providerName is the local name of the resource's provider configuration: `aws`, `aws.west`.
func (r *resourceInstance) providerName() string {
	return providerOf(r.block)
}
