// Functions that pack bytes and make names of them: gzip, and UUIDs of version 5.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// gzipped is Terraform's: flushed before it is closed, which ends it with one empty block more.
func gzipped(text string) (string, error) {
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	if _, err := writer.Write([]byte(text)); err != nil {
		return "", err
	}
	if err := writer.Flush(); err != nil {
		return "", err
	}
	if err := writer.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

// Bytes of what is unpacked: no more than a file may have.
const mostUnpacked = 4 * 1024 * 1024

// gunzipped is OpenTofu's.
func gunzipped(text string) (string, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "", errors.New("it is no base64")
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", errors.New("it is no gzip")
	}
	out, err := io.ReadAll(io.LimitReader(reader, mostUnpacked+1))
	switch {
	case err != nil:
		return "", errors.New("it is no gzip")
	case len(out) > mostUnpacked:
		return "", errors.New("what it unpacks to is too large")
	case !utf8.Valid(out):
		return "", errors.New("what it unpacks to is no text")
	}
	return string(out), nil
}

var namespaces = map[string]string{
	"dns": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "url": "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"oid": "6ba7b812-9dad-11d1-80b4-00c04fd430c8", "x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}

// uuidOf reads a UUID as Terraform's library does: with hyphens, as a URN, in whatever brackets, or 32 digits.
func uuidOf(text string) ([]byte, error) {
	if len(text) == 45 && strings.EqualFold(text[:9], "urn:uuid:") {
		text = text[9:]
	} else if len(text) == 38 {
		text = text[1:37]
	}
	if len(text) == 36 {
		if text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
			return nil, errors.New("it is no UUID")
		}
		text = text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	}
	out, err := hex.DecodeString(text)
	if err != nil || len(out) != 16 {
		return nil, errors.New("it is no UUID")
	}
	return out, nil
}

// namedUUID is a UUID of version 5 (RFC 9562).
func namedUUID(namespace, name string) (string, error) {
	if known, isNamed := namespaces[namespace]; isNamed {
		namespace = known
	}
	within, err := uuidOf(namespace)
	if err != nil {
		return "", err
	}
	sum := sha1.Sum(append(within, name...))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16]), nil
}

var namedUUIDFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "namespace", Type: cty.String}, {Name: "name", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		out, err := namedUUID(arguments[0].AsString(), arguments[1].AsString())
		if err != nil {
			return cty.UnknownVal(cty.String), function.NewArgError(0, err)
		}
		return cty.StringVal(out), nil
	},
})
