// Data files beside policies, JSON or YAML, as OPA reads them: each below the folders that lead to it.
package main

import (
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/util"
)

type dataFile struct {
	File string `json:"file"`
	// Path is where its content stands in data.
	Path []string `json:"path"`
	Text string   `json:"text"`
}

func mergeData(files []dataFile) (map[string]any, []problem) {
	merged := map[string]any{}
	// owners: which file has said something at a place first.
	owners := map[string]string{}
	var problems []problem
	for _, one := range files {
		at := &place{File: one.File, Row: 1, Col: 1}
		var content any
		read := util.Unmarshal
		if strings.HasSuffix(one.File, ".json") {
			read = util.UnmarshalJSON
		}
		if err := read([]byte(one.Text), &content); err != nil {
			problems = append(problems, problem{Place: at, Code: "data_invalid", Message: err.Error()})
			continue
		}
		for index := len(one.Path) - 1; index >= 0; index-- {
			content = map[string]any{one.Path[index]: content}
		}
		object, isObject := content.(map[string]any)
		if !isObject {
			problems = append(problems, problem{Place: at, Code: "data_invalid", Message: "data at the top must be an object"})
			continue
		}
		if where, other := conflict(merged, object, "data", owners); other != "" {
			message := fmt.Sprintf("%s has another value for %s", other, where)
			problems = append(problems, problem{Place: at, Code: "data_conflict", Message: message})
			continue
		}
		merge(merged, object, "data", one.File, owners)
	}
	return merged, problems
}

// conflict is the first place at which both say something, and not both that it is an object.
func conflict(into, from map[string]any, where string, owners map[string]string) (string, string) {
	for _, key := range util.KeysSorted(from) {
		before, known := into[key]
		if !known {
			continue
		}
		at := where + "." + key
		inner, isObject := before.(map[string]any)
		next, isNextObject := from[key].(map[string]any)
		if !isObject || !isNextObject {
			return at, owners[at]
		}
		if found, other := conflict(inner, next, at, owners); other != "" {
			return found, other
		}
	}
	return "", ""
}

func merge(into, from map[string]any, where, file string, owners map[string]string) {
	for key, value := range from {
		at := where + "." + key
		if _, known := owners[at]; !known {
			owners[at] = file
		}
		next, isObject := value.(map[string]any)
		if !isObject {
			into[key] = value
			continue
		}
		inner, known := into[key].(map[string]any)
		if !known {
			inner = map[string]any{}
			into[key] = inner
		}
		merge(inner, next, at, file, owners)
	}
}
