// What a module's expressions refer to, found before anything is evaluated.
package main

import (
	"encoding/json"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// mention notes which attributes of which types are referred to: those that no schema has are unknown, not wrong.
func (e *evaluation) mention(m *moduleSource, source *sourceFile) {
	if native, isNative := source.body().(*hclsyntax.Body); isNative {
		e.mentionIn(m, native)
		return
	}
	// In JSON any text may be a template.
	decoder := json.NewDecoder(strings.NewReader(source.text))
	for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
		text, isText := token.(string)
		if !isText || !strings.Contains(text, "{") {
			continue
		}
		if template, diagnostics := hclsyntax.ParseTemplate([]byte(text), "", hcl.InitialPos); !diagnostics.HasErrors() {
			e.mentionIn(m, template)
		}
	}
}

func (e *evaluation) mentionIn(m *moduleSource, root hclsyntax.Node) {
	_ = hclsyntax.VisitAll(root, func(node hclsyntax.Node) hcl.Diagnostics {
		switch own := node.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			// A resource's own name comes before its attributes.
			if len(own.Traversal) > 2 {
				m.mentionSteps(own.Traversal.RootName(), own.Traversal[2:])
			}
		case *hclsyntax.RelativeTraversalExpr:
			if roots := own.Source.Variables(); len(roots) > 0 {
				m.mentionSteps(roots[0].RootName(), own.Traversal)
			}
		case *hclsyntax.FunctionCallExpr:
			if strings.HasPrefix(own.Name, "provider::") {
				e.providerCalls[own.Name] = true
			}
		case *hclsyntax.SplatExpr:
			each, isSteps := own.Each.(*hclsyntax.RelativeTraversalExpr)
			if roots := own.Source.Variables(); len(roots) > 0 && isSteps {
				m.mentionSteps(roots[0].RootName(), each.Traversal)
			}
		}
		return nil
	})
}

func (m *moduleSource) mentionSteps(root string, steps hcl.Traversal) {
	if m.mentioned[root] == nil {
		m.mentioned[root] = map[string]bool{}
	}
	for _, step := range steps {
		if own, isAttribute := step.(hcl.TraverseAttr); isAttribute {
			m.mentioned[root][own.Name] = true
		}
	}
}
