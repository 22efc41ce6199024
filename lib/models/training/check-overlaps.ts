import { problem } from '@/lib/messages/problems/problem'
import type { IssueCollector } from './issue-collector'
import { normalizedHash } from './normalized-hash'

interface Seen {
  answer: string
  part: 'train' | 'validation' | 'test'
}

/** Finds duplicates, duplicates with conflicting labels, and test examples that are also in the training data. */
export class OverlapCheck {
  private readonly seen = new Map<string, Seen>()

  constructor(private readonly issues: IssueCollector) {}

  add(example: { input: string; answer: string; part: Seen['part']; line: number }): void {
    const { input, answer, part, line } = example
    const key = normalizedHash(input)
    const earlier = this.seen.get(key)
    if (!earlier) {
      this.seen.set(key, { answer, part })
      return
    }
    if (earlier.part !== part) this.issues.add(LEAK, line)
    else if (earlier.answer === answer) this.issues.add(DUPLICATE, line)
    if (earlier.answer !== answer) this.issues.add(CONTRADICTION, line)
  }
}

const LEAK = {
  level: 'warning',
  code: 'leaks',
  problem: problem('trainingData.leak'),
} as const
const DUPLICATE = {
  level: 'warning',
  code: 'duplicates',
  problem: problem('trainingData.duplicate'),
} as const
const CONTRADICTION = {
  level: 'warning',
  code: 'contradictions',
  problem: problem('trainingData.contradiction'),
} as const
