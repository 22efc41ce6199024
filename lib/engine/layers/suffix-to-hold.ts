/** Length of the longest end of a text with which one of the forms begins: the rest may come with the next piece. */
export function suffixToHold(text: string, forms: readonly string[]): number {
  let longest = 0
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(form.slice(0, length))) longest = length
    }
  }
  return longest
}
