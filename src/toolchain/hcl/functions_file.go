// Functions that read files: what they need is asked of the host, which reads only what lies in the repository.
package main

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"path"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

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
		"file":             e.reader(asText),
		"filebase64":       e.reader(func(bytes []byte) (string, error) { return base64.StdEncoding.EncodeToString(bytes), nil }),
		"filebase64sha256": e.reader(hashed(sha256.New, base64.StdEncoding.EncodeToString)),
		"filebase64sha512": e.reader(hashed(sha512.New, base64.StdEncoding.EncodeToString)),
		"fileexists":       e.existsFunction(),
		"filemd5":          e.reader(hashed(md5.New, hex.EncodeToString)),
		"fileset":          e.setFunction(),
		"filesha1":         e.reader(hashed(sha1.New, hex.EncodeToString)),
		"filesha256":       e.reader(hashed(sha256.New, hex.EncodeToString)),
		"filesha512":       e.reader(hashed(sha512.New, hex.EncodeToString)),
		"templatefile":     e.templateFileFunction(),
		"templatestring":   e.templateStringFunction(),
		"abspath":          pathFunction(path.IsAbs, path.Clean),
		"pathexpand":       pathFunction(isNotHome, func(name string) string { return name }),
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

// pathFunction is one that tells only of some paths without knowing the machine that Terraform runs on.
func pathFunction(isTold func(name string) bool, tell func(name string) string) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			name := arguments[0].AsString()
			if !isTold(name) {
				return unknownFor(unsupported, cty.String), nil
			}
			return cty.StringVal(tell(name)), nil
		},
	})
}

func isNotHome(name string) bool {
	return !strings.HasPrefix(name, "~")
}
