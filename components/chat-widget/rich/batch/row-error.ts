import { failureText, fill, type TextKey } from '../../texts'

/** What the server says of a row (lib/services/runs/parse-run-inputs.ts, lib/services/batches/row-inputs.ts), with what fills our own words. */
const FLAWS: readonly (readonly [RegExp, TextKey, ...string[]])[] = [
  [/^"(.*)" is missing \(.*\)\.$/s, 'missing', 'label'],
  // A row without a message uses the text that asks for one.
  [/^Write a m/, 'placeholder'],
  [/^“(.*)” \(.*\) must be a number\.$/s, 'notNumber', 'label'],
  [/^“(.*)” \(.*\) is not valid JSON\.$/s, 'notJson', 'label'],
  [/^“(.*)” \(.*\) must be one of (.*)\.$/s, 'notAmong', 'label', 'options'],
  [/^“(.*)” \(.*\) must be (true) or false\.$/s, 'notAmong', 'label', 'options'],
  [/^“(.*)” has ([\d,]+) characters, but at most ([\d,]+) are allowed\.$/s, 'tooLong', 'label', 'count', 'most'],
]

/** Why a row did not run, in the visitor's language if it is translated. */
export function rowError(status: 'invalid' | 'failed', message: string): string {
  for (const [pattern, key, ...names] of FLAWS) {
    const found = pattern.exec(message)?.slice(1)
    if (!found) continue
    const values = found.map((value) => (value === 'true' ? 'true, false' : value))
    return fill(key, Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])))
  }
  return status === 'failed' ? failureText('INTERNAL', message) : message
}
