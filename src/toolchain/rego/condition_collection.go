// Collections in conditions: what matters of them is mostly whether they have a member, or one like this.
package main

import "github.com/open-policy-agent/opa/v1/ast"

// collection asks for a member of which something holds.
type collection struct {
	members func(each func(operand) condition) condition
	set     bool
}

func (e *encoder) collect(set bool, members func(each func(operand) condition) condition) int {
	e.collections = append(e.collections, collection{members: members, set: set})
	return len(e.collections) - 1
}

// comprehension is told by its text, unless it is asked what its members are.
func (e *encoder) comprehension(member *ast.Term, body ast.Body, term *ast.Term, bound env) operand {
	_, isSet := term.Value.(*ast.SetComprehension)
	id := e.collect(isSet, func(each func(operand) condition) condition {
		return e.body(body, bound, func(inner env) condition { return e.each(member, inner, each) })
	})
	return operand{"rego": term.String(), "reads": e.readsOf(term, bound), "collection": id}
}

// givenBy asks for a member of a set that rules make.
func (e *encoder) givenBy(rules []*ast.Rule, each func(operand) condition) condition {
	bodies := []condition{}
	for _, rule := range rules {
		bodies = append(bodies, e.body(rule.Body, env{}, func(inner env) condition { return e.each(rule.Head.Key, inner, each) }))
	}
	return anyOf(bodies)
}

// madeHere is the collection that the operand is, of one that is no rule's value.
func (e *encoder) madeHere(arg operand) (collection, bool) {
	id, isCollection := arg["collection"].(int)
	if _, isRule := arg["rule"]; !isCollection || isRule || arg["path"] != nil {
		return collection{}, false
	}
	return e.collections[id], true
}

func (e *encoder) each(member *ast.Term, bound env, each func(operand) condition) condition {
	value, binders := e.operand(member, bound)
	return e.under(binders, bound, func(env) condition {
		if isConstant(value) {
			return each(value)
		}
		return all(e.holds("defined", value), each(value))
	})
}

// holds is a call as a condition; one that asks for the members of a collection is taken apart.
func (e *encoder) holds(name string, args ...operand) condition {
	plain := condition{"op": name, "args": stripped(args)}
	for at, arg := range args {
		id, isCollection := collectionOf(name, args, at)
		if !isCollection {
			continue
		}
		apart := e.apart(name, args, at, e.collections[id])
		if apart == nil {
			continue
		}
		if rule, isRule := ruleOf(arg)["rule"]; isRule {
			return condition{"known": rule, "then": plain, "else": apart}
		}
		return apart
	}
	return plain
}

// ruleOf is the operand, or what is counted of it.
func ruleOf(arg operand) operand {
	if inner, isCount := counted(arg); isCount {
		return inner
	}
	return arg
}

func counted(arg operand) (operand, bool) {
	if arg["call"] != ast.Count.Name || arg["path"] != nil {
		return nil, false
	}
	return arg["args"].([]operand)[0], true
}

// collectionOf is the collection that the argument is, or whose members it counts.
func collectionOf(name string, args []operand, at int) (int, bool) {
	arg := args[at]
	switch {
	case name == ast.Member.Name && at != 1:
		return 0, false
	case name != ast.Member.Name && name != "collection":
		arg = ruleOf(arg)
	}
	id, isCollection := arg["collection"].(int)
	return id, isCollection && arg["path"] == nil
}

// apart is the call said of members; nil for a call that cannot be.
func (e *encoder) apart(name string, args []operand, at int, from collection) condition {
	exists := func() condition { return from.members(func(operand) condition { return certain(nil) }) }
	if name == ast.Member.Name {
		return from.members(func(each operand) condition { return e.holds("equal", args[0], each) })
	}
	if name == "defined" || name == "collection" {
		return certain(nil)
	}
	if len(args) != 2 {
		return nil
	}
	other := args[1-at]
	if _, isCount := counted(args[at]); isCount {
		return emptiness(name, at, other, exists)
	}
	if !isEmptyConstant(other, from.set) {
		return nil
	}
	switch name {
	case "equal":
		return not(exists())
	case ast.NotEqual.Name:
		return exists()
	}
	return nil
}

// emptiness: a count held against nought or one.
func emptiness(name string, at int, other operand, exists func() condition) condition {
	number, isNumber := intOf(other["value"])
	if !isNumber || other["path"] != nil {
		return nil
	}
	if at == 1 {
		name = mirrored[name]
	}
	switch {
	case number == 0 && (name == ast.GreaterThan.Name || name == ast.NotEqual.Name), number == 1 && name == ast.GreaterThanEq.Name:
		return exists()
	case number == 0 && (name == "equal" || name == ast.LessThanEq.Name), number == 1 && name == ast.LessThan.Name:
		return not(exists())
	}
	return nil
}

var mirrored = map[string]string{
	"equal": "equal", ast.NotEqual.Name: ast.NotEqual.Name,
	ast.GreaterThan.Name: ast.LessThan.Name, ast.LessThan.Name: ast.GreaterThan.Name,
	ast.GreaterThanEq.Name: ast.LessThanEq.Name, ast.LessThanEq.Name: ast.GreaterThanEq.Name,
}

func isEmptyConstant(value operand, set bool) bool {
	name := "value"
	if set {
		name = "set"
	}
	members, isList := value[name].([]any)
	return isList && len(members) == 0 && value["path"] == nil
}

// stripped operands have no number of a collection, which means nothing outside of this program.
func stripped(args []operand) []operand {
	out := []operand{}
	for _, arg := range args {
		out = append(out, strip(arg))
	}
	return out
}

func strip(arg operand) operand {
	out := operand{}
	for key, value := range arg {
		if inner, isArgs := value.([]operand); isArgs {
			out[key] = stripped(inner)
		} else if key != "collection" {
			out[key] = value
		}
	}
	return out
}
