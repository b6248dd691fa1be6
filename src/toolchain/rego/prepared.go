// prepared: policies compiled once, with the rules that build adds, and kept for as many questions as are asked of them.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

type prepareRequest struct {
	sources
	// Policies: id → package path without data.
	Policies map[string][]string `json:"policies"`
}

// preparedPolicies are parsed; each policy is compiled with what it imports when it is first asked for.
type preparedPolicies struct {
	modules   map[string]*ast.Module
	packages  map[string][]string
	compilers map[string]*ast.Compiler
}

// mostPrepared sets are kept, the bundled one and a few of a team's; the oldest goes first.
const mostPrepared = 8

var (
	preparedSets  = map[string]*preparedPolicies{}
	preparedOrder []string
)

// prepare answers with the handle by which later calls name the policies.
func prepare(request prepareRequest) (any, []problem) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, problemsOf(err)
	}
	sum := sha256.Sum256(text)
	handle := hex.EncodeToString(sum[:])
	if preparedSets[handle] == nil {
		modules, problems := request.parse()
		if problems != nil {
			return nil, problems
		}
		if problems := addPolicyRules(modules, request.Policies); problems != nil {
			return nil, problems
		}
		separateKeys(modules)
		keep(handle, &preparedPolicies{modules: modules, packages: request.Policies, compilers: map[string]*ast.Compiler{}})
	}
	return map[string]string{"handle": handle}, nil
}

func keep(handle string, set *preparedPolicies) {
	if len(preparedOrder) == mostPrepared {
		delete(preparedSets, preparedOrder[0])
		preparedOrder = preparedOrder[1:]
	}
	preparedSets[handle] = set
	preparedOrder = append(preparedOrder, handle)
}

// preparedPolicy is the compiler of one policy of a set, and the path of its package.
func preparedPolicy(handle, id string) (*ast.Compiler, []string, []problem) {
	set, known := preparedSets[handle]
	if !known {
		return nil, nil, []problem{{Code: "bad_request", Message: "no policies are prepared under this handle"}}
	}
	path, known := set.packages[id]
	if !known {
		return nil, nil, []problem{{Code: "bad_request", Message: fmt.Sprintf("no policy %q is prepared", id)}}
	}
	if compiler := set.compilers[id]; compiler != nil {
		return compiler, path, nil
	}
	modules := reachable(set.modules, path)
	if wrong, found := scattered(modules); found {
		return nil, nil, []problem{wrong}
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		return nil, nil, problemsOf(compiler.Errors)
	}
	set.compilers[id] = compiler
	return compiler, path, nil
}

// reachable are the modules of a package and of all packages that these mention.
func reachable(modules map[string]*ast.Module, packagePath []string) map[string]*ast.Module {
	out := map[string]*ast.Module{}
	wanted := []ast.Ref{ruleRef(packagePath[:len(packagePath)-1], packagePath[len(packagePath)-1])}
	for len(wanted) > 0 {
		ref := wanted[0]
		wanted = wanted[1:]
		for file, module := range modules {
			if out[file] != nil || !isAbout(ref, module.Package.Path) {
				continue
			}
			out[file] = module
			ast.WalkRefs(module, func(each ast.Ref) bool {
				if each[0].Equal(ast.DefaultRootDocument) {
					wanted = append(wanted, each.ConstantPrefix())
				}
				return false
			})
		}
	}
	return out
}

// isAbout: the reference leads into the package, or the package lies below it.
func isAbout(ref, packagePath ast.Ref) bool {
	return ref.HasPrefix(packagePath) || packagePath.HasPrefix(ref)
}
