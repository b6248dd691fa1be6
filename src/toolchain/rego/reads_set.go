// A set of reads: places read with all below them, and places of which only the presence and kind matter.
package main

import (
	"maps"
	"slices"
)

type readSet struct {
	full  map[string]path
	exist map[string]path
	// calls: those of built-ins that may fail on the way.
	calls map[string]fallibleCall
}

func newReadSet() *readSet {
	return &readSet{full: map[string]path{}, exist: map[string]path{}, calls: map[string]fallibleCall{}}
}

func (r *readSet) add(other *readSet) {
	maps.Copy(r.full, other.full)
	maps.Copy(r.exist, other.exist)
	maps.Copy(r.calls, other.calls)
}

func (r *readSet) everything() { r.full[""] = path{} }

// whole: the value is used with all that is in it.
func (r *readSet) whole(v *value) {
	for key, place := range v.paths {
		r.full[key] = place
	}
	for _, field := range v.fields {
		r.whole(field)
	}
	if v.elem != nil {
		r.whole(v.elem)
	}
}

// presence: only whether the value is there, and of which kind; nothing below it can change that.
func (r *readSet) presence(v *value) {
	for key, place := range v.paths {
		r.exist[key] = place
	}
}

// scalar: the value is held against a constant, or asked for its truth: what lies below a place cannot change that
// either. Of a list of linked records only the presence is kept, as their unknown parts are many.
func (r *readSet) scalar(v *value) {
	for key, place := range v.paths {
		isList := len(place) > 0 && (place[0] == "referrers" && len(place) <= 4 || place[0] == "refs" && len(place) <= 3)
		if isList {
			r.exist[key] = place
		} else {
			r.full[key] = place
		}
	}
}

// size: how many elements or which keys it has, and whether it has any. The members of a set are its keys.
func (r *readSet) size(v *value) {
	for _, place := range v.paths {
		child := place.with(nil)
		r.exist[child.key()] = child
	}
	if v.set && v.elem != nil {
		r.whole(v.elem)
	}
}

// paths are the reads without those that others imply, sorted.
func (r *readSet) paths() []path {
	out := []path{}
	for key, place := range r.full {
		implied := false
		for other, wider := range r.full {
			implied = implied || other != key && len(wider) <= len(place) && wider.sees(place)
		}
		if !implied {
			out = append(out, place)
		}
	}
	fulls := slices.Clone(out)
	for key, place := range r.exist {
		implied := slices.ContainsFunc(fulls, func(wider path) bool { return wider.sees(place) })
		for other, wider := range r.exist {
			longer := len(wider) > len(place) || len(wider) == len(place) && !place.sees(wider)
			implied = implied || other != key && longer && wider.sees(place)
		}
		if !implied {
			out = append(out, place.with(""))
		}
	}
	slices.SortFunc(out, func(a, b path) int { return compareText(a.key(), b.key()) })
	return out
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
