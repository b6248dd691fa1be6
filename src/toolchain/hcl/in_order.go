// Maps in the order of their keys, so that what is told first of a configuration is the same in every run.
package main

import (
	"iter"
	"maps"
	"slices"
)

func inOrder[V any](all map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if !yield(name, all[name]) {
				return
			}
		}
	}
}
