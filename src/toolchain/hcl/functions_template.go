// Functions that evaluate templates with variables of their own.
package main

import (
	"errors"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

var templateVariables = function.Parameter{
	Name: "vars", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
}

func (e *evaluation) templateFileFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, templateVariables},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			name := arguments[0].AsString()
			bytes, isThere := e.content(name)
			if !isThere {
				return unknownFor(unsupported, cty.DynamicPseudoType), nil
			}
			return e.template(bytes, name, arguments[1], isTemplateFunction)
		},
	})
}

// templateStringFunction takes nothing but a reference for its template, as Terraform has it, and gives a text.
func (e *evaluation) templateStringFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "template", Type: customdecode.ExpressionClosureType}, templateVariables},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			closure := customdecode.ExpressionClosureFromVal(arguments[0])
			if !isReference(closure.Expression) {
				return cty.UnknownVal(cty.String), function.NewArgErrorf(0, "it must be a reference to one text from elsewhere")
			}
			value, diagnostics := closure.Value()
			if diagnostics.HasErrors() {
				return cty.UnknownVal(cty.String), diagnostics
			}
			value, err := convert.Convert(value, cty.String)
			if err != nil {
				return cty.UnknownVal(cty.String), function.NewArgError(0, err)
			}
			template, marks := value.Unmark()
			if !template.IsKnown() {
				return value, nil
			}
			if template.IsNull() {
				return cty.UnknownVal(cty.String), function.NewArgErrorf(0, "it must not be null")
			}
			out, err := e.template([]byte(template.AsString()), "template", arguments[1], isTemplateOrFileFunction)
			if err != nil {
				return cty.UnknownVal(cty.String), err
			}
			if out.IsNull() {
				return cty.UnknownVal(cty.String), errors.New("the template gives no text")
			}
			text, err := convert.Convert(out, cty.String)
			return text.WithMarks(marks), err
		},
	})
}

// isReference: names, and indexes that may be computed.
func isReference(expression hcl.Expression) bool {
	switch own := expression.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return true
	case *hclsyntax.RelativeTraversalExpr:
		return isReference(own.Source)
	case *hclsyntax.IndexExpr:
		return isReference(own.Collection)
	default:
		return false
	}
}

func isTemplateFunction(name string) bool {
	return strings.HasPrefix(strings.TrimPrefix(name, "core::"), "template")
}

func isTemplateOrFileFunction(name string) bool {
	return isTemplateFunction(name) || strings.HasPrefix(strings.TrimPrefix(name, "core::"), "file")
}

// template evaluates a text with the variables alone, and with all functions but those that are not for it.
func (e *evaluation) template(
	text []byte, name string, variables cty.Value, isLeftOut func(name string) bool,
) (cty.Value, error) {
	expression, diagnostics := hclsyntax.ParseTemplate(text, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	variables, marks := variables.Unmark()
	if !variables.IsKnown() {
		return cty.DynamicVal.WithMarks(marks), nil
	}
	if variables.IsNull() || !(variables.Type().IsObjectType() || variables.Type().IsMapType()) {
		return cty.DynamicVal, errors.New("the variables of a template are a map")
	}
	functions := map[string]function.Function{}
	for name, one := range e.functions {
		if !isLeftOut(name) {
			functions[name] = one
		}
	}
	out, diagnostics := expression.Value(&hcl.EvalContext{Variables: variables.AsValueMap(), Functions: functions})
	if diagnostics.HasErrors() {
		return cty.DynamicVal, diagnostics
	}
	return out.WithMarks(marks), nil
}
