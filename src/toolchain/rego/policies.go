// Requests about policies: sources, and which packages in them are policies.
package main

import "github.com/open-policy-agent/opa/v1/ast"

type policiesRequest struct {
	sources
	// Policies: id → package path without data.
	Policies map[string][]string `json:"policies"`
}

// followed is the follower of the sources, each policy with its generated rules.
func (r policiesRequest) followed() (*follower, []problem) {
	modules, problems := r.parse()
	if problems != nil {
		return nil, problems
	}
	if problems := addPolicyRules(modules, r.Policies); problems != nil {
		return nil, problems
	}
	return followerOf(modules)
}

func followerOf(modules map[string]*ast.Module) (*follower, []problem) {
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		return nil, problemsOf(compiler.Errors)
	}
	return &follower{compiler: compiler, known: map[string]*analysis{}}, nil
}
