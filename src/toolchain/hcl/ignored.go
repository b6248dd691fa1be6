// What a resource's lifecycle says does not follow the configuration once it is there.
package main

import (
	"github.com/hashicorp/hcl/v2"
)

// ignored are the attributes of `ignore_changes`, `*` for all; of one inside of a block or map, what that is in.
func (d *declared) ignored() []string {
	var out []string
	for _, block := range d.contents.of("lifecycle") {
		expression := contentsOf(block.Body, nil).expression("ignore_changes")
		if expression == nil {
			continue
		}
		if hcl.ExprAsKeyword(expression) == "all" {
			return []string{"*"}
		}
		items, diagnostics := hcl.ExprList(expression)
		if diagnostics.HasErrors() {
			continue
		}
		for _, item := range items {
			if steps, diagnostics := hcl.AbsTraversalForExpr(item); !diagnostics.HasErrors() {
				out = append(out, steps.RootName())
			}
		}
	}
	return out
}
