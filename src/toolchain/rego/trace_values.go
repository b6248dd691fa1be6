// Values while they are traced: where they are written, what built-ins hand on of them, and parameters.
package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// writtenTerm notes on the value of a literal where it stands.
func (s *scope) writtenTerm(term *ast.Term, v *value) *value {
	if s.follower.trace == nil {
		return v
	}
	one := writtenAt{}
	switch made := term.Value.(type) {
	case ast.Null, ast.Boolean, ast.Number, ast.String:
		one.Kind, one.Text = ast.ValueName(made), made.String()
	case *ast.Array:
		one.Kind = "array"
	case ast.Object:
		one.Kind = "object"
	case ast.Set:
		one.Kind = "set"
	default:
		return v
	}
	at := s.placeHere(term)
	if at == nil {
		return v
	}
	one.place = *at
	out := *v
	out.written = union(v.written, []writtenAt{one})
	return &out
}

// keyed notes on the value of a member of a literal object where its key stands.
func (s *scope) keyed(key *ast.Term, held *value) *value {
	if s.follower.trace == nil {
		return held
	}
	at := s.placeHere(key)
	if at == nil {
		return held
	}
	out := *held
	out.keys = []place{*at}
	return &out
}

// tracedBuiltin is what built-ins that put collections together hand on; nil for all others, and without a trace.
func (s *scope) tracedBuiltin(name string, args []*value) *value {
	if s.follower.trace == nil {
		return nil
	}
	switch name {
	case "object.union", "union":
		return join(args...)
	case "object.union_n":
		return args[0].underAny()
	case "object.remove", "object.filter", "array.slice":
		return args[0]
	case "sort":
		return elements(args[0].underAny(), anArray)
	}
	return nil
}

// traceParam: data.params["<policy>"].<name>.
func (s *scope) traceParam(ref ast.Ref) {
	if !s.isTraced() || len(ref) < 3 || ref[1].Value.Compare(ast.String("params")) != 0 {
		return
	}
	one := tracedParam{place: s.placeHere(ref[2]), Covered: s.around.gathers || s.isCovered()}
	policy, isText := ref[2].Value.(ast.String)
	if one.place == nil || !isText {
		return
	}
	one.Policy = string(policy)
	if len(ref) > 3 {
		name, isText := ref[3].Value.(ast.String)
		if !isText {
			return
		}
		one.Name = string(name)
		one.place = s.placeHere(ref[3])
	}
	if s.around.rule != nil {
		one.Rule = s.around.rule.Head.Ref().String()
	}
	if s.follower.trace.isNew("param", one.place, one.Policy, one.Name) {
		s.follower.trace.notes.Params = append(s.follower.trace.notes.Params, one)
	}
}

// isCovered: where this is undefined, the rule has a default or another branch, or the expression asks whether it is.
func (s *scope) isCovered() bool {
	if s.around.expr != nil && s.around.expr.Negated {
		return true
	}
	rule := s.around.rule
	if rule == nil {
		return false
	}
	if rule.Else != nil {
		return true
	}
	for _, other := range s.follower.compiler.GetRulesExact(rule.Ref().GroundPrefix()) {
		if other.Default {
			return true
		}
	}
	return false
}

// traceWhole notes the first expression that reads all of the input, or of the resource's values.
func (s *scope) traceWhole(expr *ast.Expr) {
	if !s.isTraced() || expr.IsCall() && buildsText(expr.Operator()) {
		return
	}
	for key, read := range s.reads.full {
		isWhole := len(read) == 0 || len(read) == 1 && read[0] != "type" && read[0] != "now" && read[0] != "change"
		if !isWhole || s.follower.trace.whole[key] {
			continue
		}
		at := placeOf(expr.Location)
		if at == nil {
			continue
		}
		s.follower.trace.whole[key] = true
		s.follower.trace.notes.Wholes = append(s.follower.trace.notes.Wholes, tracedPlace{place: at, Path: read})
	}
}

func buildsText(name ast.Ref) bool {
	text := name.String()
	return text == "internal.template_string" || text == "internal.print" || text == "print"
}
