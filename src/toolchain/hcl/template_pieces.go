// A text as it is put together: what is known of it, and the holes between.
package main

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

type pieceKind int

const (
	// knownText stands as it is.
	knownText pieceKind = iota
	// plainHole is a text that JSON writes in a string as it is.
	plainHole
	// scalarHole is a number, true or false.
	scalarHole
	// documentHole is one value of JSON.
	documentHole
)

type piece struct {
	kind pieceKind
	text string
	// value of a hole, unknown or known in part.
	value cty.Value
	marks cty.ValueMarks
}

// pieces takes the text apart that an expression makes; false where a part of it may hold anything.
func (t *tracer) pieces(at placed) ([]piece, bool) {
	defer t.leave()
	if !t.enter() {
		return nil, false
	}
	value := at.value()
	if isWhole(value) {
		return t.known(value)
	}
	if why, has := reasonOf(marksOf(value)); has && why == malformed {
		return nil, false
	}
	switch own := at.expression.(type) {
	case *hclsyntax.TemplateExpr:
		return t.allPieces(at, own.Parts)
	case *hclsyntax.TemplateJoinExpr:
		return t.repeatedPieces(at, own)
	case *hclsyntax.FunctionCallExpr:
		if out, isMade := t.calledPieces(at, own); isMade {
			return out, true
		}
	}
	if next, isHanded := at.next(); isHanded {
		if out, isMade := t.pieces(next); isMade {
			return out, true
		}
	}
	return t.hole(at, value)
}

func (t *tracer) known(value cty.Value) ([]piece, bool) {
	bare, marks := value.UnmarkDeep()
	text, err := convert.Convert(bare, cty.String)
	if err != nil || text.IsNull() {
		return nil, false
	}
	t.bytes -= len(text.AsString())
	return []piece{{kind: knownText, text: text.AsString(), marks: marks}}, t.bytes >= 0
}

func (t *tracer) allPieces(at placed, parts []hclsyntax.Expression) ([]piece, bool) {
	out := []piece{}
	for _, part := range parts {
		more, isMade := t.pieces(at.inner(part))
		if !isMade {
			return nil, false
		}
		out = append(out, more...)
	}
	return out, true
}

// repeatedPieces reads `%{ for x in list }…%{ endfor }`.
func (t *tracer) repeatedPieces(at placed, join *hclsyntax.TemplateJoinExpr) ([]piece, bool) {
	loop, isLoop := join.Tuple.(*hclsyntax.ForExpr)
	if !isLoop || loop.KeyExpr != nil || loop.CondExpr != nil {
		return nil, false
	}
	collection, marks := at.scope.value(loop.CollExpr).Unmark()
	if isSensitive(marks) || !collection.IsKnown() || collection.IsNull() || !collection.CanIterateElements() {
		return nil, false
	}
	out := []piece{}
	for place := collection.ElementIterator(); place.Next(); {
		key, element := place.Element()
		inside := at.inner(loop.ValExpr)
		inside.scope = at.scope.with(map[string]cty.Value{loop.ValVar: element})
		inside.bound = map[string]binding{loop.ValVar: {placed: at.inner(loop.CollExpr), isElement: true}}
		if loop.KeyVar != "" {
			inside.scope = inside.scope.with(map[string]cty.Value{loop.KeyVar: key})
		}
		for name, bound := range at.bound {
			if name != loop.ValVar && name != loop.KeyVar {
				inside.bound[name] = bound
			}
		}
		more, isMade := t.pieces(inside)
		if !isMade {
			return nil, false
		}
		out = append(out, more...)
	}
	return out, true
}

// calledPieces takes apart what functions make that put values into a text.
func (t *tracer) calledPieces(at placed, call *hclsyntax.FunctionCallExpr) ([]piece, bool) {
	if call.ExpandFinal {
		return nil, false
	}
	switch name := coreName(call); {
	case name == "templatefile" && len(call.Args) == 2:
		file, isText := textOf(at.scope.value(call.Args[0]))
		bytes, isThere := at.scope.m.e.content(file)
		if !isText || !isThere {
			return nil, false
		}
		return t.template(at, bytes, call.Args[1])
	case name == "templatestring" && len(call.Args) == 2:
		template := at.scope.value(call.Args[0])
		text, isText := textOf(template)
		if _, marks := template.Unmark(); !isText || isSensitive(marks) {
			return nil, false
		}
		return t.template(at, []byte(text), call.Args[1])
	case name == "replace" && len(call.Args) == 3:
		return t.replaced(at, call.Args[0], call.Args[1], call.Args[2])
	}
	return nil, false
}

// template puts variables into a text: they are all that it can name.
func (t *tracer) template(at placed, text []byte, variables hcl.Expression) ([]piece, bool) {
	expression, diagnostics := hclsyntax.ParseTemplate(text, "template", hcl.InitialPos)
	values, marks := at.scope.value(variables).Unmark()
	if diagnostics.HasErrors() || isSensitive(marks) || !values.IsKnown() || values.IsNull() || !values.CanIterateElements() {
		return nil, false
	}
	all := values.AsValueMap()
	for _, steps := range expression.Variables() {
		if _, isGiven := all[steps.RootName()]; !isGiven {
			return nil, false
		}
	}
	inside := placed{expression: expression, bound: map[string]binding{}, scope: scope{m: at.scope.m, variables: all}}
	made := at.inner(variables)
	for range mostTracedDepth {
		if next, isHanded := made.next(); isHanded {
			made = next
		}
	}
	if object, isObject := made.expression.(*hclsyntax.ObjectConsExpr); isObject {
		for _, item := range object.Items {
			if name, isText := textOf(made.scope.value(item.KeyExpr)); isText {
				inside.bound[name] = binding{placed: made.inner(item.ValueExpr)}
			}
		}
	}
	return t.pieces(inside)
}

// replaced puts a value in the place of a word of a text that is known.
func (t *tracer) replaced(at placed, text, word, by hcl.Expression) ([]piece, bool) {
	whole, wordValue := at.scope.value(text), at.scope.value(word)
	from, isText := textOf(whole)
	part, isWord := textOf(wordValue)
	isPattern := len(part) > 1 && part[0] == '/' && part[len(part)-1] == '/'
	if !isText || !isWord || part == "" || isPattern {
		return nil, false
	}
	own, isMade := t.pieces(at.inner(by))
	if !isMade {
		return nil, false
	}
	marks := mergedMarks(marksOf(whole), marksOf(wordValue))
	out := []piece{}
	for index, text := range strings.Split(from, part) {
		if index > 0 {
			out = append(out, own...)
		}
		t.bytes -= len(text)
		t.left -= len(own)
		if t.bytes < 0 || t.left < 0 {
			return nil, false
		}
		out = append(out, piece{kind: knownText, text: text, marks: marks})
	}
	return out, true
}

func (t *tracer) hole(at placed, value cty.Value) ([]piece, bool) {
	marks := marksOf(value)
	switch value.Type() {
	case cty.Number, cty.Bool:
		return []piece{{kind: scalarHole, value: value, marks: marks}}, true
	}
	if document, isMade := t.document(at); isMade {
		return []piece{{kind: documentHole, value: document, marks: marksOf(document)}}, true
	}
	if t.isPlain(at) {
		return []piece{{kind: plainHole, value: cty.UnknownVal(cty.String).WithMarks(marks), marks: marks}}, true
	}
	return nil, false
}
