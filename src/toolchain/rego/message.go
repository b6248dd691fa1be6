// What of a deny body only builds the message, so that a message that cannot be built does not hide the denial.
package main

import "github.com/open-policy-agent/opa/v1/ast"

// withoutMessage is the body without `msg := sprintf(…)` and `msg := $"…"` where msg is used in the head alone and where
// what the message mentions is bound elsewhere in the body; anything else stays as it is.
func withoutMessage(deny *ast.Rule) ast.Body {
	inHead := varsOf(deny.Head.Key)
	var kept []*ast.Expr
	for at, expr := range deny.Body {
		if !onlyBuildsMessage(deny.Body, at, inHead) {
			kept = append(kept, expr.Copy())
		}
	}
	if len(kept) == 0 {
		kept = append(kept, ast.NewExpr(ast.BooleanTerm(true)))
	}
	return ast.NewBody(kept...)
}

func onlyBuildsMessage(body ast.Body, at int, inHead ast.VarSet) bool {
	expr := body[at]
	name, value, ok := assignment(expr)
	if !ok || !inHead.Contains(name) || !isText(value) {
		return false
	}
	bound := ast.VarSet{}
	for other, each := range body {
		if other == at {
			continue
		}
		if varsOf(each).Contains(name) {
			return false
		}
		bound.Update(declaredBy(each))
	}
	for mentioned := range varsOf(value) {
		// A wildcard or an unbound variable would iterate, and then whether there is a message is a condition.
		if mentioned.IsWildcard() || mentioned.IsGenerated() || (iterates(value, mentioned) && !bound.Contains(mentioned)) {
			return false
		}
	}
	return true
}

// assignment takes `name := value` apart.
func assignment(expr *ast.Expr) (ast.Var, *ast.Term, bool) {
	if expr.Negated || len(expr.With) > 0 || !expr.IsAssignment() && !expr.IsEquality() {
		return "", nil, false
	}
	name, isVar := expr.Operand(0).Value.(ast.Var)
	return name, expr.Operand(1), isVar
}

func isText(term *ast.Term) bool {
	switch value := term.Value.(type) {
	case *ast.TemplateString:
		return true
	case ast.Call:
		return value[0].Value.Compare(ast.Sprintf.Ref()) == 0
	}
	return false
}

// iterates tells whether the variable stands inside a reference or a closure of the term, where it could be bound.
func iterates(term *ast.Term, name ast.Var) bool {
	found := false
	ast.WalkNodes(term, func(node ast.Node) bool {
		each, isTerm := node.(*ast.Term)
		if !isTerm {
			return false
		}
		switch value := each.Value.(type) {
		case ast.Ref:
			for _, part := range value[1:] {
				found = found || varsOf(part).Contains(name)
			}
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			found = found || varsOf(each).Contains(name)
		}
		return found
	})
	return found
}

// declaredBy are the variables that an expression binds for certain: `x := …`, `some x in …`.
func declaredBy(expr *ast.Expr) ast.VarSet {
	out := ast.VarSet{}
	if expr.Negated {
		return out
	}
	if declared, ok := expr.Terms.(*ast.SomeDecl); ok {
		for _, symbol := range declared.Symbols {
			if call, isIn := symbol.Value.(ast.Call); isIn {
				for _, term := range call[1 : len(call)-1] {
					out.Update(varsOf(term))
				}
			}
		}
	}
	if expr.IsAssignment() {
		out.Update(varsOf(expr.Operand(0)))
	}
	return out
}

func varsOf(node any) ast.VarSet {
	out := ast.VarSet{}
	visitor := ast.NewGenericVisitor(func(each any) bool {
		if name, ok := each.(ast.Var); ok {
			out.Add(name)
		}
		return false
	})
	visitor.Walk(node)
	return out
}
