// A value as a plan shows it: known parts, and mirrors of those that are unknown (with the reason) and sensitive.
package main

import (
	"encoding/json"

	"github.com/zclconf/go-cty/cty"
)

// shown has null at unknown places of lists and leaves those of objects out. The mirrors are nil where nothing is
// marked below; `reasons` has a reason where another than "known after apply" is known.
type shown struct {
	value     any
	unknown   any
	sensitive any
	reasons   any
}

// isNothing: neither a value nor unknown.
func (s shown) isNothing() bool {
	return s.value == nil && s.unknown == nil
}

func show(value cty.Value, inherited reason) shown {
	value, marks := value.Unmark()
	if own, has := reasonOf(marks); has {
		inherited = own
	}
	out := shown{}
	switch {
	case !value.IsKnown():
		out.unknown = true
		if inherited != "" {
			out.reasons = string(inherited)
		}
	case value.IsNull():
	case value.Type().IsPrimitiveType():
		out.value = primitive(value)
	case value.Type().IsObjectType() || value.Type().IsMapType():
		out = showMembers(value, inherited)
	case value.CanIterateElements():
		out = showElements(value, inherited)
	}
	if isSensitive(marks) && !out.isNothing() {
		out.sensitive = true
	}
	return out
}

func primitive(value cty.Value) any {
	switch value.Type() {
	case cty.String:
		return value.AsString()
	case cty.Bool:
		return value.True()
	default:
		number := value.AsBigFloat()
		if number.IsInt() {
			return json.Number(number.Text('f', 0))
		}
		return json.Number(number.Text('g', -1))
	}
}

func showMembers(value cty.Value, inherited reason) shown {
	all := map[string]any{}
	var unknown, sensitive, reasons map[string]any
	for at := value.ElementIterator(); at.Next(); {
		key, element := at.Element()
		name, _ := key.Unmark()
		inner := show(element, inherited)
		if inner.value != nil {
			all[name.AsString()] = inner.value
		}
		unknown = noted(unknown, name.AsString(), inner.unknown)
		sensitive = noted(sensitive, name.AsString(), inner.sensitive)
		reasons = noted(reasons, name.AsString(), inner.reasons)
	}
	return shown{value: all, unknown: orNil(unknown), sensitive: orNil(sensitive), reasons: orNil(reasons)}
}

func noted(into map[string]any, name string, value any) map[string]any {
	if value == nil {
		return into
	}
	if into == nil {
		into = map[string]any{}
	}
	into[name] = value
	return into
}

func orNil(all map[string]any) any {
	if all == nil {
		return nil
	}
	return all
}

func showElements(value cty.Value, inherited reason) shown {
	all, unknown, sensitive, reasons := []any{}, []any{}, []any{}, []any{}
	var isOpen, isSecret, hasReasons bool
	for at := value.ElementIterator(); at.Next(); {
		_, element := at.Element()
		inner := show(element, inherited)
		all = append(all, inner.value)
		unknown = append(unknown, orFalse(inner.unknown))
		sensitive = append(sensitive, orFalse(inner.sensitive))
		reasons = append(reasons, orFalse(inner.reasons))
		isOpen = isOpen || inner.unknown != nil
		isSecret = isSecret || inner.sensitive != nil
		hasReasons = hasReasons || inner.reasons != nil
	}
	out := shown{value: all}
	if isOpen {
		out.unknown = unknown
	}
	if isSecret {
		out.sensitive = sensitive
	}
	if hasReasons {
		out.reasons = reasons
	}
	return out
}

func orFalse(value any) any {
	if value == nil {
		return false
	}
	return value
}
