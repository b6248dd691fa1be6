// A body's values: by the provider's schema, or as they are written where none is known.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

type decoder struct {
	scope scope
}

// attributes gives all that the schema has, and what is written beyond it: a newer version of the provider has more.
func (d decoder) attributes(schema *blockSchema, inside contents) map[string]cty.Value {
	out := map[string]cty.Value{}
	asBlocks := map[string]bool{}
	for name, set := range inOrder(inside.attributes) {
		switch attribute := schema.Attributes[name]; {
		case attribute != nil:
			out[name] = d.written(set.Expr, attribute)
		case schema.Blocks[name] == nil:
			out[name] = d.scope.value(set.Expr)
		}
	}
	for _, name := range blockNames(inside) {
		attribute := schema.Attributes[name]
		if _, isRead := out[name]; isRead || attribute == nil {
			continue
		}
		if element, mayBeBlocks := attribute.objectsOf(); mayBeBlocks {
			asBlocks[name] = true
			out[name] = d.objects(name, inside, attribute.kind, element)
		}
	}
	for name, attribute := range schema.Attributes {
		if _, isRead := out[name]; !isRead {
			out[name] = attribute.standard()
		}
	}
	for name, nested := range inOrder(schema.Blocks) {
		out[name] = d.nested(name, nested, inside)
	}
	for name, value := range d.untypedBlocks(inside, func(name string) bool { return schema.Blocks[name] != nil || asBlocks[name] }) {
		out[name] = value
	}
	return out
}

func (d decoder) written(expression hcl.Expression, attribute *attributeSchema) cty.Value {
	value := d.scope.as(expression, attribute.kind)
	if value.IsKnown() && value.IsNull() {
		_, marks := value.Unmark()
		return attribute.standard().WithMarks(marks)
	}
	return value
}

// blockNames are the types of the blocks as they are written, those of dynamic ones among them.
func blockNames(inside contents) []string {
	out := make([]string, 0, len(inside.blocks))
	for _, one := range inside.blocks {
		out = append(out, blockName(one))
	}
	return out
}

func blockName(one *hcl.Block) string {
	if one.Type == "dynamic" && len(one.Labels) == 1 {
		return one.Labels[0]
	}
	return one.Type
}

// nested gives the blocks of one type as the value that the plan shows.
func (d decoder) nested(name string, nested *nestedSchema, inside contents) cty.Value {
	found := d.blocksOf(name, inside)
	element := cty.Object(typesOf(&nested.Block))
	if found.isOpen {
		return unknownCollection(nested.Nesting, element).WithMarks(found.marks)
	}
	values := []cty.Value{}
	for _, one := range found.all {
		inner := decoder{scope: one.scope}
		values = append(values, cty.ObjectVal(inner.attributes(&nested.Block, contentsOf(one.body, nested.Block.headers()))))
	}
	switch nested.Nesting {
	case "list", "set":
		return collection(nested.Nesting, values, element)
	default:
		if len(values) == 0 {
			return cty.NullVal(element)
		}
		return values[0]
	}
}

// typesOf is the type of a block in which nothing is written.
func typesOf(schema *blockSchema) map[string]cty.Type {
	out := map[string]cty.Type{}
	for name, attribute := range schema.Attributes {
		out[name] = attribute.kind
	}
	for name, nested := range schema.Blocks {
		element := cty.Object(typesOf(&nested.Block))
		switch nested.Nesting {
		case "list":
			out[name] = cty.List(element)
		case "set":
			out[name] = cty.Set(element)
		default:
			out[name] = element
		}
	}
	return out
}

func unknownCollection(nesting string, element cty.Type) cty.Value {
	switch nesting {
	case "list":
		return cty.UnknownVal(cty.List(element))
	case "set":
		return cty.UnknownVal(cty.Set(element))
	default:
		return cty.UnknownVal(element)
	}
}

// collection of blocks; of different types, where an attribute is of any type, they cannot be one of cty's.
func collection(nesting string, values []cty.Value, element cty.Type) cty.Value {
	for _, one := range values {
		if !one.Type().Equals(values[0].Type()) {
			return cty.TupleVal(values)
		}
	}
	switch {
	case len(values) == 0 && nesting == "set":
		return cty.SetValEmpty(element)
	case len(values) == 0:
		return cty.ListValEmpty(element)
	case nesting == "set":
		return cty.SetVal(values)
	default:
		return cty.ListVal(values)
	}
}

// objects reads blocks that stand for an attribute of objects: what a block leaves out is null.
func (d decoder) objects(name string, inside contents, kind, element cty.Type) cty.Value {
	found := d.blocksOf(name, inside)
	values := []cty.Value{}
	if found.isOpen {
		// One for as many as there may be, as Terraform shows it; what it holds is open, since there may be none.
		values = append(values, cty.UnknownVal(element).WithMarks(found.marks))
	}
	for _, one := range found.all {
		own := contentsOf(one.body, nil)
		object := map[string]cty.Value{}
		for member, memberKind := range inOrder(element.AttributeTypes()) {
			object[member] = cty.NullVal(memberKind)
			if set := own.attributes[member]; set != nil {
				object[member] = one.scope.as(set.Expr, memberKind)
			}
		}
		values = append(values, cty.ObjectVal(object))
	}
	if len(values) == 0 {
		return cty.NullVal(kind)
	}
	out, err := convert.Convert(cty.TupleVal(values), kind)
	if err != nil {
		return unknownFor(malformed, kind)
	}
	return out
}

// untyped reads a body without a schema: attributes as they are, blocks as lists.
func (d decoder) untyped(inside contents) map[string]cty.Value {
	out := map[string]cty.Value{}
	for name, set := range inOrder(inside.attributes) {
		out[name] = d.scope.value(set.Expr)
	}
	for name, value := range d.untypedBlocks(inside, func(string) bool { return false }) {
		out[name] = value
	}
	return out
}

func (d decoder) untypedBlocks(inside contents, isKnown func(name string) bool) map[string]cty.Value {
	out := map[string]cty.Value{}
	for _, name := range blockNames(inside) {
		if _, isRead := out[name]; isRead || isKnown(name) {
			continue
		}
		found := d.blocksOf(name, inside)
		if found.isOpen {
			out[name] = cty.DynamicVal.WithMarks(found.marks)
			continue
		}
		values := []cty.Value{}
		for _, own := range found.all {
			inner := decoder{scope: own.scope}
			values = append(values, cty.ObjectVal(inner.untyped(contentsOf(own.body, inBlocks))))
		}
		out[name] = cty.TupleVal(values)
	}
	return out
}
