// Whether an expression hands on what it refers to, or makes something else of it.
package main

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Functions whose elements are those of their arguments.
var handingOn = []string{"compact", "concat", "distinct", "element", "flatten", "reverse", "sensitive", "setunion", "sort", "tolist", "toset"}

// addCompound says what an expression makes of its references: `text` is a text with more in it than they, which is never
// empty; of all else that is not they themselves nothing is known.
func addCompound(out map[string]any, expression hcl.Expression) {
	switch {
	case isText(expression):
		out["compound"] = "text"
	case isCompound(expression):
		out["compound"] = true
	}
}

func isText(expression hcl.Expression) bool {
	switch own := native(expression).(type) {
	case *hclsyntax.ParenthesesExpr:
		return isText(own.Expression)
	case *hclsyntax.TemplateExpr:
		return len(own.Parts) > 1 && slices.ContainsFunc(own.Parts, func(part hclsyntax.Expression) bool {
			literal, isLiteral := part.(*hclsyntax.LiteralValueExpr)
			if !isLiteral {
				return false
			}
			text, isString := textOf(literal.Val)
			return isString && text != ""
		})
	default:
		return false
	}
}

// isCompound: a text with a reference in it, a condition, a sum. A plan has the same references for these and for the
// reference alone; of what only gathers references, or is not told here, that is not said.
func isCompound(expression hcl.Expression) bool {
	switch own := native(expression).(type) {
	case *hclsyntax.TemplateExpr:
		return len(own.Parts) > 1
	case *hclsyntax.ConditionalExpr, *hclsyntax.BinaryOpExpr, *hclsyntax.UnaryOpExpr, *hclsyntax.TemplateJoinExpr:
		return true
	case *hclsyntax.ParenthesesExpr:
		return isCompound(own.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return isCompound(own.Wrapped)
	case *hclsyntax.FunctionCallExpr:
		return !slices.Contains(handingOn, own.Name) || slices.ContainsFunc(own.Args, isCompoundNode)
	case *hclsyntax.TupleConsExpr:
		return slices.ContainsFunc(own.Exprs, isCompoundNode)
	case *hclsyntax.ObjectConsExpr:
		return slices.ContainsFunc(own.Items, func(item hclsyntax.ObjectConsItem) bool { return isCompound(item.ValueExpr) })
	case hclsyntax.Expression:
		return false
	default:
		// In JSON a list or an object holds further texts.
		return slices.ContainsFunc(partsOf(own), isCompound)
	}
}

// partsOf a list or an object of JSON.
func partsOf(expression hcl.Expression) []hcl.Expression {
	if list, diagnostics := hcl.ExprList(expression); !diagnostics.HasErrors() {
		return list
	}
	pairs, diagnostics := hcl.ExprMap(expression)
	if diagnostics.HasErrors() {
		return nil
	}
	out := make([]hcl.Expression, 0, len(pairs))
	for _, pair := range pairs {
		out = append(out, pair.Value)
	}
	return out
}

func isCompoundNode(expression hclsyntax.Expression) bool {
	return isCompound(expression)
}
