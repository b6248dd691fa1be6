// Blocks of one type, those that `dynamic` makes among them.
package main

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// madeBlock is a body with the scope that its expressions stand in.
type madeBlock struct {
	body  hcl.Body
	scope scope
}

type foundBlocks struct {
	all []madeBlock
	// isOpen: a dynamic block goes over something unknown, so that none of the list is known.
	isOpen bool
	marks  cty.ValueMarks
}

var inDynamic = []hcl.BlockHeaderSchema{{Type: "content"}}

func (d decoder) blocksOf(name string, inside contents) foundBlocks {
	out := foundBlocks{marks: cty.NewValueMarks()}
	for _, one := range inside.blocks {
		switch {
		case one.Type == name:
			out.all = append(out.all, madeBlock{body: one.Body, scope: d.scope})
		case one.Type == "dynamic" && len(one.Labels) == 1 && one.Labels[0] == name:
			d.expand(&out, name, one)
		}
	}
	return out
}

func (d decoder) expand(out *foundBlocks, name string, one *hcl.Block) {
	own := contentsOf(one.Body, inDynamic)
	content := own.of("content")
	forEach := own.attributes["for_each"]
	if forEach == nil || len(content) != 1 {
		d.scope.m.e.problem(one.DefRange, "a dynamic block takes for_each and one content block")
		return
	}
	iterator := name
	if expression := own.expression("iterator"); expression != nil {
		if word, isWord := wordOf(expression); isWord {
			iterator = word
		}
	}
	value, marks := d.scope.value(forEach.Expr).Unmark()
	if !value.IsKnown() {
		out.isOpen = true
		out.marks = mergedMarks(out.marks, marks)
		return
	}
	if value.IsNull() || !value.CanIterateElements() {
		d.scope.m.e.notice(forEach.Expr.Range(), "for_each of a dynamic block is no collection")
		out.isOpen = true
		out.marks = mergedMarks(out.marks, cty.NewValueMarks(malformed))
		return
	}
	for at := value.ElementIterator(); at.Next(); {
		if d.scope.m.e.tooMany(one.DefRange) {
			return
		}
		key, element := at.Element()
		if value.Type().IsSetType() {
			key = element
		}
		each := cty.ObjectVal(map[string]cty.Value{"key": key, "value": element.WithMarks(marks)})
		out.all = append(out.all, madeBlock{body: content[0].Body, scope: d.scope.with(map[string]cty.Value{iterator: each})})
	}
}
