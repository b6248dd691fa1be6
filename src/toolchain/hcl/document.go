// Documents of which a part is not known: the structure that their text is made from.
package main

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// tracer follows expressions to what makes their text, within bounds: what they rest on may be many times what is written.
type tracer struct {
	left, bytes, depth int
}

const (
	// As many expressions are no document that anybody writes; nor are as many names one after the other.
	mostTraced      = 10_000
	mostTracedDepth = 60
	// Bytes of all texts that are put together for a document.
	mostTracedBytes = 4 * 1024 * 1024
)

func (t *tracer) enter() bool {
	t.left--
	t.depth++
	return t.left >= 0 && t.depth <= mostTracedDepth
}

func (t *tracer) leave() {
	t.depth--
}

// documentOf follows an expression to where its text is made of a structure: jsonencode, a policy document, or the text
// of a JSON document with values put into it. It goes only through what hands a text on as it is, so that what it finds
// is the value of the expression.
func (s scope) documentOf(expression hcl.Expression) (cty.Value, bool) {
	t := &tracer{left: mostTraced, bytes: mostTracedBytes}
	return t.document(placed{scope: s, expression: expression}.native())
}

func (t *tracer) document(at placed) (cty.Value, bool) {
	defer t.leave()
	if !t.enter() {
		return cty.NilVal, false
	}
	if document, isMade := t.made(at); isMade {
		return document, true
	}
	if next, isHanded := at.next(); isHanded {
		return t.document(next)
	}
	return cty.NilVal, false
}

// made is the document that this expression itself makes.
func (t *tracer) made(at placed) (cty.Value, bool) {
	switch own := at.expression.(type) {
	case *hclsyntax.FunctionCallExpr:
		if len(own.Args) == 1 && !own.ExpandFinal {
			switch coreName(own) {
			case "jsonencode":
				return t.encoded(at.inner(own.Args[0])), true
			case "chomp", "trimspace":
				// White space around a document is none of it.
				return t.document(at.inner(own.Args[0]))
			}
		}
		return t.templateDocument(at)
	case *hclsyntax.TemplateExpr:
		return t.templateDocument(at)
	case *hclsyntax.ScopeTraversalExpr:
		return at.dataDocument(own.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		return at.indexedDocument(own)
	}
	return cty.NilVal, false
}

// encoded reads `jsonencode(jsondecode(…))`, which takes white space out, as what stands inside.
func (t *tracer) encoded(at placed) cty.Value {
	call, isCall := at.expression.(*hclsyntax.FunctionCallExpr)
	value := at.value()
	if isCall && coreName(call) == "jsondecode" && len(call.Args) == 1 && !value.IsKnown() {
		if document, isMade := t.document(at.inner(call.Args[0])); isMade {
			return document
		}
	}
	return value
}

// coreName is the name of the called function without the namespace of Terraform's own.
func coreName(call *hclsyntax.FunctionCallExpr) string {
	return strings.TrimPrefix(call.Name, "core::")
}

// dataDocument reads `data.aws_iam_policy_document.x.json`.
func (p placed) dataDocument(steps hcl.Traversal) (cty.Value, bool) {
	kind, _ := attributeName(steps, 1)
	name, hasName := attributeName(steps, 2)
	_, isOwn := p.scope.variables["data"]
	if steps.RootName() != "data" || isOwn || !hasName {
		return cty.NilVal, false
	}
	key, isIndexed := indexKey(steps, 3)
	after := 3
	if isIndexed {
		after = 4
	}
	if member, isMember := attributeName(steps, after); isMember && len(steps) == after+1 {
		return p.kept("data."+kind+"."+name+keyText(key), member)
	}
	return cty.NilVal, false
}

// indexedDocument reads `data.aws_iam_policy_document.x[each.key].json`.
func (p placed) indexedDocument(expression *hclsyntax.RelativeTraversalExpr) (cty.Value, bool) {
	index, isIndex := expression.Source.(*hclsyntax.IndexExpr)
	member, isMember := expression.Traversal[0].(hcl.TraverseAttr)
	if !isIndex || !isMember || len(expression.Traversal) != 1 {
		return cty.NilVal, false
	}
	collection, isSteps := index.Collection.(*hclsyntax.ScopeTraversalExpr)
	if !isSteps || collection.Traversal.RootName() != "data" || len(collection.Traversal) != 3 {
		return cty.NilVal, false
	}
	key, _ := p.scope.value(index.Key).Unmark()
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
	return p.kept("data."+kind+"."+name+keyText(own), member.Name)
}

func (p placed) kept(name, member string) (cty.Value, bool) {
	if member == "minified_json" {
		member = "json"
	}
	document, isKept := p.scope.m.documents[name][member]
	return document, isKept && document.IsKnown()
}
