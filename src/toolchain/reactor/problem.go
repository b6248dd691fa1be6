// Errors as the host gets them.
package reactor

// Place is 1-based; columns are as the program counts them.
type Place struct {
	File string `json:"file"`
	Row  int    `json:"row"`
	Col  int    `json:"col"`
}

type Problem struct {
	*Place
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Details []string `json:"details,omitempty"`
}
