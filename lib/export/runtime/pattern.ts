import { RE2JS } from 're2js'

/** Whether a pattern matches a text, in linear time for any pattern (RE2 syntax). */
export function matchesPattern(pattern: string, text: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find()
}
