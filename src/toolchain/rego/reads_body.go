// Bodies: variables are bound in the order of the compiled body, what is bound already is compared.
package main

import (
	"maps"

	"github.com/open-policy-agent/opa/v1/ast"
)

// scope is one body: what its variables may hold, and what was read so far.
type scope struct {
	follower *follower
	vars     map[ast.Var]*value
	reads    *readSet
	// around: what the source has around what is followed; only for traces.
	around surroundings
}

func newScope(f *follower) *scope {
	return &scope{follower: f, vars: map[ast.Var]*value{}, reads: newReadSet()}
}

// inner is a closure: it sees what is bound so far, what it binds stays inside, its reads count.
func (s *scope) inner() *scope {
	return &scope{follower: s.follower, vars: maps.Clone(s.vars), reads: s.reads, around: s.around}
}

func (s *scope) body(body ast.Body) {
	for _, expr := range body {
		s.expr(expr)
		s.traceWhole(expr)
	}
}

func (s *scope) expr(expr *ast.Expr) {
	s = s.traced(expr)
	for _, with := range expr.With {
		s.reads.whole(s.term(with.Value))
		target, isRef := with.Target.Value.(ast.Ref)
		if !isRef || !target.HasPrefix(ast.InputRootRef) {
			// A replaced rule or function may read, and be, anything.
			s.reads.everything()
		}
	}
	at := s
	if expr.Negated {
		at = s.inner()
	}
	switch terms := expr.Terms.(type) {
	case *ast.Term:
		at.reads.scalar(at.term(terms))
	case []*ast.Term:
		at.callExpr(expr, terms)
	case *ast.Every:
		at.every(terms)
	case *ast.SomeDecl:
	default:
		at.reads.everything()
	}
}

func (s *scope) callExpr(expr *ast.Expr, terms []*ast.Term) {
	if expr.IsEquality() || expr.IsAssignment() {
		s.equal(expr.Operand(0), expr.Operand(1))
		return
	}
	name := terms[0].Value.(ast.Ref)
	operands := terms[1:]
	arity := s.follower.compiler.GetArity(name)
	if arity >= 0 && len(operands) > arity {
		result := s.apply(name, operands[:arity], expr.Location)
		s.unify(operands[arity], result)
		return
	}
	s.reads.scalar(s.apply(name, operands, expr.Location))
}

func (s *scope) apply(name ast.Ref, operands []*ast.Term, at *ast.Location) *value {
	args := make([]*value, 0, len(operands))
	for _, operand := range operands {
		args = append(args, s.term(operand))
	}
	s.traceNegated(name.String(), operands, args)
	if name.HasPrefix(ast.DefaultRootRef) {
		return s.call(name, args)
	}
	s.reads.call(name.String(), args, at)
	s.traceCall(name.String(), operands, args)
	return s.builtin(name.String(), operands, args)
}

func (s *scope) every(every *ast.Every) {
	domain := s.term(every.Domain)
	for _, place := range domain.paths {
		s.reads.presence(inputValue(place.with(nil)))
	}
	s.traceStep(domain, domain.underAny(), every.Domain)
	inner := s.inner()
	if every.Key != nil {
		inner.unify(every.Key, keyOf(domain))
	}
	inner.unify(every.Value, domain.underAny())
	inner.body(every.Body)
}

// keyOf is what a variable holds that iterates the value's keys.
func keyOf(v *value) *value {
	if v.set {
		return join(v.elem, otherValue())
	}
	return otherValue()
}

func (s *scope) equal(left, right *ast.Term) {
	switch {
	case s.isPattern(left) && s.isPattern(right):
		s.equalPatterns(left, right)
	case s.isPattern(left):
		s.unify(left, s.term(right))
	default:
		s.unify(right, s.term(left))
	}
}

// equalPatterns: both sides bind variables, as [x, 1] = [2, y].
func (s *scope) equalPatterns(left, right *ast.Term) {
	a, isArray := left.Value.(*ast.Array)
	b, isAlso := right.Value.(*ast.Array)
	if isArray && isAlso && a.Len() == b.Len() {
		for at := range a.Len() {
			s.equal(a.Elem(at), b.Elem(at))
		}
		return
	}
	s.reads.everything()
	s.bindAll(left)
	s.bindAll(right)
}

// isPattern: the term holds a variable that is bound by being held against a value.
func (s *scope) isPattern(term *ast.Term) bool {
	found := false
	switch v := term.Value.(type) {
	case ast.Var:
		found = !s.isBound(v)
	case *ast.Array:
		v.Foreach(func(each *ast.Term) { found = found || s.isPattern(each) })
	case ast.Object:
		v.Foreach(func(_, each *ast.Term) { found = found || s.isPattern(each) })
	}
	return found
}

func (s *scope) isBound(name ast.Var) bool {
	_, bound := s.vars[name]
	return bound || name == ast.InputRootDocument.Value || name == ast.DefaultRootDocument.Value
}

// unify holds the term against the value: unbound variables are bound to what they meet, the rest is compared.
func (s *scope) unify(term *ast.Term, v *value) {
	if !s.isPattern(term) {
		s.compare(s.term(term), v)
		return
	}
	switch pattern := term.Value.(type) {
	case ast.Var:
		s.vars[pattern] = v
	case *ast.Array:
		s.reads.size(v)
		for at := range pattern.Len() {
			s.member(pattern.Elem(at), v, constValue(ast.InternedTerm(at).Value))
		}
	case ast.Object:
		s.reads.size(v)
		pattern.Foreach(func(key, each *ast.Term) {
			under := s.term(key)
			if !under.onlyConsts() {
				s.reads.whole(under)
			}
			s.member(each, v, under)
		})
	}
}

func (s *scope) member(term *ast.Term, v, key *value) {
	under := v.under(key)
	s.reads.presence(under)
	s.traceStep(v, under, term)
	s.unify(term, under)
}

func (s *scope) compare(a, b *value) {
	s.traceCompare(a, b)
	switch {
	case a.onlyConsts():
		s.against(b)
	case b.onlyConsts():
		s.against(a)
	default:
		s.reads.whole(a)
		s.reads.whole(b)
	}
}

// against a scalar: a made collection never equals one, but its parts may be what tells them apart in an order.
func (s *scope) against(v *value) { s.reads.scalar(v) }

func (s *scope) bindAll(term *ast.Term) {
	for name := range varsOf(term) {
		if !s.isBound(name) {
			s.vars[name] = otherValue()
		}
	}
}
