// tests, test, coverage: OPA's own test runner over sources that are compiled once, one test at a time, so that the
// host can end one that does not end by itself and go on with the next.
package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

type testsRequest struct {
	sources
	Data []dataFile `json:"data"`
	// Filter is a regular expression over data.package.name.
	Filter string `json:"filter"`
	// Coverage records which lines the tests run.
	Coverage bool `json:"coverage"`
}

type testRequest struct {
	Handle string `json:"handle"`
	Test   int    `json:"test"`
}

// testSet is what is compiled, and the tests in it by number.
type testSet struct {
	handle   string
	modules  map[string]*ast.Module
	data     map[string]any
	found    []foundTest
	coverage *cover.Cover
	plain    *testRun
	// traced is compiled when the first test has failed.
	traced *testRun
}

// testRun is one compilation with the runner and the store that belong to it.
type testRun struct {
	runner      *tester.Runner
	compiler    *ast.Compiler
	store       storage.Store
	transaction storage.Transaction
}

// noTimeout: it is the host that ends what takes too long, since nothing interrupts a goroutine here.
const noTimeout = 1000 * time.Hour

var (
	currentTests *testSet
	testSets     int
)

// listTests compiles, and answers with all tests that the filter chooses, in order of file and line.
func listTests(request testsRequest) (any, []problem) {
	filter, err := regexp.Compile(request.Filter)
	if err != nil {
		return nil, problemsOf(err)
	}
	modules, problems := request.parse()
	if problems != nil {
		return nil, problems
	}
	data, problems := mergeData(request.Data)
	if problems != nil {
		return nil, problems
	}
	set := &testSet{modules: modules, data: data}
	if request.Coverage {
		set.coverage = cover.New()
	}
	set.plain, problems = set.compile(false)
	if problems != nil {
		return nil, problems
	}
	if set.coverage != nil {
		set.plain.runner.SetCoverageQueryTracer(set.coverage)
	}
	set.found = findTests(set.plain.compiler, filter)
	testSets++
	set.handle = fmt.Sprint(testSets)
	currentTests = set
	return map[string]any{"handle": set.handle, "tests": set.found}, nil
}

func (s *testSet) compile(trace bool) (*testRun, []problem) {
	ctx := context.Background()
	store := inmem.NewFromObject(s.data)
	transaction, err := store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return nil, problemsOf(err)
	}
	compiler := ast.NewCompiler().
		WithPathConflictsCheck(storage.NonEmpty(ctx, store, transaction)).
		WithEnablePrintStatements(true).
		WithUseTypeCheckAnnotations(true).
		WithRewriteTestRules(trace)
	runner := tester.NewRunner().SetCompiler(compiler).SetStore(store).SetModules(s.modules).SetParallel(1).
		CapturePrintOutput(true).StackTraces(true).SetTimeout(noTimeout)
	// The runner compiles with stages of its own, and then finds no test of this name.
	found, err := runner.SetPrefixMatchers(ast.MustParseRef("data.driftlock.none")).RunTests(ctx, transaction)
	if err != nil {
		return nil, problemsOf(err)
	}
	for range found {
	}
	// Without modules it takes the compiler as it is.
	runner.SetModules(nil)
	return &testRun{runner: runner, compiler: compiler, store: store, transaction: transaction}, nil
}

func (r *testRun) run(one foundTest) (*tester.Result, []problem) {
	r.runner.SetPrefixMatchers(one.ref).Filter("^" + regexp.QuoteMeta(one.ref.String()) + "$")
	results, err := r.runner.RunTests(context.Background(), r.transaction)
	if err != nil {
		return nil, problemsOf(err)
	}
	var out *tester.Result
	for result := range results {
		if out == nil {
			out = result
		}
	}
	if out == nil {
		return nil, []problem{{Place: one.place, Code: "test_lost", Message: "the test is not found again"}}
	}
	return out, nil
}

func testsOf(request testRequest) (*testSet, foundTest, []problem) {
	set := currentTests
	if set == nil || set.handle != request.Handle || request.Test < 0 || request.Test >= len(set.found) {
		return nil, foundTest{}, []problem{{Code: "bad_request", Message: "no such test is prepared under this handle"}}
	}
	return set, set.found[request.Test], nil
}

type testResult struct {
	Status     string     `json:"status"`
	Problem    *problem   `json:"problem,omitempty"`
	DurationNs int64      `json:"durationNs"`
	Output     string     `json:"output,omitempty"`
	Cases      []testCase `json:"cases,omitempty"`
}

type testCase struct {
	Path []string `json:"path"`
	Fail bool     `json:"fail"`
}

// mostOutput of one test is kept.
const mostOutput = 1 << 16

func runTest(request testRequest) (any, []problem) {
	set, one, problems := testsOf(request)
	if problems != nil {
		return nil, problems
	}
	if one.Skip {
		return testResult{Status: "skip"}, nil
	}
	from, problems := set.plain.run(one)
	if problems != nil {
		return nil, problems
	}
	out := testResult{Status: "pass", DurationNs: int64(from.Duration), Output: string(from.Output)}
	if len(out.Output) > mostOutput {
		out.Output = strings.ToValidUTF8(out.Output[:mostOutput], "") + fmt.Sprintf("\n… (%d bytes more)\n", len(out.Output)-mostOutput)
	}
	for path, each := range from.SubResults.Iter {
		if len(each.SubResults) == 0 {
			out.Cases = append(out.Cases, testCase{Path: path, Fail: each.Fail})
		}
	}
	switch {
	case from.Error != nil:
		out.Status, out.Problem = "error", &problemsOf(from.Error)[0]
	case from.Fail:
		out.Status = "fail"
	}
	return out, nil
}

// testCoverage is OPA's report over all tests that ran since they were listed.
func testCoverage(request struct {
	Handle string `json:"handle"`
}) (any, []problem) {
	set := currentTests
	if set == nil || set.handle != request.Handle || set.coverage == nil {
		return nil, []problem{{Code: "bad_request", Message: "no coverage is recorded under this handle"}}
	}
	return set.coverage.Report(set.modules), nil
}
