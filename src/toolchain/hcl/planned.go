// What a plan says of resources and data sources: what their names stand for where a plan is at hand.
package main

import (
	"encoding/json"
	"regexp"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// plannedValue has the members of a change in a plan; of a data source that is read already the mirrors are null.
type plannedValue struct {
	After     map[string]any `json:"after"`
	Unknown   any            `json:"unknown"`
	Sensitive any            `json:"sensitive"`
}

// isPlanned tells whether the configuration is that of a plan: its names then stand for what the plan says of them.
func (e *evaluation) isPlanned() bool {
	return e.request.Planned != nil
}

// isAsked: of a configuration with its plan only some instances are wanted.
func (e *evaluation) isAsked(address string) bool {
	return !e.isPlanned() || e.asked[address]
}

// isAsked tells whether any instance of a block is wanted.
func (m *moduleInstance) isAsked(name string) bool {
	return m.e.isAsked(joined(m.configPath, name))
}

var keys = regexp.MustCompile(`\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]`)

// blockAddress is an address without the keys of instances.
func blockAddress(address string) string {
	return keys.ReplaceAllString(address, "")
}

// planned gives the value of an instance, of the provider's types where its schema is known.
func (e *evaluation) planned(address string, schema *blockSchema) (cty.Value, bool) {
	given := e.request.Planned[address]
	if given == nil {
		return cty.NilVal, false
	}
	types := map[string]cty.Type{}
	if schema != nil {
		types = typesOf(schema)
	}
	// What is not known is in the mirror alone.
	mirror, _ := given.Unknown.(map[string]any)
	for _, names := range []map[string]any{given.After, mirror} {
		for name := range names {
			if _, isTyped := types[name]; !isTyped {
				types[name] = cty.DynamicPseudoType
			}
		}
	}
	members := map[string]cty.Value{}
	for name, kind := range types {
		members[name] = valueOf(given.After[name], memberOf(given.Unknown, name), memberOf(given.Sensitive, name), kind)
	}
	return cty.ObjectVal(members), true
}

func memberOf(mirror any, name string) any {
	switch own := mirror.(type) {
	case bool:
		return own
	case map[string]any:
		return own[name]
	default:
		return nil
	}
}

func elementOf(mirror any, place int) any {
	switch own := mirror.(type) {
	case bool:
		return own
	case []any:
		if place < len(own) {
			return own[place]
		}
	}
	return nil
}

// valueOf reads JSON with its mirrors; what is not of the type that is asked for is unknown.
func valueOf(after, unknown, sensitive any, kind cty.Type) cty.Value {
	out := unmarkedValue(after, unknown, sensitive, kind)
	if sensitive == true {
		return out.Mark(sensitiveMark{})
	}
	return out
}

func unmarkedValue(after, unknown, sensitive any, kind cty.Type) cty.Value {
	if unknown == true {
		return cty.UnknownVal(kind)
	}
	if after == nil && isNothing(unknown) {
		return cty.NullVal(kind)
	}
	out, err := convert.Convert(plainValue(after, unknown, sensitive), kind)
	if err != nil {
		return cty.UnknownVal(kind)
	}
	return out
}

func isNothing(unknown any) bool {
	return unknown == nil || unknown == false
}

func plainValue(after, unknown, sensitive any) cty.Value {
	switch own := after.(type) {
	case string:
		return cty.StringVal(own)
	case bool:
		return cty.BoolVal(own)
	case json.Number:
		if number, err := cty.ParseNumberVal(own.String()); err == nil {
			return number
		}
		return cty.DynamicVal
	case []any:
		return listValue(own, unknown, sensitive)
	case map[string]any:
		return objectValue(own, unknown, sensitive)
	case nil:
		if members, isObject := unknown.(map[string]any); isObject {
			return objectValue(map[string]any{}, members, sensitive)
		}
		return cty.DynamicVal
	default:
		return cty.DynamicVal
	}
}

// listValue: the mirror may be longer, where a plan leaves out what is not known at the end.
func listValue(list []any, unknown, sensitive any) cty.Value {
	length := len(list)
	if mirror, isList := unknown.([]any); isList {
		length = max(length, len(mirror))
	}
	values := make([]cty.Value, length)
	for place := range values {
		var own any
		if place < len(list) {
			own = list[place]
		}
		values[place] = valueOf(own, elementOf(unknown, place), elementOf(sensitive, place), cty.DynamicPseudoType)
	}
	return cty.TupleVal(values)
}

func objectValue(members map[string]any, unknown, sensitive any) cty.Value {
	values := map[string]cty.Value{}
	for name, own := range members {
		values[name] = valueOf(own, memberOf(unknown, name), memberOf(sensitive, name), cty.DynamicPseudoType)
	}
	if mirror, isObject := unknown.(map[string]any); isObject {
		for name, mark := range mirror {
			if _, isThere := values[name]; !isThere && !isNothing(mark) {
				values[name] = valueOf(nil, mark, memberOf(sensitive, name), cty.DynamicPseudoType)
			}
		}
	}
	return cty.ObjectVal(values)
}
