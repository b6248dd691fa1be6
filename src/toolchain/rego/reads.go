// reads: which places of input a policy may read, found by following values through the compiled rules.
package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// policyReads are paths from input down; nil stands for any key or element, a last step "" for: whether it is there.
type policyReads struct {
	Applies []path   `json:"applies"`
	Denies  [][]path `json:"denies"`
	All     []path   `json:"all"`
}

func reads(request policiesRequest) (any, []problem) {
	follow, problems := request.followed()
	if problems != nil {
		return nil, problems
	}
	out := map[string]policyReads{}
	for _, id := range util.KeysSorted(request.Policies) {
		out[id] = follow.policy(request.Policies[id])
	}
	return map[string]any{"policies": out}, nil
}

func (f *follower) policy(packagePath []string) policyReads {
	out := policyReads{Applies: f.document(packagePath, appliesName).paths(), Denies: [][]path{}}
	all := f.document(packagePath, appliesName)
	for _, rule := range f.rules(packagePath, deniesName) {
		body := f.rule(rule, nil, 0)
		out.Denies = append(out.Denies, body.reads.paths())
		all.add(body.reads)
	}
	all.add(f.document(packagePath, "deny"))
	out.All = all.paths()
	return out
}

// rules of that name, in the order in which they were generated.
func (f *follower) rules(packagePath []string, name string) []*ast.Rule {
	found := f.compiler.GetRulesExact(ruleRef(packagePath, name))
	out := slices.Clone(found)
	slices.SortStableFunc(out, func(a, b *ast.Rule) int {
		if a.Head.Key == nil || b.Head.Key == nil {
			return 0
		}
		return a.Head.Key.Value.Compare(b.Head.Key.Value)
	})
	return out
}

// document is what the rule's value may read when all of it is looked at.
func (f *follower) document(packagePath []string, name string) *readSet {
	out := newReadSet()
	for _, rule := range f.rules(packagePath, name) {
		found := f.rule(rule, nil, len(packagePath)+2)
		out.add(found.reads)
		out.whole(found.value)
	}
	return out
}

// path is a place of input: string keys, int indices, nil for any.
type path []any

func (p path) key() string {
	var out strings.Builder
	for _, step := range p {
		switch step := step.(type) {
		case nil:
			out.WriteString("\x00*")
		case string:
			out.WriteString("\x00s" + step)
		case int:
			out.WriteString("\x00i" + strconv.Itoa(step))
		}
	}
	return out.String()
}

func (p path) with(step any) path { return append(slices.Clone(p), step) }

// sees tells whether every place whose change matters to `other` also touches p, up to the shorter one's length.
func (p path) sees(other path) bool {
	for at := range min(len(p), len(other)) {
		if p[at] != nil && p[at] != other[at] {
			return false
		}
	}
	return true
}
