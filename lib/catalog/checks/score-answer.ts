import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { Verdict } from './check-item'
import { normalizeAnswer } from './normalize-answer'

/** Minimum token F1 of a correct answer. */
const MIN_CORRECT_F1 = 0.5

/** Returns 1 if the output equals or contains the expected text, else the token F1. */
export function scoreAnswer(output: string, expected: string): Verdict {
  const [answer, wanted] = [normalizeAnswer(output), normalizeAnswer(expected)]
  const exact = answer === wanted ? 1 : 0
  const contained = wanted !== '' && ` ${answer} `.includes(` ${wanted} `) ? 1 : 0
  const tokenF1 = exact === 1 ? 1 : f1(wordsOf(answer), wordsOf(wanted))
  const score = Math.max(exact, contained, tokenF1)
  return {
    passed: score >= MIN_CORRECT_F1,
    score,
    reason: reasonOf({ exact, contained, tokenF1 }),
    exact,
    contained,
    tokenF1,
  }
}

function reasonOf({ exact, contained, tokenF1 }: { exact: number; contained: number; tokenF1: number }): Problem {
  if (exact === 1) return problem('checks.sameAsExpected')
  if (contained === 1) return problem('checks.containsExpected')
  return problem('checks.sharedWords', { percent: Math.round(tokenF1 * 100) })
}

/** In scripts without spaces each character is a word. */
function wordsOf(text: string): string[] {
  return (
    text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu,
    ) ?? []
  )
}

function f1(output: readonly string[], wanted: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of output) {
    const count = left.get(word) ?? 0
    if (count > 0) shared += 1
    left.set(word, count - 1)
  }
  if (shared === 0) return 0
  const [precision, recall] = [shared / output.length, shared / wanted.length]
  return (2 * precision * recall) / (precision + recall)
}
