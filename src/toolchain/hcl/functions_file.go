// Functions that read files: what they need is asked of the host, which reads only what lies in the repository.
package main

import (
	"encoding/base64"
	"errors"
	"path"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// place is a path of the configuration as the host knows it: relative to where all paths begin.
func (e *evaluation) place(name string) string {
	return path.Join(e.request.Root, name)
}

// fromRoot is a module's folder as Terraform tells it: relative to the root module.
func (e *evaluation) fromRoot(dir string) string {
	root := path.Clean(e.request.Root)
	if dir == root {
		return "."
	}
	if rest, isInside := strings.CutPrefix(dir, root+"/"); isInside {
		return rest
	}
	if root == "." {
		return dir
	}
	up := strings.Repeat("../", strings.Count(root, "/")+1)
	return strings.TrimSuffix(up+dir, "/")
}

// content is what the file holds; not known where the host has not read it yet, or may not.
func (e *evaluation) content(name string) ([]byte, bool) {
	if path.IsAbs(name) || strings.HasPrefix(name, "~") {
		return nil, false
	}
	place := e.place(name)
	packed, isAnswered := e.request.Contents[place]
	if !isAnswered {
		e.contents[place] = true
		return nil, false
	}
	if packed == nil {
		return nil, false
	}
	bytes, err := base64.StdEncoding.DecodeString(*packed)
	return bytes, err == nil
}

func (e *evaluation) fileFunctions() map[string]function.Function {
	return map[string]function.Function{
		"file":         e.reader(func(bytes []byte) (string, error) { return asText(bytes) }),
		"filebase64":   e.reader(func(bytes []byte) (string, error) { return base64.StdEncoding.EncodeToString(bytes), nil }),
		"fileexists":   e.existsFunction(),
		"fileset":      e.setFunction(),
		"templatefile": e.templateFunction(),
	}
}

func asText(bytes []byte) (string, error) {
	if !utf8.Valid(bytes) {
		return "", errors.New("the file is no text")
	}
	return string(bytes), nil
}

func (e *evaluation) reader(read func([]byte) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			bytes, isThere := e.content(arguments[0].AsString())
			if !isThere {
				return unknownFor(unsupported, cty.String), nil
			}
			text, err := read(bytes)
			if err != nil {
				return cty.UnknownVal(cty.String), function.NewArgError(0, err)
			}
			return cty.StringVal(text), nil
		},
	})
}

func (e *evaluation) existsFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			// What is not there now may be there where Terraform runs.
			if _, isThere := e.content(arguments[0].AsString()); !isThere {
				return unknownFor(unsupported, cty.Bool), nil
			}
			return cty.True, nil
		},
	})
}

func (e *evaluation) setFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(arguments []cty.Value, kind cty.Type) (cty.Value, error) {
			name := arguments[0].AsString()
			pattern, err := patternOf(arguments[1].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			if path.IsAbs(name) || strings.HasPrefix(name, "~") {
				return unknownFor(unsupported, kind), nil
			}
			place := e.place(name)
			files, isAnswered := e.request.Listings[place]
			if !isAnswered {
				e.listings[place] = true
			}
			if files == nil {
				return unknownFor(unsupported, kind), nil
			}
			out := []cty.Value{}
			sort.Strings(files)
			for _, one := range files {
				if pattern.MatchString(one) {
					out = append(out, cty.StringVal(one))
				}
			}
			if len(out) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(out), nil
		},
	})
}

var globParts = regexp.MustCompile(`\*\*/|\*\*|\*|\?|\{|\}|,|\[!|\[\^|\[|\]|\\.|[^*?{},\[\]\\]+`)

// patternOf turns a glob with `**` and `{a,b}` into an expression over the whole of a path.
func patternOf(glob string) (*regexp.Regexp, error) {
	written := map[string]string{
		"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|", "[!": "[^", "[^": "[^", "[": "[", "]": "]",
	}
	var out strings.Builder
	depth := 0
	for _, part := range globParts.FindAllString(glob, -1) {
		switch part {
		case "{":
			depth++
		case "}":
			depth--
		}
		text, isSpecial := written[part]
		if !isSpecial || part == "," && depth == 0 {
			text = regexp.QuoteMeta(strings.TrimPrefix(part, "\\"))
		}
		out.WriteString(text)
	}
	return regexp.Compile("^(?:" + out.String() + ")$")
}

// templateFunction evaluates a template file with its own variables, and all functions but itself.
func (e *evaluation) templateFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "path", Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			bytes, isThere := e.content(arguments[0].AsString())
			if !isThere {
				return unknownFor(unsupported, cty.DynamicPseudoType), nil
			}
			expression, diagnostics := hclsyntax.ParseTemplate(bytes, arguments[0].AsString(), hcl.InitialPos)
			if diagnostics.HasErrors() {
				return cty.DynamicVal, diagnostics
			}
			variables, marks := arguments[1].Unmark()
			if !variables.IsKnown() {
				return cty.DynamicVal.WithMarks(marks), nil
			}
			if variables.IsNull() || !(variables.Type().IsObjectType() || variables.Type().IsMapType()) {
				return cty.DynamicVal, errors.New("the variables of a template are a map")
			}
			functions := map[string]function.Function{}
			for name, one := range e.functions {
				if !strings.HasSuffix(name, "templatefile") {
					functions[name] = one
				}
			}
			out, diagnostics := expression.Value(&hcl.EvalContext{Variables: variables.AsValueMap(), Functions: functions})
			if diagnostics.HasErrors() {
				return cty.DynamicVal, diagnostics
			}
			return out.WithMarks(marks), nil
		},
	})
}
