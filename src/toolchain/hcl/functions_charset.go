// Functions that write texts in other character sets.
package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// charsets by IANA's names in small letters. Those of China, Japan and Korea are left out: their tables are a fifth of
// the program.
var charsets = map[string]encoding.Encoding{
	"utf-8": unicode.UTF8, "us-ascii": onlyASCII, "ascii": onlyASCII,
	"utf-16":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16be":   unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"utf-16le":   unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"iso-8859-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1, "iso-8859-2": charmap.ISO8859_2,
	"iso-8859-3": charmap.ISO8859_3, "iso-8859-4": charmap.ISO8859_4, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-6": charmap.ISO8859_6, "iso-8859-7": charmap.ISO8859_7, "iso-8859-8": charmap.ISO8859_8,
	"iso-8859-10": charmap.ISO8859_10, "iso-8859-13": charmap.ISO8859_13, "iso-8859-14": charmap.ISO8859_14,
	"iso-8859-15": charmap.ISO8859_15, "iso-8859-16": charmap.ISO8859_16,
	"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255,
	"windows-1256": charmap.Windows1256, "windows-1257": charmap.Windows1257, "windows-1258": charmap.Windows1258,
	"koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U,
}

// onlyASCII stands for what UTF-8 writes the same.
var onlyASCII encoding.Encoding = struct{ encoding.Encoding }{unicode.UTF8}

func charsetFunction(do func(text string, as encoding.Encoding) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "encoding", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			as := charsets[strings.ToLower(arguments[1].AsString())]
			if as == nil {
				return unknownFor(unsupported, cty.String), nil
			}
			out, err := do(arguments[0].AsString(), as)
			if err != nil {
				return cty.UnknownVal(cty.String), function.NewArgError(0, err)
			}
			return cty.StringVal(out), nil
		},
	})
}

func encodedText(text string, as encoding.Encoding) (string, error) {
	out, err := as.NewEncoder().Bytes([]byte(text))
	if err != nil || as == onlyASCII && !isASCII(out) {
		return "", errors.New("the encoding has no way to write it")
	}
	return base64.StdEncoding.EncodeToString(out), nil
}

func decodedText(text string, as encoding.Encoding) (string, error) {
	encoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", errors.New("it is no base64")
	}
	out, err := as.NewDecoder().Bytes(encoded)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) || as == onlyASCII && !isASCII(out) {
		return "", errors.New("it is not in that encoding")
	}
	return string(out), nil
}

func isASCII(text []byte) bool {
	return !bytes.ContainsFunc(text, func(one rune) bool { return one >= utf8.RuneSelf })
}
