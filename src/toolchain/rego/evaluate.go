// eval: a query over modules, data and input, in OPA's own evaluator.
package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown/print"
)

type evalRequest struct {
	sources
	Query string         `json:"query"`
	Data  map[string]any `json:"data"`
	Input *any           `json:"input"`
	// StrictBuiltinErrors makes a built-in that fails an error instead of undefined.
	StrictBuiltinErrors bool `json:"strictBuiltinErrors"`
}

type printed struct{ strings.Builder }

func (p *printed) Print(context print.Context, message string) error {
	_, err := fmt.Fprintf(p, "%s:%d: %s\n", context.Location.File, context.Location.Row, message)
	return err
}

// evaluate answers with one entry per solution: the value of each expression of the query, and its variables.
func evaluate(request evalRequest) (any, []problem) {
	modules, problems := request.parse()
	if problems != nil {
		return nil, problems
	}
	output := &printed{}
	options := []func(*rego.Rego){
		rego.Query(request.Query),
		rego.StrictBuiltinErrors(request.StrictBuiltinErrors),
		rego.EnablePrintStatements(true),
		rego.PrintHook(output),
	}
	for _, module := range modules {
		options = append(options, rego.ParsedModule(module))
	}
	if request.Data != nil {
		options = append(options, rego.Store(inmem.NewFromObject(request.Data)))
	}
	if request.Input != nil {
		options = append(options, rego.Input(*request.Input))
	}
	found, err := rego.New(options...).Eval(context.Background())
	if err != nil {
		return nil, problemsOf(err)
	}
	solutions := make([]map[string]any, 0, len(found))
	for _, solution := range found {
		values := make([]any, 0, len(solution.Expressions))
		for _, expression := range solution.Expressions {
			values = append(values, expression.Value)
		}
		solutions = append(solutions, map[string]any{"values": values, "bindings": solution.Bindings})
	}
	return map[string]any{"solutions": solutions, "output": output.String()}, nil
}
