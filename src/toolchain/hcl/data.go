// Data sources: what they would read is not known, but for those that only compute.
package main

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// data is what `data.<type>.<name>` stands for.
func (m *moduleInstance) data(kind, name string, at hcl.Range) cty.Value {
	full := "data." + kind + "." + name
	block := m.source.resources[full]
	if block == nil {
		m.e.problem(at, fmt.Sprintf("there is no data source %q", full))
		return unknownFor(malformed, cty.DynamicPseudoType)
	}
	return m.once(full, at, func() cty.Value {
		if kind != "aws_iam_policy_document" && !m.e.isPlanned() {
			return unknownFor(dataSource, cty.DynamicPseudoType)
		}
		repeats := m.repetitionsOf(full, block.contents, block.header)
		if repeats.isOpen {
			return cty.DynamicVal.WithMarks(repeats.marks)
		}
		keys, values := make([]any, len(repeats.all)), make([]cty.Value, len(repeats.all))
		for index, one := range repeats.all {
			if m.e.tooMany(block.header) {
				return unknownFor(malformed, cty.DynamicPseudoType)
			}
			keys[index], values[index] = one.key, m.dataInstance(full, block, one)
		}
		return repeats.together(keys, values)
	})
}

func (m *moduleInstance) dataInstance(full string, block *declared, one repetition) cty.Value {
	name := full + keyText(one.key)
	given, isGiven := m.e.planned(joined(m.address, name), nil)
	if isGiven && isWhole(given) || block.labels[0] != "aws_iam_policy_document" {
		if isGiven {
			return given
		}
		return unknownFor(dataSource, cty.DynamicPseudoType)
	}
	document := m.policyDocument(block, scope{m: m, variables: one.variables})
	m.keepDocument(name, document)
	return policyDocumentValue(document)
}

// keepDocument remembers what is in a document that is not known as a text.
func (m *moduleInstance) keepDocument(name string, document cty.Value) {
	m.documents[name] = map[string]cty.Value{"json": document}
}

func policyDocumentValue(document cty.Value) cty.Value {
	text := jsonText(document, "  ")
	minified := jsonText(document, "")
	return cty.ObjectVal(map[string]cty.Value{
		"id": cty.UnknownVal(cty.String), "json": text, "minified_json": minified,
		"version": cty.DynamicVal, "policy_id": cty.DynamicVal, "statement": cty.DynamicVal,
		"source_policy_documents": cty.DynamicVal, "override_policy_documents": cty.DynamicVal,
	})
}
