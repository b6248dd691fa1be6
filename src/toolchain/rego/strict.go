// strict: prepared policies judged by OPA itself, where a built-in that fails is an error instead of undefined.
package main

import (
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type strictRequest struct {
	// Handle is prepare's answer.
	Handle string         `json:"handle"`
	Params map[string]any `json:"params"`
	Items  []strictItem   `json:"items"`
}

type strictItem struct {
	Policy string `json:"policy"`
	Input  any    `json:"input"`
}

// strictAnswer is what an entrypoint of the compiled policy says too, or what failed.
type strictAnswer struct {
	Applies bool     `json:"applies"`
	Denies  []any    `json:"denies"`
	Error   *problem `json:"error,omitempty"`
}

type strictRun struct {
	handle string
	store  storage.Store
}

// strict answers each item; one that fails leaves the others alone.
func strict(request strictRequest) (any, []problem) {
	params := request.Params
	if params == nil {
		params = map[string]any{}
	}
	run := &strictRun{handle: request.Handle, store: inmem.NewFromObject(map[string]any{"params": params})}
	answers := make([]strictAnswer, 0, len(request.Items))
	for _, item := range request.Items {
		if _, _, problems := preparedPolicy(request.Handle, item.Policy); problems != nil {
			return nil, problems
		}
		answers = append(answers, run.judge(item))
	}
	return map[string]any{"answers": answers}, nil
}

func (r *strictRun) judge(item strictItem) (answer strictAnswer) {
	answer.Denies = []any{}
	defer func() {
		if cause := recover(); cause != nil {
			answer = strictAnswer{Denies: []any{}, Error: &problem{Code: "panic", Message: fmt.Sprint(cause)}}
		}
	}()
	applies, err := r.valueOf(item, appliesName)
	if err != nil {
		return strictAnswer{Denies: []any{}, Error: &problemsOf(err)[0]}
	}
	if answer.Applies = applies == true; !answer.Applies {
		return answer
	}
	denies, err := r.valueOf(item, deniesName)
	if err != nil {
		answer.Error = &problemsOf(err)[0]
	}
	if found, isList := denies.([]any); isList {
		answer.Denies = found
	}
	return answer
}

// valueOf is the value of a rule of the policy, nil where it is undefined.
func (r *strictRun) valueOf(item strictItem, name string) (any, error) {
	compiler, path, problems := preparedPolicy(r.handle, item.Policy)
	if problems != nil {
		return nil, fmt.Errorf("%s", problems[0].Message)
	}
	input, err := ast.InterfaceToValue(item.Input)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	transaction, err := r.store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer r.store.Abort(ctx, transaction)
	held := ast.VarTerm("held")
	query := topdown.NewQuery(ast.NewBody(ast.Equality.Expr(held, ast.NewTerm(ruleRef(path, name))))).
		WithCompiler(compiler).WithStore(r.store).WithTransaction(transaction).
		WithInput(ast.NewTerm(input)).WithStrictBuiltinErrors(true)
	var out any
	err = query.Iter(ctx, func(found topdown.QueryResult) error {
		value, err := ast.JSON(found[ast.Var("held")].Value)
		out = value
		return err
	})
	return out, err
}
