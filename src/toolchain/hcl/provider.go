// Which provider configuration a block belongs to, through the modules that hand it down.
package main

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// providerOf is the local name in the block's module: as its argument says, else by the type.
func providerOf(block *declared) string {
	if expression := block.contents.expression("provider"); expression != nil {
		if name, isName := providerReference(expression); isName {
			return name
		}
	}
	prefix, _, _ := strings.Cut(block.labels[0], "_")
	return prefix
}

// providerReference reads `aws`, `aws.west`, and both in quotes.
func providerReference(expression hcl.Expression) (string, bool) {
	if text := literal(expression); text != nil {
		return *text, true
	}
	steps, diagnostics := hcl.AbsTraversalForExpr(expression)
	if diagnostics.HasErrors() {
		return "", false
	}
	if alias, has := attributeName(steps, 1); has {
		return steps.RootName() + "." + alias, true
	}
	return steps.RootName(), true
}

// provider finds the module whose configuration of that name is used, and its name there.
func (m *moduleInstance) provider(name string) (*moduleInstance, string) {
	if m.parent == nil || m.source.providers[name] != nil {
		return m, name
	}
	if handed, isHanded := handedDown(m.call, name); isHanded {
		return m.parent.provider(handed)
	}
	if strings.Contains(name, ".") {
		return m, name
	}
	return m.parent.provider(name)
}

// handedDown reads `providers = { aws = aws.west }` of a call.
func handedDown(call *declared, name string) (string, bool) {
	expression := call.contents.expression("providers")
	if expression == nil {
		return "", false
	}
	pairs, diagnostics := hcl.ExprMap(expression)
	if diagnostics.HasErrors() {
		return "", false
	}
	for _, pair := range pairs {
		if key, isName := providerReference(pair.Key); isName && key == name {
			return providerReference(pair.Value)
		}
	}
	return "", false
}

// configKey is the key under which a plan has that provider configuration.
func (m *moduleInstance) configKey(name string) string {
	owner, own := m.provider(name)
	if owner.configPath == "" {
		return own
	}
	return owner.configPath + ":" + own
}

const registry = "registry.terraform.io/"

// providerSource is the full address of a provider by its local name.
func (m *moduleInstance) providerSource(name string) string {
	local, _, _ := strings.Cut(name, ".")
	if local == "terraform" {
		return "terraform.io/builtin/terraform"
	}
	source := m.source.required[local]
	if source == "" {
		source = "hashicorp/" + local
	}
	switch strings.Count(source, "/") {
	case 0:
		return registry + "hashicorp/" + source
	case 1:
		return registry + source
	default:
		return source
	}
}

// defaultTags are the tags that the provider configuration adds, null where it adds none.
func (m *moduleInstance) defaultTags(name string) cty.Value {
	owner, own := m.provider(name)
	none := cty.NullVal(cty.Map(cty.String))
	block := owner.source.providers[own]
	if block == nil {
		return none
	}
	d := decoder{scope: owner.scope()}
	found := d.blocksOf("default_tags", block.contents)
	if found.isOpen {
		return cty.UnknownVal(cty.Map(cty.String)).WithMarks(found.marks)
	}
	if len(found.all) == 0 {
		return none
	}
	expression := contentsOf(found.all[0].body, nil).expression("tags")
	if expression == nil {
		return none
	}
	return owner.once("provider."+own+".default_tags", block.header, func() cty.Value {
		return found.all[0].scope.as(expression, cty.Map(cty.String))
	})
}
