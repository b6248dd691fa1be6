// What of input a part of a body may read that is told by its text alone.
package main

import "github.com/open-policy-agent/opa/v1/ast"

// readsOf are the places that the node mentions, by itself or through its variables; the empty path is all of input.
func (e *encoder) readsOf(node any, bound env) []path {
	found := newReadSet()
	ast.WalkRefs(node, func(ref ast.Ref) bool {
		e.refReads(ref, bound, found)
		return false
	})
	for name := range varsOf(node) {
		if value, isBound := bound[name]; isBound {
			operandReads(value, nil, found)
		}
	}
	return found.paths()
}

func (e *encoder) refReads(ref ast.Ref, bound env, found *readSet) {
	name, isVar := ref[0].Value.(ast.Var)
	if !isVar {
		return
	}
	switch {
	case name.Compare(ast.InputRootDocument.Value) == 0:
		add(found, along(path{}, ref[1:]))
	case name.Compare(ast.DefaultRootDocument.Value) == 0:
		e.dataReads(ref, found)
	default:
		if value, isBound := bound[name]; isBound {
			operandReads(value, ref[1:], found)
		}
	}
}

// dataReads: of rules what they read, of anything else below data nothing of input.
func (e *encoder) dataReads(ref ast.Ref, found *readSet) {
	for length := 2; length <= len(ref); length++ {
		rules := e.compiler.GetRulesExact(ref[:length])
		if len(rules) > 0 && e.follower == nil {
			found.everything()
			return
		}
		for _, rule := range rules {
			args := []*value{}
			for range rule.Head.Args {
				args = append(args, otherValue())
			}
			one := e.follower.rule(rule, args, 0)
			found.add(one.reads)
			found.whole(one.value)
		}
	}
}

func operandReads(from operand, steps []*ast.Term, found *readSet) {
	if reads, isText := from["reads"].([]path); isText {
		for _, place := range reads {
			add(found, place)
		}
	}
	if place, isInput := from["input"].(path); isInput {
		add(found, along(plainSteps(place), steps))
	}
	if args, isCall := from["args"].([]operand); isCall {
		for _, arg := range args {
			operandReads(arg, nil, found)
		}
	}
}

func add(found *readSet, place path) { found.full[place.key()] = place }

func plainSteps(place path) path {
	out := path{}
	for _, step := range place {
		switch step.(type) {
		case string, int:
			out = append(out, step)
		default:
			out = append(out, nil)
		}
	}
	return out
}

func along(place path, steps []*ast.Term) path {
	for _, term := range steps {
		place = place.with(stepOf(term.Value))
	}
	return place
}
