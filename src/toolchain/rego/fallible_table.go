// Which built-ins fail on values of the type that they ask for, and on which operands that depends.
package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// weakness: the operands (from 0) that decide whether a call fails, and what is wrong with them then.
type weakness struct {
	operands []int
	reason   string
}

// weaknesses are found by calling every native built-in with many values of the right type: a test does it again and
// fails where this table says less, or more.
var weaknesses = map[string]weakness{
	"array.slice":                      {[]int{1, 2}, "an end that is no whole number"},
	"base64.decode":                    {[]int{0}, "text that is not base64"},
	"base64url.decode":                 {[]int{0}, "text that is not base64"},
	"bits.and":                         {[]int{0, 1}, "a number that is not whole"},
	"bits.lsh":                         {[]int{0, 1}, "a number that is not whole, or shifts backwards"},
	"bits.negate":                      {[]int{0}, "a number that is not whole"},
	"bits.or":                          {[]int{0, 1}, "a number that is not whole"},
	"bits.rsh":                         {[]int{0, 1}, "a number that is not whole, or shifts backwards"},
	"bits.xor":                         {[]int{0, 1}, "a number that is not whole"},
	"div":                              {[]int{1}, "a division by zero"},
	"format_int":                       {[]int{1}, "a base other than 2, 8, 10 and 16"},
	"glob.match":                       {[]int{0, 1}, "a pattern or delimiters that are none"},
	"indexof":                          {[]int{1}, "an empty text to look for"},
	"json.unmarshal":                   {[]int{0}, "text that is not JSON"},
	"net.cidr_contains":                {[]int{0, 1}, "text that is no range of addresses"},
	"net.cidr_intersects":              {[]int{0, 1}, "text that is no range of addresses"},
	"net.cidr_overlap":                 {[]int{0, 1}, "text that is no range of addresses"},
	"numbers.range":                    {[]int{0, 1}, "a number that is not whole"},
	"re_match":                         {[]int{0}, "an expression that does not compile"},
	"regex.find_all_string_submatch_n": {[]int{0, 2}, "an expression that does not compile, or a number that is not whole"},
	"regex.match":                      {[]int{0}, "an expression that does not compile"},
	"rem":                              {[]int{0, 1}, "a division by zero, or a number that is not whole"},
	"substring":                        {[]int{1, 2}, "a start before the text, or a number that is not whole"},
	"to_number":                        {[]int{0}, "text that is no number"},
}

// samples stand for the operands that do not decide.
var samples = map[string]map[int]ast.Value{
	"array.slice":                      {0: ast.NewArray()},
	"div":                              {0: ast.Number("1")},
	"format_int":                       {0: ast.Number("1")},
	"glob.match":                       {2: ast.String("a")},
	"indexof":                          {0: ast.String("a")},
	"re_match":                         {1: ast.String("a")},
	"regex.find_all_string_submatch_n": {1: ast.String("a")},
	"regex.match":                      {1: ast.String("a")},
	"substring":                        {0: ast.String("a")},
}

const (
	// mostTries of constants are made to see whether a call with them ever fails.
	mostTries = 64
	// largestTried: a range or a shift of larger numbers fills the memory.
	largestTried = 10_000
)

// isSettled: the operands that decide are constants, and the call works with each of them.
func (w weakness) isSettled(name string, args []*value) bool {
	tries := [][]*ast.Term{make([]*ast.Term, len(args))}
	for at, sample := range samples[name] {
		tries[0][at] = ast.NewTerm(sample)
	}
	for _, at := range w.operands {
		constants := constantsOf(args[at])
		if len(constants) == 0 || len(constants)*len(tries) > mostTries {
			return false
		}
		tries = withEach(tries, at, constants)
	}
	for _, operands := range tries {
		if !works(name, operands) {
			return false
		}
	}
	return true
}

func withEach(tries [][]*ast.Term, at int, constants []ast.Value) [][]*ast.Term {
	var out [][]*ast.Term
	for _, operands := range tries {
		for _, constant := range constants {
			next := append([]*ast.Term{}, operands...)
			next[at] = ast.NewTerm(constant)
			out = append(out, next)
		}
	}
	return out
}

// constantsOf are what the value may be when that is known: scalars, or one array of scalars.
func constantsOf(v *value) []ast.Value {
	if v.onlyConsts() {
		for _, constant := range v.consts {
			if number, isNumber := constant.(ast.Number); isNumber {
				size, isInt := number.Int()
				if !isInt || max(size, -size) > largestTried {
					return nil
				}
			}
		}
		return v.consts
	}
	if v.kind != anArray || v.other || v.elem != nil || len(v.paths) > 0 || len(v.consts) > 0 {
		return nil
	}
	items := make([]*ast.Term, len(v.fields))
	for at := range items {
		item, known := v.fields[fieldKey(ast.InternedTerm(at).Value)]
		if !known || !item.onlyConsts() || len(item.consts) != 1 {
			return nil
		}
		items[at] = ast.NewTerm(item.consts[0])
	}
	return []ast.Value{ast.NewArray(items...)}
}

func works(name string, operands []*ast.Term) bool {
	for _, operand := range operands {
		if operand == nil {
			return false
		}
	}
	call := topdown.GetBuiltin(name)
	if call == nil {
		return false
	}
	surroundings := topdown.BuiltinContext{Context: context.Background()}
	return call(surroundings, operands, func(*ast.Term) error { return nil }) == nil
}
