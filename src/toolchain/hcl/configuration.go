// The configuration part of a plan: blocks by module, with their expressions.
package main

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
)

func (e *evaluation) configuration() map[string]any {
	providers := map[string]any{}
	root := e.root.configure(providers)
	return map[string]any{"provider_config": providers, "root_module": root}
}

// configure describes a module once for all its instances, and adds the provider configurations that it has.
func (m *moduleInstance) configure(providers map[string]any) map[string]any {
	m.addProviders(providers)
	resources := []any{}
	for _, name := range m.source.order {
		resources = append(resources, m.configuredResource(m.source.resources[name], providers))
	}
	out := map[string]any{"resources": resources}
	if outputs := m.configuredOutputs(); len(outputs) > 0 {
		out["outputs"] = outputs
	}
	if variables := m.configuredVariables(); len(variables) > 0 {
		out["variables"] = variables
	}
	if locals := m.configuredLocals(); len(locals) > 0 {
		out["locals"] = locals
	}
	calls := map[string]any{}
	for name, call := range inOrder(m.source.calls) {
		calls[name] = m.configuredCall(call, providers)
	}
	if len(calls) > 0 {
		out["module_calls"] = calls
	}
	return out
}

func (m *moduleInstance) configuredResource(block *declared, providers map[string]any) map[string]any {
	mode := "managed"
	if strings.HasPrefix(block.name, "data.") {
		mode = "data"
	}
	var schema *blockSchema
	inside := block.contents
	if mode == "managed" {
		schema = m.e.schemaOf(block.labels[0])
	} else if block.labels[0] == "aws_iam_policy_document" {
		schema = documentSchema
	}
	if schema != nil {
		inside = contentsOf(block.body, schema.headers())
	}
	name := providerOf(block)
	m.addProvider(name, providers)
	out := map[string]any{
		"address": block.name, "mode": mode, "type": block.labels[0], "name": block.labels[1],
		"provider_config_key": m.configKey(name),
	}
	if expressions := (iterators{}).expressionsOf(schema, withoutMeta(inside)); len(expressions) > 0 {
		out["expressions"] = expressions
	}
	addRepetition(out, block.contents)
	return out
}

// addRepetition: Terraform leaves out what refers to nothing and is no constant.
func addRepetition(out map[string]any, inside contents) {
	for member, name := range map[string]string{"count_expression": "count", "for_each_expression": "for_each"} {
		if expression := inside.expression(name); expression != nil {
			out[member] = expressionOf(expression)
		}
	}
}

func (m *moduleInstance) configuredOutputs() map[string]any {
	out := map[string]any{}
	for name, block := range inOrder(m.source.outputs) {
		one := map[string]any{}
		if expression := block.contents.expression("value"); expression != nil {
			one["expression"] = expressionOf(expression)
		}
		if isTrue(block.contents.expression("sensitive")) {
			one["sensitive"] = true
		}
		out[name] = one
	}
	return out
}

func (m *moduleInstance) configuredVariables() map[string]any {
	out := map[string]any{}
	for name, block := range inOrder(m.source.variables) {
		one := map[string]any{}
		if isTrue(block.contents.expression("sensitive")) {
			one["sensitive"] = true
		}
		out[name] = one
	}
	return out
}

// configuredLocals: a plan has none of them, so that what refers to one is open there.
func (m *moduleInstance) configuredLocals() map[string]any {
	out := map[string]any{}
	for name, set := range m.source.locals {
		out[name] = expressionOf(set.Expr)
	}
	return out
}

var callArguments = map[string]bool{
	"source": true, "version": true, "providers": true, "count": true, "for_each": true, "depends_on": true,
}

func (m *moduleInstance) configuredCall(call *declared, providers map[string]any) map[string]any {
	out := map[string]any{"source": literalOf(call.contents.expression("source"))}
	expressions := map[string]any{}
	for name, set := range inOrder(call.contents.attributes) {
		if !callArguments[name] {
			expressions[name] = expressionOf(set.Expr)
		}
	}
	if len(expressions) > 0 {
		out["expressions"] = expressions
	}
	addRepetition(out, call.contents)
	if child := m.anyInstance(call); child != nil {
		out["module"] = child.configure(providers)
	}
	return out
}

// anyInstance stands for all of a call; one that has none is made for its configuration alone.
func (m *moduleInstance) anyInstance(call *declared) *moduleInstance {
	instances, repeats := m.instances(call.name, call.header)
	if repeats.missing {
		return nil
	}
	if len(instances) > 0 {
		return instances[0]
	}
	return m.e.instance(m.e.sourceOfCall(m, call), m, call, repetition{})
}

func (m *moduleInstance) addProviders(providers map[string]any) {
	for name, block := range inOrder(m.source.providers) {
		key := name
		if m.configPath != "" {
			key = m.configPath + ":" + name
		}
		one := m.describeProvider(name)
		one["expressions"] = m.providerExpressions(block.body)
		providers[key] = one
	}
}

// addProvider notes a configuration that nobody wrote, as a plan does.
func (m *moduleInstance) addProvider(name string, providers map[string]any) {
	key := m.configKey(name)
	if _, isKnown := providers[key]; !isKnown {
		owner, own := m.provider(name)
		providers[key] = owner.describeProvider(own)
	}
}

func (m *moduleInstance) describeProvider(name string) map[string]any {
	local, alias, _ := strings.Cut(name, ".")
	out := map[string]any{"name": local, "full_name": m.providerSource(local)}
	if alias != "" {
		out["alias"] = alias
	}
	if m.configPath != "" {
		out["module_address"] = m.configPath
	}
	return out
}

// providerExpressions are evaluated: what decides over accounts and regions is told wherever the source tells it.
func (m *moduleInstance) providerExpressions(body hcl.Body) map[string]any {
	inside := contentsOf(body, providerBlocks)
	out := map[string]any{}
	for name, set := range inOrder(inside.attributes) {
		if name != "alias" && name != "version" {
			out[name] = m.scope().evaluated(set.Expr)
		}
	}
	for _, one := range inside.blocks {
		name := blockName(one)
		list, _ := out[name].([]any)
		if one.Type == "dynamic" {
			// That there may be one is all that is told of it.
			out[name] = append(list, map[string]any{})
		} else {
			out[name] = append(list, m.providerExpressions(one.Body))
		}
	}
	return out
}
