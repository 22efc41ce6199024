'use client'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { currentLocale, loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { makeLoadable, useLoadable } from './part'

// Pages load without the texts of problems.
const problemTexts = makeLoadable(() => loadMessageCatalog(currentLocale()).then(() => true))

/** A stored problem in the user's language; until the texts of problems are loaded, in English as it was stored. */
export function StoredText({ text, problem }: { text: string; problem: ProblemRef | null }) {
  useLoadable(problemTexts, true)
  return localizeStored(text, problem)
}
