// The tests in compiled modules: rules named test_…, and todo_test_… that are skipped, as OPA's runner finds them.
package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/tester"
)

type foundTest struct {
	*place
	Package string `json:"package"`
	Name    string `json:"name"`
	Skip    bool   `json:"skip,omitempty"`
	// ref is what the runner calls it.
	ref     ast.Ref
	lastRow int
}

// numbered is what the runner puts behind names that rules share, in an order that changes from run to run.
var numbered = regexp.MustCompile(`#\d{2,}$`)

func findTests(compiler *ast.Compiler, filter *regexp.Regexp) []foundTest {
	found := []foundTest{}
	for _, module := range compiler.Modules {
		for _, rule := range module.Rules {
			if ref, name, ok := testName(rule.Head); ok {
				found = append(found, foundTest{
					place: placeOf(rule.Loc()), Package: strings.TrimPrefix(module.Package.Path.String(), "data."), Name: name,
					Skip: strings.HasPrefix(name, tester.SkipTestPrefix), ref: module.Package.Path.Extend(ref),
					lastRow: rule.Loc().Row + strings.Count(string(rule.Loc().Text), "\n"),
				})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b foundTest) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	seen := map[string]int{}
	for at, one := range found {
		if one.Skip {
			continue
		}
		name := numbered.ReplaceAllString(one.Name, "")
		key := one.Package + "\x00" + name
		if seen[key] > 0 {
			name = fmt.Sprintf("%s#%02d", name, seen[key])
		}
		seen[key]++
		found[at].Name = name
	}
	return slices.DeleteFunc(found, func(one foundTest) bool {
		return !filter.MatchString("data." + one.Package + "." + one.Name)
	})
}

// testName is the reference up to the part that names a test, and that part.
func testName(head *ast.Head) (ast.Ref, string, bool) {
	ref := head.Ref().GroundPrefix()
	for at, term := range ref {
		var name string
		switch value := term.Value.(type) {
		case ast.Var:
			name = string(value)
		case ast.String:
			name = string(value)
		}
		if strings.HasPrefix(name, tester.TestPrefix) || strings.HasPrefix(name, tester.SkipTestPrefix) {
			return ref[:at+1], name, true
		}
	}
	return nil, "", false
}
