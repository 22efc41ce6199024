/**
 * A placeholder for a line break inside a text literal until the code is indented: those lines must not be indented.
 */
export const LINE_BREAK_IN_TEXT = '\uE000'

/** A TypeScript string literal: quoted for one line, otherwise a template literal with the original line breaks. */
export function textLiteral(text: string): string {
  return text.includes('\n') ? `\`${escapeTemplateText(text)}\`` : quotedLiteral(text)
}

/** Always on one line, as property names must be. */
export function quotedLiteral(text: string): string {
  return `'${escapeCharacters(text).replaceAll("'", "\\'")}'`
}

/** Text escaped for use between backticks. */
export function escapeTemplateText(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeCharacters(line).replaceAll('`', '\\`').replaceAll('${', '\\${'))
    .join(LINE_BREAK_IN_TEXT)
}

/** The code as written to a file. */
export function finishCode(code: string): string {
  return code.replaceAll(LINE_BREAK_IN_TEXT, '\n')
}

/**
 * Escapes what a source file cannot contain: control characters, line separators, lone surrogates, and our placeholder.
 */
function escapeCharacters(text: string): string {
  return text.replace(/[\\\p{Cc}\p{Surrogate}\p{Bidi_Control}\u2028\u2029\uFEFF\uE000]/gu, (character) => {
    const short = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
