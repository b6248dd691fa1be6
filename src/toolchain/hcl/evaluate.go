// The operation `evaluate`: a configuration becomes what a plan of it would show, as far as the source alone tells.
package main

import (
	"maps"
	"path"
	"slices"
	"strings"

	"driftlock/reactor"
)

type evaluated struct {
	// Needs are files and folders to be read before the answer is whole; they are then given along.
	Needs     needs             `json:"needs"`
	Changes   []instanceChange  `json:"changes"`
	Config    map[string]any    `json:"configuration"`
	Variables map[string]any    `json:"variables"`
	Gaps      []gap             `json:"gaps"`
	Notices   []reactor.Problem `json:"notices"`
}

type needs struct {
	Files   []string `json:"files"`
	Folders []string `json:"folders"`
}

// instanceChange is an element of resource_changes, and beside it what a plan does not say.
type instanceChange struct {
	Change    map[string]any `json:"change"`
	Reasons   any            `json:"reasons,omitempty"`
	Documents map[string]any `json:"documents,omitempty"`
	// IsOpen: it stands for instances of which the number is not known.
	IsOpen bool `json:"open,omitempty"`
	// Ignored attributes do not follow the configuration once the resource is there; told beside a plan alone.
	Ignored []string `json:"ignored,omitempty"`
}

func evaluate(request evaluateRequest) (any, []reactor.Problem) {
	e := newEvaluation(request)
	root := e.sources[path.Clean(request.Root)]
	if root == nil {
		return nil, []reactor.Problem{{Code: "hcl", Message: "the folder holds no configuration"}}
	}
	e.values = e.given(root.variables)
	e.root = e.instance(root, nil, nil, repetition{})
	if len(e.problems) > 0 {
		return nil, e.problems
	}
	out := evaluated{Changes: []instanceChange{}, Gaps: []gap{}, Notices: []reactor.Problem{}}
	e.root.addChanges(&out.Changes, false)
	if !e.isPlanned() {
		e.root.checkOutputs()
	}
	out.Config = e.configuration()
	out.Variables = e.shownVariables()
	if len(e.problems) > 0 {
		return nil, e.problems
	}
	out.Gaps = append(out.Gaps, e.gaps...)
	out.Notices = append(out.Notices, e.notices...)
	out.Needs = needs{Files: keysOf(e.contents), Folders: keysOf(e.listings)}
	return out, nil
}

func keysOf(all map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(all))...)
}

// checkOutputs evaluates what nothing else asks for, so that what is wrong with it is told.
func (m *moduleInstance) checkOutputs() {
	for name, block := range inOrder(m.source.outputs) {
		m.output(name, block.header)
	}
	for name, set := range inOrder(m.source.locals) {
		m.local(name, set.Range)
	}
	for name, block := range inOrder(m.source.variables) {
		m.variable(name, block.header)
	}
}

func (e *evaluation) shownVariables() map[string]any {
	out := map[string]any{}
	for name, block := range inOrder(e.root.source.variables) {
		value := show(e.root.variable(name, block.header), "")
		if value.unknown == nil {
			out[name] = map[string]any{"value": value.value}
		}
	}
	return out
}

// addChanges goes through a module's resources, then through the modules that it calls.
func (m *moduleInstance) addChanges(out *[]instanceChange, isOpen bool) {
	for _, name := range m.source.order {
		if !m.isAsked(name) {
			continue
		}
		block := m.source.resources[name]
		if strings.HasPrefix(name, "data.") {
			m.data(block.labels[0], block.labels[1], block.header)
			continue
		}
		m.resource(block.labels[0], block.labels[1], block.header)
		for _, one := range m.managed[name] {
			if m.e.isAsked(one.address()) {
				*out = append(*out, one.change(isOpen))
			}
		}
	}
	for name, call := range inOrder(m.source.calls) {
		instances, repeats := m.instances(name, call.header)
		for _, one := range instances {
			one.addChanges(out, isOpen || repeats.isOpen)
		}
		if len(instances) > 0 && !m.e.isPlanned() {
			instances[0].checkOutputs()
		}
	}
}

func (r *resourceInstance) change(isOpen bool) instanceChange {
	attributes := map[string]shown{}
	for at := r.value().ElementIterator(); at.Next(); {
		key, value := at.Element()
		name := key.AsString()
		if _, isWritten := r.written[name]; isWritten || r.has(name) {
			attributes[name] = show(value, "")
		}
	}
	after, unknown, sensitive, reasons := map[string]any{}, map[string]any{}, map[string]any{}, map[string]any{}
	for name, one := range attributes {
		after = noted(after, name, one.value)
		unknown = noted(unknown, name, one.unknown)
		sensitive = noted(sensitive, name, one.sensitive)
		reasons = noted(reasons, name, one.reasons)
	}
	out := instanceChange{
		Change: r.element(map[string]any{
			"actions": []string{"create"}, "before": nil, "after": after, "after_unknown": unknown,
			"before_sensitive": false, "after_sensitive": sensitive,
		}),
		Documents: r.documentsIn(attributes),
		IsOpen:    isOpen || r.isOpen,
	}
	if len(reasons) > 0 {
		out.Reasons = reasons
	}
	if r.module.e.isPlanned() {
		out.Ignored = r.block.ignored()
	}
	return out
}

// has tells attributes of the resource from those that something only asks for.
func (r *resourceInstance) has(name string) bool {
	if schema := r.schema(); schema != nil && (schema.Attributes[name] != nil || schema.Blocks[name] != nil) {
		return true
	}
	return slices.Contains(blockNames(r.block.contents), name)
}

func (r *resourceInstance) element(change map[string]any) map[string]any {
	out := map[string]any{
		"address": r.address(), "mode": "managed", "type": r.block.labels[0], "name": r.block.labels[1],
		"provider_name": r.module.providerSource(r.providerName()), "change": change,
	}
	if r.module.address != "" {
		out["module_address"] = r.module.address
	}
	switch key := r.repeated.key.(type) {
	case int, string:
		out["index"] = key
	}
	return out
}

// documentsIn gives what is known of documents whose text is not, decoded.
func (r *resourceInstance) documentsIn(attributes map[string]shown) map[string]any {
	var out map[string]any
	for name, expression := range inOrder(r.written) {
		if attributes[name].unknown != true {
			continue
		}
		document, isFound := r.scope().documentOf(expression)
		if !isFound || !document.IsKnown() {
			continue
		}
		inner := show(document, "")
		if inner.value == nil {
			continue
		}
		out = noted(out, name, map[string]any{
			"value": inner.value, "unknown": inner.unknown, "reasons": inner.reasons, "sensitive": inner.sensitive,
		})
	}
	return out
}
