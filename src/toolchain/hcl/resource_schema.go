// The provider's schema of a type, as far as the configuration speaks of it.
package main

import (
	"encoding/json"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// attributeSchema comes as [type, computed, default]; the default is left out where there is none.
type attributeSchema struct {
	kind     cty.Type
	computed bool
	fallback json.RawMessage
}

func (a *attributeSchema) UnmarshalJSON(text []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(text, &parts); err != nil {
		return err
	}
	if len(parts) < 2 {
		return fmt.Errorf("an attribute has %d parts", len(parts))
	}
	kind, err := ctyjson.UnmarshalType(parts[0])
	if err != nil {
		return err
	}
	a.kind = kind
	if len(parts) > 2 {
		a.fallback = parts[2]
	}
	return json.Unmarshal(parts[1], &a.computed)
}

// standard is what the attribute has where nothing is written: the provider's default, unknown, or null.
func (a *attributeSchema) standard() cty.Value {
	if a.fallback != nil {
		if value, err := ctyjson.Unmarshal(a.fallback, a.kind); err == nil {
			return value
		}
	}
	if a.computed {
		return cty.UnknownVal(a.kind)
	}
	return cty.NullVal(a.kind)
}

type nestedSchema struct {
	Nesting string      `json:"nesting"`
	Block   blockSchema `json:"block"`
}

type blockSchema struct {
	Attributes map[string]*attributeSchema `json:"attributes"`
	Blocks     map[string]*nestedSchema    `json:"blocks"`
}

func (e *evaluation) schemaOf(resourceType string) *blockSchema {
	if resourceType == "terraform_data" {
		return terraformData
	}
	return e.request.Schemas[resourceType]
}

// terraformData is a type of Terraform's own.
var terraformData = &blockSchema{Attributes: map[string]*attributeSchema{
	"id":               {kind: cty.String, computed: true},
	"input":            {kind: cty.DynamicPseudoType},
	"output":           {kind: cty.DynamicPseudoType, computed: true},
	"triggers_replace": {kind: cty.DynamicPseudoType},
}}

// documentSchema is of the data source aws_iam_policy_document, as far as JSON does not tell blocks from attributes.
var documentSchema = &blockSchema{Blocks: map[string]*nestedSchema{
	"statement": {Nesting: "list", Block: blockSchema{Blocks: map[string]*nestedSchema{
		"principals": {Nesting: "set"}, "not_principals": {Nesting: "set"}, "condition": {Nesting: "set"},
	}}},
}}

// headers of all blocks that may stand in such a block, and of those that stand for attributes of objects.
func (b *blockSchema) headers() []hcl.BlockHeaderSchema {
	out := append([]hcl.BlockHeaderSchema{}, inBlocks...)
	for name := range b.Blocks {
		out = append(out, hcl.BlockHeaderSchema{Type: name})
	}
	return out
}

// objectsOf: the element type where an attribute may be written as blocks, as aws has it from old days.
func (a *attributeSchema) objectsOf() (cty.Type, bool) {
	if !a.kind.IsListType() && !a.kind.IsSetType() {
		return cty.NilType, false
	}
	element := a.kind.ElementType()
	return element, element.IsObjectType()
}
