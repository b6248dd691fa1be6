// Calls inside conditions: built-ins as they are, functions taken apart into their bodies.
package main

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

func (e *encoder) call(expr *ast.Expr, terms []*ast.Term, bound env, rest then) condition {
	if expr.IsEquality() || expr.IsAssignment() {
		return e.equal(expr.Operand(0), expr.Operand(1), bound, rest)
	}
	name := terms[0].Value.(ast.Ref)
	if rules := e.compiler.GetRulesExact(name); len(rules) > 0 {
		return e.function(rules, terms[1:], bound, rest)
	}
	builtin, known := ast.BuiltinMap[name.String()]
	if !known {
		panic(errOther)
	}
	args := terms[1:]
	arity := builtin.Decl.Arity()
	operands := e.operands(args[:arity], bound)
	if isAskable(builtin) {
		e.calls[builtin.Name] = arity
	}
	if len(args) == arity {
		return all(e.holds(builtin.Name, operands...), rest(bound))
	}
	return e.result(args[arity], operand{"call": builtin.Name, "args": operands}, bound, rest)
}

// isAskable: the built-in can be written with operands that are JSON, and it has one result, that is JSON mostly.
func isAskable(builtin *ast.Builtin) bool {
	_, isSet := builtin.Decl.Result().(*types.Set)
	isOwn := strings.HasPrefix(builtin.Name, "internal.") || strings.HasPrefix(builtin.Name, "rego.") || builtin.Name == ast.Print.Name
	return !isSet && !isOwn && !builtin.Relation && !builtin.Nondeterministic
}

// operands are those of a call: none of them binds variables.
func (e *encoder) operands(args []*ast.Term, bound env) []operand {
	out := []operand{}
	for _, arg := range args {
		value, binders := e.operand(arg, bound)
		if len(binders) > 0 {
			panic(errOther)
		}
		out = append(out, value)
	}
	return out
}

// result binds, or compares, what a call gives.
func (e *encoder) result(out *ast.Term, value operand, bound env, rest then) condition {
	if name, isVar := out.Value.(ast.Var); isVar {
		if _, isBound := bound[name]; !isBound {
			after := bound.with()
			after[name] = value
			return all(e.holds("defined", value), rest(after))
		}
	}
	other, binders := e.operand(out, bound)
	if len(binders) > 0 {
		panic(errOther)
	}
	return all(e.holds("equal", value, other), rest(bound))
}

func (e *encoder) equal(a, b *ast.Term, bound env, rest then) condition {
	for _, pair := range [][2]*ast.Term{{a, b}, {b, a}} {
		if ref, isRef := pair[0].Value.(ast.Ref); isRef && e.isTest(ref) && pair[1].Equal(ast.BooleanTerm(true)) {
			return all(e.ruleTruth(ref, pair[0], bound), rest(bound))
		}
	}
	if isUnbound(b, bound) && !isUnbound(a, bound) {
		a, b = b, a
	}
	value, binders := e.operand(b, bound)
	return e.under(binders, bound, func(inner env) condition {
		if name, isVar := a.Value.(ast.Var); isVar && isUnbound(a, inner) {
			after := inner.with()
			after[name] = value
			if isConstant(value) {
				return rest(after)
			}
			return all(e.holds("defined", value), rest(after))
		}
		other, more := e.operand(a, inner)
		return e.under(more, inner, func(last env) condition { return all(e.holds("equal", other, value), rest(last)) })
	})
}

func isUnbound(term *ast.Term, bound env) bool {
	name, isVar := term.Value.(ast.Var)
	if !isVar || name.Compare(ast.InputRootDocument.Value) == 0 {
		return false
	}
	_, isBound := bound[name]
	return !isBound
}

func isConstant(value operand) bool {
	_, isValue := value["value"]
	_, isSet := value["set"]
	return (isValue || isSet) && value["path"] == nil
}

// function is a call of one of the policies' own.
func (e *encoder) function(rules []*ast.Rule, args []*ast.Term, bound env, rest then) condition {
	arity := len(rules[0].Head.Args)
	operands := e.operands(args[:arity], bound)
	if len(args) == arity {
		return all(e.test(rules, operands), rest(bound))
	}
	return e.apartFunction(rules, operands, func(value operand) condition { return e.result(args[arity], value, bound, rest) })
}

// test: a function holds; by itself where its operands are known, else by its definitions.
func (e *encoder) test(rules []*ast.Rule, operands []operand) condition {
	name := ruleName(rules[0].Ref().GroundPrefix())
	out := condition{"test": name, "args": stripped(operands)}
	if e.isPure(rules) {
		e.calls[name] = len(operands)
	}
	if as := e.definitions(rules, operands); as != nil {
		out["as"] = as
	} else if e.calls[name] == 0 {
		panic(errOther)
	}
	return out
}

// isPure: what a function says follows from its operands alone.
func (e *encoder) isPure(rules []*ast.Rule) bool {
	if e.follower == nil {
		return false
	}
	for _, rule := range rules {
		args := []*value{}
		for range rule.Head.Args {
			args = append(args, otherValue())
		}
		if len(args) == 0 || len(e.follower.rule(rule, args, 0).reads.paths()) > 0 {
			return false
		}
	}
	return true
}

// definitions are the bodies of a test; nil for one that cannot be taken apart.
func (e *encoder) definitions(rules []*ast.Rule, operands []operand) (out condition) {
	size := e.size
	defer recoverTo(&out, func(error) condition {
		e.size = size
		return nil
	})
	for _, rule := range rules {
		if !isTruth(rule) {
			return nil
		}
	}
	return e.apartFunction(rules, operands, nil)
}

// apartFunction: one of the definitions must hold, and give what the caller goes on with.
func (e *encoder) apartFunction(rules []*ast.Rule, operands []operand, given func(operand) condition) condition {
	if e.depth++; e.depth > mostDepth {
		e.depth--
		panic(errTooLarge)
	}
	defer func() { e.depth-- }()
	for _, rule := range rules {
		if rule.Else != nil || rule.Default || !plainParameters(rule) {
			panic(errOther)
		}
	}
	bodies := []condition{}
	for _, rule := range rules {
		bodies = append(bodies, e.definition(rule, operands, func(inner env) condition {
			if given == nil {
				return certain(inner)
			}
			value, binders := e.operand(rule.Head.Value, inner)
			if len(binders) > 0 {
				panic(errOther)
			}
			return given(value)
		}))
	}
	return all(append(e.present(operands), anyOf(bodies))...)
}

// present: a call with an operand that is not there has no result, whether its definitions look at it or not.
func (e *encoder) present(operands []operand) []condition {
	out := []condition{}
	for _, each := range operands {
		if _, isVar := each["var"]; !isVar && !isConstant(each) {
			out = append(out, e.holds("defined", each))
		}
	}
	return out
}

func isTruth(rule *ast.Rule) bool {
	return rule.Head.Value != nil && rule.Head.Value.Equal(ast.BooleanTerm(true))
}

// plainParameters are names and constants.
func plainParameters(rule *ast.Rule) bool {
	for _, parameter := range rule.Head.Args {
		switch parameter.Value.(type) {
		case ast.Var, ast.Null, ast.Boolean, ast.Number, ast.String:
		default:
			return false
		}
	}
	return true
}

func (e *encoder) definition(rule *ast.Rule, args []operand, rest then) condition {
	inner := env{}
	guards := []condition{}
	for at, parameter := range rule.Head.Args {
		if name, isVar := parameter.Value.(ast.Var); isVar {
			if known, again := inner[name]; again {
				guards = append(guards, e.holds("equal", known, args[at]))
			} else {
				inner[name] = args[at]
			}
			continue
		}
		guards = append(guards, e.holds("equal", constant(parameter), args[at]))
	}
	return all(append(guards, e.body(rule.Body, inner, rest))...)
}
