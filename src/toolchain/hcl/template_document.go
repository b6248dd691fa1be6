// JSON documents that are written as text, with holes where a value is not known.
package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// templateDocument is the document of a text in which no hole can change the structure: each stands in a string that it
// cannot end, or is a value by itself.
func (t *tracer) templateDocument(at placed) (cty.Value, bool) {
	var pieces []piece
	var isMade bool
	if value := at.value(); isWhole(value) {
		return cty.NilVal, false
	} else if why, has := reasonOf(marksOf(value)); has && why == malformed {
		return cty.NilVal, false
	}
	switch own := at.expression.(type) {
	case *hclsyntax.TemplateExpr:
		pieces, isMade = t.allPieces(at, own.Parts)
	case *hclsyntax.FunctionCallExpr:
		pieces, isMade = t.calledPieces(at, own)
	}
	if !isMade {
		return cty.NilVal, false
	}
	filled, isFilled := filledOf(pieces)
	if !isFilled || !json.Valid(filled.text) {
		return cty.NilVal, false
	}
	filled.decoder = json.NewDecoder(bytes.NewReader(filled.text))
	filled.decoder.UseNumber()
	document, isRead := filled.value(0)
	if !isRead || !document.CanIterateElements() && document.IsKnown() {
		return cty.NilVal, false
	}
	return document, true
}

// filledText is the text with something harmless in its holes, and where each piece stands in it.
type filledText struct {
	text    []byte
	spans   []stretch
	decoder *json.Decoder
}

type stretch struct {
	start, end int
	piece
}

// filledOf writes a letter into holes inside of strings, so that an escape that is not complete stays wrong, and a digit
// into all others.
func filledOf(pieces []piece) (*filledText, bool) {
	out := &filledText{}
	inString, isEscaped := false, false
	for _, one := range pieces {
		text := one.text
		switch one.kind {
		case knownText:
			for index := range len(text) {
				switch {
				case isEscaped:
					isEscaped = false
				case inString && text[index] == '\\':
					isEscaped = true
				case text[index] == '"':
					inString = !inString
				}
			}
		case documentHole, plainHole:
			if inString == (one.kind == documentHole) {
				return nil, false
			}
		}
		if one.kind != knownText {
			if isEscaped {
				return nil, false
			}
			text = map[bool]string{true: "x", false: "0"}[inString]
		}
		out.spans = append(out.spans, stretch{start: len(out.text), end: len(out.text) + len(text), piece: one})
		out.text = append(out.text, text...)
	}
	return out, true
}

// As deep as this is no document of AWS.
const mostJSONDepth = 100

// token is one of JSON's, with all pieces that it is made of.
type token struct {
	json.Token
	start, end int
	marks      cty.ValueMarks
	hole       *stretch
	// isSecret: a piece of it that is known is sensitive.
	isSecret bool
}

func (f *filledText) next() (token, bool) {
	start := int(f.decoder.InputOffset())
	read, err := f.decoder.Token()
	if err != nil {
		return token{}, false
	}
	out := token{Token: read, end: int(f.decoder.InputOffset()), marks: cty.NewValueMarks()}
	for out.start = start; strings.IndexByte(" \t\r\n,:", f.text[out.start]) >= 0; {
		out.start++
	}
	// Tokens come in order: what ends before this one is of no use to any other.
	for len(f.spans) > 0 && f.spans[0].end <= out.start {
		f.spans = f.spans[1:]
	}
	for index := range f.spans {
		one := &f.spans[index]
		if one.start >= out.end {
			break
		}
		if one.end <= out.start {
			continue
		}
		out.marks = mergedMarks(out.marks, one.marks)
		if one.kind != knownText {
			out.hole = one
		} else if isSensitive(one.marks) {
			out.isSecret = true
		}
	}
	text, isText := read.(string)
	isLossy := isText && out.hole == nil && strings.ContainsRune(text, utf8.RuneError) &&
		!bytes.ContainsRune(f.text[out.start:out.end], utf8.RuneError)
	return out, !isLossy
}

// value reads the next one; false for what cannot be told without knowing what is in a hole.
func (f *filledText) value(depth int) (cty.Value, bool) {
	at, isRead := f.next()
	if !isRead || depth > mostJSONDepth {
		return cty.NilVal, false
	}
	if _, isText := at.Token.(string); at.hole != nil {
		if isText {
			return cty.UnknownVal(cty.String).WithMarks(at.marks), true
		}
		isAlone := at.hole.start == at.start && at.hole.end == at.end
		return at.hole.value, isAlone
	}
	switch own := at.Token.(type) {
	case json.Delim:
		if at.isSecret {
			return cty.NilVal, false
		}
		if own == '[' {
			return f.list(depth)
		}
		return f.object(depth)
	case string:
		return cty.StringVal(own).WithMarks(at.marks), true
	case bool:
		return cty.BoolVal(own).WithMarks(at.marks), true
	case json.Number:
		number, err := own.Float64()
		if err != nil {
			return cty.NilVal, false
		}
		return cty.NumberFloatVal(number).WithMarks(at.marks), true
	default:
		return cty.NullVal(cty.DynamicPseudoType), true
	}
}

func (f *filledText) list(depth int) (cty.Value, bool) {
	out := []cty.Value{}
	for f.decoder.More() {
		one, isRead := f.value(depth + 1)
		if !isRead {
			return cty.NilVal, false
		}
		out = append(out, one)
	}
	end, isRead := f.next()
	return cty.TupleVal(out), isRead && !end.isSecret
}

// object is unknown as a whole where a hole is part of a key: it may be any, one of the others too.
func (f *filledText) object(depth int) (cty.Value, bool) {
	out := map[string]cty.Value{}
	var open cty.ValueMarks
	for f.decoder.More() {
		key, isRead := f.next()
		name, isText := key.Token.(string)
		if !isRead || !isText || key.isSecret {
			return cty.NilVal, false
		}
		value, isRead := f.value(depth + 1)
		if !isRead {
			return cty.NilVal, false
		}
		if key.hole != nil {
			open = mergedMarks(open, mergedMarks(key.marks, marksOf(value)))
		}
		out[name] = value
	}
	end, isRead := f.next()
	if open == nil {
		return cty.ObjectVal(out), isRead && !end.isSecret
	}
	for _, one := range out {
		open = mergedMarks(open, marksOf(one))
	}
	return cty.DynamicVal.WithMarks(open), isRead && !end.isSecret
}
