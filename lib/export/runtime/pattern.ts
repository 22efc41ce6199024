import { RE2JS } from 're2js'

/** Whether a pattern is found in a text, in linear time whatever the pattern (RE2 syntax). */
export function matchesPattern(pattern: string, text: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find()
}
