// partial: under which conditions a policy applies and denies, where parts of its input are not known.
package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type partialRequest struct {
	// Handle is prepare's answer.
	Handle string         `json:"handle"`
	Policy string         `json:"policy"`
	Params map[string]any `json:"params"`
	// Input has something, whatever it is, at each unknown place.
	Input any `json:"input"`
	// Unknowns are places of input, from input down.
	Unknowns []path `json:"unknowns"`
	// Cuts: how many steps of the unknown places are taken at each pass, ascending; the whole of each place comes last.
	Cuts []int `json:"cuts"`
}

func partial(request partialRequest) (any, []problem) {
	compiler, packagePath, problems := preparedPolicy(request.Handle, request.Policy)
	if problems != nil {
		return nil, problems
	}
	input, err := ast.InterfaceToValue(request.Input)
	if err != nil {
		return nil, problemsOf(err)
	}
	passes, err := passesOf(request)
	if err != nil {
		return nil, problemsOf(err)
	}
	data := map[string]any{"params": request.Params}
	run := &partialRun{compiler: compiler, input: ast.NewTerm(input), store: inmem.NewFromObject(data), passes: passes}
	out := policyConditions{Applies: certain(nil), Denies: []condition{}}
	if applies := ruleRef(packagePath, "applies"); len(compiler.GetRulesExact(applies)) > 0 {
		query := ast.NewBody(ast.Equality.Expr(ast.NewTerm(applies), ast.BooleanTerm(true)))
		if out.Applies, err = run.condition(query); err != nil {
			return nil, problemsOf(err)
		}
	}
	for index := range compiler.GetRulesExact(ruleRef(packagePath, deniesName)) {
		deny := ruleRef(packagePath, deniesName).Append(ast.IntNumberTerm(index))
		one, err := run.condition(ast.NewBody(ast.NewExpr(ast.NewTerm(deny))))
		if err != nil {
			return nil, problemsOf(err)
		}
		out.Denies = append(out.Denies, one)
	}
	return out, nil
}

// passesOf are the unknowns of each pass: the places cut short, and at last whole.
func passesOf(request partialRequest) ([][]*ast.Term, error) {
	var out [][]*ast.Term
	for _, cut := range append(slices.Clone(request.Cuts), -1) {
		var terms []*ast.Term
		for _, place := range request.Unknowns {
			if cut >= 0 && cut < len(place) {
				place = place[:cut]
			}
			term, err := placeTerm(place)
			if err != nil {
				return nil, err
			}
			terms = append(terms, term)
		}
		out = append(out, terms)
	}
	return out, nil
}

func placeTerm(place path) (*ast.Term, error) {
	ref := ast.Ref{ast.InputRootDocument}
	for _, step := range place {
		value, err := ast.InterfaceToValue(step)
		if err != nil {
			return nil, err
		}
		switch value.(type) {
		case ast.String, ast.Number:
			ref = ref.Append(ast.NewTerm(value))
		default:
			return nil, fmt.Errorf("a step of an unknown place is %s, neither a key nor an index", value)
		}
	}
	return ast.NewTerm(ref), nil
}

type partialRun struct {
	compiler *ast.Compiler
	// runs are numbered: each has its own package for the rules that support its queries.
	runs   int
	input  *ast.Term
	store  storage.Store
	passes [][]*ast.Term
}

// residual are queries of which one must hold, with the rules that they refer to.
type residual struct {
	queries []ast.Body
	support []*ast.Module
}

// condition evaluates a query pass by pass: each goes on from what the one before left open.
func (r *partialRun) condition(query ast.Body) (condition, error) {
	left := residual{queries: []ast.Body{query}}
	for _, unknowns := range r.passes {
		next, err := r.pass(left, unknowns)
		if err != nil {
			return nil, err
		}
		left = next
	}
	compiler, err := r.withSupport(left.support)
	if err != nil {
		return nil, err
	}
	encode := newEncoder(compiler, nil)
	out := []condition{}
	for _, query := range left.queries {
		out = append(out, encode.whole(query))
	}
	return anyOf(out), nil
}

func (r *partialRun) pass(from residual, unknowns []*ast.Term) (residual, error) {
	compiler, err := r.withSupport(from.support)
	if err != nil {
		return residual{}, err
	}
	// What one pass leaves may speak of rules that an earlier one made.
	out := residual{support: slices.Clone(from.support)}
	for _, query := range from.queries {
		if len(query) == 0 {
			return residual{queries: []ast.Body{query}}, nil
		}
		compiled, err := compiler.QueryCompiler().Compile(query)
		if err != nil {
			return residual{}, err
		}
		one, err := r.run(compiler, compiled, unknowns)
		if err != nil {
			return residual{}, err
		}
		out.queries = append(out.queries, one.queries...)
		out.support = append(out.support, one.support...)
	}
	return out, nil
}

func (r *partialRun) withSupport(support []*ast.Module) (*ast.Compiler, error) {
	if len(support) == 0 {
		return r.compiler, nil
	}
	modules := map[string]*ast.Module{}
	for name, module := range r.compiler.Modules {
		modules[name] = module
	}
	for _, module := range support {
		modules[module.Package.Path.String()] = module
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	return compiler, nil
}

func (r *partialRun) run(compiler *ast.Compiler, query ast.Body, unknowns []*ast.Term) (residual, error) {
	ctx := context.Background()
	transaction, err := r.store.NewTransaction(ctx)
	if err != nil {
		return residual{}, err
	}
	defer r.store.Abort(ctx, transaction)
	r.runs++
	queries, support, err := topdown.NewQuery(query).WithPartialNamespace(fmt.Sprintf("partial%d", r.runs)).WithCompiler(compiler).WithStore(r.store).
		WithTransaction(transaction).WithInput(r.input).WithUnknowns(unknowns).PartialRun(ctx)
	return residual{queries: queries, support: support}, err
}
