# METADATA
# title: Parameters of policies
# description: Parameters as a team writes them, read without a trap.
package policies.lib.parameter

# METADATA
# description: |
#   A parameter that is a list, or a list of the one value that was given instead: iterating over a bare value finds
#   nothing, and a policy that looks for nothing passes.
list(value) := value if is_array(value)

list(value) := [value] if not is_array(value)
