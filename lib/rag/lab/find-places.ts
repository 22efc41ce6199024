import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { holdsQuote, type ReadQuote, readQuote } from './holds-quote'

export interface GivenPassage {
  documentId: string
  documentName: string
  text: string
}

/** An expected passage made ready to be compared with many. */
export interface Target {
  expected: ExpectedPassage
  quote: ReadQuote
}

export function toTargets(expected: readonly ExpectedPassage[]): Target[] {
  return expected.map((passage) => ({ expected: passage, quote: readQuote(passage.quote) }))
}

/** Whether a given passage is the expected one: of the document that is named, and with its words. */
export function isExpected(given: GivenPassage, { expected, quote }: Target): boolean {
  const { documentId, documentName } = expected
  const isNamed = documentId !== null || documentName !== ''
  if (isNamed && given.documentId !== documentId && given.documentName !== documentName) return false
  return quote.words.length === 0 ? isNamed : holdsQuote(given.text, quote)
}

/** For each expected passage the place, from 1, of the first given one that holds it; null: none does. */
export function findPlaces(given: readonly GivenPassage[], targets: readonly Target[]): (number | null)[] {
  return targets.map((target) => {
    const index = given.findIndex((passage) => isExpected(passage, target))
    return index < 0 ? null : index + 1
  })
}
