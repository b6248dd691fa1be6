// raw-rule: what one rule of the prepared raw policies says of the document.
package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type rawRuleRequest struct {
	rawRule
	// Exception is the name by which the package's exceptions know the rule.
	Exception string `json:"exception"`
}

type rawRuleAnswer struct {
	// Value is null where the rule is undefined.
	Value  any  `json:"value"`
	Exempt bool `json:"exempt"`
	// Output is what print wrote.
	Output string   `json:"output"`
	Error  *problem `json:"error,omitempty"`
	// Failed are calls of built-ins that failed, each place once; what failed counts as undefined.
	Failed []problem `json:"failed"`
}

func rawRuleValue(request rawRuleRequest) (any, []problem) {
	if raw == nil || raw.input == nil {
		return nil, notPrepared
	}
	output := &printed{}
	answer := rawRuleAnswer{Failed: []problem{}}
	excepted := ruleRef(request.Package, "exception").Append(ast.VarTerm("one")).Append(ast.VarTerm("name"))
	equal := ast.Equality.Expr(ast.NewTerm(excepted), ast.StringTerm(request.Exception))
	found, _, err := raw.ask(equal, output)
	if err != nil {
		answer.Error = &problemsOf(err)[0]
		return answer, nil
	}
	answer.Exempt = len(found) > 0
	found, failed, err := raw.ask(ast.NewExpr(ast.NewTerm(ruleRef(request.Package, request.Name))), output)
	if err != nil {
		answer.Error = &problemsOf(err)[0]
	}
	for _, solution := range found {
		answer.Value = solution.Expressions[0].Value
	}
	answer.Failed, answer.Output = placesOnce(failed), output.String()
	return answer, nil
}

func (r *rawPolicies) ask(query *ast.Expr, output *printed) (rego.ResultSet, []topdown.Error, error) {
	var failed []topdown.Error
	found, err := rego.New(
		rego.ParsedQuery(ast.NewBody(query)), rego.Compiler(r.compiler), rego.Store(r.store), rego.ParsedInput(r.input),
		rego.Time(r.now), rego.PrintHook(output), rego.BuiltinErrorList(&failed),
	).Eval(context.Background())
	return found, failed, err
}

func placesOnce(failed []topdown.Error) []problem {
	seen := map[place]bool{}
	out := []problem{}
	for _, one := range failed {
		at := placeOf(one.Location)
		if at == nil || seen[*at] {
			continue
		}
		seen[*at] = true
		out = append(out, problem{Place: at, Code: one.Code, Message: one.Message})
	}
	return out
}
