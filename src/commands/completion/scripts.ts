/**
 * What makes a shell complete: each asks `driftlock __complete` and completes files itself. The answer's first line says what
 * kind of words complete (`words`, `files`, `folders`) and, after a tab, what of the word stays as it is; each other line is a
 * word and, after a tab, what it means.
 */

const BASH = String.raw`# bash completion of driftlock; in ~/.bashrc: source <(driftlock completion bash)
_driftlock() {
  local line kind='' tool=$1 word=$2
  [[ $tool == "~"* ]] && tool=$HOME${'$'}{tool:1}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=${'$'}{line%%$'\t'*}; else COMPREPLY+=("${'$'}{line%%$'\t'*}"); fi
  done < <("$tool" __complete bash -- "$word" "${'$'}{COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  case $kind in
    files | folders)
      compopt -o filenames 2>/dev/null
      [[ $kind == files ]] && kind=-f || kind=-d
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$kind" -- "$word")
      ;;
  esac
}
complete -F _driftlock driftlock
`;

const ZSH = String.raw`#compdef driftlock
# zsh completion of driftlock; in ~/.zshrc, after compinit: source <(driftlock completion zsh)
_driftlock() {
  local -a lines values words_so_far
  local kind before line
  words_so_far=("${'$'}{(@Q)words[2,CURRENT]}")
  lines=("${'$'}{(@f)$("${'$'}{(Q)words[1]}" __complete zsh -- "${'$'}{words_so_far[@]}" 2>/dev/null)}")
  kind=${'$'}{lines[1]%%$'\t'*}
  before=${'$'}{lines[1]#*$'\t'}
  [[ -n $before ]] && compset -P "${'$'}{(b)before}"
  case $kind in
    files) _files ;;
    folders) _files -/ ;;
    words)
      for line in "${'$'}{lines[@]:1}"; do
        values+=("${'$'}{${'$'}{line%%$'\t'*}//:/\\:}:${'$'}{line#*$'\t'}")
      done
      _describe -V driftlock values
      ;;
  esac
}
if [[ $funcstack[1] == _driftlock ]]; then _driftlock "$@"; else compdef _driftlock driftlock; fi
`;

const FISH = String.raw`# fish completion of driftlock: driftlock completion fish > ~/.config/fish/completions/driftlock.fish
function __driftlock_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string unescape)
    set -l lines ($words[1] __complete fish -- $words[2..-1] "$current" 2>/dev/null)
    set -l first (string split \t -- $lines[1])
    set -l before $first[2]
    switch $first[1]
        case words
            printf '%s\n' $lines[2..-1]
        case files folders
            set -l begun (string sub -s (math 1 + (string length -- "$before")) -- "$current")
            for path in (complete -C "__driftlock_path $begun" | string split -f 1 \t)
                if test $first[1] = files; or string match -q '*/' -- $path
                    printf '%s%s\n' "$before" $path
                end
            end
    end
end
complete -c driftlock -f -a '(__driftlock_complete)'
`;

export const SCRIPTS = { bash: BASH, zsh: ZSH, fish: FISH } as const;
export type Shell = keyof typeof SCRIPTS;
