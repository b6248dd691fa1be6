// The blocks of one folder: what a module declares, before anything is evaluated.
package main

import (
	"fmt"
	"path"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

type declared struct {
	// Labels joined: `aws_vpc.main`, `data.aws_ami.x`, `aws.west`.
	name     string
	labels   []string
	contents contents
	body     hcl.Body
	header   hcl.Range
	whole    hcl.Range
}

type moduleSource struct {
	dir       string
	variables map[string]*declared
	outputs   map[string]*declared
	resources map[string]*declared
	calls     map[string]*declared
	providers map[string]*declared
	locals    map[string]*hcl.Attribute
	// required is the source address of a provider by its local name.
	required map[string]string
	// order holds names of resources, data sources too, as the files have them.
	order []string
	// mentioned holds, by type, attributes that something in the module refers to.
	mentioned map[string]map[string]bool
}

// addModule reads a folder's files in their order, override files last.
func (e *evaluation) addModule(dir string, files []string) *moduleSource {
	out := &moduleSource{
		dir: dir, variables: map[string]*declared{}, outputs: map[string]*declared{}, resources: map[string]*declared{},
		calls: map[string]*declared{}, providers: map[string]*declared{}, locals: map[string]*hcl.Attribute{},
		required: map[string]string{}, mentioned: map[string]map[string]bool{},
	}
	sort.SliceStable(files, func(a, b int) bool {
		if isOverride(files[a]) != isOverride(files[b]) {
			return isOverride(files[b])
		}
		return files[a] < files[b]
	})
	for _, name := range files {
		source := sourceOf(name, e.request.Files[name])
		e.lines[name] = source.lines
		e.addProblems(source.diagnostics)
		if source.body() == nil {
			continue
		}
		for _, one := range topBlocks(source) {
			e.declare(out, one, isOverride(name))
		}
		e.mention(out, source)
	}
	return out
}

func isOverride(file string) bool {
	name := path.Base(file)
	for _, end := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if stem, has := strings.CutSuffix(name, end); has {
			return stem == "override" || strings.HasSuffix(stem, "_override")
		}
	}
	return false
}

func topBlocks(source *sourceFile) []*hcl.Block {
	if body, isNative := source.body().(*hclsyntax.Body); isNative {
		return nativeContents(body).blocks
	}
	content, _, _ := source.body().PartialContent(rootSchema)
	if content == nil {
		return nil
	}
	return content.Blocks
}

func (e *evaluation) declare(m *moduleSource, one *hcl.Block, overrides bool) {
	var into map[string]*declared
	wanted := 1
	switch one.Type {
	case "variable":
		into = m.variables
	case "output":
		into = m.outputs
	case "module":
		into = m.calls
	case "provider":
		into = m.providers
	case "resource", "data":
		into, wanted = m.resources, 2
	case "locals":
		e.declareLocals(m, one, overrides)
		return
	case "terraform":
		m.require(one)
		return
	default:
		return
	}
	if len(one.Labels) != wanted {
		e.problem(one.DefRange, fmt.Sprintf("a %s block takes %d labels, not %d", one.Type, wanted, len(one.Labels)))
		return
	}
	next := declaredOf(one)
	known := into[next.name]
	switch {
	case known == nil:
		into[next.name] = next
		if wanted == 2 {
			m.order = append(m.order, next.name)
		}
	case overrides:
		known.body = &overlay{Body: known.body, over: next.body}
		known.contents = merged(known.contents, next.contents)
	default:
		e.problem(one.DefRange, fmt.Sprintf("%s %s is declared twice, first at %s", one.Type, next.name, e.at(known.header)))
	}
}

// inBlocks: nested blocks of what is not described by a provider's schema.
var inBlocks = []hcl.BlockHeaderSchema{
	{Type: "validation"}, {Type: "precondition"}, {Type: "postcondition"}, {Type: "lifecycle"}, {Type: "provisioner", LabelNames: []string{"type"}},
	{Type: "connection"}, {Type: "dynamic", LabelNames: []string{"type"}},
}

func declaredOf(one *hcl.Block) *declared {
	name := strings.Join(one.Labels, ".")
	if one.Type == "data" {
		name = "data." + name
	}
	known := inBlocks
	if one.Type == "provider" {
		known = providerBlocks
	}
	out := &declared{
		name: name, labels: one.Labels, body: one.Body, contents: contentsOf(one.Body, known),
		header: one.DefRange, whole: wholeRange(one),
	}
	if one.Type == "provider" {
		if alias, isText := wordOf(out.contents.expression("alias")); isText {
			out.name = name + "." + alias
		}
	}
	return out
}

var providerBlocks = []hcl.BlockHeaderSchema{
	{Type: "default_tags"}, {Type: "assume_role"}, {Type: "assume_role_with_web_identity"}, {Type: "ignore_tags"}, {Type: "endpoints"}, {Type: "features"},
}

func wholeRange(one *hcl.Block) hcl.Range {
	if body, isNative := one.Body.(*hclsyntax.Body); isNative {
		return hcl.RangeBetween(one.TypeRange, body.EndRange)
	}
	whole := hcl.RangeBetween(one.DefRange, one.Body.MissingItemRange())
	attributes, _ := one.Body.JustAttributes()
	for _, set := range attributes {
		whole = hcl.RangeOver(whole, set.Range)
	}
	return whole
}

func (e *evaluation) declareLocals(m *moduleSource, one *hcl.Block, overrides bool) {
	attributes, diagnostics := one.Body.JustAttributes()
	e.addProblems(diagnostics)
	for name, set := range inOrder(attributes) {
		if known := m.locals[name]; known != nil && !overrides {
			e.problem(set.NameRange, fmt.Sprintf("local %s is declared twice, first at %s", name, e.at(known.NameRange)))
			continue
		}
		m.locals[name] = set
	}
}

func (m *moduleSource) require(one *hcl.Block) {
	inside := contentsOf(one.Body, []hcl.BlockHeaderSchema{{Type: "required_providers"}})
	for _, block := range inside.of("required_providers") {
		attributes, _ := block.Body.JustAttributes()
		for name, set := range attributes {
			// `configuration_aliases` are no values: the source alone is asked for.
			pairs, diagnostics := hcl.ExprMap(set.Expr)
			if diagnostics.HasErrors() {
				continue
			}
			for _, pair := range pairs {
				if key, isText := wordOf(pair.Key); isText && key == "source" {
					if source := literal(pair.Value); source != nil {
						m.required[name] = *source
					}
				}
			}
		}
	}
}

// wordOf is a text that stands as a literal or as a bare word.
func wordOf(expression hcl.Expression) (string, bool) {
	if expression == nil {
		return "", false
	}
	if word := hcl.ExprAsKeyword(expression); word != "" {
		return word, true
	}
	text := literal(expression)
	if text == nil {
		return "", false
	}
	return *text, true
}
