// Terraform's functions by name: of go-cty, of our own, and those that are not known here.
package main

import (
	"strings"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// standard functions that mean the same in go-cty and Terraform.
var standardFunctions = map[string]function.Function{
	"abs": stdlib.AbsoluteFunc, "can": tryfunc.CanFunc, "ceil": stdlib.CeilFunc, "chomp": stdlib.ChompFunc,
	"chunklist": stdlib.ChunklistFunc, "coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc,
	"concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc, "csvdecode": stdlib.CSVDecodeFunc,
	"distinct": stdlib.DistinctFunc, "element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc,
	"floor": stdlib.FloorFunc, "format": stdlib.FormatFunc, "formatdate": stdlib.FormatDateFunc,
	"formatlist": stdlib.FormatListFunc, "indent": stdlib.IndentFunc, "join": stdlib.JoinFunc,
	"jsondecode": stdlib.JSONDecodeFunc, "jsonencode": stdlib.JSONEncodeFunc, "keys": stdlib.KeysFunc,
	"log": stdlib.LogFunc, "lower": stdlib.LowerFunc, "max": stdlib.MaxFunc, "merge": stdlib.MergeFunc,
	"min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc, "range": stdlib.RangeFunc,
	"regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc, "reverse": stdlib.ReverseListFunc,
	"setintersection": stdlib.SetIntersectionFunc, "setproduct": stdlib.SetProductFunc,
	"setsubtract": stdlib.SetSubtractFunc, "setunion": stdlib.SetUnionFunc, "signum": stdlib.SignumFunc,
	"slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "split": stdlib.SplitFunc, "strrev": stdlib.ReverseFunc,
	"substr": stdlib.SubstrFunc, "timeadd": stdlib.TimeAddFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc,
	"trimprefix": stdlib.TrimPrefixFunc, "trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc,
	"try": tryfunc.TryFunc, "upper": stdlib.UpperFunc, "values": stdlib.ValuesFunc, "yamldecode": yaml.YAMLDecodeFunc,
	"yamlencode": yaml.YAMLEncodeFunc, "zipmap": stdlib.ZipmapFunc,
	"tobool":   stdlib.MakeToFunc(cty.Bool),
	"tolist":   stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"tomap":    stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"tonumber": stdlib.MakeToFunc(cty.Number),
	"toset":    stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tostring": stdlib.MakeToFunc(cty.String),
}

// unsupportedFunctions are Terraform's and OpenTofu's that are not worked out here: a call is unknown, and says so.
var unsupportedFunctions = strings.Fields("bcrypt rsadecrypt")

// laterFunctions give another value each time: Terraform knows it only after apply.
var laterFunctions = strings.Fields("plantimestamp timestamp uuid")

func unknownFunction(value cty.Value) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{
			Name: "any", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true,
		},
		Type: function.StaticReturnType(value.Type()),
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return value, nil },
	})
}

// functions of the module: those that read files read them from where the module lies.
func (m *moduleInstance) functions() map[string]function.Function {
	e := m.e
	if e.functions == nil {
		e.functions = e.allFunctions()
	}
	return e.functions
}

func (e *evaluation) allFunctions() map[string]function.Function {
	out := map[string]function.Function{}
	for _, table := range []map[string]function.Function{standardFunctions, ownFunctions, e.fileFunctions(), providerFunctions} {
		for name, one := range table {
			out[name] = one
		}
	}
	for _, name := range unsupportedFunctions {
		out[name] = unknownFunction(unknownFor(unsupported, cty.DynamicPseudoType))
	}
	for _, name := range laterFunctions {
		out[name] = unknownFunction(cty.UnknownVal(cty.String))
	}
	for name := range e.providerCalls {
		if _, isKnown := out[name]; !isKnown {
			out[name] = unknownFunction(unknownFor(unsupported, cty.DynamicPseudoType))
		}
	}
	names := make([]string, 0, len(out))
	for name := range out {
		names = append(names, name)
	}
	for _, name := range names {
		if !strings.Contains(name, "::") {
			out["core::"+name] = out[name]
		}
	}
	return out
}
