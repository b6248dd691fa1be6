// Terms: what a term of the compiled policy may hold; a reference that must exist is a read of its presence.
package main

import "github.com/open-policy-agent/opa/v1/ast"

func (s *scope) term(term *ast.Term) *value {
	return s.writtenTerm(term, s.termValue(term))
}

func (s *scope) termValue(term *ast.Term) *value {
	switch v := term.Value.(type) {
	case ast.Null, ast.Boolean, ast.Number, ast.String:
		return constValue(v)
	case ast.Var:
		return s.variable(v)
	case ast.Ref:
		return s.ref(v)
	case ast.Call:
		return s.apply(v[0].Value.(ast.Ref), v[1:], term.Location)
	case *ast.Array:
		return s.array(v)
	case ast.Object:
		return s.object(v)
	case ast.Set:
		out := elements(nil, aSet)
		v.Foreach(func(each *ast.Term) { out.elem = joinIfAny(out.elem, s.term(each)) })
		return out
	case *ast.ArrayComprehension:
		inner := s.gathering()
		inner.body(v.Body)
		return elements(inner.term(v.Term), anArray)
	case *ast.SetComprehension:
		inner := s.gathering()
		inner.body(v.Body)
		return elements(inner.term(v.Term), aSet)
	case *ast.ObjectComprehension:
		inner := s.gathering()
		inner.body(v.Body)
		s.reads.whole(inner.term(v.Key))
		return elements(inner.term(v.Value), anObject)
	}
	s.reads.everything()
	return otherValue()
}

func (s *scope) variable(name ast.Var) *value {
	if held, bound := s.vars[name]; bound {
		return held
	}
	switch name {
	case ast.InputRootDocument.Value:
		return inputValue(path{})
	case ast.DefaultRootDocument.Value:
		return s.virtual(ast.DefaultRootRef)
	}
	// A safe policy has no such variable.
	s.reads.everything()
	return otherValue()
}

func (s *scope) array(array *ast.Array) *value {
	out := &value{fields: map[string]*value{}, kind: anArray}
	for at := range array.Len() {
		out.fields[fieldKey(ast.InternedTerm(at).Value)] = s.term(array.Elem(at))
	}
	return out
}

func (s *scope) object(object ast.Object) *value {
	out := &value{fields: map[string]*value{}, kind: anObject}
	object.Foreach(func(key, each *ast.Term) {
		under, held := s.term(key), s.term(each)
		if !under.onlyConsts() {
			s.reads.whole(under)
			out.elem = joinIfAny(out.elem, held)
			return
		}
		held = s.keyed(key, held)
		for _, scalar := range under.consts {
			out.fields[fieldKey(scalar)] = joinIfAny(out.fields[fieldKey(scalar)], held)
		}
	})
	return out
}

func (s *scope) ref(ref ast.Ref) *value {
	var out *value
	if ref[0].Value.Compare(ast.DefaultRootDocument.Value) == 0 {
		out = s.virtual(ref)
		s.traceParam(ref)
	} else {
		out = s.steps(s.term(ref[0]), ref[1:])
	}
	s.reads.presence(out)
	return out
}

// steps goes down from a value along a reference, binding variables that iterate.
func (s *scope) steps(from *value, along []*ast.Term) *value {
	for _, term := range along {
		from = s.step(from, term)
	}
	return from
}

func (s *scope) step(from *value, term *ast.Term) *value {
	if name, isVar := term.Value.(ast.Var); isVar && !s.isBound(name) {
		s.vars[name] = keyOf(from)
		s.traceStep(from, from.underAny(), term)
		return from.underAny()
	}
	if s.isPattern(term) {
		return s.patternStep(from, term)
	}
	key := s.term(term)
	if from.set {
		// Being a member of a set is being equal to one of its elements.
		s.reads.whole(key)
		s.reads.whole(from)
		return join(from.under(key), key)
	}
	if !key.onlyConsts() {
		s.reads.whole(key)
	}
	s.traceStep(from, from.under(key), term)
	return from.under(key)
}

// patternStep: members of a set taken apart, as pairs[[name, x]].
func (s *scope) patternStep(from *value, term *ast.Term) *value {
	if !from.set {
		s.reads.everything()
		s.bindAll(term)
		return otherValue()
	}
	members := from.underAny()
	s.unify(term, members)
	return members
}
