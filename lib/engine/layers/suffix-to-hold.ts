/** Length of the longest end of a text with which one of the forms begins: the rest may come with the next piece. */
export function suffixToHold(text: string, forms: readonly string[]): number {
  let longest = 0
  const last = text.charCodeAt(text.length - 1)
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length > longest; length -= 1) {
      // Most lengths fall at their last character, without making a text to compare.
      if (form.charCodeAt(length - 1) === last && text.endsWith(form.slice(0, length))) longest = length
    }
  }
  return longest
}
