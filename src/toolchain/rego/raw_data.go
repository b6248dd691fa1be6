// Documents of JSON and YAML that raw policies find below data, merged as OPA's loader merges them.
package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/util"
)

type rawDocument struct {
	File string `json:"file"`
	// Path is where it stands below data.
	Path []string `json:"path"`
	Text string   `json:"text"`
}

func mergeDocuments(documents []rawDocument) (map[string]any, []problem) {
	merged := map[string]any{}
	owners := map[string]string{}
	var problems []problem
	for _, document := range documents {
		content, err := parseDocument(document)
		if err == nil {
			err = mergeInto(merged, nested(document.Path, content), owners, document.File, nil)
		}
		if err != nil {
			at := &place{File: document.File, Row: 1, Col: 1}
			problems = append(problems, problem{Place: at, Code: "data", Message: err.Error()})
		}
	}
	return merged, problems
}

func parseDocument(document rawDocument) (any, error) {
	var content any
	if strings.HasSuffix(document.File, ".json") {
		decoder := util.NewJSONDecoder(bytes.NewReader([]byte(document.Text)))
		if err := decoder.Decode(&content); err != nil {
			return nil, fmt.Errorf("not readable as JSON: %w", err)
		}
		if decoder.More() {
			return nil, fmt.Errorf("not readable as JSON: something stands after its end")
		}
	} else if err := util.Unmarshal([]byte(document.Text), &content); err != nil {
		return nil, fmt.Errorf("not readable as YAML: %w", err)
	}
	if _, isObject := content.(map[string]any); !isObject && len(document.Path) == 0 {
		return nil, fmt.Errorf("a document of data is an object at its top")
	}
	return content, nil
}

func nested(path []string, content any) map[string]any {
	for at := len(path) - 1; at >= 0; at-- {
		content = map[string]any{path[at]: content}
	}
	return content.(map[string]any)
}

// mergeInto adds objects key by key; anything else may stand once only.
func mergeInto(into, from map[string]any, owners map[string]string, file string, at []string) error {
	for _, key := range util.KeysSorted(from) {
		here := append(at[:len(at):len(at)], key)
		name := strings.Join(here, ".")
		existing, isThere := into[key]
		if !isThere {
			into[key], owners[name] = from[key], file
			continue
		}
		left, isLeft := existing.(map[string]any)
		right, isRight := from[key].(map[string]any)
		if !isLeft || !isRight {
			return fmt.Errorf("data.%s is given twice, by %s too", name, ownerOf(owners, here))
		}
		if err := mergeInto(left, right, owners, file, here); err != nil {
			return err
		}
	}
	return nil
}

// ownerOf is the file that brought the place or what holds it.
func ownerOf(owners map[string]string, at []string) string {
	for length := len(at); length > 0; length-- {
		if file, isKnown := owners[strings.Join(at[:length], ".")]; isKnown {
			return file
		}
	}
	return "another file"
}
