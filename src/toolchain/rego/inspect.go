// inspect: packages, rules and their annotations, with places in the source.
package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

type annotation struct {
	*place
	Scope            string         `json:"scope"`
	Title            string         `json:"title,omitempty"`
	Description      string         `json:"description,omitempty"`
	Entrypoint       bool           `json:"entrypoint,omitempty"`
	Organizations    []string       `json:"organizations,omitempty"`
	Authors          []string       `json:"authors,omitempty"`
	RelatedResources []related      `json:"relatedResources,omitempty"`
	Custom           map[string]any `json:"custom,omitempty"`
}

type related struct {
	Ref         string `json:"ref"`
	Description string `json:"description,omitempty"`
}

type ruleInfo struct {
	*place
	Name string `json:"name"`
	// Kind is set, object, value or function.
	Kind        string       `json:"kind"`
	Default     bool         `json:"default,omitempty"`
	Annotations []annotation `json:"annotations,omitempty"`
}

type moduleInfo struct {
	*place
	// Package is the path without data.
	Package     []string     `json:"package"`
	Rego        string       `json:"rego"`
	Imports     []string     `json:"imports,omitempty"`
	Annotations []annotation `json:"annotations,omitempty"`
	Rules       []ruleInfo   `json:"rules"`
}

func inspect(request sources) (any, []problem) {
	modules, problems := request.parse()
	if problems != nil {
		return nil, problems
	}
	out := make(map[string]moduleInfo, len(modules))
	for _, file := range util.KeysSorted(modules) {
		out[file] = inspectModule(modules[file])
	}
	return map[string]any{"modules": out}, nil
}

func inspectModule(module *ast.Module) moduleInfo {
	info := moduleInfo{
		place:   placeOf(module.Package.Location),
		Package: packagePath(module),
		Rego:    map[bool]string{true: "v0", false: "v1"}[module.RegoVersion() == ast.RegoV0],
		Rules:   []ruleInfo{},
	}
	for _, imported := range module.Imports {
		info.Imports = append(info.Imports, imported.Path.String())
	}
	for _, each := range module.Annotations {
		if each.Scope == "package" || each.Scope == "subpackages" {
			info.Annotations = append(info.Annotations, annotationOf(each))
		}
	}
	for _, rule := range module.Rules {
		one := ruleInfo{
			place: placeOf(rule.Location), Name: rule.Head.Ref().String(), Kind: kindOf(rule), Default: rule.Default,
		}
		for _, each := range rule.Annotations {
			one.Annotations = append(one.Annotations, annotationOf(each))
		}
		info.Rules = append(info.Rules, one)
	}
	return info
}

func packagePath(module *ast.Module) []string {
	path := []string{}
	for _, term := range module.Package.Path[1:] {
		if text, ok := term.Value.(ast.String); ok {
			path = append(path, string(text))
		}
	}
	return path
}

func kindOf(rule *ast.Rule) string {
	switch {
	case len(rule.Head.Args) > 0:
		return "function"
	case rule.Head.RuleKind() == ast.MultiValue:
		return "set"
	case !rule.Head.Ref().IsGround() || len(rule.Head.Ref()) > 1:
		return "object"
	}
	return "value"
}

func annotationOf(from *ast.Annotations) annotation {
	out := annotation{
		place: placeOf(from.Location), Scope: from.Scope, Title: from.Title, Description: from.Description,
		Entrypoint: from.Entrypoint, Organizations: from.Organizations, Custom: from.Custom,
	}
	for _, each := range from.RelatedResources {
		out.RelatedResources = append(out.RelatedResources, related{Ref: each.Ref.String(), Description: each.Description})
	}
	for _, each := range from.Authors {
		out.Authors = append(out.Authors, each.String())
	}
	return out
}
