import type { CheckItem } from './check-item'

const SPEED_TOKENS = 160
const SUBJECTS = ['a bridge', 'a river', 'a lighthouse', 'a garden', 'a clock', 'a harbour', 'a bakery', 'a forest']

/** Short, similar calls, worded differently to avoid caches of the service. */
export function speedItems(calls: number): CheckItem[] {
  return Array.from({ length: calls }, (_, index) => {
    const content = `Number ${index + 1}: describe ${SUBJECTS[index % SUBJECTS.length]} in about eighty words.`
    return {
      label: content,
      maxOutputTokens: SPEED_TOKENS,
      expected: null,
      exampleId: null,
      messages: [{ role: 'user' as const, content }],
      rule: { kind: 'time' as const },
    }
  })
}
