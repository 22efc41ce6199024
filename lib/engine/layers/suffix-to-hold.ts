/**
 * Length of the longest suffix of the text that is a prefix of one of the forms: the rest may follow
 * in the next piece.
 */
export function suffixToHold(text: string, forms: readonly string[]): number {
  let longest = 0
  const last = text.charCodeAt(text.length - 1)
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length > longest; length -= 1) {
      // The last character rules out most lengths without creating a string.
      if (form.charCodeAt(length - 1) === last && text.endsWith(form.slice(0, length))) longest = length
    }
  }
  return longest
}
