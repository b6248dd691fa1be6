// build: policies to one WebAssembly module, with an entrypoint per group and per policy.
package main

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/util"
	"github.com/open-policy-agent/opa/v1/version"
)

type buildRequest struct {
	sources
	// Policies: id → package path without data.
	Policies map[string][]string `json:"policies"`
	// Groups: name → ids of policies.
	Groups       map[string][]string `json:"groups"`
	HostBuiltins []string            `json:"hostBuiltins"`
}

type buildResult struct {
	Wasm string `json:"wasm"`
	// Groups and Policies: name or id → entrypoint.
	Groups   map[string]string `json:"groups"`
	Policies map[string]string `json:"policies"`
	Rules    map[string]string `json:"rules"`
	Calls    map[string]string `json:"calls"`
	// Conditions: id → what its rules ask for.
	Conditions map[string]policyConditions `json:"conditions"`
}

func build(request buildRequest) (any, []problem) {
	modules, problems := request.parse()
	if problems != nil {
		return nil, problems
	}
	if problems := addPolicyRules(modules, request.Policies); problems != nil {
		return nil, problems
	}
	conditions, problems := conditionsOf(modules, request.Policies)
	if problems != nil {
		return nil, problems
	}
	addRuleValues(modules, request.Policies, conditions)
	result := buildResult{Groups: map[string]string{}, Policies: map[string]string{}, Rules: map[string]string{}, Calls: map[string]string{}, Conditions: conditions}
	generated, problems := entrypointModules(request, &result)
	if problems != nil {
		return nil, problems
	}
	for file, module := range generated {
		modules[file] = module
	}
	capabilities, err := wasmCapabilities(request.HostBuiltins)
	if err != nil {
		return nil, problemsOf(err)
	}
	wasm, err := compileWasm(modules, capabilities, entrypoints(result))
	if err != nil {
		return nil, problemsOf(err)
	}
	result.Wasm = base64.StdEncoding.EncodeToString(wasm)
	return result, nil
}

func entrypoints(result buildResult) []string {
	var out []string
	for _, names := range []map[string]string{result.Groups, result.Policies, result.Rules, result.Calls} {
		for _, name := range util.KeysSorted(names) {
			out = append(out, names[name])
		}
	}
	return out
}

func compileWasm(modules map[string]*ast.Module, capabilities *ast.Capabilities, names []string) ([]byte, error) {
	from := &bundle.Bundle{Data: map[string]any{}}
	from.Manifest.Init()
	for _, file := range util.KeysSorted(modules) {
		// The text is only formatted and thrown away by the compiler: it gets none.
		raw := []byte(modules[file].Package.String() + "\n")
		from.Modules = append(from.Modules, bundle.ModuleFile{URL: file, Path: file, Raw: raw, Parsed: modules[file]})
	}
	compiler := compile.New().WithTarget(compile.TargetWasm).WithBundle(from).WithEntrypoints(names...).
		WithPruneUnused(true).WithOptimizationLevel(0).WithCapabilities(capabilities).WithRegoVersion(ast.RegoV1)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	built := compiler.Bundle().WasmModules
	if len(built) != 1 {
		return nil, fmt.Errorf("%d WebAssembly modules built instead of one", len(built))
	}
	return built[0].Raw, nil
}

// opaVersion is the version of OPA in this program.
func opaVersion(struct{}) (any, []problem) { return map[string]string{"opa": version.Version}, nil }
