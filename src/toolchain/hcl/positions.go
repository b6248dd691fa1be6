// Places in a source file: 1-based lines and columns, columns in UTF-16 code units, bytes from the file's start.
package main

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"driftlock/reactor"
	"github.com/hashicorp/hcl/v2"
)

type position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Byte   int `json:"byte"`
}

// span's end is exclusive.
type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

var mark = []byte("\ufeff")

// lines knows where the lines of a file begin: hcl counts columns in grapheme clusters, editors and SARIF do not.
type lines struct {
	text   []byte
	starts []int
}

func linesOf(text []byte) *lines {
	out := &lines{text: text, starts: []int{0}}
	if bytes.HasPrefix(text, mark) {
		out.starts[0] = len(mark)
	}
	for at, char := range text {
		if char == '\n' {
			out.starts = append(out.starts, at+1)
		}
	}
	return out
}

func (l *lines) position(at int) position {
	at = min(max(at, l.starts[0]), len(l.text))
	line := sort.SearchInts(l.starts, at+1) - 1
	column := 1
	for rest := l.text[l.starts[line]:at]; len(rest) > 0; {
		char, size := utf8.DecodeRune(rest)
		column++
		if char > 0xffff {
			column++
		}
		rest = rest[size:]
	}
	return position{Line: line + 1, Column: column, Byte: at}
}

func (l *lines) span(of hcl.Range) span {
	return span{Start: l.position(of.Start.Byte), End: l.position(of.End.Byte)}
}

// problemsOf gives the errors among the diagnostics; warnings are none of ours.
func problemsOf(diagnostics hcl.Diagnostics, files map[string]*lines) []reactor.Problem {
	out := []reactor.Problem{}
	for _, one := range diagnostics {
		if one.Severity != hcl.DiagError {
			continue
		}
		message := one.Summary
		if one.Detail != "" {
			message += ": " + one.Detail
		}
		problem := reactor.Problem{Code: "hcl", Message: message}
		if one.Subject != nil {
			problem.Place = placeOf(*one.Subject, files)
		}
		out = append(out, problem)
	}
	return out
}

func placeOf(subject hcl.Range, files map[string]*lines) *reactor.Place {
	place := &reactor.Place{File: subject.Filename, Row: max(subject.Start.Line, 1), Col: max(subject.Start.Column, 1)}
	if known := files[subject.Filename]; known != nil {
		at := known.position(subject.Start.Byte)
		place.Row, place.Col = at.Line, at.Column
	}
	return place
}
