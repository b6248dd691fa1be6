// One table of operations; every answer is JSON, a panic becomes an error in it.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime/debug"
)

type operation func(request []byte) (any, []problem)

var operations = map[string]operation{
	"build":       with(build),
	"check":       with(check),
	"coverage":    with(testCoverage),
	"eval":        with(evaluate),
	"failure":     with(explainFailure),
	"fallible":    with(fallible),
	"fmt":         with(formatSources),
	"inspect":     with(inspect),
	"partial":     with(partial),
	"prepare":     with(prepare),
	"raw-input":   with(rawInput),
	"raw-prepare": with(rawPrepare),
	"raw-rule":    with(rawRuleValue),
	"reads":       with(reads),
	"strict":      with(strict),
	"test":        with(runTest),
	"tests":       with(listTests),
	"trace":       with(trace),
	"version":     with(opaVersion),
}

// with decodes the request strictly: a field that an operation does not know is an error, never ignored.
func with[T any](do func(T) (any, []problem)) operation {
	return func(request []byte) (any, []problem) {
		var decoded T
		decoder := json.NewDecoder(bytes.NewReader(request))
		decoder.UseNumber()
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&decoded); err != nil {
			return nil, []problem{{Code: "bad_request", Message: err.Error()}}
		}
		return do(decoded)
	}
}

func run(name string, request []byte) (out []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			out = encode(nil, []problem{{Code: "panic", Message: fmt.Sprint(cause), Details: []string{string(debug.Stack())}}})
		}
	}()
	do, known := operations[name]
	if !known {
		return encode(nil, []problem{{Code: "bad_request", Message: fmt.Sprintf("unknown operation %q", name)}})
	}
	return encode(do(request))
}

func encode(result any, problems []problem) []byte {
	body := map[string]any{"result": result}
	if len(problems) > 0 {
		body = map[string]any{"errors": problems}
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return encode(nil, []problem{{Code: "bad_result", Message: err.Error()}})
	}
	return buffer.Bytes()
}
