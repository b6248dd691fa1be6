// The modules that a module calls: found in the configuration's own folders, or where `terraform init` put them.
package main

import (
	"path"
	"strings"

	"driftlock/reactor"
	"github.com/hashicorp/hcl/v2"
)

// instances makes the instances of a call once; none, and `missing`, where its source is not at hand.
func (m *moduleInstance) instances(name string, at hcl.Range) ([]*moduleInstance, repetitions) {
	call := m.source.calls[name]
	source := m.e.sourceOfCall(m, call)
	if source == nil {
		return nil, repetitions{missing: true}
	}
	if m.isCalledBySelf(source) {
		m.e.problem(call.header, "the module calls itself")
		return nil, repetitions{missing: true}
	}
	repeats := m.repetitionsOf("module."+name, call.contents, call.header)
	if known, isMade := m.children[name]; isMade {
		return known, repeats
	}
	made := []*moduleInstance{}
	for _, one := range repeats.all {
		if m.e.tooMany(call.header) {
			break
		}
		made = append(made, m.e.instance(source, m, call, one))
	}
	m.children[name] = made
	return made, repeats
}

// A module within itself, as often as this, is no configuration that ends.
const mostNesting = 32

func (m *moduleInstance) isCalledBySelf(source *moduleSource) bool {
	depth := 0
	for at := m; at != nil; at = at.parent {
		if at.source == source {
			return true
		}
		depth++
	}
	return depth > mostNesting
}

// sourceOfCall is the called module's source; a gap is noted where it is not at hand.
func (e *evaluation) sourceOfCall(m *moduleInstance, call *declared) *moduleSource {
	text := literalOf(call.contents.expression("source"))
	if isPath(text) {
		if found := e.sources[path.Join(m.source.dir, text)]; found != nil {
			return found
		}
	} else if dir, isListed := e.request.Modules[keyOfCall(m, call)]; isListed {
		if found := e.sources[path.Clean(dir)]; found != nil {
			return found
		}
	}
	address := joined(m.configPath, "module."+call.name)
	if !e.told["gap "+address] {
		e.told["gap "+address] = true
		e.gaps = append(e.gaps, gap{Place: placeOf(call.header, e.lines), Call: address, Source: text})
	}
	return nil
}

func literalOf(expression hcl.Expression) string {
	if expression == nil {
		return ""
	}
	if text := literal(expression); text != nil {
		return *text
	}
	return ""
}

func isPath(source string) bool {
	return source == "." || source == ".." || strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

// keyOfCall is the call's key in `.terraform/modules/modules.json`.
func keyOfCall(m *moduleInstance, call *declared) string {
	key := call.name
	for at := m; at.parent != nil; at = at.parent {
		key = at.call.name + "." + key
	}
	return key
}

// Instances in all, of resources and modules.
const mostInstances = 100_000

func (e *evaluation) tooMany(at hcl.Range) bool {
	e.instances++
	if e.instances <= mostInstances {
		return false
	}
	if !e.told["instances"] {
		e.told["instances"] = true
		e.problems = append(e.problems, reactor.Problem{Place: placeOf(at, e.lines), Code: "hcl", Message: "the configuration has more than 100,000 instances"})
	}
	return true
}
