/** Free text of a stranger, fit to be shown in one line: without control and direction characters, at most 64 characters. */
export function shown(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim()
  return [...visible].slice(0, 64).join('')
}
