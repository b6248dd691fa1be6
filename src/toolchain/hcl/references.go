// Expressions as a plan's configuration has them: a constant, or what is referred to, each followed by its parents.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// expressionOf is `{constant_value}`, `{references}`, or nothing in it for what is neither.
func expressionOf(expression hcl.Expression) map[string]any {
	out := map[string]any{}
	value, diagnostics := expression.Value(nil)
	if !diagnostics.HasErrors() && value.IsWhollyKnown() {
		out["constant_value"] = show(value, "").value
	}
	if references := referencesIn(expression.Variables()); len(references) > 0 {
		out["references"] = references
		addCompound(out, expression)
	}
	return out
}

func referencesIn(traversals []hcl.Traversal) []string {
	out := []string{}
	for _, steps := range traversals {
		out = append(out, referencesOf(steps)...)
	}
	return out
}

// referencesOf lists a reference as Terraform does: with all that follows its subject, then shorter and shorter.
func referencesOf(steps hcl.Traversal) []string {
	subject, parent, used := subjectOf(steps)
	out := []string{}
	for end := len(steps); end > used; end-- {
		out = append(out, subject+stepsText(steps[used:end]))
	}
	out = append(out, subject)
	if parent != "" {
		out = append(out, parent)
	}
	return out
}

// subjectOf is what a reference names, what that is a part of, and how many steps name it.
func subjectOf(steps hcl.Traversal) (subject, parent string, used int) {
	root := steps.RootName()
	first, isNamed := attributeName(steps, 1)
	if !isNamed {
		return root, "", 1
	}
	switch root {
	case "module":
		name := "module." + first
		key, isIndexed := indexKey(steps, 2)
		if !isIndexed {
			if output, isOutput := attributeName(steps, 2); isOutput {
				return name + "." + output, name, 3
			}
			return name, "", 2
		}
		instance := name + keyText(key)
		if output, isOutput := attributeName(steps, 3); isOutput {
			return instance + "." + output, instance, 4
		}
		return instance, name, 3
	case "var", "local", "each", "count", "path", "terraform", "tofu", "self":
		return root + "." + first, "", 2
	case "data", "ephemeral":
		second, hasName := attributeName(steps, 2)
		if !hasName {
			return root + "." + first, "", 2
		}
		return withKey(root+"."+first+"."+second, steps, 3)
	default:
		return withKey(root+"."+first, steps, 2)
	}
}

func withKey(name string, steps hcl.Traversal, at int) (subject, parent string, used int) {
	key, isIndexed := indexKey(steps, at)
	if !isIndexed {
		return name, "", at
	}
	return name + keyText(key), name, at + 1
}

// iterators are names of dynamic blocks' iterators, each with the references that its elements come from.
type iterators map[string][]string

func (i iterators) expressionOf(expression hcl.Expression) map[string]any {
	if len(i) == 0 {
		return expressionOf(expression)
	}
	references := i.referencesIn(expression.Variables())
	if len(references) == 0 {
		return expressionOf(expression)
	}
	out := map[string]any{"references": references}
	addCompound(out, expression)
	return out
}

func (i iterators) referencesIn(traversals []hcl.Traversal) []string {
	out := []string{}
	for _, steps := range traversals {
		if behind, isIterator := i[steps.RootName()]; isIterator {
			out = append(out, behind...)
		} else {
			out = append(out, referencesOf(steps)...)
		}
	}
	return out
}

// expressionsOf a body: attributes, and blocks as they are written. Of dynamic ones a plan shows nothing; here they are
// one block of which the iterator stands for what it goes over.
func (i iterators) expressionsOf(schema *blockSchema, inside contents) map[string]any {
	out := map[string]any{}
	for name, set := range inside.attributes {
		out[name] = i.expressionOf(set.Expr)
	}
	for _, one := range inside.blocks {
		name, body, inner := one.Type, one.Body, i
		if one.Type == "dynamic" && len(one.Labels) == 1 {
			name = one.Labels[0]
			if body, inner = i.inDynamic(name, one.Body); body == nil {
				continue
			}
		}
		i.addBlock(out, schema, name, func(nested *blockSchema, headers []hcl.BlockHeaderSchema) map[string]any {
			return inner.expressionsOf(nested, contentsOf(body, headers))
		})
	}
	return out
}

func (i iterators) inDynamic(name string, body hcl.Body) (hcl.Body, iterators) {
	own := contentsOf(body, inDynamic)
	content, forEach := own.of("content"), own.expression("for_each")
	if len(content) != 1 || forEach == nil {
		return nil, nil
	}
	if word, isWord := wordOf(own.expression("iterator")); isWord {
		name = word
	}
	out := iterators{name: i.referencesIn(forEach.Variables())}
	for other, references := range i {
		if other != name {
			out[other] = references
		}
	}
	return content[0].Body, out
}

func (i iterators) addBlock(
	out map[string]any, schema *blockSchema, name string,
	read func(nested *blockSchema, headers []hcl.BlockHeaderSchema) map[string]any,
) {
	nested, headers := nestedOf(schema, name)
	if schema != nil && nested == nil && schema.Attributes[name] != nil {
		addReferences(out, name, read(nil, nil))
		return
	}
	inner := read(nested, headers)
	if nested != nil && schema.Blocks[name].Nesting != "list" && schema.Blocks[name].Nesting != "set" {
		out[name] = inner
		return
	}
	list, _ := out[name].([]any)
	out[name] = append(list, inner)
}

func nestedOf(schema *blockSchema, name string) (*blockSchema, []hcl.BlockHeaderSchema) {
	if schema == nil || schema.Blocks[name] == nil {
		return nil, inBlocks
	}
	block := &schema.Blocks[name].Block
	return block, block.headers()
}

// addReferences: blocks that stand for an attribute of objects are one expression of all that they refer to.
func addReferences(out map[string]any, name string, members map[string]any) {
	known, _ := out[name].(map[string]any)
	if known == nil {
		known = map[string]any{}
	}
	out[name] = known
	for _, member := range inOrder(members) {
		expression, _ := member.(map[string]any)
		found, _ := expression["references"].([]string)
		if len(found) > 0 {
			before, _ := known["references"].([]string)
			known["references"] = append(before, found...)
		}
	}
}

// evaluated is a constant where the value is known here, else what is referred to.
func (s scope) evaluated(expression hcl.Expression) map[string]any {
	value := s.value(expression)
	if !isWhole(value) || isSensitive(marksOf(value)) || value.Type() == cty.DynamicPseudoType && value.IsNull() {
		return expressionOf(expression)
	}
	bare, _ := value.UnmarkDeep()
	return map[string]any{"constant_value": show(bare, "").value}
}
