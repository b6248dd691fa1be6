// Variable keys: rules such as s[k] := v and s[k] contains v, of which OPA's partial evaluation loses part (1.22.2).
package main

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

const keyName = "driftlock_key"

// separateKeys gives the key of s[v] := v a variable of its own, which the body holds against the old one: asked for one
// key, OPA finds no solution at all where the key is the value as well.
func separateKeys(modules map[string]*ast.Module) {
	for _, module := range modules {
		for _, rule := range module.Rules {
			reference := rule.Head.Reference
			last := len(reference) - 1
			if last < 1 {
				continue
			}
			key, isVar := reference[last].Value.(ast.Var)
			if !isVar {
				continue
			}
			own := ast.VarTerm(keyName)
			// As lists: OPA would take the one variable for the other again.
			rule.Body.Append(ast.Equality.Expr(ast.ArrayTerm(own), ast.ArrayTerm(ast.NewTerm(key))))
			reference[last] = own
			if rule.Head.Key != nil && rule.Head.RuleKind() == ast.SingleValue && rule.Head.Key.Value.Compare(key) == 0 {
				rule.Head.Key = own
			}
		}
	}
}

// scattered is the first rule that gathers several values under a key that is a variable: asked for one key, OPA takes
// each value by itself, as if it were all that stands there.
func scattered(modules map[string]*ast.Module) (problem, bool) {
	for _, file := range util.KeysSorted(modules) {
		for _, rule := range modules[file].Rules {
			if gathersUnderKey(rule.Head) {
				message := fmt.Sprintf("what %s gathers cannot be evaluated partially", rule.Head.Ref())
				return problem{Place: placeOf(rule.Location), Code: "partial", Message: message}, true
			}
		}
	}
	return problem{}, false
}

func gathersUnderKey(head *ast.Head) bool {
	reference := head.Ref()
	for at := 1; at < len(reference); at++ {
		if !reference[at].IsGround() {
			return head.RuleKind() == ast.MultiValue || at < len(reference)-1
		}
	}
	return false
}
