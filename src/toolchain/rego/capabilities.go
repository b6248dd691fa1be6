// What a compiled policy may use: the built-ins that OPA's WebAssembly has of its own, and what the compiler resolves.
package main

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// native are the built-ins of OPA's WebAssembly runtime (opa:internal/compiler/wasm/wasm.go, builtinsFunctions).
var native = []*ast.Builtin{
	ast.Plus, ast.Minus, ast.Multiply, ast.Divide, ast.Abs, ast.Round, ast.Ceil, ast.Floor, ast.Rem, ast.ArrayConcat,
	ast.ArrayFlatten, ast.ArrayReverse, ast.ArraySlice, ast.SetDiff, ast.And, ast.Or, ast.Intersection, ast.Union,
	ast.IsNumber, ast.IsString, ast.IsBoolean, ast.IsArray, ast.IsSet, ast.IsObject, ast.IsNull, ast.TypeNameBuiltin,
	ast.BitsOr, ast.BitsAnd, ast.BitsNegate, ast.BitsXOr, ast.BitsShiftLeft, ast.BitsShiftRight, ast.Count, ast.Sum,
	ast.Product, ast.Max, ast.Min, ast.Sort, ast.All, ast.Any, ast.Base64IsValid, ast.Base64Decode, ast.Base64Encode,
	ast.Base64UrlEncode, ast.Base64UrlDecode, ast.NetCIDRContains, ast.NetCIDROverlap, ast.NetCIDRIntersects, ast.Equal,
	ast.GreaterThan, ast.GreaterThanEq, ast.LessThan, ast.LessThanEq, ast.NotEqual, ast.GlobMatch, ast.JSONMarshal,
	ast.JSONUnmarshal, ast.JSONIsValid, ast.ObjectFilter, ast.ObjectGet, ast.ObjectKeys, ast.ObjectRemove,
	ast.ObjectUnion, ast.ObjectUnionN, ast.Concat, ast.FormatInt, ast.IndexOf, ast.Substring, ast.Lower, ast.Upper,
	ast.Contains, ast.StartsWith, ast.EndsWith, ast.StringReverse, ast.Split, ast.Replace, ast.ReplaceN, ast.Trim,
	ast.TrimLeft, ast.TrimPrefix, ast.TrimRight, ast.TrimSuffix, ast.TrimSpace, ast.InternalTemplateString,
	ast.NumbersRange, ast.ToNumber, ast.WalkBuiltin, ast.ReachableBuiltin, ast.RegexIsValid, ast.RegexMatch,
	ast.RegexMatchDeprecated, ast.RegexFindAllStringSubmatch, ast.JSONRemove, ast.JSONFilter, ast.Member,
	ast.MemberWithKey,
}

// isNative: the compiled policy calls it as it is; of all others nothing is known here.
func isNative(name string) bool {
	return slices.ContainsFunc(native, func(builtin *ast.Builtin) bool { return builtin.Name == name })
}

// resolved are calls that the compiler replaces or erases, so that nothing is left of them at run time.
var resolved = []*ast.Builtin{
	ast.Assign, ast.Equality, ast.Print, ast.InternalPrint, ast.RegoMetadataChain, ast.RegoMetadataRule,
}

// wasmCapabilities are OPA's own minus the built-ins that neither WebAssembly nor the host has.
func wasmCapabilities(hostBuiltins []string) (*ast.Capabilities, error) {
	allowed := map[string]bool{}
	for _, builtin := range slices.Concat(native, resolved) {
		allowed[builtin.Name] = true
	}
	for _, name := range hostBuiltins {
		if ast.BuiltinMap[name] == nil {
			return nil, fmt.Errorf("OPA has no built-in %q", name)
		}
		allowed[name] = true
	}
	capabilities := ast.CapabilitiesForThisVersion()
	capabilities.AllowNet = []string{}
	capabilities.Builtins = slices.DeleteFunc(slices.Clone(capabilities.Builtins), func(builtin *ast.Builtin) bool {
		return !allowed[builtin.Name]
	})
	return capabilities, nil
}
