// What an expression that failed reads: its variables, the rules that it asks and what it takes of input, with values.
package main

import (
	"cmp"
	"reflect"
	"slices"
	"unsafe"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// shownValue is a part of an expression as written; without a value it is undefined.
type shownValue struct {
	Name  string  `json:"name"`
	Value *string `json:"value,omitempty"`
}

// longestValue of one value is kept.
const longestValue = 4000

type valueFinder struct {
	event    *topdown.Event
	compiler *ast.Compiler
	// rules are the values of those that the expression asks, by reference.
	rules *ast.ValueMap
	found map[string]placedValue
}

type placedValue struct {
	shownValue
	row, col int
}

// valuesOf must be asked while the event happens: what it names may change afterwards.
func valuesOf(event *topdown.Event, expression *ast.Expr, compiler *ast.Compiler) []shownValue {
	finder := valueFinder{event: event, compiler: compiler, rules: rulesAsked(event), found: map[string]placedValue{}}
	// Of a negated expression a variable without a value is not known to be undefined.
	finder.walk(expression, !expression.Negated)
	for _, other := range expression.CogeneratedExprs() {
		finder.walk(other, false)
	}
	placed := make([]placedValue, 0, len(finder.found))
	for _, one := range finder.found {
		placed = append(placed, one)
	}
	slices.SortFunc(placed, func(a, b placedValue) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col), cmp.Compare(a.Name, b.Name))
	})
	out := make([]shownValue, 0, len(placed))
	for _, one := range placed {
		out = append(out, one.shownValue)
	}
	return out
}

// rulesAsked are the rules that the event names, with their values. OPA keeps them for its own output alone; a test
// says so when a newer one calls them otherwise.
func rulesAsked(event *topdown.Event) *ast.ValueMap {
	field := reflect.ValueOf(event).Elem().FieldByName("localVirtualCacheSnapshot")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*ast.ValueMap]() {
		return ast.NewValueMap()
	}
	asked := *(**ast.ValueMap)(unsafe.Pointer(field.UnsafeAddr()))
	if asked == nil {
		return ast.NewValueMap()
	}
	return asked
}

func textOf(location *ast.Location, otherwise string) string {
	if location == nil || len(location.Text) == 0 {
		return otherwise
	}
	return string(location.Text)
}

func (f *valueFinder) add(location *ast.Location, name string, value ast.Value) {
	if before, known := f.found[name]; known && (before.Value != nil || value == nil) {
		return
	}
	one := placedValue{shownValue: shownValue{Name: name}}
	if location != nil {
		one.row, one.col = location.Row, location.Col
	}
	if value != nil {
		text := value.String()
		if len(text) > longestValue {
			text = text[:longestValue] + "…"
		}
		one.Value = &text
	}
	f.found[name] = one
}

// walk goes through operands, and through what `with` puts in; inside of comprehensions nothing is known any more.
func (f *valueFinder) walk(expression *ast.Expr, unknownIsUndefined bool) {
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(node any) bool {
		switch node := node.(type) {
		case ast.Call:
			for _, operand := range node[1:] {
				visitor.Walk(operand)
			}
			return true
		case *ast.Expr:
			if !node.IsCall() {
				return false
			}
			for _, operand := range node.Operands() {
				visitor.Walk(operand)
			}
			for _, with := range node.With {
				visitor.Walk(with)
			}
			return true
		case *ast.With:
			visitor.Walk(node.Value)
			return true
		case *ast.Term:
			return f.term(node, unknownIsUndefined)
		}
		return false
	})
	visitor.Walk(expression)
}

// term tells that there is nothing to look for inside of it.
func (f *valueFinder) term(term *ast.Term, unknownIsUndefined bool) bool {
	if term.Location == nil {
		return false
	}
	switch value := term.Value.(type) {
	case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
		return true
	case ast.Ref:
		return f.reference(term, value)
	case ast.Var:
		if _, isNamed := f.event.LocalMetadata[value]; isNamed {
			f.add(term.Location, textOf(term.Location, string(value)), f.event.Locals.Get(value))
		} else if unknownIsUndefined && !value.IsGenerated() && !value.IsWildcard() {
			f.add(term.Location, textOf(term.Location, string(value)), nil)
		}
	}
	return false
}

// reference resolves what begins with input or a variable; rules are among those that were asked.
func (f *valueFinder) reference(term *ast.Term, ref ast.Ref) bool {
	name := textOf(term.Location, ref.String())
	path, isGround := f.ground(ref[1:])
	if ref[0].Equal(ast.InputRootDocument) {
		if isGround {
			var found ast.Value
			if input := f.event.Input(); input != nil {
				found, _ = input.Value.Find(path)
			}
			f.add(term.Location, name, found)
		}
		return true
	}
	if ref[0].Equal(ast.DefaultRootDocument) {
		if whole := ref.GroundPrefix(); len(whole) < len(ref) {
			name = whole.String()
		}
		if value := f.rules.Get(ref.GroundPrefix()); value != nil {
			f.add(term.Location, name, value)
		} else if f.isMissing(term) {
			f.add(term.Location, name, nil)
		}
		return true
	}
	if base, isVar := ref[0].Value.(ast.Var); isVar && isGround && f.event.Locals != nil {
		if value := f.event.Locals.Get(base); value != nil {
			found, _ := value.Find(path)
			f.add(term.Location, name, found)
		}
	}
	// The variable itself may be large, and what is read of it is told.
	for _, step := range ref[1:] {
		f.term(step, false)
	}
	return true
}

// isMissing: the term is all that the expression says, and nothing has a value there. What was not asked of a rule, and
// what lies in data, is not known here.
func (f *valueFinder) isMissing(term *ast.Term) bool {
	expression, isExpression := f.event.Node.(*ast.Expr)
	if !isExpression || expression.Negated || expression.Terms != any(term) {
		return false
	}
	return f.compiler != nil && len(f.compiler.GetRules(term.Value.(ast.Ref))) > 0
}

func (f *valueFinder) ground(steps ast.Ref) (ast.Ref, bool) {
	path := make(ast.Ref, 0, len(steps))
	for _, step := range steps {
		if name, isVar := step.Value.(ast.Var); isVar {
			if f.event.Locals == nil {
				return nil, false
			}
			value := f.event.Locals.Get(name)
			if value == nil {
				return nil, false
			}
			step = ast.NewTerm(value)
		}
		if !step.IsGround() {
			return nil, false
		}
		path = append(path, step)
	}
	return path, true
}
