'use client'
import { currentLocale, loadCatalogue } from '@/lib/client/messages/catalogue'
import { sayStored } from '@/lib/client/messages/say-stored'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { makeLoadable, useLoadable } from './part'

// The texts of problems are not among those that a page loads first.
const problemTexts = makeLoadable(() => loadCatalogue(currentLocale()).then(() => true))

/** A problem from a row; in English as it was stored until the texts of problems are loaded. */
export function StoredText({ text, problem }: { text: string; problem: ProblemRef | null }) {
  useLoadable(problemTexts, true)
  return sayStored(text, problem)
}
