// What a body holds, of native syntax and of JSON, and of one that an override file changes.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// contents is a body taken apart: attributes by name, blocks in the file's order.
type contents struct {
	attributes map[string]*hcl.Attribute
	blocks     []*hcl.Block
}

func (c contents) expression(name string) hcl.Expression {
	if set := c.attributes[name]; set != nil {
		return set.Expr
	}
	return nil
}

func (c contents) of(blockType string) []*hcl.Block {
	out := []*hcl.Block{}
	for _, one := range c.blocks {
		if one.Type == blockType {
			out = append(out, one)
		}
	}
	return out
}

// overlay is a body with that of an override file on top: attributes replace, and so do all blocks of one type.
type overlay struct {
	hcl.Body
	over hcl.Body
}

// contentsOf takes a body apart. JSON tells blocks from attributes only where it is told their names.
func contentsOf(body hcl.Body, known []hcl.BlockHeaderSchema) contents {
	switch own := body.(type) {
	case nil:
		return contents{attributes: map[string]*hcl.Attribute{}}
	case *overlay:
		return merged(contentsOf(own.Body, known), contentsOf(own.over, known))
	case *hclsyntax.Body:
		return nativeContents(own)
	default:
		return foreignContents(body, known)
	}
}

func merged(base, over contents) contents {
	replaced := map[string]bool{}
	for _, one := range over.blocks {
		replaced[one.Type] = true
	}
	out := contents{attributes: map[string]*hcl.Attribute{}, blocks: over.blocks}
	for name, set := range base.attributes {
		out.attributes[name] = set
	}
	for name, set := range over.attributes {
		out.attributes[name] = set
	}
	for _, one := range base.blocks {
		if !replaced[one.Type] {
			out.blocks = append(out.blocks, one)
		}
	}
	return out
}

func nativeContents(body *hclsyntax.Body) contents {
	out := contents{attributes: map[string]*hcl.Attribute{}, blocks: make([]*hcl.Block, 0, len(body.Blocks))}
	for name, set := range body.Attributes {
		out.attributes[name] = set.AsHCLAttribute()
	}
	for _, one := range body.Blocks {
		out.blocks = append(out.blocks, one.AsHCLBlock())
	}
	return out
}

func foreignContents(body hcl.Body, known []hcl.BlockHeaderSchema) contents {
	found, rest, _ := body.PartialContent(&hcl.BodySchema{Blocks: known})
	out := contents{attributes: map[string]*hcl.Attribute{}}
	if found != nil {
		out.blocks = found.Blocks
	}
	if rest != nil {
		attributes, _ := rest.JustAttributes()
		for name, set := range attributes {
			out.attributes[name] = set
		}
	}
	return out
}

// isNative tells whether blocks and attributes can be told apart without a schema.
func isNative(body hcl.Body) bool {
	switch own := body.(type) {
	case *hclsyntax.Body:
		return true
	case *overlay:
		return isNative(own.Body)
	default:
		return false
	}
}
