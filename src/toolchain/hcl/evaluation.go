// One configuration while it is evaluated: what is asked for, what was found wrong, what else is needed.
package main

import (
	"fmt"
	"path"

	"driftlock/reactor"
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty/function"
)

type evaluateRequest struct {
	// Files by path: of the root module and of all modules that were found.
	Files map[string]string `json:"files"`
	// Root is the folder of the root module, as it begins the paths of its files.
	Root string `json:"root"`
	// Modules gives the folder of a call whose source is no path, by call: `vpc`, `vpc.inner`.
	Modules map[string]string `json:"modules"`
	// Contents of files that functions read, by path, base64; null for one that is not there or may not be read.
	Contents map[string]*string `json:"contents"`
	// Listings of folders, by path.
	Listings  map[string][]string     `json:"listings"`
	Variables variableSources         `json:"variables"`
	Workspace string                  `json:"workspace"`
	Schemas   map[string]*blockSchema `json:"schemas"`
	// Planned is what a plan of this configuration says, by address; Asked are the instances that are wanted then.
	Planned map[string]*plannedValue `json:"planned"`
	Asked   []string                 `json:"asked"`
}

type gap struct {
	*reactor.Place
	// Call is the module's address, without instance keys.
	Call   string `json:"call"`
	Source string `json:"source"`
}

type evaluation struct {
	request  evaluateRequest
	sources  map[string]*moduleSource
	lines    map[string]*lines
	problems []reactor.Problem
	notices  []reactor.Problem
	told     map[string]bool
	asked    map[string]bool
	gaps     []gap
	contents map[string]bool
	listings map[string]bool
	depth    int
	root     *moduleInstance
	values   map[string]givenValue
	// functions by name, made once: some of them read files.
	functions map[string]function.Function
	// providerCalls are the provider functions that the configuration calls.
	providerCalls map[string]bool
	// instances counts all that were made, so that a count of a billion ends.
	instances int
}

func newEvaluation(request evaluateRequest) *evaluation {
	e := &evaluation{
		request: request, sources: map[string]*moduleSource{}, lines: map[string]*lines{},
		told: map[string]bool{}, asked: map[string]bool{}, contents: map[string]bool{}, listings: map[string]bool{}, providerCalls: map[string]bool{},
	}
	for _, address := range request.Asked {
		e.asked[address], e.asked[blockAddress(address)] = true, true
	}
	byFolder := map[string][]string{}
	for name := range request.Files {
		byFolder[path.Dir(name)] = append(byFolder[path.Dir(name)], name)
	}
	for folder, names := range inOrder(byFolder) {
		e.sources[folder] = e.addModule(folder, names)
	}
	return e
}

func (e *evaluation) addProblems(diagnostics hcl.Diagnostics) {
	e.problems = append(e.problems, problemsOf(diagnostics, e.lines)...)
}

// problem is one that ends the evaluation as a whole.
func (e *evaluation) problem(at hcl.Range, message string) {
	one := reactor.Problem{Place: placeOf(at, e.lines), Code: "hcl", Message: message}
	if e.isNew("error", one) {
		e.problems = append(e.problems, one)
	}
}

// notice is about one value: that is unknown then, and all others stand.
func (e *evaluation) notice(at hcl.Range, message string) {
	one := reactor.Problem{Place: placeOf(at, e.lines), Code: "value", Message: message}
	if e.isNew("notice", one) {
		e.notices = append(e.notices, one)
	}
}

func (e *evaluation) isNew(kind string, one reactor.Problem) bool {
	key := fmt.Sprintf("%s %s:%d:%d %s", kind, one.File, one.Row, one.Col, one.Message)
	if e.told[key] {
		return false
	}
	e.told[key] = true
	return true
}

func (e *evaluation) at(place hcl.Range) string {
	at := placeOf(place, e.lines)
	return fmt.Sprintf("%s:%d:%d", at.File, at.Row, at.Col)
}
