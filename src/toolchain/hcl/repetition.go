// How often a block is there: `count`, `for_each`, or once.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// openKey is the key of an instance that stands for as many as there may be.
type openKey struct{}

type repetition struct {
	// key is nil, an int, a string or openKey.
	key       any
	variables map[string]cty.Value
}

type repetitions struct {
	all []repetition
	// isOpen: how many there are is not known; the one in `all` stands for any of them.
	isOpen  bool
	missing bool
	marks   cty.ValueMarks
	kind    string
}

// together puts values of the instances into what the block's name stands for.
func (r repetitions) together(keys []any, values []cty.Value) cty.Value {
	switch r.kind {
	case "count":
		return cty.TupleVal(values)
	case "for_each":
		all := map[string]cty.Value{}
		for index, key := range keys {
			if name, isText := key.(string); isText {
				all[name] = values[index]
			}
		}
		return cty.ObjectVal(all)
	default:
		if len(values) == 1 {
			return values[0]
		}
		return cty.DynamicVal
	}
}

func (m *moduleInstance) repetitionsOf(name string, inside contents, at hcl.Range) repetitions {
	count, forEach := inside.attributes["count"], inside.attributes["for_each"]
	switch {
	case count != nil && forEach != nil:
		m.e.problem(at, "count and for_each exclude each other")
		return repetitions{}
	case count != nil:
		value := m.once(name+".count", count.Range, func() cty.Value { return m.scope().value(count.Expr) })
		return m.counted(value, count.Expr)
	case forEach != nil:
		value := m.once(name+".for_each", forEach.Range, func() cty.Value { return m.scope().value(forEach.Expr) })
		return m.forEach(value, forEach.Expr)
	default:
		return repetitions{all: []repetition{{}}}
	}
}

func (m *moduleInstance) counted(value cty.Value, expression hcl.Expression) repetitions {
	value, marks := value.UnmarkDeep()
	number, err := convert.Convert(value, cty.Number)
	if err == nil && !number.IsKnown() {
		return open("count", marks)
	}
	if err != nil || number.IsNull() {
		m.e.notice(expression.Range(), "count is no number")
		return open("count", cty.NewValueMarks(malformed))
	}
	whole, _ := number.AsBigFloat().Int64()
	if !number.AsBigFloat().IsInt() || whole < 0 || whole > mostInstances {
		m.e.problem(expression.Range(), "count must be a whole number from 0 to 100,000")
		return repetitions{kind: "count"}
	}
	out := repetitions{kind: "count"}
	for index := range int(whole) {
		out.all = append(out.all, countIndex(index, cty.NumberIntVal(int64(index))))
	}
	return out
}

func countIndex(key any, index cty.Value) repetition {
	return repetition{key: key, variables: map[string]cty.Value{
		"count": cty.ObjectVal(map[string]cty.Value{"index": index}),
	}}
}

func (m *moduleInstance) forEach(value cty.Value, expression hcl.Expression) repetitions {
	value, marks := value.Unmark()
	if isSensitive(marks) {
		m.e.notice(expression.Range(), "for_each is sensitive, which Terraform does not take")
	}
	if !value.IsKnown() {
		return open("for_each", marks)
	}
	kind := value.Type()
	if value.IsNull() || !(kind.IsMapType() || kind.IsObjectType() || kind.IsSetType()) {
		m.e.notice(expression.Range(), "for_each is neither a map nor a set of texts")
		return open("for_each", cty.NewValueMarks(malformed))
	}
	out := repetitions{kind: "for_each"}
	for at := value.ElementIterator(); at.Next(); {
		key, element := at.Element()
		if kind.IsSetType() {
			key = element
		}
		bare, more := key.Unmark()
		if !bare.IsKnown() {
			return open("for_each", mergedMarks(marks, more))
		}
		text, isText := textOf(bare)
		if !isText {
			m.e.notice(expression.Range(), "for_each goes over a set of something else than texts")
			return open("for_each", cty.NewValueMarks(malformed))
		}
		out.all = append(out.all, eachOf(text, cty.StringVal(text), element))
	}
	return out
}

func mergedMarks(one, other cty.ValueMarks) cty.ValueMarks {
	out := cty.ValueMarks{}
	for mark := range one {
		out[mark] = struct{}{}
	}
	for mark := range other {
		out[mark] = struct{}{}
	}
	return out
}

func eachOf(key any, name, value cty.Value) repetition {
	return repetition{key: key, variables: map[string]cty.Value{
		"each": cty.ObjectVal(map[string]cty.Value{"key": name, "value": value}),
	}}
}

func open(kind string, marks cty.ValueMarks) repetitions {
	out := repetitions{kind: kind, isOpen: true, marks: marks}
	if kind == "count" {
		out.all = []repetition{countIndex(openKey{}, cty.UnknownVal(cty.Number).WithMarks(marks))}
	} else {
		out.all = []repetition{eachOf(openKey{}, cty.UnknownVal(cty.String).WithMarks(marks), cty.DynamicVal.WithMarks(marks))}
	}
	return out
}
