// Sources to parsed modules, Rego v1 or v0, with annotations.
package main

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// sources are what every operation takes: file name → text, and the Rego version, "auto" when left out.
type sources struct {
	Modules map[string]string `json:"modules"`
	// Rego is v1, v0, or auto: v1, and v0 for a file that only parses as that.
	Rego string `json:"rego"`
}

// parse gives every module, or all errors of all files.
func (s sources) parse() (map[string]*ast.Module, []problem) {
	modules := make(map[string]*ast.Module, len(s.Modules))
	var problems []problem
	for _, file := range util.KeysSorted(s.Modules) {
		module, err := parseModule(file, s.Modules[file], s.Rego)
		if err != nil {
			problems = append(problems, problemsOf(err)...)
			continue
		}
		modules[file] = module
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return modules, nil
}

func parseModule(file, text, version string) (*ast.Module, error) {
	switch version {
	case "v1":
		return parseAs(file, text, ast.RegoV1)
	case "v0":
		return parseAs(file, text, ast.RegoV0)
	case "", "auto":
		module, err := parseAs(file, text, ast.RegoV1)
		if err == nil {
			return module, nil
		}
		if older, olderErr := parseAs(file, text, ast.RegoV0); olderErr == nil {
			return older, nil
		}
		return nil, err
	}
	return nil, fmt.Errorf("rego must be auto, v0 or v1, not %q", version)
}

func parseAs(file, text string, version ast.RegoVersion) (*ast.Module, error) {
	module, err := ast.ParseModuleWithOpts(file, text, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: version})
	if err != nil {
		return nil, err
	}
	if module == nil {
		location := &ast.Location{File: file, Row: 1, Col: 1}
		return nil, ast.NewError(ast.ParseErr, location, "the file is empty: a package clause is expected")
	}
	return module, nil
}
