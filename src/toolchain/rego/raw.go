// raw: policies for a whole document, as conftest has them, compiled once and asked rule by rule.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

type rawPrepareRequest struct {
	sources
	Data []rawDocument `json:"data"`
	// Rules are those that will be asked for.
	Rules []rawRule `json:"rules"`
}

type rawRule struct {
	// Package is the path without data.
	Package []string `json:"package"`
	Name    string   `json:"name"`
}

func (r rawRule) id() string {
	return strings.Join(append(r.Package[:len(r.Package):len(r.Package)], r.Name), ".")
}

// rawPolicies are what the program holds: one set, and the document that it is asked about.
type rawPolicies struct {
	compiler *ast.Compiler
	store    storage.Store
	input    ast.Value
	now      time.Time
}

var raw *rawPolicies

// rawPrepare compiles policies and data and answers with what each rule may read of the document.
func rawPrepare(request rawPrepareRequest) (any, []problem) {
	raw = nil
	documents, problems := mergeDocuments(request.Data)
	if problems != nil {
		return nil, problems
	}
	// The compiler changes modules, and print() is to count for nothing where reads are looked for.
	compilers := [2]*ast.Compiler{}
	for at, prints := range []bool{true, false} {
		modules, problems := request.parse()
		if problems != nil {
			return nil, problems
		}
		compilers[at] = ast.NewCompiler().WithEnablePrintStatements(prints).WithCapabilities(offline())
		if compilers[at].Compile(modules); compilers[at].Failed() {
			return nil, rawProblems(compilers[at].Errors)
		}
	}
	if problems := notAskable(compilers[0], request.Rules); len(problems) > 0 {
		return nil, problems
	}
	follow := &follower{compiler: compilers[1], known: map[string]*analysis{}}
	reads := map[string][]path{}
	for _, rule := range request.Rules {
		reads[rule.id()] = follow.document(rule.Package, rule.Name).paths()
	}
	raw = &rawPolicies{compiler: compilers[0], store: inmem.NewFromObject(documents)}
	return map[string]any{"reads": reads}, nil
}

// offline are OPA's own capabilities without hosts to ask: nothing that a schema refers to is fetched.
func offline() *ast.Capabilities {
	capabilities := ast.CapabilitiesForThisVersion()
	capabilities.AllowNet = []string{}
	return capabilities
}

type rawInputRequest struct {
	// Name and Folder are data.conftest.file.
	Name   string `json:"name"`
	Folder string `json:"folder"`
	// Now is in epoch seconds.
	Now   int64           `json:"now"`
	Input json.RawMessage `json:"input"`
}

var notPrepared = []problem{{Code: "bad_request", Message: "no raw policies are prepared"}}

// rawInput takes the document that the rules are asked about from now on.
func rawInput(request rawInputRequest) (any, []problem) {
	if raw == nil {
		return nil, notPrepared
	}
	var document any
	decoder := util.NewJSONDecoder(bytes.NewReader(request.Input))
	if err := decoder.Decode(&document); err != nil {
		return nil, problemsOf(err)
	}
	raw.input = nil
	input, err := ast.InterfaceToValue(document)
	if err != nil {
		return nil, problemsOf(err)
	}
	file := map[string]any{"name": request.Name, "dir": request.Folder}
	if err := writeFileInfo(raw.store, file); err != nil {
		return nil, problemsOf(err)
	}
	raw.input, raw.now = input, time.Unix(request.Now, 0)
	return map[string]any{}, nil
}

func writeFileInfo(store storage.Store, file map[string]any) error {
	ctx := context.Background()
	return storage.Txn(ctx, store, storage.WriteParams, func(transaction storage.Transaction) error {
		if err := storage.MakeDir(ctx, store, transaction, storage.Path{"conftest"}); err != nil {
			return err
		}
		return store.Write(ctx, transaction, storage.AddOp, storage.Path{"conftest", "file"}, file)
	})
}
