// Operands of conditions: references, constants and the results of calls.
package main

import (
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// operand is what the term stands for, and the variables that it binds by going through all members.
func (e *encoder) operand(term *ast.Term, bound env) (operand, []binder) {
	switch value := term.Value.(type) {
	case ast.Var:
		if known, isBound := bound[value]; isBound {
			return known, nil
		}
		if value.Compare(ast.InputRootDocument.Value) == 0 {
			return operand{"input": path{}}, nil
		}
	case ast.Ref:
		return e.reference(value, bound)
	case ast.Null, ast.Boolean, ast.Number, ast.String:
		return constant(term), nil
	case *ast.Array, ast.Object, ast.Set:
		if term.IsGround() && !holdsClosure(term) {
			return constant(term), nil
		}
	case *ast.ArrayComprehension:
		return e.comprehension(value.Term, value.Body, term, bound), nil
	case *ast.SetComprehension:
		return e.comprehension(value.Term, value.Body, term, bound), nil
	}
	panic(errOther)
}

func constant(term *ast.Term) operand {
	if set, isSet := term.Value.(ast.Set); isSet {
		members := []any{}
		set.Foreach(func(each *ast.Term) { members = append(members, plain(each)) })
		return operand{"set": members}
	}
	return operand{"value": plain(term)}
}

// plain is the JSON of a constant; sets inside of one have none, and neither have keys that are no texts.
func plain(term *ast.Term) any {
	found := false
	ast.WalkTerms(term, func(each *ast.Term) bool {
		switch value := each.Value.(type) {
		case ast.Set:
			found = true
		case ast.Number:
			found = found || !isExact(value)
		case ast.Object:
			value.Foreach(func(key, _ *ast.Term) {
				_, isText := key.Value.(ast.String)
				found = found || !isText
			})
		}
		return found
	})
	value, err := ast.JSON(term.Value)
	if err != nil || found {
		panic(errOther)
	}
	return value
}

// isExact: a number that is the same one to who has only 64 bits for it.
func isExact(number ast.Number) bool {
	short, err := strconv.ParseFloat(string(number), 64)
	return err == nil && ast.Number(strconv.FormatFloat(short, 'g', -1, 64)).Compare(number) == 0
}

// holdsClosure: references, calls and comprehensions inside of a term are no constants, ground or not.
func holdsClosure(term *ast.Term) bool {
	found := false
	ast.WalkTerms(term, func(each *ast.Term) bool {
		switch each.Value.(type) {
		case ast.Ref, ast.Call, *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension, *ast.TemplateString:
			found = true
		}
		return found
	})
	return found
}

func (e *encoder) reference(ref ast.Ref, bound env) (operand, []binder) {
	var from operand
	along := ref[1:]
	switch head := ref[0].Value.(type) {
	case ast.Var:
		switch known, isBound := bound[head]; {
		case isBound:
			from = known
		case head.Compare(ast.InputRootDocument.Value) == 0:
			from = operand{"input": path{}}
		case head.Compare(ast.DefaultRootDocument.Value) == 0:
			from, along = e.ruleOperand(ref)
		default:
			panic(errOther)
		}
	default:
		from, _ = e.operand(ref[0], bound)
	}
	return e.steps(from, along, bound)
}

func (e *encoder) steps(from operand, along []*ast.Term, bound env) (operand, []binder) {
	var binders []binder
	seen := bound
	for _, term := range along {
		name, isVar := term.Value.(ast.Var)
		if _, isBound := seen[name]; isVar && !isBound {
			id := e.fresh()
			binders = append(binders, binder{name: name, id: id, in: from})
			seen = seen.with()
			seen[name] = operand{"var": id}
			from = below(from, condition{"var": id})
			continue
		}
		key, inner := e.operand(term, seen)
		if len(inner) > 0 {
			panic(errOther)
		}
		from = below(from, stepFor(key))
	}
	return from, binders
}

// stepFor is a key as a step of a path.
func stepFor(key operand) any {
	if id, isVar := key["var"]; isVar {
		return condition{"var": id}
	}
	if value, isConstant := key["value"]; isConstant && key["path"] == nil {
		switch value := value.(type) {
		case string:
			return value
		case bool, nil:
			panic(errOther)
		default:
			if number, isNumber := intOf(value); isNumber {
				return number
			}
			panic(errOther)
		}
	}
	return condition{"of": key}
}

// below is what lies one step further down.
func below(from operand, step any) operand {
	name := "path"
	if _, isInput := from["input"]; isInput {
		name = "input"
	}
	if _, isVar := from["var"]; isVar {
		panic(errOther)
	}
	if _, isSet := from["set"]; isSet {
		panic(errOther)
	}
	along, _ := from[name].(path)
	out := operand{}
	for key, value := range from {
		out[key] = value
	}
	out[name] = along.with(step)
	return out
}

// ruleOperand is a rule's value, and what of the reference goes on below it.
func (e *encoder) ruleOperand(ref ast.Ref) (operand, []*ast.Term) {
	for length := 2; length <= len(ref); length++ {
		rules := e.compiler.GetRulesExact(ref[:length])
		if len(rules) == 0 {
			continue
		}
		if value, isConstant := constantRule(rules); isConstant {
			return value, ref[length:]
		}
		if len(rules[0].Head.Args) > 0 || hasRefHead(rules) {
			panic(errOther)
		}
		return e.ruleValue(ref[:length], rules), ref[length:]
	}
	return e.parameters(ref)
}

// parameters are known as rules are that read nothing: data.params, or those of one policy.
func (e *encoder) parameters(ref ast.Ref) (operand, []*ast.Term) {
	if e.follower == nil || len(ref) < 2 || !ref[1].Equal(ast.StringTerm("params")) {
		panic(errOther)
	}
	length := 2
	if len(ref) > 2 {
		if id, isText := ref[2].Value.(ast.String); isText && !strings.Contains(string(id), "/") {
			length = 3
		}
	}
	name := ruleName(ref[:length])
	if _, known := e.rules[name]; !known {
		e.rules[name] = &ruleConditions{Reads: []path{}}
	}
	return operand{"rule": name}, ref[length:]
}

// ruleValue is the rule by its name; a set that rules make is a collection too.
func (e *encoder) ruleValue(ref ast.Ref, rules []*ast.Rule) operand {
	out := operand{"rego": ref.String(), "reads": e.readsOf(ref, env{})}
	if e.follower != nil {
		name := ruleName(ref)
		e.note(name, ref, rules)
		out = operand{"rule": name}
	}
	if rules[0].Head.RuleKind() == ast.MultiValue {
		out["collection"] = e.collect(true, func(each func(operand) condition) condition { return e.givenBy(rules, each) })
	}
	return out
}

// note keeps what the rule reads, for who asks for its value.
func (e *encoder) note(name string, ref ast.Ref, rules []*ast.Rule) {
	if _, known := e.rules[name]; known {
		return
	}
	found := newReadSet()
	for _, rule := range rules {
		one := e.follower.rule(rule, nil, len(ref))
		found.add(one.reads)
		found.whole(one.value)
	}
	e.rules[name] = &ruleConditions{Reads: found.paths()}
}

// constantRule is a rule that is one constant, whatever the input.
func constantRule(rules []*ast.Rule) (operand, bool) {
	if len(rules) != 1 || hasRefHead(rules) {
		return nil, false
	}
	rule := rules[0]
	isOne := rule.Head.RuleKind() == ast.SingleValue && len(rule.Head.Args) == 0 && rule.Else == nil
	if !isOne || !isTrue(rule.Body) || !rule.Head.Value.IsGround() || holdsClosure(rule.Head.Value) || holdsSet(rule.Head.Value) {
		return nil, false
	}
	return constant(rule.Head.Value), true
}

func holdsSet(term *ast.Term) bool {
	found := false
	ast.WalkTerms(term, func(each *ast.Term) bool {
		_, isSet := each.Value.(ast.Set)
		found = found || isSet && each != term
		return found
	})
	return found
}

func isTrue(body ast.Body) bool {
	return len(body) == 1 && body[0].Equal(ast.NewExpr(ast.BooleanTerm(true)))
}

// hasRefHead: rules of which each makes a part of a document.
func hasRefHead(rules []*ast.Rule) bool {
	for _, rule := range rules {
		if len(rule.Head.Ref()) > 1 {
			return true
		}
	}
	return false
}

func ruleName(ref ast.Ref) string {
	parts := []string{}
	for _, term := range ref[1:] {
		parts = append(parts, string(term.Value.(ast.String)))
	}
	return strings.Join(parts, "/")
}

func intOf(number any) (int, bool) {
	term, err := ast.InterfaceToValue(number)
	if err != nil {
		return 0, false
	}
	value, isNumber := term.(ast.Number)
	if !isNumber {
		return 0, false
	}
	return value.Int()
}
