// The operation `outline`: what has to be read or known before a configuration can be evaluated.
package main

import (
	"driftlock/reactor"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

type outlineRequest struct {
	Files map[string]string `json:"files"`
}

type outlined struct {
	// Calls by file.
	Calls map[string][]moduleCall `json:"calls"`
	// Types of managed resources.
	Types []string `json:"types"`
	// Names of all blocks inside blocks, and of attributes that something refers to.
	Names  []string          `json:"names"`
	Errors []reactor.Problem `json:"errors"`
}

func outline(request outlineRequest) (any, []reactor.Problem) {
	out := outlined{Calls: map[string][]moduleCall{}, Errors: []reactor.Problem{}}
	types, names := map[string]bool{}, map[string]bool{}
	for name, text := range inOrder(request.Files) {
		source := sourceOf(name, text)
		out.Errors = append(out.Errors, problemsOf(source.diagnostics, map[string]*lines{name: source.lines})...)
		if source.body() == nil {
			continue
		}
		for _, one := range topBlocks(source) {
			if one.Type == "resource" && len(one.Labels) == 2 {
				types[one.Labels[0]] = true
			}
		}
		out.Calls[name] = callsIn(source)
		addNames(names, source.body())
	}
	out.Types, out.Names = keysOf(types), keysOf(names)
	return out, nil
}

func callsIn(source *sourceFile) []moduleCall {
	if body, isNative := source.body().(*hclsyntax.Body); isNative {
		return callsOf(body, source.lines)
	}
	read := parsedFile{Calls: []moduleCall{}}
	read.readJSON(source)
	return read.Calls
}

// addNames of JSON: all of its keys, since it does not say which of them are blocks.
func addNames(names map[string]bool, body hcl.Body) {
	native, isNative := body.(*hclsyntax.Body)
	if !isNative {
		names["*"] = true
		return
	}
	_ = hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
		switch own := node.(type) {
		case *hclsyntax.Block:
			names[own.Type] = true
			if own.Type == "dynamic" && len(own.Labels) == 1 {
				names[own.Labels[0]] = true
			}
		case *hclsyntax.ScopeTraversalExpr:
			addStepNames(names, own.Traversal)
		case *hclsyntax.RelativeTraversalExpr:
			addStepNames(names, own.Traversal)
		}
		return nil
	})
}

func addStepNames(names map[string]bool, steps hcl.Traversal) {
	for _, step := range steps {
		if own, isAttribute := step.(hcl.TraverseAttr); isAttribute {
			names[own.Name] = true
		}
	}
}
