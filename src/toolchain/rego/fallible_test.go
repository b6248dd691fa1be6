// The table of weaknesses and the check of types, held against what OPA's own built-ins do with all manner of values.
package main

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/open-policy-agent/opa/v1/util"
)

// odd are values of every kind, among them those that some built-in trips over.
var odd = func() []ast.Value {
	texts := []string{
		`null`, `true`, `false`, `0`, `1`, `-1`, `2`, `1.5`, `10`, `1e400`, `99999999999999999999`, `64`, `37`,
		`""`, `"a"`, `"aGk="`, `"pl-123"`, `"10.0.0.0/8"`, `"10.0.0.0/33"`, `"::/0"`, `"["`, `"(a"`, `"{a"`, `"1"`, `"=="`,
		`"é"`, `"{\"a\": 1}"`, `[]`, `["a"]`, `[1]`, `[1.5, 2]`, `["/a"]`, `["::"]`, `[["a", "b"], ["a"]]`, `[null]`, `[{}]`,
		`[{"a": 1}, {"b": 2}]`, `["a", 1]`, `{}`, `{"a": 1}`, `{"a": "b"}`, `{"": "x"}`, `{"a": ["b"]}`, `{1: "a"}`,
		`set()`, `{"a"}`, `{1}`, `{{1}, {2}}`, `{null}`, `{"a", 1}`, `{["a"]}`,
	}
	out := make([]ast.Value, 0, len(texts))
	for _, text := range texts {
		out = append(out, ast.MustParseTerm(text).Value)
	}
	return out
}()

const mostCases = 4000

// operandsOf are all combinations, or as many of them by chance; never numbers that would fill the memory.
func operandsOf(name string, arity int, chance *rand.Rand) [][]ast.Value {
	all := 1
	for range arity {
		all *= len(odd)
	}
	var out [][]ast.Value
	for at := range min(all, mostCases) {
		number := at
		if all > mostCases {
			number = chance.Intn(all)
		}
		operands := make([]ast.Value, arity)
		isHuge := false
		for place := range operands {
			operands[place] = odd[number%len(odd)]
			number /= len(odd)
			isHuge = isHuge || strings.Contains(operands[place].String(), "e400") || len(operands[place].String()) == 20
		}
		if isHuge && (name == "numbers.range" || strings.HasPrefix(name, "bits.")) {
			continue
		}
		out = append(out, operands)
	}
	return out
}

func fails(name string, operands []ast.Value) error {
	terms := make([]*ast.Term, len(operands))
	for at, operand := range operands {
		terms[at] = ast.NewTerm(operand)
	}
	surroundings := topdown.BuiltinContext{Context: context.Background()}
	return topdown.GetBuiltin(name)(surroundings, terms, func(*ast.Term) error { return nil })
}

// made is the value that following a term of a policy would give.
func made(operand ast.Value) *value {
	scope := newScope(&follower{})
	return scope.term(ast.NewTerm(operand))
}

func noted(name string, args []*value) *fallibleCall {
	reads := newReadSet()
	reads.call(name, args, nil)
	for _, call := range reads.calls {
		return &call
	}
	return nil
}

func isNamed(call *fallibleCall, operands []ast.Value) bool {
	if call == nil {
		return false
	}
	if call.Reason != "" || call.Needs == nil {
		return true
	}
	return slices.ContainsFunc(call.Needs, func(each need) bool { return !isMet(each, each.Path, operands) })
}

// isMet: whatever lies at the place is of one of the kinds; the first step of the place is the operand.
func isMet(wanted need, rest path, operands []ast.Value) bool {
	at := []ast.Value{operands[rest[0].(int)]}
	for range rest[1:] {
		var below []ast.Value
		for _, each := range at {
			switch each := each.(type) {
			case *ast.Array:
				each.Foreach(func(item *ast.Term) { below = append(below, item.Value) })
			case ast.Object:
				each.Foreach(func(_, item *ast.Term) { below = append(below, item.Value) })
			}
		}
		at = below
	}
	return !slices.ContainsFunc(at, func(each ast.Value) bool {
		return !slices.Contains(wanted.Kinds, ast.ValueName(each))
	})
}

func hasSet(operands []ast.Value) bool {
	return slices.ContainsFunc(operands, func(each ast.Value) bool { return strings.Contains(each.String(), "set()") || isSetIn(each) })
}

func isSetIn(operand ast.Value) bool {
	found := false
	ast.WalkTerms(ast.NewTerm(operand), func(each *ast.Term) bool {
		if _, isSet := each.Value.(ast.Set); isSet {
			found = true
		}
		_, isObject := each.Value.(ast.Object)
		if isObject {
			for _, key := range each.Value.(ast.Object).Keys() {
				if _, isText := key.Value.(ast.String); !isText {
					found = true
				}
			}
		}
		return found
	})
	return found
}

func TestWhateverFailsIsNamed(t *testing.T) {
	chance := rand.New(rand.NewSource(20261121))
	for _, builtin := range native {
		if topdown.GetBuiltin(builtin.Name) == nil {
			t.Errorf("%s: OPA does not have it", builtin.Name)
			continue
		}
		arity := builtin.Decl.Arity()
		fromInput := make([]*value, arity)
		for at := range fromInput {
			fromInput[at] = inputValue(path{at})
		}
		ofInput := noted(builtin.Name, fromInput)
		for _, operands := range operandsOf(builtin.Name, arity, chance) {
			err := fails(builtin.Name, operands)
			if err == nil {
				continue
			}
			args := make([]*value, arity)
			for at, operand := range operands {
				args[at] = made(operand)
			}
			if !isNamed(noted(builtin.Name, args), operands) {
				t.Errorf("%s%v written out fails unnamed: %v", builtin.Name, operands, err)
			}
			if !hasSet(operands) && !isNamed(ofInput, operands) {
				t.Errorf("%s%v from input fails unnamed: %v", builtin.Name, operands, err)
			}
		}
	}
}

// Each entry is needed, and each of its operands decides: with the others good, one of the right type fails it.
func TestEveryWeaknessIsOne(t *testing.T) {
	for name, weak := range weaknesses {
		takes := ast.BuiltinMap[name].Decl.FuncArgs()
		arity := ast.BuiltinMap[name].Decl.Arity()
		for _, place := range weak.operands {
			found := false
			for _, operands := range operandsOf(name, arity, rand.New(rand.NewSource(7))) {
				for at, operand := range operands {
					if at != place && !slices.Contains(weak.operands, at) {
						operands[at] = goodOf(takes.Arg(at))
					} else if at != place {
						operands[at] = goodFor(name, at)
					}
					_ = operand
				}
				found = found || isOf(operands[place], takes.Arg(place)) && fails(name, operands) != nil
			}
			if !found {
				t.Errorf("%s: no value of the right type as operand %d fails it", name, place)
			}
		}
	}
}

func TestTheDocumentationListsThem(t *testing.T) {
	page, err := os.ReadFile("../../../docs/writing-policies.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			continue
		}
		for at, name := range strings.Split(cells[1], "`") {
			if at%2 == 1 && name != "/" && name != "%" {
				listed[name] = true
			}
		}
	}
	documented, known := util.KeysSorted(listed), util.KeysSorted(weaknesses)
	if !slices.Equal(documented, known) {
		t.Errorf("documented: %v\nknown: %v", documented, known)
	}
}

func goodOf(wanted types.Type) ast.Value {
	for _, each := range []string{`"a"`, `1`, `[]`, `{}`, `null`} {
		if good := ast.MustParseTerm(each).Value; isOf(good, wanted) {
			return good
		}
	}
	panic(fmt.Sprintf("no value for %v", wanted))
}

// goodFor is a value of an operand that decides and does not fail the call.
func goodFor(name string, at int) ast.Value {
	text := map[string]string{
		"glob.match 0": `"*"`, "glob.match 1": `[":"]`,
		"net.cidr_contains 0": `"10.0.0.0/8"`, "net.cidr_contains 1": `"10.0.0.0/8"`,
		"net.cidr_intersects 0": `"10.0.0.0/8"`, "net.cidr_intersects 1": `"10.0.0.0/8"`,
		"net.cidr_overlap 0": `"10.0.0.0/8"`, "net.cidr_overlap 1": `"10.0.0.0/8"`,
		"regex.find_all_string_submatch_n 0": `"a"`,
	}[fmt.Sprintf("%s %d", name, at)]
	if text == "" {
		text = "1"
	}
	return ast.MustParseTerm(text).Value
}

func isOf(operand ast.Value, wanted types.Type) bool {
	collected := &needs{}
	collected.fit(made(operand), wanted)
	return !collected.hopeless && len(collected.found) == 0
}

func TestConstantsThatWorkAreSettled(t *testing.T) {
	for call, isNoted := range map[string]bool{
		`regex.match("^a$", input)`:                      false,
		`regex.match("[", input)`:                        true,
		`substring(input, 0, 3)`:                         false,
		`substring(input, -1, 3)`:                        true,
		`input / 2`:                                      false,
		`input / 0`:                                      true,
		`input % 2`:                                      true,
		`glob.match("arn:*", [":"], input)`:              false,
		`glob.match("{a", [], input)`:                    true,
		`glob.match("*", ["::"], input)`:                 true,
		`format_int(input, 10)`:                          false,
		`format_int(input, 7)`:                           true,
		`numbers.range(0, 3)`:                            false,
		`numbers.range(0, 99999999999)`:                  true,
		`bits.lsh(1, 99999999999)`:                       true,
		`indexof(input, "a")`:                            false,
		`indexof(input, "")`:                             true,
		`net.cidr_contains("10.0.0.0/8", input)`:         true,
		`net.cidr_contains("10.0.0.0/8", "10.1.0.0/16")`: false,
	} {
		name, args := callOf(call)
		found := noted(name, args)
		if got := found != nil && found.Reason != ""; got != isNoted {
			t.Errorf("%s: %v, want %v", call, got, isNoted)
		}
	}
}

func callOf(text string) (string, []*value) {
	terms := ast.MustParseExpr(text).Terms.([]*ast.Term)
	var args []*value
	for _, term := range terms[1:] {
		args = append(args, newScope(&follower{}).term(term))
	}
	return terms[0].String(), args
}
