// Terraform's own functions on collections.
package main

import (
	"errors"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// truthFunction is alltrue and anytrue: what is certain is told although others are not known.
func truthFunction(all bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			isOpen := false
			for at := arguments[0].ElementIterator(); at.Next(); {
				_, one := at.Element()
				switch {
				case !one.IsKnown():
					isOpen = true
				case one.IsNull():
					if all {
						return cty.False, nil
					}
				case one.True() != all:
					return cty.BoolVal(!all), nil
				}
			}
			if isOpen {
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.BoolVal(all), nil
		},
	})
}

// lookupFunction gives the default of another type than the elements too, where those are of an object.
var lookupFunction = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "map", Type: cty.DynamicPseudoType, AllowMarked: true},
		{Name: "key", Type: cty.String},
	},
	VarParam: &function.Parameter{
		Name: "default", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true, AllowMarked: true,
	},
	Type: func(arguments []cty.Value) (cty.Type, error) {
		kind := arguments[0].Type()
		switch {
		case len(arguments) > 3:
			return cty.NilType, errors.New("lookup takes two or three arguments")
		case kind.IsMapType():
			return kind.ElementType(), nil
		case kind.IsObjectType():
			key, isText := textOf(arguments[1])
			if !isText {
				return cty.DynamicPseudoType, nil
			}
			if kind.HasAttribute(key) {
				return kind.AttributeType(key), nil
			}
			if len(arguments) == 3 {
				return arguments[2].Type(), nil
			}
			return cty.DynamicPseudoType, errors.New("there is no such key")
		default:
			return cty.NilType, errors.New("lookup takes a map as its first argument")
		}
	},
	Impl: func(arguments []cty.Value, kind cty.Type) (cty.Value, error) {
		from, marks := arguments[0].Unmark()
		if !from.IsKnown() {
			return cty.UnknownVal(kind).WithMarks(marks), nil
		}
		key := arguments[1].AsString()
		if from.Type().IsObjectType() && from.Type().HasAttribute(key) {
			return from.GetAttr(key).WithMarks(marks), nil
		}
		if from.Type().IsMapType() && from.HasIndex(cty.StringVal(key)).True() {
			return from.Index(cty.StringVal(key)).WithMarks(marks), nil
		}
		if len(arguments) < 3 {
			return cty.UnknownVal(kind), errors.New("there is no such key, and no default")
		}
		out, err := convert.Convert(arguments[2], kind)
		return out.WithMarks(marks), err
	},
})

var oneFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(arguments []cty.Value) (cty.Type, error) {
		kind := arguments[0].Type()
		switch {
		case kind.IsListType() || kind.IsSetType():
			return kind.ElementType(), nil
		case kind.IsTupleType() && len(kind.TupleElementTypes()) == 1:
			return kind.TupleElementType(0), nil
		case kind.IsTupleType() && len(kind.TupleElementTypes()) == 0:
			return cty.DynamicPseudoType, nil
		default:
			return cty.NilType, errors.New("must be a list, set, or tuple value with either zero or one elements")
		}
	},
	Impl: func(arguments []cty.Value, kind cty.Type) (cty.Value, error) {
		switch arguments[0].LengthInt() {
		case 0:
			return cty.NullVal(kind), nil
		case 1:
			at := arguments[0].ElementIterator()
			at.Next()
			_, one := at.Element()
			return one, nil
		default:
			return cty.NilVal, errors.New("must be a list, set, or tuple value with either zero or one elements")
		}
	},
})

var sumFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		if !arguments[0].CanIterateElements() || arguments[0].LengthInt() == 0 {
			return cty.NilVal, errors.New("cannot sum an empty list, or what is no list")
		}
		total := cty.Zero
		for at := arguments[0].ElementIterator(); at.Next(); {
			_, one := at.Element()
			number, err := convert.Convert(one, cty.Number)
			if err != nil || number.IsNull() {
				return cty.NilVal, errors.New("argument must be list, set, or tuple of number values")
			}
			total = total.Add(number)
		}
		return total, nil
	},
})

var indexFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}, {Name: "value", Type: cty.DynamicPseudoType}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		kind := arguments[0].Type()
		if !kind.IsListType() && !kind.IsTupleType() {
			return cty.NilVal, errors.New("argument must be a list or tuple")
		}
		for at := arguments[0].ElementIterator(); at.Next(); {
			place, one := at.Element()
			isEqual, err := stdlib.Equal(one, arguments[1])
			if err != nil {
				return cty.NilVal, err
			}
			if !isEqual.IsKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			if isEqual.True() {
				return place, nil
			}
		}
		return cty.NilVal, errors.New("item not found")
	},
})

var matchKeysFunction = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "values", Type: cty.List(cty.DynamicPseudoType)}, {Name: "keys", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "searchset", Type: cty.List(cty.DynamicPseudoType)},
	},
	Type: func(arguments []cty.Value) (cty.Type, error) { return arguments[0].Type(), nil },
	Impl: func(arguments []cty.Value, kind cty.Type) (cty.Value, error) {
		for _, one := range arguments {
			if !one.IsWhollyKnown() {
				return cty.UnknownVal(kind), nil
			}
		}
		values, keys := arguments[0].AsValueSlice(), arguments[1].AsValueSlice()
		if len(values) != len(keys) {
			return cty.NilVal, errors.New("length of keys and values should be equal")
		}
		out := []cty.Value{}
		for place, key := range keys {
			for _, wanted := range arguments[2].AsValueSlice() {
				if isEqual, err := stdlib.Equal(key, wanted); err == nil && isEqual.True() {
					out = append(out, values[place])
					break
				}
			}
		}
		if len(out) == 0 {
			return cty.ListValEmpty(kind.ElementType()), nil
		}
		return cty.ListVal(out), nil
	},
})

var transposeFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "values", Type: cty.Map(cty.List(cty.String))}},
	Type:   function.StaticReturnType(cty.Map(cty.List(cty.String))),
	Impl: func(arguments []cty.Value, kind cty.Type) (cty.Value, error) {
		if !arguments[0].IsWhollyKnown() {
			return cty.UnknownVal(kind), nil
		}
		lists := map[string][]string{}
		for at := arguments[0].ElementIterator(); at.Next(); {
			key, list := at.Element()
			for _, one := range list.AsValueSlice() {
				if one.IsNull() {
					return cty.NilVal, errors.New("input must not contain null string")
				}
				lists[one.AsString()] = append(lists[one.AsString()], key.AsString())
			}
		}
		out := map[string]cty.Value{}
		for key, list := range lists {
			sort.Strings(list)
			values := make([]cty.Value, len(list))
			for index, one := range list {
				values[index] = cty.StringVal(one)
			}
			out[key] = cty.ListVal(values)
		}
		if len(out) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		return cty.MapVal(out), nil
	},
})

// listFunction and mapFunction are of Terraform 0.11; tolist and tomap took their place.
var listFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		return convert.Convert(cty.TupleVal(arguments), cty.List(cty.DynamicPseudoType))
	},
})

var mapFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		out := map[string]cty.Value{}
		for index := 0; index+1 < len(arguments); index += 2 {
			key, isText := textOf(arguments[index])
			if !isText {
				return cty.DynamicVal, nil
			}
			out[key] = arguments[index+1]
		}
		return convert.Convert(cty.ObjectVal(out), cty.Map(cty.DynamicPseudoType))
	},
})
