// Package reactor lets a host call a program operation by operation; every answer is JSON, a panic becomes an error in it.
package reactor

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime/debug"
)

// Operation takes a JSON request and gives a result that can be written as JSON, or what is wrong.
type Operation func(request []byte) (any, []Problem)

var operations map[string]Operation

// Serve says what the program can do; a program calls it in init, since a reactor's main never runs.
func Serve(table map[string]Operation) {
	operations = table
}

// With decodes the request strictly: a field that an operation does not know is an error, never ignored.
func With[T any](do func(T) (any, []Problem)) Operation {
	return func(request []byte) (any, []Problem) {
		var decoded T
		decoder := json.NewDecoder(bytes.NewReader(request))
		decoder.UseNumber()
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&decoded); err != nil {
			return nil, []Problem{{Code: "bad_request", Message: err.Error()}}
		}
		return do(decoded)
	}
}

func run(name string, request []byte) (out []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			out = encode(nil, []Problem{{Code: "panic", Message: fmt.Sprint(cause), Details: []string{string(debug.Stack())}}})
		}
	}()
	do, known := operations[name]
	if !known {
		return encode(nil, []Problem{{Code: "bad_request", Message: fmt.Sprintf("unknown operation %q", name)}})
	}
	return encode(do(request))
}

func encode(result any, problems []Problem) []byte {
	body := map[string]any{"result": result}
	if len(problems) > 0 {
		body = map[string]any{"errors": problems}
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return encode(nil, []Problem{{Code: "bad_result", Message: err.Error()}})
	}
	return buffer.Bytes()
}
