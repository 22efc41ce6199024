import { type MessageKey, t } from '@/lib/client/messages/t'
import type { ChunkerName } from '@/lib/core/knowledge/chunking-settings'

const LABELS = {
  auto: { label: 'indexing.chunkerAuto', hint: 'indexing.chunkerAutoHint' },
  headings: { label: 'indexing.chunkerHeadings', hint: 'indexing.chunkerHeadingsHint' },
  recursive: { label: 'indexing.chunkerRecursive', hint: 'indexing.chunkerRecursiveHint' },
  'sentence-window': { label: 'indexing.chunkerSentenceWindow', hint: 'indexing.chunkerSentenceWindowHint' },
  tokens: { label: 'indexing.chunkerTokens', hint: 'indexing.chunkerTokensHint' },
  'parent-child': { label: 'indexing.chunkerParentChild', hint: 'indexing.chunkerParentChildHint' },
  'question-answer': { label: 'indexing.chunkerQuestionAnswer', hint: 'indexing.chunkerQuestionAnswerHint' },
  rows: { label: 'indexing.chunkerRows', hint: 'indexing.chunkerRowsHint' },
} as const satisfies Record<ChunkerName, { label: MessageKey; hint: MessageKey }>

export const CHUNKERS: readonly ChunkerName[] = [
  'auto',
  'headings',
  'recursive',
  'parent-child',
  'sentence-window',
  'question-answer',
  'rows',
  'tokens',
]

export const chunkerHint = (chunker: ChunkerName): string => t(LABELS[chunker].hint)

/** A name from the server that has no label is shown unchanged. */
export function chunkerLabel(chunker: string): string {
  const known = CHUNKERS.find((name) => name === chunker)
  return known ? t(LABELS[known].label) : chunker
}
