// check: does it compile, strictly, and does it call only what a compiled policy may.
package main

import "github.com/open-policy-agent/opa/v1/ast"

type checkRequest struct {
	sources
	Strict bool `json:"strict"`
	// Wasm holds calls against the built-ins that compiled policies have, plus HostBuiltins.
	Wasm         bool     `json:"wasm"`
	HostBuiltins []string `json:"hostBuiltins"`
	// Schema is a JSON Schema of input, for all modules.
	Schema any `json:"schema"`
	// Fallible reports calls that fail on values of the right type, outside of policies.lib and of tests.
	Fallible bool `json:"fallible"`
}

func check(request checkRequest) (any, []problem) {
	modules, problems := request.parse()
	if problems != nil {
		return nil, problems
	}
	compiler := ast.NewCompiler().WithStrict(request.Strict).WithEnablePrintStatements(true)
	if request.Wasm {
		capabilities, err := wasmCapabilities(request.HostBuiltins)
		if err != nil {
			return nil, problemsOf(err)
		}
		compiler = compiler.WithCapabilities(capabilities)
	}
	if request.Schema != nil {
		schemas := ast.NewSchemaSet()
		schemas.Put(ast.SchemaRootRef, request.Schema)
		compiler = compiler.WithSchemas(schemas).WithUseTypeCheckAnnotations(true)
	}
	// Ten are not all.
	compiler.SetErrorLimit(0)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, problemsOf(compiler.Errors)
	}
	if request.Fallible {
		if problems := fallibleProblems(compiler); len(problems) > 0 {
			return nil, problems
		}
	}
	return map[string]any{"files": len(modules)}, nil
}
