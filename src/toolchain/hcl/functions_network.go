// Terraform's functions on CIDR blocks.
package main

import (
	"errors"
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var prefixParameter = function.Parameter{Name: "prefix", Type: cty.String}

var cidrHostFunction = function.New(&function.Spec{
	Params: []function.Parameter{prefixParameter, {Name: "hostnum", Type: cty.Number}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix, err := netip.ParsePrefix(arguments[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		number, _ := arguments[1].AsBigFloat().Int(nil)
		size := new(big.Int).Lsh(big.NewInt(1), uint(prefix.Addr().BitLen()-prefix.Bits()))
		if number.Sign() < 0 {
			number.Add(number, size)
		}
		if number.Sign() < 0 || number.Cmp(size) >= 0 {
			return cty.NilVal, errors.New("the prefix has no host of that number")
		}
		return cty.StringVal(added(prefix.Masked().Addr(), number).String()), nil
	},
})

var cidrNetmaskFunction = function.New(&function.Spec{
	Params: []function.Parameter{prefixParameter},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix, err := netip.ParsePrefix(arguments[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		if !prefix.Addr().Is4() {
			return cty.NilVal, errors.New("IPv6 addresses cannot have a netmask")
		}
		var mask [4]byte
		for bit := range prefix.Bits() {
			mask[bit/8] |= 0x80 >> (bit % 8)
		}
		return cty.StringVal(netip.AddrFrom4(mask).String()), nil
	},
})

var cidrSubnetFunction = function.New(&function.Spec{
	Params: []function.Parameter{prefixParameter, {Name: "newbits", Type: cty.Number}, {Name: "netnum", Type: cty.Number}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix, err := netip.ParsePrefix(arguments[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		bits, _ := arguments[1].AsBigFloat().Int64()
		number, _ := arguments[2].AsBigFloat().Int(nil)
		out, err := subnet(prefix, bits, number)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(out.String()), nil
	},
})

func subnet(prefix netip.Prefix, newBits int64, number *big.Int) (netip.Prefix, error) {
	size := prefix.Addr().BitLen()
	length := int64(prefix.Bits()) + newBits
	if newBits < 0 || length > int64(size) {
		return netip.Prefix{}, errors.New("the prefix has no room for so many bits")
	}
	if number.Sign() < 0 || number.BitLen() > int(newBits) {
		return netip.Prefix{}, errors.New("the prefix has no network of that number")
	}
	offset := new(big.Int).Lsh(number, uint(int64(size)-length))
	return netip.PrefixFrom(added(prefix.Masked().Addr(), offset), int(length)), nil
}

func added(address netip.Addr, offset *big.Int) netip.Addr {
	sum := new(big.Int).SetBytes(address.AsSlice())
	sum.Add(sum, offset)
	out, _ := netip.AddrFromSlice(sum.FillBytes(make([]byte, address.BitLen()/8)))
	return out
}

// cidrSubnetsFunction gives networks of several sizes one after the other.
var cidrSubnetsFunction = function.New(&function.Spec{
	Params:   []function.Parameter{prefixParameter},
	VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:     function.StaticReturnType(cty.List(cty.String)),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix, err := netip.ParsePrefix(arguments[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		if len(arguments) == 1 {
			return cty.ListValEmpty(cty.String), nil
		}
		size := prefix.Addr().BitLen()
		next := big.NewInt(0)
		out := []cty.Value{}
		for _, argument := range arguments[1:] {
			bits, _ := argument.AsBigFloat().Int64()
			length := int64(prefix.Bits()) + bits
			if bits < 1 || length > int64(size) {
				return cty.NilVal, errors.New("the prefix has no room for so many bits")
			}
			width := new(big.Int).Lsh(big.NewInt(1), uint(int64(size)-length))
			// A network begins at a multiple of its size.
			over := new(big.Int).Mod(next, width)
			if over.Sign() > 0 {
				next.Add(next, new(big.Int).Sub(width, over))
			}
			end := new(big.Int).Add(next, width)
			if end.Cmp(new(big.Int).Lsh(big.NewInt(1), uint(size-prefix.Bits()))) > 0 {
				return cty.NilVal, errors.New("the prefix has no room for all of them")
			}
			out = append(out, cty.StringVal(netip.PrefixFrom(added(prefix.Masked().Addr(), next), int(length)).String()))
			next = end
		}
		return cty.ListVal(out), nil
	},
})

// cidrContainsFunction is OpenTofu's.
var cidrContainsFunction = function.New(&function.Spec{
	Params: []function.Parameter{prefixParameter, {Name: "contained", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		outer, err := netip.ParsePrefix(arguments[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		if inner, failed := netip.ParsePrefix(arguments[1].AsString()); failed == nil {
			return cty.BoolVal(outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())), nil
		}
		address, err := netip.ParseAddr(arguments[1].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		return cty.BoolVal(outer.Contains(address)), nil
	},
})
