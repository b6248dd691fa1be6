// What raw policies cannot do: asked of the compiled modules before anything is judged.
package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// refused are built-ins of OPA and of conftest whose results would not come from the plan, and why.
var refused = map[string]string{
	"http.send":                   "asks the network",
	"net.lookup_ip_addr":          "asks the network",
	"opa.runtime":                 "reads the environment of the process",
	"parse_config":                "is conftest's own: give such files with --data and read them at data.…",
	"parse_config_file":           "is conftest's own and reads files: give them with --data and read them at data.…",
	"parse_combined_config_files": "is conftest's own and reads files: give them with --data and read them at data.…",
}

func refusedMessage(name string) (string, bool) {
	why, isRefused := refused[name]
	return fmt.Sprintf("%s cannot be called here: it %s", name, why), isRefused
}

// rawProblems says of conftest's own built-ins why they are not there.
func rawProblems(err error) []problem {
	problems := problemsOf(err)
	for at, one := range problems {
		name, isUndefined := strings.CutPrefix(one.Message, "undefined function ")
		if message, isRefused := refusedMessage(name); isUndefined && isRefused {
			problems[at].Message = message
		}
	}
	return problems
}

// notAskable are calls that are refused in what the rules lead to, and rules whose value can be no list of messages.
func notAskable(compiler *ast.Compiler, rules []rawRule) []problem {
	modules := map[string]*ast.Module{}
	problems := []problem{}
	for _, rule := range rules {
		for file, module := range reachable(compiler.Modules, append(slices.Clone(rule.Package), rule.Name)) {
			modules[file] = module
		}
		for _, one := range compiler.GetRulesExact(ruleRef(rule.Package, rule.Name)) {
			if message := noMessages(rule, one); message != "" {
				problems = append(problems, problem{Place: placeOf(one.Location), Code: "raw", Message: message})
			}
		}
	}
	for _, file := range util.KeysSorted(modules) {
		problems = append(problems, refusedCalls(modules[file])...)
	}
	return problems
}

// noMessages: conftest takes a scalar for a pass, whatever it says.
func noMessages(rule rawRule, one *ast.Rule) string {
	if one.Head.RuleKind() == ast.MultiValue || one.Head.Value == nil || !ast.IsScalar(one.Head.Value.Value) {
		return ""
	}
	return fmt.Sprintf("%s is %s, not a set of messages: %s contains <message> if …",
		rule.id(), one.Head.Value.Value.String(), rule.Name)
}

func refusedCalls(module *ast.Module) []problem {
	problems := []problem{}
	add := func(operator ast.Ref, location *ast.Location) {
		if message, isRefused := refusedMessage(operator.String()); isRefused {
			problems = append(problems, problem{Place: placeOf(location), Code: "raw", Message: message})
		}
	}
	ast.WalkExprs(module, func(expr *ast.Expr) bool {
		if expr.IsCall() {
			add(expr.Operator(), expr.Location)
		}
		return false
	})
	ast.WalkTerms(module, func(term *ast.Term) bool {
		if call, isCall := term.Value.(ast.Call); isCall {
			if operator, isRef := call[0].Value.(ast.Ref); isRef {
				add(operator, term.Location)
			}
		}
		return false
	})
	return problems
}
