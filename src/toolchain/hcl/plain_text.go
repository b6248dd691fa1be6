// Which texts that are not known can hold nothing that JSON writes otherwise in a string: no quote, no backslash.
package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// isPlain: whatever the value will be, no text in it holds such a sign. That is so of what AWS names things by, and of what
// is put together of nothing else; never of a variable without a value.
func (t *tracer) isPlain(at placed) bool {
	defer t.leave()
	if !t.enter() {
		return false
	}
	value := at.value()
	if isWhole(value) {
		return holdsNoSign(value)
	}
	if why, has := reasonOf(marksOf(value)); has && why == malformed {
		return false
	}
	switch value.Type() {
	case cty.Number, cty.Bool:
		return true
	}
	switch own := at.expression.(type) {
	case *hclsyntax.TemplateExpr:
		return t.areAllPlain(at, own.Parts)
	case *hclsyntax.TupleConsExpr:
		return t.areAllPlain(at, own.Exprs)
	case *hclsyntax.FunctionCallExpr:
		return t.isPlainCall(at, own)
	case *hclsyntax.IndexExpr:
		return t.isPlain(at.inner(own.Collection))
	case *hclsyntax.RelativeTraversalExpr:
		if isElement(own.Traversal) {
			return t.isPlain(at.inner(own.Source))
		}
	case *hclsyntax.ConditionalExpr:
		if _, isDecided := at.next(); !isDecided {
			return t.areAllPlain(at, []hclsyntax.Expression{own.TrueResult, own.FalseResult})
		}
	}
	if t.isPlainReference(at) {
		return true
	}
	next, isHanded := at.next()
	return isHanded && t.isPlain(next)
}

// isElement: the steps are indexes and nothing else.
func isElement(steps hcl.Traversal) bool {
	return !slices.ContainsFunc(steps, func(one hcl.Traverser) bool {
		_, isIndex := one.(hcl.TraverseIndex)
		return !isIndex
	})
}

func (t *tracer) areAllPlain(at placed, parts []hclsyntax.Expression) bool {
	for _, part := range parts {
		if !t.isPlain(at.inner(part)) {
			return false
		}
	}
	return true
}

// holdsNoSign of a known value, whatever it is made of.
func holdsNoSign(value cty.Value) bool {
	bare, _ := value.UnmarkDeep()
	isPlain := true
	_ = cty.Walk(bare, func(_ cty.Path, one cty.Value) (bool, error) {
		if text, isText := textOf(one); isText && !isPlainText(text) {
			isPlain = false
		}
		return isPlain, nil
	})
	return isPlain
}

func isPlainText(text string) bool {
	return !strings.ContainsFunc(text, func(one rune) bool { return one == '"' || one == '\\' || one < ' ' })
}

// plainCalls make texts of nothing but parts of their arguments.
var plainCalls = strings.Fields(`basename chomp coalesce coalescelist compact concat dirname distinct element flatten
	join lower one replace reverse slice sort split strrev substr tolist toset tostring trim trimprefix trimspace trimsuffix
	try upper`)

// plainResults hold no such sign whatever is put in.
var plainResults = strings.Fields(`base64encode base64sha256 base64sha512 filebase64 filebase64sha256 filebase64sha512
	filemd5 filesha1 filesha256 filesha512 md5 plantimestamp sha1 sha256 sha512 timestamp urlencode uuid uuidv5`)

// Other verbs write quotes.
var plainFormat = regexp.MustCompile(`^(?:[^%]|%%|%s|%d)*$`)

func (t *tracer) isPlainCall(at placed, call *hclsyntax.FunctionCallExpr) bool {
	name := coreName(call)
	switch {
	case slices.Contains(plainResults, name):
		return true
	case (name == "format" || name == "formatlist") && len(call.Args) > 0:
		text, isText := textOf(at.scope.value(call.Args[0]))
		return isText && plainFormat.MatchString(text) && t.areAllPlain(at, call.Args)
	default:
		return slices.Contains(plainCalls, name) && t.areAllPlain(at, call.Args)
	}
}

// isPlainReference reads a reference to an attribute of a resource or data source, of one instance or of all.
func (t *tracer) isPlainReference(at placed) bool {
	steps, isSteps := stepsOf(at.expression)
	return isSteps && t.arePlainSteps(at, steps)
}

func (t *tracer) arePlainSteps(at placed, steps hcl.Traversal) bool {
	root := steps.RootName()
	if bound, isBound := at.bound[root]; isBound {
		if len(steps) == 1 {
			return t.isPlain(bound.placed)
		}
		// A member of what the variable stands for, or of one of what it is taken from.
		before, isSteps := stepsOf(bound.expression)
		return isSteps && t.arePlainSteps(bound.placed, slices.Concat(before, steps[1:]))
	}
	if _, isOwn := at.scope.variables[root]; isOwn {
		return false
	}
	first := 1
	prefix := ""
	if root == "data" {
		first, prefix = 2, "data."
		root, _ = attributeName(steps, 1)
	}
	name, isNamed := attributeName(steps, first)
	names := []string{}
	for _, step := range steps[min(first+1, len(steps)):] {
		if own, isAttribute := step.(hcl.TraverseAttr); isAttribute {
			names = append(names, own.Name)
		}
	}
	block := at.scope.m.source.resources[prefix+root+"."+name]
	if !isNamed || block == nil || len(names) == 0 {
		return false
	}
	return t.isPlainAttribute(at.scope.m, block, names)
}

// stepsOf are the steps of a reference, those behind a computed index or a splat among them.
func stepsOf(expression hcl.Expression) (hcl.Traversal, bool) {
	switch own := expression.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return own.Traversal, true
	case *hclsyntax.RelativeTraversalExpr:
		steps, isSteps := stepsOf(own.Source)
		return slices.Concat(steps, own.Traversal), isSteps
	case *hclsyntax.IndexExpr:
		return stepsOf(own.Collection)
	case *hclsyntax.SplatExpr:
		steps, isSteps := stepsOf(own.Source)
		if _, isItem := own.Each.(*hclsyntax.AnonSymbolExpr); isItem {
			return steps, isSteps
		}
		each, isEach := own.Each.(*hclsyntax.RelativeTraversalExpr)
		if !isSteps || !isEach || each.Source != hclsyntax.Expression(own.Item) {
			return nil, false
		}
		return slices.Concat(steps, each.Traversal), true
	default:
		return nil, false
	}
}
