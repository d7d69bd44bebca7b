import { type Place, values, type Word } from './words.ts'

const program = 'foc-session-keys'

/** Shells that there are completions for. */
export const scripts: Readonly<Record<string, (places: readonly Place[]) => string>> = { bash, fish, zsh }

const listOf = (words: readonly Word[]) => words.map(({ word }) => word).join(' ')

/** Which words of commands there are; all others are arguments. */
const isGroup = (places: readonly Place[], path: string) =>
  places.some((place) => place.path.startsWith(`${path} `))

function bash(places: readonly Place[]): string {
  const known = places.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`]))
  return `_foc_session_keys() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" place='' next i
  COMPREPLY=()
  case "$before" in
${Object.entries(values)
  .map(
    ([option, list]) => `    ${option}) COMPREPLY=($(compgen -W '${list.join(' ')}' -- "$word")); return ;;`,
  )
  .join('\n')}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="\${place:+$place }\${COMP_WORDS[i]}"
    case "$next" in
      ${known.join(' | ')}) place="$next" ;;
    esac
  done
  case "$place" in
${places
  .map(
    ({ options, path, words }) => `    '${path}')
      if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W '${listOf(options)}' -- "$word"))
      else COMPREPLY=($(compgen -W '${listOf(words)}' -- "$word")); fi ;;`,
  )
  .join('\n')}
  esac
}
complete -o default -F _foc_session_keys ${program}
`
}

/** zsh completes by the words of bash, which it knows how to. */
function zsh(places: readonly Place[]): string {
  return `autoload -Uz bashcompinit && bashcompinit
${bash(places)}`
}

function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ options, path, words }) => {
    const seen = path.split(' ').filter(Boolean)
    const conditions = seen.map((word) => `__fish_seen_subcommand_from ${word}`)
    if (path === '') conditions.push('__fish_use_subcommand')
    else if (isGroup(places, path)) conditions.push(`not __fish_seen_subcommand_from ${listOf(words)}`)
    const condition = `-n '${conditions.join('; and ')}'`
    return [
      ...words.map(
        ({ meaning, word }) => `complete -c ${program} -f ${condition} -a ${word} -d '${quoted(meaning)}'`,
      ),
      ...options.map(({ meaning, word }) => {
        const list = values[word]
        const value = list ? ` -x -a '${list.join(' ')}'` : ''
        return `complete -c ${program} ${condition} -l ${word.slice(2)}${value} -d '${quoted(meaning)}'`
      }),
    ]
  })
  return `${lines.join('\n')}\n`
}

const quoted = (text: string) => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
