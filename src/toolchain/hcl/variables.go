// Input variables: their values by Terraform's order of precedence, their types and defaults.
package main

import (
	"fmt"
	"strings"

	"driftlock/reactor"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// variableSources stand in the order of precedence: what comes later counts.
type variableSources []variableSource

// variableSource is a file of values, or one value as text, from the environment or the command line.
type variableSource struct {
	File string `json:"file"`
	Text string `json:"text"`
	Name string `json:"name"`
	// Asked says that the user named it: a variable that there is not is then an error.
	Asked bool `json:"asked"`
}

type givenValue struct {
	expression hcl.Expression
	text       string
	from       string
}

// given gives the value of each root variable that has one, and tells of asked ones that there are not.
func (e *evaluation) given(declared map[string]*declared) map[string]givenValue {
	out := map[string]givenValue{}
	for _, source := range e.request.Variables {
		if source.File != "" {
			e.addFile(out, source)
			continue
		}
		if source.Asked && declared[source.Name] == nil {
			e.problems = append(e.problems, reactor.Problem{Code: "variable", Message: fmt.Sprintf("--var %s: there is no variable of that name", source.Name)})
		}
		out[source.Name] = givenValue{text: source.Text, from: source.Name}
	}
	return out
}

func (e *evaluation) addFile(out map[string]givenValue, source variableSource) {
	file := sourceOf(source.File, source.Text)
	e.lines[source.File] = file.lines
	e.addProblems(file.diagnostics)
	if file.body() == nil {
		return
	}
	attributes, diagnostics := file.body().JustAttributes()
	e.addProblems(diagnostics)
	for name, set := range attributes {
		out[name] = givenValue{expression: set.Expr, from: source.File}
	}
}

// variable is `var.<name>` of the module.
func (m *moduleInstance) variable(name string, at hcl.Range) cty.Value {
	block := m.source.variables[name]
	if block == nil {
		m.e.problem(at, fmt.Sprintf("there is no variable %q", name))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	return m.once("var."+name, at, func() cty.Value { return m.typed(block, m.argument(block)) })
}

// argument is the value as given, NilVal where none is.
func (m *moduleInstance) argument(block *declared) cty.Value {
	name := block.labels[0]
	if m.parent != nil {
		set := m.call.contents.attributes[name]
		if set == nil {
			return cty.NilVal
		}
		return m.caller().value(set.Expr)
	}
	value, isGiven := m.e.values[name]
	switch {
	case !isGiven:
		return cty.NilVal
	case value.expression != nil:
		out, diagnostics := value.expression.Value(nil)
		m.e.addProblems(diagnostics)
		if diagnostics.HasErrors() {
			return unknownFor(malformed, cty.DynamicPseudoType)
		}
		return out
	default:
		return m.e.fromText(block, value)
	}
}

// fromText reads a value of the environment or command line: a text for a variable of a simple type, else an expression.
func (e *evaluation) fromText(block *declared, value givenValue) cty.Value {
	kind, _ := e.constraint(block)
	if kind == cty.DynamicPseudoType && block.contents.expression("type") != nil || !kind.IsPrimitiveType() && kind != cty.DynamicPseudoType {
		expression, diagnostics := hclsyntax.ParseExpression([]byte(value.text), "value of "+value.from, hcl.InitialPos)
		if !diagnostics.HasErrors() {
			out, more := expression.Value(nil)
			diagnostics = append(diagnostics, more...)
			if !diagnostics.HasErrors() {
				return out
			}
		}
		e.addProblems(diagnostics)
		return unknownFor(malformed, kind)
	}
	return cty.StringVal(value.text)
}

// constraint is the declared type, with the defaults of its optional attributes.
func (e *evaluation) constraint(block *declared) (cty.Type, *typeexpr.Defaults) {
	expression := block.contents.expression("type")
	if expression == nil {
		return cty.DynamicPseudoType, nil
	}
	// As Terraform 0.11 had it.
	if old := literal(expression); old != nil {
		switch *old {
		case "string":
			return cty.String, nil
		case "list":
			return cty.List(cty.DynamicPseudoType), nil
		case "map":
			return cty.Map(cty.DynamicPseudoType), nil
		}
	}
	kind, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(expression)
	if diagnostics.HasErrors() {
		e.addProblems(diagnostics)
		return cty.DynamicPseudoType, nil
	}
	return kind, defaults
}

func (m *moduleInstance) typed(block *declared, value cty.Value) cty.Value {
	kind, defaults := m.e.constraint(block)
	fallback := block.contents.expression("default")
	isNull := value == cty.NilVal || value.IsNull() && isFalse(block.contents.expression("nullable"))
	if isNull && fallback != nil {
		value = scope{m: m}.value(fallback)
	}
	if value == cty.NilVal {
		value = unknownFor(noValue, kind.WithoutOptionalAttributesDeep())
	}
	if defaults != nil && value.IsKnown() && !value.IsNull() {
		value = defaults.Apply(value)
	}
	out, err := convert.Convert(value, kind)
	if err != nil {
		m.e.problem(block.header, fmt.Sprintf("the value of variable %q is not of its type: %s", block.labels[0], strings.TrimSpace(err.Error())))
		out = unknownFor(malformed, kind.WithoutOptionalAttributesDeep())
	}
	if isTrue(block.contents.expression("sensitive")) {
		out = out.Mark(sensitiveMark{})
	}
	if isTrue(block.contents.expression("ephemeral")) {
		out = out.Mark(ephemeralMark{})
	}
	return out
}

func isFalse(expression hcl.Expression) bool {
	if expression == nil {
		return false
	}
	value, diagnostics := expression.Value(nil)
	return !diagnostics.HasErrors() && value.Type() == cty.Bool && value.IsKnown() && !value.IsNull() && value.False()
}
