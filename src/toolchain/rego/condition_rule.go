// Rules inside conditions: told by their own values where these can be known, else taken apart into their bodies.
package main

import "github.com/open-policy-agent/opa/v1/ast"

func (e *encoder) isRule(ref ast.Ref) bool {
	return ref[0].Value.Compare(ast.DefaultRootDocument.Value) == 0 && len(e.compiler.GetRulesExact(ref)) > 0
}

// isTest: rules that are true or not there.
func (e *encoder) isTest(ref ast.Ref) bool {
	if !e.isRule(ref) {
		return false
	}
	for _, rule := range e.compiler.GetRulesExact(ref) {
		isFalse := rule.Default && rule.Head.Value.Equal(ast.BooleanTerm(false))
		if rule.Else != nil || rule.Head.RuleKind() != ast.SingleValue || !isTruth(rule) && !isFalse {
			return false
		}
	}
	return true
}

// ruleTruth: a rule without arguments holds; by its own value where that can be known, else by its bodies.
func (e *encoder) ruleTruth(ref ast.Ref, term *ast.Term, bound env) condition {
	if e.follower == nil {
		return e.expanded(ref, term, bound)
	}
	value, _ := e.ruleOperand(ref)
	name, isRule := value["rule"].(string)
	if !isRule || !e.isTest(ref) {
		return condition{"op": "true", "args": []operand{strip(value)}}
	}
	if e.rules[name].Condition == nil {
		// It is told once, wherever it is named: its size is its own.
		size := e.size
		e.size = 0
		e.rules[name].Condition = e.expanded(ref, term, bound)
		e.size = size
	}
	return condition{"rule": name}
}

func (e *encoder) expanded(ref ast.Ref, term *ast.Term, bound env) (out condition) {
	size := e.size
	defer recoverTo(&out, func(error) condition {
		e.size = size
		return e.text(term.String(), term, bound)
	})
	if e.depth++; e.depth > mostDepth {
		e.depth--
		panic(errTooLarge)
	}
	defer func() { e.depth-- }()
	if !e.isTest(ref) {
		panic(errOther)
	}
	bodies := []condition{}
	for _, rule := range e.compiler.GetRulesExact(ref) {
		if rule.Default {
			continue
		}
		bodies = append(bodies, e.body(rule.Body, env{}, certain))
	}
	return anyOf(bodies)
}

// text is a condition that nothing but OPA decides, with what of input it may read.
func (e *encoder) text(text string, node any, bound env) condition {
	return condition{"rego": text, "reads": e.readsOf(node, bound)}
}
