// Built-ins: those that hand on parts of what they are given are followed, of all others every argument is read whole.
package main

import "github.com/open-policy-agent/opa/v1/ast"

func (s *scope) builtin(name string, operands []*ast.Term, args []*value) *value {
	switch name {
	case "is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "type_name":
		// The kind: nothing below can change it, and that the argument is there was read with it.
		return answerOf(name)
	case "count":
		s.reads.size(args[0])
		return answerOf(name)
	case "object.keys":
		s.reads.size(args[0])
		return answerOf(name)
	case "object.get":
		return s.objectGet(operands, args)
	case "array.concat":
		s.reads.size(args[0])
		s.reads.size(args[1])
		return elements(join(args[0].underAny(), args[1].underAny()), anArray)
	case "array.reverse":
		s.reads.size(args[0])
		return elements(args[0].underAny(), anArray)
	case "equal", "neq", "lt", "lte", "gt", "gte":
		s.compare(args[0], args[1])
		return answerOf(name)
	case "internal.member_2":
		s.compare(args[0], args[1].underAny())
		s.reads.size(args[1])
		return answerOf(name)
	}
	if made := s.tracedBuiltin(name, args); made != nil {
		return made
	}
	for _, arg := range args {
		s.reads.whole(arg)
	}
	return answerOf(name)
}

// objectGet: along a constant key or a list of constant keys it is a reference that may be absent.
func (s *scope) objectGet(operands []*ast.Term, args []*value) *value {
	from, fallback := args[0], args[2]
	if args[1].onlyConsts() {
		s.traceStep(from, from.under(args[1]), operands[1])
		return join(from.under(args[1]), fallback)
	}
	steps, isArray := operands[1].Value.(*ast.Array)
	constant := isArray && steps.Len() > 0
	for at := 0; constant && at < steps.Len(); at++ {
		key := s.term(steps.Elem(at))
		constant = key.onlyConsts()
		if constant {
			s.traceStep(from, from.under(key), steps.Elem(at))
		}
		from = from.under(key)
	}
	if constant {
		return join(from, fallback)
	}
	s.reads.whole(args[0])
	s.reads.whole(args[1])
	return join(otherValue(), fallback)
}

// answerOf is what the built-in gives, as far as its declaration says.
func answerOf(name string) *value {
	if declared := ast.BuiltinMap[name]; declared != nil && declared.Decl.Result() != nil {
		return otherOf(declared.Decl.Result())
	}
	return otherValue()
}
