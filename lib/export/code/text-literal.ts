/** Stands for a line break inside a text literal until the code is indented: those lines must stay where they are. */
export const LINE_BREAK_IN_TEXT = '\uE000'

/** A string literal of TypeScript: quoted when it is one line, else a template literal that reads like the text. */
export function textLiteral(text: string): string {
  return text.includes('\n') ? `\`${escapeTemplateText(text)}\`` : quotedLiteral(text)
}

/** On one line whatever the text, as names of properties must be. */
export function quotedLiteral(text: string): string {
  return `'${escapeCharacters(text).replaceAll("'", "\\'")}'`
}

/** A text as it stands between backticks. */
export function escapeTemplateText(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeCharacters(line).replaceAll('`', '\\`').replaceAll('${', '\\${'))
    .join(LINE_BREAK_IN_TEXT)
}

/** The code as it is written to a file. */
export function finishCode(code: string): string {
  return code.replaceAll(LINE_BREAK_IN_TEXT, '\n')
}

/** Whatever cannot stand in a source file as it is: control characters, line separators, halves of pairs, our own mark. */
function escapeCharacters(text: string): string {
  return text.replace(/[\\\p{Cc}\p{Surrogate}\p{Bidi_Control}\u2028\u2029\uFEFF\uE000]/gu, (character) => {
    const short = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
