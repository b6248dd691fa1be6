// How aws_iam_policy_document puts documents together: statements of sources, its own, and overrides by Sid.
package main

import (
	"bytes"
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

type documentMerge struct {
	scope      scope
	statements []cty.Value
	members    map[string]cty.Value
	// isOpen: a document is not known, or one whose Sid may name a statement.
	isOpen bool
	marks  cty.ValueMarks
}

func (d *documentMerge) open(marks cty.ValueMarks) {
	d.isOpen = true
	d.marks = mergedMarks(d.marks, marks)
}

func (d *documentMerge) sources(inside contents, single, several string) {
	for _, document := range d.documents(inside, single, several) {
		d.add(statementsOf(d, document))
	}
}

func (d *documentMerge) overrides(inside contents, single, several string) {
	for _, document := range d.documents(inside, single, several) {
		for _, statement := range statementsOf(d, document) {
			d.override(statement)
		}
	}
}

func (d *documentMerge) add(statements []cty.Value) {
	d.statements = append(d.statements, statements...)
}

func (d *documentMerge) override(statement cty.Value) {
	sid, isKnown := d.sidOf(statement)
	if !isKnown {
		return
	}
	for index, one := range d.statements {
		own, isOwnKnown := d.sidOf(one)
		if isOwnKnown && sid != "" && own == sid {
			d.statements[index] = statement
			return
		}
	}
	d.statements = append(d.statements, statement)
}

func (d *documentMerge) sidOf(statement cty.Value) (string, bool) {
	if !statement.IsKnown() || !statement.Type().IsObjectType() {
		d.open(marksOf(statement))
		return "", false
	}
	if !statement.Type().HasAttribute("Sid") {
		return "", true
	}
	value := statement.GetAttr("Sid")
	sid, isText := textOf(value)
	if !isText {
		d.open(marksOf(value))
	}
	return sid, isText
}

// documents gives those that the two arguments name, decoded.
func (d *documentMerge) documents(inside contents, single, several string) []cty.Value {
	out := []cty.Value{}
	if expression := inside.expression(single); expression != nil {
		out = append(out, d.document(expression, d.scope.as(expression, cty.String)))
	}
	expression := inside.expression(several)
	if expression == nil {
		return out
	}
	// Written as a list each may be followed to where it is made, although its text is not known.
	if items, diagnostics := hcl.ExprList(expression); !diagnostics.HasErrors() {
		for _, item := range items {
			out = append(out, d.document(item, d.scope.as(item, cty.String)))
		}
		return out
	}
	list := d.scope.as(expression, cty.List(cty.String))
	if !list.IsKnown() {
		d.open(marksOf(list))
		return out
	}
	bare, marks := list.Unmark()
	if bare.IsNull() {
		return out
	}
	for at := bare.ElementIterator(); at.Next(); {
		_, element := at.Element()
		out = append(out, d.document(nil, element.WithMarks(marks)))
	}
	return out
}

func (d *documentMerge) document(expression hcl.Expression, value cty.Value) cty.Value {
	bare, marks := value.Unmark()
	if bare.IsKnown() && (bare.IsNull() || bare.AsString() == "") {
		return cty.EmptyObjectVal
	}
	if !bare.IsKnown() {
		if expression != nil {
			if document, isFound := d.scope.documentOf(expression); isFound {
				return document
			}
		}
		d.open(marks)
		return cty.EmptyObjectVal
	}
	decoded, err := stdlib.JSONDecode(bare)
	if err != nil {
		d.open(cty.NewValueMarks(malformed))
		return cty.EmptyObjectVal
	}
	return decoded.WithMarks(marks)
}

// statementsOf gives the statements of a document, and keeps its Version and Id.
func statementsOf(d *documentMerge, document cty.Value) []cty.Value {
	bare, marks := document.Unmark()
	if !bare.IsKnown() || bare.IsNull() || !bare.Type().IsObjectType() {
		d.open(marks)
		return nil
	}
	if d.members == nil {
		d.members = map[string]cty.Value{}
	}
	for _, member := range []string{"Version", "Id"} {
		if bare.Type().HasAttribute(member) {
			d.members[member] = bare.GetAttr(member)
		}
	}
	if !bare.Type().HasAttribute("Statement") {
		return nil
	}
	statements, more := bare.GetAttr("Statement").Unmark()
	if !statements.IsKnown() {
		d.open(mergedMarks(marks, more))
		return nil
	}
	if statements.Type().IsObjectType() {
		return []cty.Value{statements}
	}
	if statements.IsNull() || !statements.CanIterateElements() {
		d.open(cty.NewValueMarks(malformed))
		return nil
	}
	out := []cty.Value{}
	for at := statements.ElementIterator(); at.Next(); {
		_, element := at.Element()
		out = append(out, element)
	}
	return out
}

// indented is how the provider lays out its JSON.
func indented(text cty.Value, indent string) cty.Value {
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(text.AsString()), "", indent); err != nil {
		return text
	}
	return cty.StringVal(out.String())
}
