// The conditions of policies: under which they apply, and under which each deny body holds.
package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

type policyConditions struct {
	Applies condition   `json:"applies"`
	Denies  []condition `json:"denies"`
	// Rules are those that the conditions name.
	Rules map[string]*ruleConditions `json:"rules,omitempty"`
	// Calls are the functions and built-ins that the policy's entrypoint answers for known operands.
	Calls map[string]int `json:"calls,omitempty"`
}

func conditionsOf(modules map[string]*ast.Module, policies map[string][]string) (map[string]policyConditions, []problem) {
	follow, problems := followerOf(modules)
	if problems != nil {
		return nil, problems
	}
	out := map[string]policyConditions{}
	for _, id := range util.KeysSorted(policies) {
		encode := newEncoder(follow.compiler, follow)
		conditions := policyConditions{Denies: []condition{}}
		conditions.Applies = encode.applies(policies[id])
		for _, rule := range follow.rules(policies[id], deniesName) {
			conditions.Denies = append(conditions.Denies, encode.whole(rule.Body))
		}
		conditions.Rules, conditions.Calls = encode.rules, encode.calls
		out[id] = conditions
	}
	return out, nil
}

// applies is the condition under which the policy applies; without such a rule it always does.
func (e *encoder) applies(packagePath []string) condition {
	reference := ruleRef(packagePath, "applies")
	if len(e.compiler.GetRulesExact(reference)) == 0 {
		return certain(nil)
	}
	term := ast.NewTerm(reference)
	return e.whole(ast.NewBody(ast.Equality.Expr(term, ast.BooleanTerm(true))))
}

// addRuleValues puts a rule into each policy's package that tells the values of the rules that its conditions name.
func addRuleValues(modules map[string]*ast.Module, policies map[string][]string, conditions map[string]policyConditions) {
	modules["driftlock:told.rego"] = ast.MustParseModuleWithOpts(toldModule, ast.ParserOptions{RegoVersion: ast.RegoV1})
	for _, id := range util.KeysSorted(policies) {
		module := moduleOf(modules, policies[id])
		text := "package generated\n"
		for _, name := range util.KeysSorted(conditions[id].Rules) {
			parts := strings.Split(name, "/")
			value := ruleRef(parts[:len(parts)-1], parts[len(parts)-1])
			text += fmt.Sprintf("%s[%q] := %s(%s)\n", rulesName, name, toldFunction, value)
		}
		if len(conditions[id].Rules) == 0 {
			text += rulesName + " := {}\n"
		}
		text += callRules(conditions[id].Calls)
		for _, rule := range ast.MustParseModuleWithOpts(text, ast.ParserOptions{RegoVersion: ast.RegoV1}).Rules {
			addRule(module, rule)
		}
	}
}

// toldModule says what a value is, since JSON does not: {"value": v}, {"set": members}, or {"other": true} for one that
// holds sets further down or objects whose keys are no texts.
const (
	toldFunction = "data.driftlock.told.told"
	toldModule   = `package driftlock.told

told(v) := {"value": v} if not odd(v)

else := {"set": v} if {
	is_set(v)
	every member in v {
		not odd(member)
	}
}

else := {"other": true}

odd(v) if {
	walk(v, [_, part])
	is_set(part)
}

odd(v) if {
	walk(v, [_, part])
	is_object(part)
	some key, _ in part
	not is_string(key)
}
`
)

// callRules answer `input.driftlock_call`, {name, args}, with a set of what the one result is, or of nothing.
func callRules(calls map[string]int) string {
	text := callsName + " contains null if false\n"
	for _, name := range util.KeysSorted(calls) {
		callee := name
		if parts := strings.Split(name, "/"); len(parts) > 1 {
			callee = ruleRef(parts[:len(parts)-1], parts[len(parts)-1]).String()
		}
		args := []string{}
		for at := range calls[name] {
			args = append(args, fmt.Sprintf("input.driftlock_call.args[%d]", at))
		}
		text += fmt.Sprintf("%s contains %s(%s) if input.driftlock_call.name == %q\n", callsName, toldFunction, callText(callee, args), name)
	}
	return text
}

// callText writes operators as operators: they have no other name in Rego.
func callText(name string, args []string) string {
	if builtin := ast.BuiltinMap[name]; builtin != nil && builtin.Infix != "" {
		return fmt.Sprintf("(%s %s %s)", args[0], builtin.Infix, args[1])
	}
	return fmt.Sprintf("%s(%s)", name, strings.Join(args, ", "))
}

// moduleOf is the file that the policy's generated rules were put into.
func moduleOf(modules map[string]*ast.Module, wanted []string) *ast.Module {
	for _, file := range util.KeysSorted(modules) {
		if slices.Equal(packagePath(modules[file]), wanted) {
			return modules[file]
		}
	}
	return nil
}
