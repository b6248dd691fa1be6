// Where things stand in source files: blocks, attributes, comments, module calls. Nothing is evaluated.
package main

import (
	"strings"

	"driftlock/reactor"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

type parseRequest struct {
	Files map[string]string `json:"files"`
}

type attribute struct {
	Range      span `json:"range"`
	Expression span `json:"expression"`
}

type block struct {
	Type       string               `json:"type"`
	Labels     []string             `json:"labels"`
	Range      span                 `json:"range"`
	Header     span                 `json:"header"`
	Attributes map[string]attribute `json:"attributes"`
	Blocks     []block              `json:"blocks"`
}

type comment struct {
	Range span   `json:"range"`
	Text  string `json:"text"`
}

type moduleCall struct {
	Name string `json:"name"`
	// Missing where it is no literal text.
	Source  *string `json:"source,omitempty"`
	Version *string `json:"version,omitempty"`
	Range   span    `json:"range"`
}

// parsedFile holds what could be read, also of a file with errors.
type parsedFile struct {
	Blocks   []block           `json:"blocks"`
	Comments []comment         `json:"comments"`
	Calls    []moduleCall      `json:"calls"`
	Errors   []reactor.Problem `json:"errors"`
}

func parse(request parseRequest) (any, []reactor.Problem) {
	files := map[string]parsedFile{}
	for name, text := range request.Files {
		files[name] = parseFile(name, []byte(text))
	}
	return map[string]any{"files": files}, nil
}

func parseFile(name string, text []byte) parsedFile {
	source := sourceOf(name, string(text))
	out := parsedFile{Blocks: []block{}, Comments: []comment{}, Calls: []moduleCall{}}
	diagnostics := source.diagnostics
	if body, isNative := source.body().(*hclsyntax.Body); isNative {
		out.readNative(body, source)
	} else if source.file != nil {
		diagnostics = append(diagnostics, out.readJSON(source)...)
	}
	out.Errors = problemsOf(diagnostics, map[string]*lines{name: source.lines})
	return out
}

func (f *parsedFile) readNative(body *hclsyntax.Body, source *sourceFile) {
	at := source.lines
	f.Blocks = nativeBlocks(body, at)
	f.Calls = callsOf(body, at)
	// What is wrong with a token is said once already.
	tokens, _ := hclsyntax.LexConfig([]byte(source.text), source.name, hcl.InitialPos)
	for _, token := range tokens {
		if token.Type == hclsyntax.TokenComment {
			f.Comments = append(f.Comments, commentOf(token, at))
		}
	}
}

// commentOf leaves out the end of the line, which the tokens of line comments hold.
func commentOf(token hclsyntax.Token, at *lines) comment {
	text := strings.TrimRight(string(token.Bytes), "\r\n")
	start := token.Range.Start.Byte
	return comment{Range: span{Start: at.position(start), End: at.position(start + len(text))}, Text: text}
}

func nativeBlocks(body *hclsyntax.Body, at *lines) []block {
	out := make([]block, 0, len(body.Blocks))
	for _, one := range body.Blocks {
		next := block{
			Type:       one.Type,
			Labels:     append([]string{}, one.Labels...),
			Range:      at.span(hcl.RangeBetween(one.TypeRange, one.CloseBraceRange)),
			Header:     at.span(hcl.RangeBetween(one.TypeRange, one.OpenBraceRange)),
			Attributes: map[string]attribute{},
			Blocks:     nativeBlocks(one.Body, at),
		}
		for name, set := range one.Body.Attributes {
			next.Attributes[name] = attribute{Range: at.span(set.SrcRange), Expression: at.span(set.Expr.Range())}
		}
		out = append(out, next)
	}
	return out
}

func callsOf(body *hclsyntax.Body, at *lines) []moduleCall {
	out := []moduleCall{}
	for _, one := range body.Blocks {
		if one.Type != "module" || len(one.Labels) != 1 {
			continue
		}
		call := moduleCall{Name: one.Labels[0], Range: at.span(hcl.RangeBetween(one.TypeRange, one.CloseBraceRange))}
		if source, isSet := one.Body.Attributes["source"]; isSet {
			call.Source = literal(source.Expr)
		}
		if version, isSet := one.Body.Attributes["version"]; isSet {
			call.Version = literal(version.Expr)
		}
		out = append(out, call)
	}
	return out
}

// literal is a text that needs nothing else to be known.
func literal(expression hcl.Expression) *string {
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() {
		return nil
	}
	text, isText := textOf(value)
	if !isText {
		return nil
	}
	return &text
}

func (f *parsedFile) readJSON(source *sourceFile) hcl.Diagnostics {
	at := source.lines
	content, _, diagnostics := source.file.Body.PartialContent(rootSchema)
	if content == nil {
		return diagnostics
	}
	for _, one := range content.Blocks {
		next := jsonBlock(one, at)
		f.Blocks = append(f.Blocks, next)
		if one.Type != "module" {
			continue
		}
		attributes, _ := one.Body.JustAttributes()
		call := moduleCall{Name: one.Labels[0], Range: next.Range}
		if source := attributes["source"]; source != nil {
			call.Source = literal(source.Expr)
		}
		if version := attributes["version"]; version != nil {
			call.Version = literal(version.Expr)
		}
		f.Calls = append(f.Calls, call)
	}
	return diagnostics
}

// jsonBlock: JSON does not tell nested blocks from attributes, so that all of them are attributes.
func jsonBlock(one *hcl.Block, at *lines) block {
	next := block{
		Type:       one.Type,
		Labels:     append([]string{}, one.Labels...),
		Header:     at.span(one.DefRange),
		Attributes: map[string]attribute{},
		Blocks:     []block{},
	}
	whole := hcl.RangeBetween(one.DefRange, one.Body.MissingItemRange())
	attributes, _ := one.Body.JustAttributes()
	for name, set := range attributes {
		next.Attributes[name] = attribute{Range: at.span(set.Range), Expression: at.span(set.Expr.Range())}
		whole = hcl.RangeOver(whole, set.Range)
	}
	next.Range = at.span(whole)
	return next
}
