// test: OPA's own test runner, with place, status, failing expression, trace, print output and coverage.
package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type testRequest struct {
	sources
	Data map[string]any `json:"data"`
	// Filter is a regular expression over package.name.
	Filter string `json:"filter"`
	// Coverage asks which lines the tests ran.
	Coverage bool `json:"coverage"`
}

type testResult struct {
	*place
	Package    string `json:"package"`
	Name       string `json:"name"`
	Status     string `json:"status"`
	Error      string `json:"error,omitempty"`
	DurationNs int64  `json:"durationNs"`
	FailedAt   *place `json:"failedAt,omitempty"`
	Expression string `json:"expression,omitempty"`
	Trace      string `json:"trace,omitempty"`
	Output     string `json:"output,omitempty"`
	Cases      any    `json:"cases,omitempty"`
}

func test(request testRequest) (any, []problem) {
	if _, err := regexp.Compile(request.Filter); err != nil {
		return nil, problemsOf(err)
	}
	var coverage *cover.Cover
	if request.Coverage {
		coverage = cover.New()
	}
	results, modules, problems := runTests(request, coverage, false)
	if problems != nil {
		return nil, problems
	}
	// The runner takes a coverage tracer or a trace, not both: what failed is run again for its trace.
	if problems := traceFailures(request, results); problems != nil {
		return nil, problems
	}
	out := map[string]any{"tests": results}
	if coverage != nil {
		out["coverage"] = coverage.Report(modules)
	}
	return out, nil
}

func runTests(request testRequest, coverage *cover.Cover, trace bool) ([]testResult, map[string]*ast.Module, []problem) {
	modules, problems := request.parse()
	if problems != nil {
		return nil, nil, problems
	}
	data := request.Data
	if data == nil {
		data = map[string]any{}
	}
	ctx := context.Background()
	store := inmem.NewFromObject(data)
	transaction, err := store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return nil, nil, problemsOf(err)
	}
	defer store.Abort(ctx, transaction)
	runner := tester.NewRunner().SetStore(store).SetModules(modules).SetParallel(1).
		CapturePrintOutput(true).EnableTracing(trace).Filter(request.Filter)
	if coverage != nil {
		runner = runner.SetCoverageQueryTracer(coverage)
	}
	found, err := runner.RunTests(ctx, transaction)
	if err != nil {
		return nil, nil, problemsOf(err)
	}
	results := []testResult{}
	for one := range found {
		results = append(results, resultOf(one))
	}
	return results, modules, nil
}

func resultOf(from *tester.Result) testResult {
	out := testResult{
		place: placeOf(from.Location), Package: strings.TrimPrefix(from.Package, "data."), Name: from.Name,
		Status: "pass", DurationNs: int64(from.Duration), Output: string(from.Output),
	}
	if len(from.SubResults) > 0 {
		out.Cases = from.SubResults
	}
	switch {
	case from.Error != nil:
		out.Status, out.Error = "error", from.Error.Error()
	case from.Skip:
		out.Status = "skip"
	case from.Fail:
		out.Status = "fail"
		if at := failedAt(from); at != nil {
			out.FailedAt, out.Expression = placeOf(at), string(at.Text)
		}
		if len(from.Trace) > 0 {
			var text bytes.Buffer
			topdown.PrettyTraceWithOpts(&text, from.Trace, topdown.PrettyTraceOptions{Locations: true, ExprVariables: true})
			out.Trace = text.String()
		}
	}
	return out
}

// failedAt is where the last expression of the test's own file failed: deeper ones failed before it, in helpers.
func failedAt(from *tester.Result) *ast.Location {
	for at := len(from.Trace) - 1; at >= 0; at-- {
		event := from.Trace[at]
		expression, isExpression := event.Node.(*ast.Expr)
		if event.Op != topdown.FailOp || !isExpression || expression.Location == nil {
			continue
		}
		if expression.Location.File == from.Location.File && expression.Location.Row >= from.Location.Row {
			return expression.Location
		}
	}
	return nil
}

func traceFailures(request testRequest, results []testResult) []problem {
	var failed []string
	for _, one := range results {
		if one.Status == "fail" {
			failed = append(failed, regexp.QuoteMeta(one.Package+"."+one.Name)+"$")
		}
	}
	if len(failed) == 0 {
		return nil
	}
	request.Filter = strings.Join(failed, "|")
	traced, _, problems := runTests(request, nil, true)
	byPlace := map[place]testResult{}
	for _, one := range traced {
		if one.place != nil {
			byPlace[*one.place] = one
		}
	}
	for index, one := range results {
		if one.Status != "fail" || one.place == nil {
			continue
		}
		if again, found := byPlace[*one.place]; found && again.Status == "fail" {
			results[index].Trace, results[index].FailedAt = again.Trace, again.FailedAt
			results[index].Expression = again.Expression
		}
	}
	return problems
}
