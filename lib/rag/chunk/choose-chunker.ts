import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { isQuestion } from './by-questions'
import type { ChunkableDocument } from './piece'
import { blocksOf } from './split-units'

/** Larger lists share chunks: embedding a hundred thousand one-line records takes an hour. */
const MAX_RECORDS = 10_000
const MIN_QUESTIONS = 3
/** Minimum share of sections or paragraphs that are questions. */
const SHARE_OF_QUESTIONS = 0.3
const SAMPLE_CHARACTERS = 200_000

export interface ChunkerChoice {
  settings: Exclude<ChunkingSettings, { chunker: 'auto' }>
  reason: Problem
}

/** Resolves `auto` for a document; other settings are returned unchanged. */
export function chooseChunker(document: ChunkableDocument, settings: ChunkingSettings): ChunkerChoice {
  if (settings.chunker !== 'auto') return { settings, reason: problem('documents.chunkerSet') }
  const { maxTokens, contextHeader } = settings
  const choose = (
    chunker: ChunkerChoice['settings']['chunker'],
    reason: Problem,
    details: object = {},
  ): ChunkerChoice => {
    const selected = ChunkingSettings.parse({ chunker, maxTokens, contextHeader, ...details })
    if (selected.chunker === 'auto') throw new Error('auto cannot resolve to itself')
    return { settings: selected, reason }
  }
  if (document.shape === 'records') return chooseRows(document, choose)
  if (document.shape === 'code') return choose('headings', problem('documents.chunkerCode'))
  if (hasPairs(document)) return choose('question-answer', problem('documents.chunkerQuestions'))
  if (document.sections.length > 1) return choose('headings', problem('documents.chunkerHeadings'))
  return choose('headings', problem('documents.chunkerText'))
}

function chooseRows(
  document: ChunkableDocument,
  choose: (chunker: 'rows', reason: Problem, details: object) => ChunkerChoice,
) {
  const rows = document.text.split('\n').length
  const rowsPerChunk = Math.min(50, Math.ceil(rows / MAX_RECORDS))
  const reason =
    rowsPerChunk === 1
      ? problem('documents.chunkerTable')
      : problem('documents.chunkerLargeTable', { rows, count: rowsPerChunk })
  return choose('rows', reason, { rowsPerChunk })
}

function hasPairs({ text, sections }: ChunkableDocument): boolean {
  const headings = sections.filter(({ title }) => isQuestion(title)).length
  if (headings >= MIN_QUESTIONS && headings >= SHARE_OF_QUESTIONS * sections.length) return true
  const blocks = blocksOf({ text, start: 0, end: Math.min(text.length, SAMPLE_CHARACTERS) })
  const questions = blocks.filter(({ start, end }) => isQuestion(text.slice(start, end).split('\n', 1)[0] ?? '')).length
  return questions >= MIN_QUESTIONS && questions >= SHARE_OF_QUESTIONS * blocks.length
}
