/** Writes text of the graph on one comment line so that it cannot end the comment. */
export function commentText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}\uFEFF\uE000\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim()
}

/** A documentation block; line breaks are kept. */
export function docComment(lines: readonly string[]): string {
  const written = lines.flatMap((line) => line.split('\n')).map(commentText)
  if (written.length === 1) return `/** ${written[0]} */\n`
  return ['/**', ...written.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n').concat('\n')
}
