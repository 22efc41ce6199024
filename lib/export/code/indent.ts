/** Two spaces in front of every line; line breaks inside text literals are marked otherwise and stay untouched. */
export function indent(code: string): string {
  return code.replace(/^(?=.)/gm, '  ')
}
