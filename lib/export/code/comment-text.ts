/** A text from the graph on one line of a comment, unable to end it. */
export function commentText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}\uFEFF\uE000\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim()
}

/** A block of documentation; lines keep their breaks. */
export function docComment(lines: readonly string[]): string {
  const written = lines.flatMap((line) => line.split('\n')).map(commentText)
  if (written.length === 1) return `/** ${written[0]} */\n`
  return ['/**', ...written.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n').concat('\n')
}
