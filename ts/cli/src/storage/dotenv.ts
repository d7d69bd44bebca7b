/** The variables that a dotenv file sets: `NAME=value` lines, quoted or not, and comments. */
export function parseDotenv(text: string): Record<string, string> {
  const found: [string, string][] = []
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name) found.push([name, unquote(value)])
  }
  return Object.fromEntries(found)
}

const unquote = (value: string) => {
  const [, , quoted] = /^(["'])(.*?)\1(?:\s+#.*)?$/.exec(value) ?? []
  return quoted ?? value.replace(/(?:^|\s+)#.*$/, '')
}

/** The text of a dotenv file, which shells read, too: values with anything else than words in single quotes. */
export const formatDotenv = (comment: string, values: Readonly<Record<string, string | undefined>>): string =>
  [
    `# ${comment}`,
    ...Object.entries(values).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [`${name}=${/^\w*$/.test(value) ? value : `'${value.replaceAll("'", '')}'`}`],
    ),
    '',
  ].join('\n')
