/** Characters at the start of a cell that a spreadsheet evaluates; some locales accept the full-width forms. */
const FORMULA = '=+\\-@＝＋－＠'
/** Spreadsheets skip these before a formula: spaces, NBSP, BOM, zero-width and control characters, but no separators. */
const SKIPPED = '\\p{Zs}\\p{Cf}\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f'
const AT_START = new RegExp(`^(?=[${SKIPPED}]*[${FORMULA}\\t\\r\\n])`, 'u')
/** Spreadsheets in many languages split at a semicolon, and there the quotes around our cell do not apply. */
const WITHIN = new RegExp(`(?<=[;\\t\\r\\n\\u2028\\u2029])(?=[${SKIPPED}"]*[${FORMULA}])`, 'gu')
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/**
 * Adds an apostrophe wherever a spreadsheet could start a formula when it opens the text as part of a CSV
 * file: at the start of the text, and after each character that ends a cell in some locale.
 */
export function withoutFormulas(text: string): string {
  if (NUMBER.test(text)) return text
  return text.replace(WITHIN, "'").replace(AT_START, "'")
}
