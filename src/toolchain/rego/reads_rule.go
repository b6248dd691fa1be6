// Rules and functions: each is followed once per distinct set of arguments.
package main

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

type follower struct {
	compiler *ast.Compiler
	known    map[string]*analysis
	// trace is told where things are done, where there is one.
	trace *tracer
}

type analysis struct {
	reads *readSet
	value *value
}

// rule follows a rule and its else branches; depth is how many steps of its reference the caller has gone along.
func (f *follower) rule(rule *ast.Rule, args []*value, depth int) *analysis {
	key := memoKey(rule, args, depth)
	if found, known := f.known[key]; known {
		return found
	}
	// Rego has no recursion; should a cycle ever come here, it reads everything.
	f.known[key] = &analysis{reads: everythingRead(), value: otherValue()}
	out := &analysis{reads: newReadSet(), value: &value{}}
	for branch := rule; branch != nil; branch = branch.Else {
		found := f.branch(branch, args, depth)
		out.reads.add(found.reads)
		out.value = join(out.value, found.value)
	}
	f.known[key] = out
	return out
}

func everythingRead() *readSet {
	out := newReadSet()
	out.everything()
	return out
}

func memoKey(rule *ast.Rule, args []*value, depth int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%p %d", rule, depth)
	for _, arg := range args {
		arg.write(&out)
	}
	return out.String()
}

func (f *follower) branch(rule *ast.Rule, args []*value, depth int) *analysis {
	scope := newScope(f)
	scope.around.rule = rule
	for at, arg := range rule.Head.Args {
		if at < len(args) {
			scope.unify(arg, args[at])
		}
	}
	scope.body(rule.Body)
	var result *value
	if rule.Head.RuleKind() == ast.MultiValue {
		result = elements(scope.term(rule.Head.Key), aSet)
	} else {
		result = scope.term(rule.Head.Value)
	}
	if reference := rule.Ref(); len(rule.Head.Args) == 0 && depth > 0 {
		for at := len(reference) - 1; at >= depth; at-- {
			scope.reads.whole(scope.term(reference[at]))
			result = elements(result, anObject)
		}
	}
	return &analysis{reads: scope.reads, value: result}
}

// call follows every definition of a function.
func (s *scope) call(name ast.Ref, args []*value) *value {
	out := &value{}
	rules := s.follower.compiler.GetRulesExact(name)
	for _, rule := range rules {
		found := s.follower.rule(rule, args, 0)
		s.reads.add(found.reads)
		out = join(out, found.value)
	}
	if len(rules) == 0 {
		for _, arg := range args {
			s.reads.whole(arg)
		}
		s.reads.everything()
		return otherValue()
	}
	return out
}

// virtual follows a reference below data: rules as far as there are any, base documents otherwise.
func (s *scope) virtual(ref ast.Ref) *value {
	node := s.follower.compiler.RuleTree.Child(ref[0].Value)
	at := 1
	for ; node != nil && len(node.Values) == 0 && at < len(ref); at++ {
		if _, isName := ref[at].Value.(ast.String); !isName {
			break
		}
		next := node.Child(ref[at].Value)
		if next == nil {
			// Data that no rule makes: not of input.
			return s.steps(otherValue(), ref[at:])
		}
		node = next
	}
	if node == nil {
		return s.steps(otherValue(), ref[at:])
	}
	found := s.below(node, at)
	return s.steps(found, ref[at:])
}

// below is the value of the rules at a node of the tree, and of all rules further down.
func (s *scope) below(node *ast.TreeNode, depth int) *value {
	out := &value{}
	for _, rule := range node.Values {
		if len(rule.Head.Args) > 0 {
			continue
		}
		found := s.follower.rule(rule, nil, depth)
		s.reads.add(found.reads)
		out = join(out, found.value)
	}
	if len(node.Children) == 0 {
		return out
	}
	for _, child := range node.Children {
		under := s.below(child, depth+1)
		s.reads.whole(under)
	}
	return join(out, otherValue())
}
