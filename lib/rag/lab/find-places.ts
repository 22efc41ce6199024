import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { holdsQuote, type ReadQuote, readQuote } from './holds-quote'

export interface GivenPassage {
  documentId: string
  documentName: string
  text: string
}

/** An expected passage prepared for many comparisons. */
export interface Target {
  expected: ExpectedPassage
  quote: ReadQuote
}

export function toTargets(expected: readonly ExpectedPassage[]): Target[] {
  return expected.map((passage) => ({ expected: passage, quote: readQuote(passage.quote) }))
}

/** Whether a returned passage is the expected one: same document and matching text. */
export function isExpected(passage: GivenPassage, { expected, quote }: Target): boolean {
  const { documentId, documentName } = expected
  const isNamed = documentId !== null || documentName !== ''
  if (isNamed && passage.documentId !== documentId && passage.documentName !== documentName) return false
  return quote.words.length === 0 ? isNamed : holdsQuote(passage.text, quote)
}

/** For each expected passage, the rank (from 1) of the first returned one that contains it, or null. */
export function findPlaces(passages: readonly GivenPassage[], targets: readonly Target[]): (number | null)[] {
  return targets.map((target) => {
    const index = passages.findIndex((passage) => isExpected(passage, target))
    return index < 0 ? null : index + 1
  })
}
