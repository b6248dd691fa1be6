// Documents of which a part is not known: the structure that their text is made from.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// documentOf follows an expression to where its text is made of a structure: jsonencode, or a policy document. It goes
// only through what hands a text on as it is, so that what it finds is the value of the expression.
func (s scope) documentOf(expression hcl.Expression) (cty.Value, bool) {
	return s.follow(expression, 0)
}

// As many names one after the other are no configuration that anybody writes.
const mostHops = 50

func (s scope) follow(expression hcl.Expression, hops int) (cty.Value, bool) {
	if hops > mostHops {
		return cty.NilVal, false
	}
	switch own := expression.(type) {
	case *hclsyntax.ParenthesesExpr:
		return s.follow(own.Expression, hops+1)
	case *hclsyntax.TemplateWrapExpr:
		return s.follow(own.Wrapped, hops+1)
	case *hclsyntax.FunctionCallExpr:
		if (own.Name == "jsonencode" || own.Name == "core::jsonencode") && len(own.Args) == 1 && !own.ExpandFinal {
			return s.value(own.Args[0]), true
		}
	case *hclsyntax.ConditionalExpr:
		condition, _ := s.as(own.Condition, cty.Bool).Unmark()
		if !condition.IsKnown() || condition.IsNull() {
			return cty.NilVal, false
		}
		if condition.True() {
			return s.follow(own.TrueResult, hops+1)
		}
		return s.follow(own.FalseResult, hops+1)
	case *hclsyntax.ScopeTraversalExpr:
		return s.followSteps(own.Traversal, hops)
	case *hclsyntax.RelativeTraversalExpr:
		return s.followIndexed(own)
	}
	return cty.NilVal, false
}

func (s scope) followSteps(steps hcl.Traversal, hops int) (cty.Value, bool) {
	name, isNamed := attributeName(steps, 1)
	if _, isOwn := s.variables[steps.RootName()]; isOwn || !isNamed {
		return cty.NilVal, false
	}
	switch steps.RootName() {
	case "local":
		if set := s.m.source.locals[name]; set != nil && len(steps) == 2 {
			return s.m.scope().follow(set.Expr, hops+1)
		}
	case "var":
		if s.m.parent == nil || len(steps) != 2 {
			return cty.NilVal, false
		}
		if set := s.m.call.contents.attributes[name]; set != nil {
			return s.m.caller().follow(set.Expr, hops+1)
		}
	case "module":
		return s.followOutput(name, steps, hops)
	case "data":
		kind, hasName := attributeName(steps, 2)
		if !hasName {
			return cty.NilVal, false
		}
		key, isIndexed := indexKey(steps, 3)
		after := 3
		if isIndexed {
			after = 4
		}
		if member, isMember := attributeName(steps, after); isMember && len(steps) == after+1 {
			return s.kept("data."+name+"."+kind+keyText(key), member)
		}
	default:
		return s.followResource(steps, hops)
	}
	return cty.NilVal, false
}

func (s scope) followOutput(name string, steps hcl.Traversal, hops int) (cty.Value, bool) {
	key, isIndexed := indexKey(steps, 2)
	after := 2
	if isIndexed {
		after = 3
	}
	output, isNamed := attributeName(steps, after)
	for _, child := range s.m.children[name] {
		block := child.source.outputs[output]
		if child.repeated.key != key || !isNamed || block == nil || len(steps) != after+1 {
			continue
		}
		if expression := block.contents.expression("value"); expression != nil {
			return child.scope().follow(expression, hops+1)
		}
	}
	return cty.NilVal, false
}

func (s scope) followResource(steps hcl.Traversal, hops int) (cty.Value, bool) {
	name, _ := attributeName(steps, 1)
	key, isIndexed := indexKey(steps, 2)
	after := 2
	if isIndexed {
		after = 3
	}
	attribute, isNamed := attributeName(steps, after)
	for _, one := range s.m.managed[steps.RootName()+"."+name] {
		if one.repeated.key != key || !isNamed || len(steps) != after+1 {
			continue
		}
		if expression := one.written[attribute]; expression != nil {
			return one.scope().follow(expression, hops+1)
		}
	}
	return cty.NilVal, false
}

// followIndexed reads `data.aws_iam_policy_document.x[each.key].json`.
func (s scope) followIndexed(expression *hclsyntax.RelativeTraversalExpr) (cty.Value, bool) {
	index, isIndex := expression.Source.(*hclsyntax.IndexExpr)
	member, isMember := expression.Traversal[0].(hcl.TraverseAttr)
	if !isIndex || !isMember || len(expression.Traversal) != 1 {
		return cty.NilVal, false
	}
	collection, isSteps := index.Collection.(*hclsyntax.ScopeTraversalExpr)
	if !isSteps || collection.Traversal.RootName() != "data" || len(collection.Traversal) != 3 {
		return cty.NilVal, false
	}
	key, _ := s.value(index.Key).Unmark()
	if !key.IsKnown() || key.IsNull() {
		return cty.NilVal, false
	}
	kind, _ := attributeName(collection.Traversal, 1)
	name, _ := attributeName(collection.Traversal, 2)
	step := hcl.Traversal{hcl.TraverseIndex{Key: key}}
	own, isKey := indexKey(step, 0)
	if !isKey {
		return cty.NilVal, false
	}
	return s.kept("data."+kind+"."+name+keyText(own), member.Name)
}

func (s scope) kept(name, member string) (cty.Value, bool) {
	if member == "minified_json" {
		member = "json"
	}
	document, isKept := s.m.documents[name][member]
	return document, isKept && document.IsKnown()
}
