// An expression where it stands, and where the text that it hands on comes from.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

type placed struct {
	scope      scope
	expression hcl.Expression
	// bound are variables of a template, with what their values are made by.
	bound map[string]binding
}

type binding struct {
	placed
	// isElement: the variable is one of several that the expression makes.
	isElement bool
}

func (p placed) value() cty.Value {
	return p.scope.value(p.expression)
}

// inner is a part of the expression, in the same place.
func (p placed) inner(expression hcl.Expression) placed {
	return placed{scope: p.scope, expression: expression, bound: p.bound}
}

// native is the same in the native syntax.
func (p placed) native() placed {
	return p.inner(native(p.expression))
}

// native is an expression of JSON in the native syntax, where texts are templates; what else there is stays as it is.
func native(expression hcl.Expression) hcl.Expression {
	if _, isNative := expression.(hclsyntax.Expression); isNative {
		return expression
	}
	// Without a context the text comes as it is written.
	value, _ := expression.Value(nil)
	text, isText := textOf(value)
	if !isText {
		return expression
	}
	at := expression.Range()
	template, diagnostics := hclsyntax.ParseTemplate([]byte(text), at.Filename, at.Start)
	if diagnostics.HasErrors() {
		return expression
	}
	return template
}

// next is what hands the value on as it is.
func (p placed) next() (placed, bool) {
	switch own := p.expression.(type) {
	case *hclsyntax.ParenthesesExpr:
		return p.inner(own.Expression), true
	case *hclsyntax.TemplateWrapExpr:
		return p.inner(own.Wrapped), true
	case *hclsyntax.FunctionCallExpr:
		if coreName(own) == "tostring" && len(own.Args) == 1 && !own.ExpandFinal {
			return p.inner(own.Args[0]), true
		}
	case *hclsyntax.ConditionalExpr:
		condition, _ := p.scope.as(own.Condition, cty.Bool).Unmark()
		if !condition.IsKnown() || condition.IsNull() {
			return placed{}, false
		}
		if condition.True() {
			return p.inner(own.TrueResult), true
		}
		return p.inner(own.FalseResult), true
	case *hclsyntax.ScopeTraversalExpr:
		return p.referred(own.Traversal)
	}
	return placed{}, false
}

// referred is the expression that a reference stands for.
func (p placed) referred(steps hcl.Traversal) (placed, bool) {
	root, m := steps.RootName(), p.scope.m
	if bound, isBound := p.bound[root]; isBound {
		return bound.placed, !bound.isElement && len(steps) == 1
	}
	name, isNamed := attributeName(steps, 1)
	if _, isOwn := p.scope.variables[root]; isOwn || !isNamed {
		return placed{}, false
	}
	switch root {
	case "local":
		if set := m.source.locals[name]; set != nil && len(steps) == 2 {
			return placed{scope: m.scope(), expression: set.Expr}.native(), true
		}
	case "var":
		if m.parent == nil || len(steps) != 2 {
			return placed{}, false
		}
		if set := m.call.contents.attributes[name]; set != nil {
			return placed{scope: m.caller(), expression: set.Expr}.native(), true
		}
	case "module":
		return p.referredOutput(name, steps)
	case "data":
	default:
		return p.referredAttribute(name, steps)
	}
	return placed{}, false
}

func (p placed) referredOutput(name string, steps hcl.Traversal) (placed, bool) {
	key, isIndexed := indexKey(steps, 2)
	after := 2
	if isIndexed {
		after = 3
	}
	output, isNamed := attributeName(steps, after)
	for _, child := range p.scope.m.children[name] {
		block := child.source.outputs[output]
		if child.repeated.key != key || !isNamed || block == nil || len(steps) != after+1 {
			continue
		}
		if expression := block.contents.expression("value"); expression != nil {
			return placed{scope: child.scope(), expression: expression}.native(), true
		}
	}
	return placed{}, false
}

func (p placed) referredAttribute(name string, steps hcl.Traversal) (placed, bool) {
	key, isIndexed := indexKey(steps, 2)
	after := 2
	if isIndexed {
		after = 3
	}
	attribute, isNamed := attributeName(steps, after)
	for _, one := range p.scope.m.managed[steps.RootName()+"."+name] {
		if one.repeated.key != key || !isNamed || len(steps) != after+1 {
			continue
		}
		if expression := one.written[attribute]; expression != nil {
			return placed{scope: one.scope(), expression: expression}.native(), true
		}
	}
	return placed{}, false
}
