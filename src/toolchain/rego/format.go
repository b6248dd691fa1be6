// fmt: OPA's own layout of each file.
package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/util"
)

func formatSources(request sources) (any, []problem) {
	out := make(map[string]string, len(request.Modules))
	var problems []problem
	for _, file := range util.KeysSorted(request.Modules) {
		module, err := parseModule(file, request.Modules[file], request.Rego)
		if err != nil {
			problems = append(problems, problemsOf(err)...)
			continue
		}
		version := module.RegoVersion()
		text, err := format.SourceWithOpts(file, []byte(request.Modules[file]), format.Opts{
			RegoVersion:   version,
			ParserOptions: &ast.ParserOptions{RegoVersion: version, ProcessAnnotation: true},
		})
		if err != nil {
			problems = append(problems, problemsOf(err)...)
			continue
		}
		// As stock OPA does, which would rather change nothing than write what does not parse.
		if _, err := parseAs(file, string(text), version); err != nil {
			problems = append(problems, problem{
				Place: &place{File: file, Row: 1, Col: 1}, Code: "format_error",
				Message: "the layout that OPA gives it does not parse: " + err.Error(),
			})
			continue
		}
		out[file] = string(text)
	}
	if problems != nil {
		return nil, problems
	}
	return map[string]any{"modules": out}, nil
}
