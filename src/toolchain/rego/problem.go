// Errors as the host gets them: what OPA says, with file, row and column where it says so.
package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"driftlock/reactor"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type (
	place   = reactor.Place
	problem = reactor.Problem
)

func placeOf(location *ast.Location) *place {
	if location == nil || location.File == "" {
		return nil
	}
	return &place{File: location.File, Row: max(location.Row, 1), Col: max(location.Col, 1)}
}

func problemsOf(err error) []problem {
	var list ast.Errors
	if errors.As(err, &list) {
		out := make([]problem, 0, len(list))
		for _, one := range list {
			// A deny body is compiled twice, as written and without its message.
			if next := problemOf(one); !slices.ContainsFunc(out, func(one problem) bool { return same(next, one) }) {
				out = append(out, next)
			}
		}
		return out
	}
	var one *ast.Error
	if errors.As(err, &one) {
		return []problem{problemOf(one)}
	}
	var raised *topdown.Error
	if errors.As(err, &raised) {
		return []problem{{Place: placeOf(raised.Location), Code: raised.Code, Message: raised.Message}}
	}
	return []problem{{Code: "error", Message: err.Error()}}
}

func same(p, other problem) bool {
	isThere := p.Place != nil && other.Place != nil && *p.Place == *other.Place
	return isThere && p.Code == other.Code && p.Message == other.Message
}

func problemOf(err *ast.Error) problem {
	out := problem{Place: placeOf(err.Location), Code: err.Code, Message: plainMessage(err.Message)}
	if err.Details != nil {
		out.Details = err.Details.Lines()
	}
	return out
}

// plainMessage says of a built-in that OPA has and WebAssembly lacks that it is so, instead of "undefined function".
func plainMessage(message string) string {
	name, isUndefined := strings.CutPrefix(message, "undefined function ")
	if !isUndefined || ast.BuiltinMap[name] == nil {
		return message
	}
	if name == "sprintf" {
		return "the built-in sprintf is not available in compiled policies: use a template string, $\"port {port} is open\""
	}
	return fmt.Sprintf("the built-in %s is not available in compiled policies", name)
}
