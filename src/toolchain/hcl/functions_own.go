// Functions that go-cty does not have, or has with another meaning than Terraform.
package main

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var ownFunctions = map[string]function.Function{
	"base64decode":     textFunction(decodeBase64),
	"base64encode":     textFunction(func(text string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(text)), nil }),
	"base64gzip":       textFunction(gzipped),
	"base64gunzip":     textFunction(gunzipped),
	"base64sha256":     hashFunction(sha256.New, base64.StdEncoding.EncodeToString),
	"base64sha512":     hashFunction(sha512.New, base64.StdEncoding.EncodeToString),
	"basename":         textFunction(func(text string) (string, error) { return baseName(text), nil }),
	"dirname":          textFunction(func(text string) (string, error) { return directoryName(text), nil }),
	"endswith":         textTest(strings.HasSuffix),
	"md5":              hashFunction(md5.New, hex.EncodeToString),
	"replace":          replaceFunction,
	"sha1":             hashFunction(sha1.New, hex.EncodeToString),
	"sha256":           hashFunction(sha256.New, hex.EncodeToString),
	"sha512":           hashFunction(sha512.New, hex.EncodeToString),
	"startswith":       textTest(strings.HasPrefix),
	"strcontains":      textTest(strings.Contains),
	"timecmp":          timeCompareFunction,
	"textdecodebase64": charsetFunction(decodedText),
	"textencodebase64": charsetFunction(encodedText),
	"urlencode":        textFunction(func(text string) (string, error) { return url.QueryEscape(text), nil }),
	"urldecode":        textFunction(url.QueryUnescape),
	"uuidv5":           namedUUIDFunction,

	"alltrue": truthFunction(true), "anytrue": truthFunction(false), "coalesce": coalesceFunction, "index": indexFunction,
	"ephemeralasnull": markFunction(withoutEphemeral), "issensitive": isSensitiveFunction, "length": lengthFunction, "list": listFunction, "lookup": lookupFunction,
	"map": mapFunction, "matchkeys": matchKeysFunction, "nonsensitive": nonsensitiveFunction, "one": oneFunction,
	"sensitive": sensitiveFunction, "sum": sumFunction, "transpose": transposeFunction,

	"cidrhost": cidrHostFunction, "cidrnetmask": cidrNetmaskFunction, "cidrsubnet": cidrSubnetFunction,
	"cidrsubnets": cidrSubnetsFunction, "cidrcontains": cidrContainsFunction,
}

func textFunction(do func(text string) (string, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			out, err := do(arguments[0].AsString())
			if err != nil {
				return cty.UnknownVal(cty.String), function.NewArgError(0, err)
			}
			return cty.StringVal(out), nil
		},
	})
}

func textTest(test func(text, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "str", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(test(arguments[0].AsString(), arguments[1].AsString())), nil
		},
	})
}

func hashFunction(start func() hash.Hash, write func([]byte) string) function.Function {
	of := hashed(start, write)
	return textFunction(func(text string) (string, error) { return of([]byte(text)) })
}

func hashed(start func() hash.Hash, write func([]byte) string) func([]byte) (string, error) {
	return func(bytes []byte) (string, error) {
		sum := start()
		sum.Write(bytes)
		return write(sum.Sum(nil)), nil
	}
}

func decodeBase64(text string) (string, error) {
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", errors.New("it is no base64")
	}
	if !utf8.Valid(decoded) {
		return "", errors.New("what it decodes to is no text")
	}
	return string(decoded), nil
}

func baseName(text string) string {
	trimmed := strings.TrimRight(text, "/")
	switch {
	case text == "":
		return "."
	case trimmed == "":
		return "/"
	default:
		return trimmed[strings.LastIndex(trimmed, "/")+1:]
	}
}

func directoryName(text string) string {
	at := strings.LastIndex(text, "/")
	switch {
	case at < 0:
		return "."
	case at == 0:
		return "/"
	default:
		return strings.TrimRight(text[:at], "/")
	}
}

// replaceFunction takes a pattern between slashes as a regular expression.
var replaceFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "str", Type: cty.String}, {Name: "substr", Type: cty.String}, {Name: "replace", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		text, part, by := arguments[0].AsString(), arguments[1].AsString(), arguments[2].AsString()
		if len(part) > 1 && part[0] == '/' && part[len(part)-1] == '/' {
			pattern, err := regexp.Compile(part[1 : len(part)-1])
			if err != nil {
				return cty.UnknownVal(cty.String), err
			}
			return cty.StringVal(pattern.ReplaceAllString(text, by)), nil
		}
		return cty.StringVal(strings.ReplaceAll(text, part, by)), nil
	},
})

var timeCompareFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "a", Type: cty.String}, {Name: "b", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		one, err := time.Parse(time.RFC3339, arguments[0].AsString())
		if err != nil {
			return cty.UnknownVal(cty.Number), function.NewArgError(0, err)
		}
		other, err := time.Parse(time.RFC3339, arguments[1].AsString())
		if err != nil {
			return cty.UnknownVal(cty.Number), function.NewArgError(1, err)
		}
		return cty.NumberIntVal(int64(one.Compare(other))), nil
	},
})

// sensitiveFunction and its like keep the marks that say why something is not known.
var sensitiveFunction = markFunction(func(value cty.Value) cty.Value { return value.Mark(sensitiveMark{}) })

var nonsensitiveFunction = markFunction(func(value cty.Value) cty.Value {
	bare, marks := value.Unmark()
	delete(marks, sensitiveMark{})
	return bare.WithMarks(marks)
})

// withoutEphemeral has null in the place of each value that is ephemeral.
func withoutEphemeral(value cty.Value) cty.Value {
	out, err := cty.Transform(value, func(_ cty.Path, one cty.Value) (cty.Value, error) {
		_, marks := one.Unmark()
		if _, isEphemeral := marks[ephemeralMark{}]; isEphemeral {
			return cty.NullVal(one.Type()), nil
		}
		return one, nil
	})
	if err != nil {
		return unknownFor(malformed, value.Type())
	}
	return out
}

var isSensitiveFunction = function.New(&function.Spec{
	Params: []function.Parameter{anyParameter},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		_, marks := arguments[0].Unmark()
		if !arguments[0].IsKnown() && !isSensitive(marks) {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.BoolVal(isSensitive(marks)), nil
	},
})

var anyParameter = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowMarked: true, AllowDynamicType: true,
}

func markFunction(change func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter},
		Type:   func(arguments []cty.Value) (cty.Type, error) { return arguments[0].Type(), nil },
		Impl:   func(arguments []cty.Value, _ cty.Type) (cty.Value, error) { return change(arguments[0]), nil },
	})
}

// coalesceFunction passes over empty texts too.
var coalesceFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
	Type: func(arguments []cty.Value) (cty.Type, error) {
		kinds := make([]cty.Type, len(arguments))
		for index, one := range arguments {
			kinds[index] = one.Type()
		}
		kind, _ := convert.UnifyUnsafe(kinds)
		if kind == cty.NilType {
			return cty.NilType, errors.New("all arguments must have the same type")
		}
		return kind, nil
	},
	Impl: func(arguments []cty.Value, kind cty.Type) (cty.Value, error) {
		for _, one := range arguments {
			value, err := convert.Convert(one, kind)
			if err != nil {
				return cty.NilVal, err
			}
			if !value.IsKnown() {
				return cty.UnknownVal(kind), nil
			}
			if value.IsNull() || kind == cty.String && value.AsString() == "" {
				continue
			}
			return value, nil
		}
		return cty.NilVal, errors.New("no non-null, non-empty-string arguments")
	},
})

var lengthFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		value := arguments[0]
		kind := value.Type()
		switch {
		case kind == cty.DynamicPseudoType:
			return cty.UnknownVal(cty.Number), nil
		case kind.IsTupleType():
			return cty.NumberIntVal(int64(len(kind.TupleElementTypes()))), nil
		case kind.IsObjectType():
			return cty.NumberIntVal(int64(len(kind.AttributeTypes()))), nil
		case !value.IsKnown():
			return cty.UnknownVal(cty.Number), nil
		case kind == cty.String:
			return stdlib.Strlen(value)
		case kind.IsCollectionType():
			return value.Length(), nil
		default:
			return cty.UnknownVal(cty.Number), errors.New("argument must be a string, a collection type, or a structural type")
		}
	},
})
