// The rules that build adds to each policy: which deny bodies hold, whether it applies, and both in one result.
package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

const (
	deniesName  = "driftlock_denies"
	appliesName = "driftlock_applies"
	resultName  = "driftlock_result"
	rulesName   = "driftlock_rules"
	callsName   = "driftlock_calls"
)

// policyRules are the rules of one package that make a policy, in source order.
type policyRules struct {
	module  *ast.Module
	denies  []*ast.Rule
	applies []*ast.Rule
}

// addPolicyRules puts the generated rules into each policy's own package, so that its imports and names hold there.
func addPolicyRules(modules map[string]*ast.Module, policies map[string][]string) []problem {
	var problems []problem
	for _, id := range util.KeysSorted(policies) {
		rules, wrong := findPolicy(modules, id, policies[id])
		if wrong != nil {
			problems = append(problems, *wrong)
			continue
		}
		for index, deny := range rules.denies {
			addRule(rules.module, denyBody(deny, index))
		}
		for _, rule := range generatedRules(len(rules.applies) > 0) {
			addRule(rules.module, rule)
		}
	}
	return problems
}

func addRule(module *ast.Module, rule *ast.Rule) {
	rule.Module = module
	ast.WalkRules(rule, func(each *ast.Rule) bool {
		each.Module = module
		return false
	})
	module.Rules = append(module.Rules, rule)
}

func findPolicy(modules map[string]*ast.Module, id string, path []string) (policyRules, *problem) {
	var out policyRules
	for _, file := range util.KeysSorted(modules) {
		module := modules[file]
		if !slices.Equal(packagePath(module), path) {
			continue
		}
		if out.module == nil {
			out.module = module
		}
		for _, rule := range module.Rules {
			if wrong := out.take(rule); wrong != "" {
				return out, &problem{Place: placeOf(rule.Location), Code: "policy", Message: wrong}
			}
		}
	}
	if out.module == nil {
		return out, &problem{Code: "policy", Message: fmt.Sprintf("policy %s: no package %s", id, strings.Join(path, "."))}
	}
	if len(out.denies) == 0 {
		message := "a policy has at least one rule: deny contains <message> if <condition>"
		return out, &problem{Place: placeOf(out.module.Package.Location), Code: "policy", Message: message}
	}
	if slices.ContainsFunc(out.denies, func(rule *ast.Rule) bool { return rule.Module != out.module }) {
		message := "a policy has all its deny rules in one file"
		return out, &problem{Place: placeOf(out.module.Package.Location), Code: "policy", Message: message}
	}
	return out, nil
}

// take sorts one rule in; what it answers is what is wrong with it.
func (p *policyRules) take(rule *ast.Rule) string {
	switch name := string(rule.Head.Ref()[0].Value.(ast.Var)); {
	case strings.HasPrefix(name, "driftlock_"):
		return "names that begin with driftlock_ are taken by the compiler"
	case name == "deny":
		if kindOf(rule) != "set" || rule.Default || len(rule.Head.Ref()) != 1 {
			return "deny is a set of messages: deny contains <message> if <condition>"
		}
		p.denies = append(p.denies, rule)
	case name == "applies":
		if kindOf(rule) != "value" {
			return "applies is one value: applies if <condition>"
		}
		p.applies = append(p.applies, rule)
	}
	return ""
}

// denyBody is the deny rule with its head made the constant index, and what only builds the message left out.
func denyBody(deny *ast.Rule, index int) *ast.Rule {
	out := &ast.Rule{Location: deny.Location, Body: withoutMessage(deny)}
	out.Head = ast.NewHead(deniesName, ast.IntNumberTerm(index))
	out.Head.Location = deny.Head.Location
	return out
}

func generatedRules(hasApplies bool) []*ast.Rule {
	applies := appliesName + " := true\n"
	if hasApplies {
		applies = "default " + appliesName + " := false\n" + appliesName + " if applies == true\n"
	}
	// A member of deny needs a deny body that holds: where none does, the messages need not be looked for.
	text := "package generated\n" + applies +
		resultName + ` := {"applies": false, "denies": [], "deny": []} if not ` + appliesName + `
			else := {"applies": true, "denies": [], "deny": []} if ` + deniesName + ` == set()
			else := {"applies": true, "denies": ` + deniesName + `, "deny": deny}`
	return ast.MustParseModuleWithOpts(text, ast.ParserOptions{RegoVersion: ast.RegoV1}).Rules
}

// entrypointModules are the packages driftlock.group and driftlock.policy, with one rule for each entrypoint:
// driftlock/group/<name> is {canary, policies: {id: result}}, driftlock/policy/<id with slashes> is {canary, …result},
// driftlock/rules/<id with slashes> is {canary, rules: {name: told}} of the rules that the policy's conditions name,
// driftlock/calls/<id with slashes> is {canary, results: [told]} of input.driftlock_call; told as toldModule says.
func entrypointModules(request buildRequest, result *buildResult) (map[string]*ast.Module, []problem) {
	groups := &ast.Module{Package: &ast.Package{Path: ast.MustParseRef("data.driftlock.group")}}
	policies := &ast.Module{Package: &ast.Package{Path: ast.MustParseRef("data.driftlock.policy")}}
	calls := &ast.Module{Package: &ast.Package{Path: ast.MustParseRef("data.driftlock.calls")}}
	rules := &ast.Module{Package: &ast.Package{Path: ast.MustParseRef("data.driftlock.rules")}}
	for _, id := range util.KeysSorted(request.Policies) {
		members := [][2]*ast.Term{canary()}
		for _, key := range []string{"applies", "denies", "deny"} {
			value := resultRef(request.Policies[id]).Append(ast.StringTerm(key))
			members = append(members, [2]*ast.Term{ast.StringTerm(key), ast.NewTerm(value)})
		}
		parts := strings.Split(id, ".")
		addRule(policies, entrypoint(parts, members))
		values := ruleRef(request.Policies[id], rulesName)
		held := [2]*ast.Term{ast.StringTerm("rules"), ast.NewTerm(values)}
		addRule(rules, entrypoint(parts, [][2]*ast.Term{canary(), held}))
		result.Rules[id] = "driftlock/rules/" + strings.Join(parts, "/")
		answers := [2]*ast.Term{ast.StringTerm("results"), ast.NewTerm(ruleRef(request.Policies[id], callsName))}
		addRule(calls, entrypoint(parts, [][2]*ast.Term{canary(), answers}))
		result.Calls[id] = "driftlock/calls/" + strings.Join(parts, "/")
		result.Policies[id] = "driftlock/policy/" + strings.Join(parts, "/")
	}
	for _, name := range util.KeysSorted(request.Groups) {
		var members [][2]*ast.Term
		for _, id := range request.Groups[name] {
			path, known := request.Policies[id]
			if !known {
				return nil, []problem{{Code: "policy", Message: fmt.Sprintf("group %s: %q is no policy", name, id)}}
			}
			members = append(members, [2]*ast.Term{ast.StringTerm(id), ast.NewTerm(resultRef(path))})
		}
		judged := [2]*ast.Term{ast.StringTerm("policies"), ast.ObjectTerm(members...)}
		addRule(groups, entrypoint([]string{name}, [][2]*ast.Term{canary(), judged}))
		result.Groups[name] = "driftlock/group/" + name
	}
	return map[string]*ast.Module{
		"driftlock:group.rego": groups, "driftlock:policy.rego": policies, "driftlock:rules.rego": rules,
		"driftlock:calls.rego": calls,
	}, nil
}

func canary() [2]*ast.Term {
	return [2]*ast.Term{ast.StringTerm("canary"), ast.RefTerm(ast.VarTerm("input"), ast.StringTerm("canary"))}
}

func resultRef(path []string) ast.Ref { return ruleRef(path, resultName) }

func ruleRef(path []string, name string) ast.Ref {
	ref := ast.Ref{ast.DefaultRootDocument}
	for _, part := range append(slices.Clone(path), name) {
		ref = ref.Append(ast.StringTerm(part))
	}
	return ref
}

func entrypoint(name []string, members [][2]*ast.Term) *ast.Rule {
	reference := ast.Ref{ast.VarTerm(name[0])}
	for _, part := range name[1:] {
		reference = reference.Append(ast.StringTerm(part))
	}
	head := ast.RefHead(reference)
	head.Value = ast.ObjectTerm(members...)
	return &ast.Rule{Head: head, Body: ast.NewBody(ast.NewExpr(ast.BooleanTerm(true)))}
}
