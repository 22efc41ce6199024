/** Indents every line by two spaces; line breaks inside text literals use a placeholder and stay untouched. */
export function indent(code: string): string {
  return code.replace(/^(?=.)/gm, '  ')
}
