// Addresses as Terraform writes them.
package main

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

var escapes = strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\n", "\\n", "\r", "\\r", "\t", "\\t", "${", "$${", "%{", "%%{")

func quoted(text string) string {
	return "\"" + escapes.Replace(text) + "\""
}

// keyText is the index of an instance: `[0]`, `["a"]`, nothing, or `[*]` for one that is not known.
func keyText(key any) string {
	switch own := key.(type) {
	case nil:
		return ""
	case int:
		return fmt.Sprintf("[%d]", own)
	case string:
		return "[" + quoted(own) + "]"
	default:
		return "[*]"
	}
}

func joined(prefix, rest string) string {
	if prefix == "" {
		return rest
	}
	return prefix + "." + rest
}

func attributeName(steps hcl.Traversal, at int) (string, bool) {
	if at >= len(steps) {
		return "", false
	}
	step, isAttribute := steps[at].(hcl.TraverseAttr)
	return step.Name, isAttribute
}

// indexKey is the key of an index step that is written out.
func indexKey(steps hcl.Traversal, at int) (any, bool) {
	if at >= len(steps) {
		return nil, false
	}
	step, isIndex := steps[at].(hcl.TraverseIndex)
	if !isIndex || !step.Key.IsKnown() || step.Key.IsNull() {
		return nil, false
	}
	switch step.Key.Type() {
	case cty.String:
		return step.Key.AsString(), true
	case cty.Number:
		whole, _ := step.Key.AsBigFloat().Int64()
		return int(whole), true
	default:
		return nil, false
	}
}

// stepsText writes what follows the subject of a reference.
func stepsText(steps hcl.Traversal) string {
	var out strings.Builder
	for _, step := range steps {
		switch own := step.(type) {
		case hcl.TraverseAttr:
			out.WriteString("." + own.Name)
		case hcl.TraverseIndex:
			switch own.Key.Type() {
			case cty.String:
				fmt.Fprintf(&out, "[%q]", own.Key.AsString())
			case cty.Number:
				out.WriteString("[" + own.Key.AsBigFloat().Text('g', 10) + "]")
			}
		}
	}
	return out.String()
}
