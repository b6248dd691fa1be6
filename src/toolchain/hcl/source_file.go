// Source files, parsed once for all operations that ask about the same text.
package main

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
)

type sourceFile struct {
	name        string
	text        string
	file        *hcl.File
	lines       *lines
	diagnostics hcl.Diagnostics
}

// parsed keeps the files of one configuration: a program serves one scan.
var parsed = map[string]*sourceFile{}

const mostParsed = 20_000

func sourceOf(name, text string) *sourceFile {
	if known := parsed[name]; known != nil && known.text == text {
		return known
	}
	if len(parsed) >= mostParsed {
		clear(parsed)
	}
	out := &sourceFile{name: name, text: text, lines: linesOf([]byte(text))}
	if strings.HasSuffix(name, ".json") {
		out.file, out.diagnostics = json.Parse([]byte(text), name)
	} else {
		out.file, out.diagnostics = hclsyntax.ParseConfig([]byte(text), name, hcl.InitialPos)
	}
	parsed[name] = out
	return out
}

// body is nil where the file could not be read at all.
func (f *sourceFile) body() hcl.Body {
	if f.file == nil {
		return nil
	}
	return f.file.Body
}
