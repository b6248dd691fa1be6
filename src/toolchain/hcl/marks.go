// Why a value is not known, and that it is sensitive, travel with it as marks.
package main

import (
	"github.com/zclconf/go-cty/cty"
)

type reason string

const (
	noValue       reason = "variable"
	dataSource    reason = "data-source"
	moduleMissing reason = "module-missing"
	unsupported   reason = "unsupported"
	malformed     reason = "malformed"
)

// weight: of several reasons the one is told that stands first, which somebody can mend.
var weight = []reason{malformed, moduleMissing, unsupported, noValue, dataSource}

type sensitiveMark struct{}

// ephemeralMark: Terraform keeps the value in no plan and no state.
type ephemeralMark struct{}

func unknownFor(why reason, of cty.Type) cty.Value {
	return cty.UnknownVal(of).Mark(why)
}

func reasonOf(marks cty.ValueMarks) (reason, bool) {
	for _, one := range weight {
		if _, has := marks[one]; has {
			return one, true
		}
	}
	return "", false
}

func isSensitive(marks cty.ValueMarks) bool {
	_, has := marks[sensitiveMark{}]
	return has
}

// marksOf gives all marks of a value and of what is in it.
func marksOf(value cty.Value) cty.ValueMarks {
	_, marks := value.UnmarkDeep()
	return marks
}

// isWhole: known, and everything in it.
func isWhole(value cty.Value) bool {
	unmarked, _ := value.UnmarkDeep()
	return unmarked.IsWhollyKnown()
}
