// failure: a failed test once more, watched: the expression at which it failed, and the values of what that reads.
package main

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type testFailure struct {
	failedAt
	// Because are expressions of rules that the failed one asked for.
	Because []failedAt `json:"because,omitempty"`
}

type failedAt struct {
	*place
	Expression string       `json:"expression"`
	Values     []shownValue `json:"values"`
}

// caseFailure is that of one case of a test, the path empty for a test without cases.
type caseFailure struct {
	Path []string `json:"path"`
	testFailure
}

// mostBecause expressions of other rules are told of.
const mostBecause = 3

func explainFailure(request testRequest) (any, []problem) {
	set, one, problems := testsOf(request)
	if problems != nil {
		return nil, problems
	}
	if set.traced == nil {
		if set.traced, problems = set.compile(true); problems != nil {
			return nil, problems
		}
	}
	// Names that rules share are numbered anew by each compilation: the place is what stays.
	at := -1
	again := findTests(set.traced.compiler, regexp.MustCompile(""))
	for index, each := range again {
		if *each.place == *one.place && each.Name == one.Name && each.Package == one.Package {
			at = index
		}
	}
	if at < 0 {
		return nil, []problem{{Place: one.place, Code: "test_lost", Message: "the test is not found again"}}
	}
	watcher := &failureWatcher{test: one, compiler: set.traced.compiler}
	if problems := set.traced.watch(again[at], watcher); problems != nil {
		return nil, problems
	}
	return map[string]any{"failures": watcher.failures()}, nil
}

// watch evaluates the test as the runner does, but for the index of rules: it would leave out bodies unseen.
func (r *testRun) watch(one foundTest, watcher *failureWatcher) []problem {
	ctx := ast.WithCompiler(context.Background(), r.compiler)
	prepared, err := rego.New(rego.Store(r.store), rego.Transaction(r.transaction), rego.Compiler(r.compiler),
		rego.Query(one.ref.String())).PrepareForEval(ctx)
	if err == nil {
		_, err = prepared.Eval(ctx, rego.EvalTransaction(r.transaction), rego.EvalQueryTracer(watcher), rego.EvalRuleIndexing(false))
	}
	if err != nil {
		return problemsOf(err)
	}
	return nil
}

// failureWatcher keeps the last failure of each case, so that a long evaluation takes no more memory than a short one.
type failureWatcher struct {
	test     foundTest
	compiler *ast.Compiler
	path     []string
	// order of the cases, by key, as the evaluation came upon them.
	order   []string
	last    map[string]caseFailure
	because []failedAt
}

func (*failureWatcher) Enabled() bool               { return true }
func (*failureWatcher) Config() topdown.TraceConfig { return topdown.TraceConfig{PlugLocalVars: true} }

func (w *failureWatcher) TraceEvent(event topdown.Event) {
	switch event.Op {
	case topdown.TestCaseOp:
		w.path, w.because = casePath(event), nil
	case topdown.EvalOp:
		if w.isInTest(event.Location) {
			w.because = nil
		}
	case topdown.FailOp:
		w.failed(event)
	}
}

func (w *failureWatcher) isInTest(location *ast.Location) bool {
	at := placeOf(location)
	return at != nil && at.File == w.test.File && at.Row >= w.test.Row && at.Row <= w.test.lastRow
}

func (w *failureWatcher) failed(event topdown.Event) {
	expression, isExpression := event.Node.(*ast.Expr)
	if !isExpression || placeOf(event.Location) == nil {
		return
	}
	// Of an `every` the expression in it that failed is what tells.
	if _, isEvery := expression.Terms.(*ast.Every); isEvery {
		return
	}
	at := failedAt{place: placeOf(event.Location), Expression: expressionText(expression), Values: valuesOf(&event, expression, w.compiler)}
	if !w.isInTest(event.Location) {
		w.because = append(w.because, at)
		if len(w.because) > mostBecause {
			w.because = w.because[1:]
		}
		return
	}
	failure := testFailure{failedAt: at}
	if asksRule(expression) {
		failure.Because = w.because
	}
	w.keep(failure)
}

// casePath is what a case is called, as OPA's runner puts it.
func casePath(event topdown.Event) []string {
	path := []string{}
	names, isArray := event.Node.(*ast.Expr).Operand(0).Value.(*ast.Array)
	if !isArray {
		return path
	}
	names.Foreach(func(name *ast.Term) {
		if text, isText := name.Value.(ast.String); isText {
			path = append(path, string(text))
		} else if value, err := ast.JSON(name.Value); err == nil {
			text, _ := json.Marshal(value)
			path = append(path, string(text))
		} else {
			path = append(path, "INVALID")
		}
	})
	return path
}

func (w *failureWatcher) key() string {
	key, _ := json.Marshal(w.path)
	return string(key)
}

func (w *failureWatcher) keep(failure testFailure) {
	if w.last == nil {
		w.last = map[string]caseFailure{}
	}
	key := w.key()
	if _, known := w.last[key]; !known {
		w.order = append(w.order, key)
	}
	w.last[key] = caseFailure{Path: append([]string{}, w.path...), testFailure: failure}
}

func (w *failureWatcher) failures() []caseFailure {
	out := []caseFailure{}
	for _, key := range w.order {
		out = append(out, w.last[key])
	}
	return out
}

// asksRule: the expression is nothing but a rule or a call of a function, so that it failed for what is in there.
func asksRule(expression *ast.Expr) bool {
	if expression.Negated {
		return false
	}
	if term, isTerm := expression.Terms.(*ast.Term); isTerm {
		ref, isRef := term.Value.(ast.Ref)
		return isRef && ref.HasPrefix(ast.DefaultRootRef)
	}
	return expression.IsCall() && expression.Operator().HasPrefix(ast.DefaultRootRef)
}

func expressionText(expression *ast.Expr) string {
	base := expression.BaseCogeneratedExpr()
	if base.Location != nil && len(base.Location.Text) > 0 {
		return strings.TrimSpace(string(base.Location.Text))
	}
	return base.String()
}
