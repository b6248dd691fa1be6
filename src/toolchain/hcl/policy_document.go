// The data source aws_iam_policy_document: its JSON as the provider writes it (hashicorp/aws 5.100.0).
package main

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var documentBlocks = []hcl.BlockHeaderSchema{
	{Type: "statement"}, {Type: "principals"}, {Type: "not_principals"}, {Type: "condition"}, {Type: "dynamic", LabelNames: []string{"type"}},
}

// policyDocument gives the document with places in it that are not known, or as a whole unknown.
func (m *moduleInstance) policyDocument(block *declared, in scope) cty.Value {
	inside := contentsOf(block.body, documentBlocks)
	d := decoder{scope: in}
	found := d.blocksOf("statement", inside)
	if found.isOpen {
		return cty.DynamicVal.WithMarks(found.marks)
	}
	own := []cty.Value{}
	for _, one := range found.all {
		own = append(own, statementOf(one))
	}
	merge := documentMerge{scope: in}
	merge.sources(inside, "source_json", "source_policy_documents")
	merge.add(own)
	merge.overrides(inside, "override_json", "override_policy_documents")
	if merge.isOpen {
		return cty.DynamicVal.WithMarks(merge.marks)
	}
	document := map[string]cty.Value{"Version": cty.StringVal("2012-10-17")}
	for member, name := range inOrder(map[string]string{"Version": "version", "Id": "policy_id"}) {
		if expression := inside.expression(name); expression != nil {
			if value := in.as(expression, cty.String); !value.IsNull() {
				document[member] = value
			}
		} else if given, isGiven := merge.members[member]; isGiven {
			document[member] = given
		}
	}
	if len(merge.statements) > 0 {
		document["Statement"] = cty.TupleVal(merge.statements)
	}
	return cty.ObjectVal(document)
}

var statementLists = []struct {
	member, name string
	replaces     bool
}{
	{"Action", "actions", false},
	{"NotAction", "not_actions", false},
	{"Resource", "resources", true},
	{"NotResource", "not_resources", true},
}

func statementOf(one madeBlock) cty.Value {
	inside := contentsOf(one.body, documentBlocks)
	statement := map[string]cty.Value{"Effect": cty.StringVal("Allow")}
	for member, name := range inOrder(map[string]string{"Effect": "effect", "Sid": "sid"}) {
		if expression := inside.expression(name); expression != nil {
			value := one.scope.as(expression, cty.String)
			if text, isText := textOf(value); !value.IsNull() && !(isText && text == "") {
				statement[member] = value
			}
		}
	}
	for _, list := range statementLists {
		expression := inside.expression(list.name)
		if expression == nil {
			continue
		}
		if value, isThere := listOf(sorted(one.scope.as(expression, cty.List(cty.String))), list.replaces); isThere {
			statement[list.member] = value
		}
	}
	d := decoder{scope: one.scope}
	for member, name := range inOrder(map[string]string{"Principal": "principals", "NotPrincipal": "not_principals"}) {
		if value, isThere := principalsOf(d.blocksOf(name, inside)); isThere {
			statement[member] = value
		}
	}
	if value, isThere := conditionsOf(d.blocksOf("condition", inside)); isThere {
		statement["Condition"] = value
	}
	return cty.ObjectVal(statement)
}

// listOf writes one element alone, as the provider does, several as a list; unknown where any number may be there.
func listOf(set cty.Value, replaces bool) (cty.Value, bool) {
	bare, marks := set.Unmark()
	if !bare.IsKnown() {
		return cty.DynamicVal.WithMarks(marks), true
	}
	if bare.IsNull() || bare.LengthInt() == 0 {
		return cty.NilVal, false
	}
	values := []cty.Value{}
	for at := bare.ElementIterator(); at.Next(); {
		_, element := at.Element()
		if replaces {
			element = withVariables(element)
		}
		values = append(values, element.WithMarks(marks))
	}
	if len(values) == 1 {
		return values[0], true
	}
	return cty.TupleVal(values), true
}

// sorted is the list as the provider writes a set, from the end of the alphabet; with unknown ones in it as it is.
func sorted(list cty.Value) cty.Value {
	if !isWhole(list) || list.IsNull() {
		return list
	}
	bare, marks := list.UnmarkDeep()
	values := []string{}
	for at := bare.ElementIterator(); at.Next(); {
		_, element := at.Element()
		if element.IsNull() {
			continue
		}
		values = append(values, element.AsString())
	}
	slices.Sort(values)
	values = slices.Compact(values)
	slices.Reverse(values)
	if len(values) == 0 {
		return cty.NullVal(list.Type())
	}
	out := []cty.Value{}
	for _, one := range values {
		out = append(out, cty.StringVal(one))
	}
	return cty.ListVal(out).WithMarks(marks)
}

// withVariables: `&{…}` stands for IAM's own `${…}`.
func withVariables(element cty.Value) cty.Value {
	bare, marks := element.Unmark()
	if text, isText := textOf(bare); isText {
		return cty.StringVal(strings.ReplaceAll(text, "&{", "${")).WithMarks(marks)
	}
	return element
}

func principalsOf(found foundBlocks) (cty.Value, bool) {
	if found.isOpen {
		return cty.DynamicVal.WithMarks(found.marks), true
	}
	if len(found.all) == 0 {
		return cty.NilVal, false
	}
	byType := map[string][]cty.Value{}
	for _, one := range found.all {
		inside := contentsOf(one.body, nil)
		kind, identifiers := inside.expression("type"), inside.expression("identifiers")
		if kind == nil || identifiers == nil {
			return unknownFor(malformed, cty.DynamicPseudoType), true
		}
		value := one.scope.as(kind, cty.String)
		name, isText := textOf(value)
		list, isThere := listOf(sorted(one.scope.as(identifiers, cty.List(cty.String))), true)
		if !isText {
			return cty.DynamicVal.WithMarks(marksOf(value)), true
		}
		if isThere {
			byType[name] = append(byType[name], list)
		}
	}
	return principalValue(byType), true
}

// principalValue: everybody as `*` alone, as the provider writes it.
func principalValue(byType map[string][]cty.Value) cty.Value {
	if all := byType["*"]; len(byType) == 1 && len(all) == 1 {
		if text, isText := textOf(all[0]); isText && text == "*" {
			return cty.StringVal("*")
		}
	}
	return objectOfLists(byType)
}

func objectOfLists(byName map[string][]cty.Value) cty.Value {
	out := map[string]cty.Value{}
	for name, lists := range byName {
		out[name] = joinedLists(lists)
	}
	return cty.ObjectVal(out)
}

func joinedLists(lists []cty.Value) cty.Value {
	if len(lists) == 1 {
		return lists[0]
	}
	all := []cty.Value{}
	for _, one := range lists {
		if !one.IsKnown() && one.Type() == cty.DynamicPseudoType {
			return one
		}
		if one.Type().IsTupleType() {
			for at := one.ElementIterator(); at.Next(); {
				_, element := at.Element()
				all = append(all, element)
			}
			continue
		}
		all = append(all, one)
	}
	return cty.TupleVal(all)
}

func conditionsOf(found foundBlocks) (cty.Value, bool) {
	if found.isOpen {
		return cty.DynamicVal.WithMarks(found.marks), true
	}
	if len(found.all) == 0 {
		return cty.NilVal, false
	}
	tests := map[string]map[string][]cty.Value{}
	for _, one := range found.all {
		inside := contentsOf(one.body, nil)
		names := []string{}
		for _, name := range []string{"test", "variable"} {
			expression := inside.expression(name)
			if expression == nil {
				return unknownFor(malformed, cty.DynamicPseudoType), true
			}
			value := one.scope.as(expression, cty.String)
			text, isText := textOf(value)
			if !isText {
				return cty.DynamicVal.WithMarks(marksOf(value)), true
			}
			names = append(names, text)
		}
		expression := inside.expression("values")
		if expression == nil {
			return unknownFor(malformed, cty.DynamicPseudoType), true
		}
		list, isThere := conditionValues(one.scope.as(expression, cty.List(cty.String)))
		if !isThere {
			continue
		}
		if tests[names[0]] == nil {
			tests[names[0]] = map[string][]cty.Value{}
		}
		tests[names[0]][names[1]] = append(tests[names[0]][names[1]], list)
	}
	out := map[string]cty.Value{}
	for test, byVariable := range tests {
		out[test] = objectOfLists(byVariable)
	}
	return cty.ObjectVal(out), true
}

// conditionValues keep their order.
func conditionValues(list cty.Value) (cty.Value, bool) {
	bare, marks := list.Unmark()
	if !bare.IsKnown() || bare.IsNull() || bare.LengthInt() == 0 {
		return listOf(list, true)
	}
	values := []cty.Value{}
	for at := bare.ElementIterator(); at.Next(); {
		_, element := at.Element()
		values = append(values, withVariables(element).WithMarks(marks))
	}
	if len(values) == 1 {
		return values[0], true
	}
	return cty.TupleVal(values), true
}

// jsonText is a document as a text, unknown as long as anything in it is.
func jsonText(document cty.Value, indent string) cty.Value {
	bare, marks := document.UnmarkDeep()
	if !bare.IsWhollyKnown() {
		return cty.UnknownVal(cty.String).WithMarks(marks)
	}
	out, err := stdlib.JSONEncode(bare)
	if err != nil {
		return unknownFor(malformed, cty.String)
	}
	if indent != "" {
		out = indented(out, indent)
	}
	converted, err := convert.Convert(out, cty.String)
	if err != nil {
		return unknownFor(malformed, cty.String)
	}
	return converted.WithMarks(marks)
}
