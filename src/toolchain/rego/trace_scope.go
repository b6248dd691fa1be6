// What a scope tells the tracer, where there is one; without, none of this does anything.
package main

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

func (s *scope) isTraced() bool { return s.follower.trace != nil && !s.follower.trace.tests }

// traced is the scope for one expression. Where another input is put in its place, nothing is said of this one.
func (s *scope) traced(expr *ast.Expr) *scope {
	if s.follower.trace == nil {
		return s
	}
	out := *s
	out.around.expr = expr
	here := out
	for _, with := range expr.With {
		target, isRef := with.Target.Value.(ast.Ref)
		if !isRef || !target.HasPrefix(ast.InputRootRef) {
			continue
		}
		here.give(target, with)
		out.follower = &follower{compiler: s.follower.compiler, known: map[string]*analysis{}}
	}
	return &out
}

// give notes what a test puts in the place of input.
func (s *scope) give(target ast.Ref, with *ast.With) {
	if !s.follower.trace.tests {
		return
	}
	at := path{}
	for _, term := range target[1:] {
		at = at.with(stepOf(term.Value))
	}
	one := given{place: placeOf(with.Location), Entries: entriesOf(s.term(with.Value), at)}
	if one.place == nil || len(one.Entries) == 0 {
		return
	}
	// A test of many cases may be followed several times.
	key := strings.Join([]string{with.Location.String(), s.term(with.Value).text()}, " ")
	s.follower.trace.given[key] = one
}

// gathering is a closure of a comprehension: what is undefined in it leaves a member out, and no more.
func (s *scope) gathering() *scope {
	out := s.inner()
	out.around.gathers = true
	return out
}

// placeHere is that of the term, or of the expression around it.
func (s *scope) placeHere(term *ast.Term) *place {
	if term != nil {
		if at := placeOf(term.Location); at != nil {
			return at
		}
	}
	if s.around.expr != nil {
		return placeOf(s.around.expr.Location)
	}
	if s.around.rule != nil {
		return placeOf(s.around.rule.Location)
	}
	return nil
}

func (s *scope) traceStep(from, to *value, term *ast.Term) {
	if !s.isTraced() || len(from.paths) == 0 {
		return
	}
	at := s.placeHere(term)
	// A key that is written elsewhere, as in a list of names, is told there.
	if held, isVar := s.heldIn(term); isVar && held.onlyConsts() {
		for _, one := range held.written {
			s.traceSteps(&place{File: one.File, Row: one.Row, Col: one.Col}, from.under(constNamed(held, one.Text)), from)
		}
		return
	}
	if at != nil {
		s.traceSteps(at, to, from)
	}
}

func (s *scope) traceSteps(at *place, to, from *value) {
	one := tracedStep{place: at, Paths: sortedPaths(to), Open: from.other || from.elem != nil || len(from.fields) > 0}
	if s.follower.trace.isNew("step", at, one.Paths, one.Open) {
		s.follower.trace.notes.Steps = append(s.follower.trace.notes.Steps, one)
	}
}

func (s *scope) heldIn(term *ast.Term) (*value, bool) {
	name, isVar := term.Value.(ast.Var)
	if !isVar {
		return nil, false
	}
	held, bound := s.vars[name]
	return held, bound && len(held.written) > 0
}

func constNamed(held *value, text string) *value {
	at := slices.IndexFunc(held.consts, func(each ast.Value) bool { return each.String() == text })
	if at == -1 {
		return held
	}
	return constValue(held.consts[at])
}

func sortedPaths(v *value) []path {
	out := []path{}
	for _, key := range util.KeysSorted(v.paths) {
		out = append(out, v.paths[key])
	}
	return out
}

func (s *scope) traceCompare(a, b *value) {
	if !s.isTraced() || s.around.expr == nil || len(a.paths) == 0 && len(b.paths) == 0 {
		return
	}
	at := placeOf(s.around.expr.Location)
	if at == nil {
		return
	}
	name := "equal"
	if s.around.expr.IsCall() && !s.around.expr.IsEquality() {
		name = s.around.expr.Operator().String()
	}
	one := tracedCompare{place: at, Name: name, Negated: s.around.expr.Negated, Left: operandOf(a), Right: operandOf(b)}
	if s.follower.trace.isNew("compare", at, one) {
		s.follower.trace.notes.Compares = append(s.follower.trace.notes.Compares, one)
	}
}

func operandOf(v *value) tracedOperand {
	out := tracedOperand{Paths: sortedPaths(v), Kinds: []string{}}
	for _, constant := range v.consts {
		out.Kinds = union(out.Kinds, []string{ast.ValueName(constant)})
		out.Text = union(out.Text, []string{constant.String()})
	}
	for _, kind := range kindsOf(v.kind) {
		if name := kindName(kind); name == "any" {
			out.Open = true
		} else {
			out.Kinds = union(out.Kinds, []string{name})
		}
	}
	slices.Sort(out.Kinds)
	return out
}

func (s *scope) traceCall(name string, operands []*ast.Term, args []*value) {
	declared := ast.BuiltinMap[name]
	if !s.isTraced() || declared == nil {
		return
	}
	takes := declared.Decl.FuncArgs()
	for index, arg := range args {
		if len(arg.paths) == 0 {
			continue
		}
		collected := &needs{}
		if name == "minus" || !strings.HasPrefix(name, "internal.") {
			collected.fit(arg, takes.Arg(index))
		}
		at := s.placeHere(nil)
		if at == nil {
			continue
		}
		one := tracedCall{place: at, Name: name, Index: index, Operand: operandOf(arg), Needs: append([]need{}, collected.found...)}
		if (len(one.Needs) > 0 || name == ast.WalkBuiltin.Name) && s.follower.trace.isNew("call", at, name, index, one.Operand, one.Needs) {
			s.follower.trace.notes.Calls = append(s.follower.trace.notes.Calls, one)
		}
	}
}

// traceNegated: operands of a negated call are taken out of it, and must be there for it to be true.
func (s *scope) traceNegated(name string, operands []*ast.Term, args []*value) {
	if !s.isTraced() || s.around.expr == nil || !s.around.expr.Negated {
		return
	}
	for index, arg := range args {
		if len(arg.paths) == 0 || s.isNamed(operands[index]) {
			continue
		}
		at := placeOf(s.around.expr.Location)
		one := tracedNegated{place: at, Name: name, Paths: sortedPaths(arg)}
		if at != nil && s.follower.trace.isNew("negated", at, name, one.Paths) {
			s.follower.trace.notes.Negated = append(s.follower.trace.notes.Negated, one)
		}
	}
}

// isNamed: the source itself gives it a name beforehand.
func (s *scope) isNamed(term *ast.Term) bool {
	name, isVar := term.Value.(ast.Var)
	if !isVar {
		return false
	}
	_, written := s.follower.compiler.RewrittenVars[name]
	return written
}
