// Functions of the aws provider that only compute; those of other providers are not known here.
package main

import (
	"errors"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var arnMembers = []string{"partition", "service", "region", "account_id", "resource"}

var providerFunctions = map[string]function.Function{
	"provider::aws::arn_build": function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "partition", Type: cty.String}, {Name: "service", Type: cty.String}, {Name: "region", Type: cty.String},
			{Name: "account_id", Type: cty.String}, {Name: "resource", Type: cty.String},
		},
		Type: function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			parts := []string{"arn"}
			for _, one := range arguments {
				parts = append(parts, one.AsString())
			}
			return cty.StringVal(strings.Join(parts, ":")), nil
		},
	}),
	"provider::aws::arn_parse": function.New(&function.Spec{
		Params: []function.Parameter{{Name: "arn", Type: cty.String}},
		Type: function.StaticReturnType(cty.Object(map[string]cty.Type{
			"partition": cty.String, "service": cty.String, "region": cty.String, "account_id": cty.String, "resource": cty.String,
		})),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			parts := strings.SplitN(arguments[0].AsString(), ":", 6)
			if len(parts) != 6 || parts[0] != "arn" {
				return cty.NilVal, errors.New("it is no ARN")
			}
			out := map[string]cty.Value{}
			for index, name := range arnMembers {
				out[name] = cty.StringVal(parts[index+1])
			}
			return cty.ObjectVal(out), nil
		},
	}),
}
