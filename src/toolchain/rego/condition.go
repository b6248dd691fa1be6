// Conditions: the bodies of compiled rules as nested and, or, not, and "some" over places of input, for who has no OPA.
package main

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// condition is one of
//
//	{"all": [condition]}  {"any": [condition]}  {"not": condition}
//	{"some": n, "in": operand, "where": condition}   one of its members, whose key is {"var": n}
//	{"op": name, "args": [operand]}                  a call that holds: "true", "defined", "collection", or one of OPA's built-ins
//	{"test": name, "args": [operand], "as": condition}   a function of the policies holds; "as" may be missing
//	{"rule": name}                                   the rule is true
//	{"known": rule, "then": condition, "else": …}    by the rule's value where all that it reads is known
//	{"rego": text, "reads": [path]}                  anything else, for OPA alone
//
// and an operand, looked up along its path if it has one, is one of
//
//	{"input": path}  {"rule": name, "path": path}  {"value": any, "path": path}  {"set": [any]}  {"var": n}
//	{"call": name, "args": [operand], "path": path}  {"rego": text, "reads": [path]}
//
// A step of a path is a string, a number, {"var": n} or {"of": operand}.
type condition map[string]any
type operand map[string]any

// ruleConditions are what a rule reads, and the condition under which it is true, for one that is asked that.
type ruleConditions struct {
	Reads     []path    `json:"reads"`
	Condition condition `json:"condition,omitempty"`
}

// then is what remains to be said once a body has bound its variables.
type then func(env) condition

// env are the variables of a body that are bound.
type env map[ast.Var]operand

type encoder struct {
	compiler *ast.Compiler
	// follower tells what rules read; without one, rules are always taken apart.
	follower *follower
	// rules are those whose values conditions ask for, by name.
	rules map[string]*ruleConditions
	// calls are the functions and built-ins that can be asked of known values, by name, with the number of operands.
	calls map[string]int
	// collections are comprehensions and sets that rules make, by the number in their operand.
	collections []collection
	vars        int
	size        int
	depth       int
}

const (
	mostConditions = 1000
	mostDepth      = 24
)

var (
	errTooLarge = errors.New("the condition is too large")
	errOther    = errors.New("there is no plain form")
)

func newEncoder(compiler *ast.Compiler, follow *follower) *encoder {
	return &encoder{compiler: compiler, follower: follow, rules: map[string]*ruleConditions{}, calls: map[string]int{}}
}

func all(conditions ...condition) condition {
	flat := []condition{}
	for _, each := range conditions {
		if inner, isAll := each["all"].([]condition); isAll {
			flat = append(flat, inner...)
		} else {
			flat = append(flat, each)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return condition{"all": flat}
}

func anyOf(conditions []condition) condition {
	if len(conditions) == 1 {
		return conditions[0]
	}
	return condition{"any": conditions}
}

func not(inner condition) condition { return condition{"not": inner} }

func certain(env) condition { return condition{"all": []condition{}} }

// whole is the condition of a body by itself; one that cannot be said otherwise is its text.
func (e *encoder) whole(body ast.Body) (out condition) {
	e.size = 0
	defer recoverTo(&out, func(error) condition { return e.text(body.String(), body, env{}) })
	return e.body(body, env{}, certain)
}

// recoverTo turns the encoder's own panics into an answer; others go on.
func recoverTo(out *condition, instead func(error) condition) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause != errTooLarge && cause != errOther {
		panic(cause)
	}
	*out = instead(cause.(error))
}

// body is the condition of the expressions one after the other, and of what follows them.
func (e *encoder) body(body ast.Body, bound env, rest then) condition {
	if len(body) == 0 {
		return rest(bound)
	}
	if e.size++; e.size > mostConditions {
		panic(errTooLarge)
	}
	return e.orText(body[0], bound, func(after env) condition { return e.body(body[1:], after, rest) })
}

// orText: an expression that has no plain form is its text, and so is all that it binds.
func (e *encoder) orText(expr *ast.Expr, bound env, rest then) (out condition) {
	goesOn := false
	size := e.size
	defer recoverTo(&out, func(cause error) condition {
		if goesOn {
			panic(cause)
		}
		e.size = size
		text := e.text(expr.String(), expr, bound)
		return all(text, rest(e.opaque(expr, bound)))
	})
	return e.expr(expr, bound, func(after env) condition {
		goesOn = true
		return rest(after)
	})
}

// opaque binds what the expression binds to values that nothing is known of.
func (e *encoder) opaque(expr *ast.Expr, bound env) env {
	after := bound.with()
	value := operand{"rego": expr.String(), "reads": e.readsOf(expr, bound)}
	for name := range varsOf(expr) {
		if _, isBound := after[name]; !isBound {
			after[name] = value
		}
	}
	delete(after, ast.InputRootDocument.Value.(ast.Var))
	delete(after, ast.DefaultRootDocument.Value.(ast.Var))
	return after
}

// expr is the condition of one expression and of what follows it.
func (e *encoder) expr(expr *ast.Expr, bound env, rest then) condition {
	if len(expr.With) > 0 {
		panic(errOther)
	}
	if expr.Negated {
		plain := expr.Copy()
		plain.Negated = false
		return all(not(e.alone(plain, bound)), rest(bound))
	}
	switch terms := expr.Terms.(type) {
	case *ast.SomeDecl:
		return rest(bound)
	case *ast.Every:
		return all(e.every(terms, bound), rest(bound))
	case *ast.Term:
		return e.truth(terms, bound, rest)
	case []*ast.Term:
		return e.call(expr, terms, bound, rest)
	}
	panic(errOther)
}

// alone is an expression after which nothing more is asked; one without a plain form is its text.
func (e *encoder) alone(expr *ast.Expr, bound env) (out condition) {
	size := e.size
	defer recoverTo(&out, func(error) condition {
		e.size = size
		return e.text(expr.String(), expr, bound)
	})
	return e.expr(expr, bound, certain)
}

// every member: there is none that does not, in something that has members.
func (e *encoder) every(every *ast.Every, bound env) condition {
	domain, binders := e.operand(every.Domain, bound)
	if len(binders) > 0 {
		panic(errOther)
	}
	inner := bound.with()
	if from, isCollection := e.madeHere(domain); isCollection && every.Key == nil {
		return not(from.members(func(member operand) condition {
			each := inner.with()
			each[every.Value.Value.(ast.Var)] = member
			return not(e.body(every.Body, each, certain))
		}))
	}
	id := e.fresh()
	if every.Key != nil {
		inner[every.Key.Value.(ast.Var)] = operand{"var": id}
	}
	inner[every.Value.Value.(ast.Var)] = below(domain, condition{"var": id})
	where := e.body(every.Body, inner, certain)
	counterexample := condition{"some": id, "in": strip(domain), "where": not(where)}
	return all(e.holds("collection", domain), not(counterexample))
}

// truth: the term is there and not false.
func (e *encoder) truth(term *ast.Term, bound env, rest then) condition {
	if ref, isRef := term.Value.(ast.Ref); isRef && e.isRule(ref) {
		return all(e.ruleTruth(ref, term, bound), rest(bound))
	}
	value, binders := e.operand(term, bound)
	if isConstant(value) && value["value"] != false {
		return rest(bound)
	}
	return e.under(binders, bound, func(after env) condition { return all(e.holds("true", value), rest(after)) })
}

// binder is a variable that stands for each key of what lies at a place.
type binder struct {
	name ast.Var
	id   int
	in   operand
}

// under asks for one member for each of the binders.
func (e *encoder) under(binders []binder, bound env, rest then) condition {
	if len(binders) == 0 {
		return rest(bound)
	}
	first := binders[0]
	after := bound.with()
	after[first.name] = operand{"var": first.id}
	return condition{"some": first.id, "in": strip(first.in), "where": e.under(binders[1:], after, rest)}
}

func (e *encoder) fresh() int {
	e.vars++
	return e.vars
}

func (b env) with() env {
	out := make(env, len(b)+1)
	for name, value := range b {
		out[name] = value
	}
	return out
}
