import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { isQuestion } from './by-questions'
import type { ChunkableDocument } from './piece'
import { blocksOf } from './split-units'

/** Larger lists share chunks: embedding a hundred thousand one-line records takes an hour. */
const MOST_RECORDS = 10_000
const FEWEST_QUESTIONS = 3
/** Minimum share of sections or paragraphs that are questions. */
const SHARE_OF_QUESTIONS = 0.3
const SAMPLE = 200_000

export interface ChosenChunker {
  settings: Exclude<ChunkingSettings, { chunker: 'auto' }>
  /** One sentence for users. */
  reason: string
}

/** Resolves `auto` for a document; other settings are returned unchanged. */
export function chooseChunker(document: ChunkableDocument, settings: ChunkingSettings): ChosenChunker {
  if (settings.chunker !== 'auto') return { settings, reason: 'Chosen for this knowledge base.' }
  const { maxTokens, contextHeader } = settings
  const choose = (chunker: ChosenChunker['settings']['chunker'], reason: string, more: object = {}): ChosenChunker => {
    const chosen = ChunkingSettings.parse({ chunker, maxTokens, contextHeader, ...more })
    if (chosen.chunker === 'auto') throw new Error('auto cannot resolve to itself')
    return { settings: chosen, reason }
  }
  if (document.shape === 'records') return chooseRows(document, choose)
  if (document.shape === 'code')
    return choose('headings', 'Source code: functions and classes are kept whole where they fit.')
  if (hasPairs(document))
    return choose('question-answer', 'Most of it is questions with their answers: each pair is one passage.')
  if (document.sections.length > 1)
    return choose('headings', 'It has headings: no passage crosses one, and its path stands in front of the passage.')
  return choose('headings', 'Running text without headings: whole sentences up to the size.')
}

function chooseRows(
  document: ChunkableDocument,
  choose: (chunker: 'rows', reason: string, more: object) => ChosenChunker,
) {
  const rows = document.text.split('\n').length
  const rowsPerChunk = Math.min(50, Math.ceil(rows / MOST_RECORDS))
  const reason =
    rowsPerChunk === 1
      ? 'It is a table: each row is one passage, with the names of its columns.'
      : `It is a table of ${rows.toLocaleString('en')} rows: up to ${rowsPerChunk} of them share a passage.`
  return choose('rows', reason, { rowsPerChunk })
}

function hasPairs({ text, sections }: ChunkableDocument): boolean {
  const headings = sections.filter(({ title }) => isQuestion(title)).length
  if (headings >= FEWEST_QUESTIONS && headings >= SHARE_OF_QUESTIONS * sections.length) return true
  const blocks = blocksOf({ text, start: 0, end: Math.min(text.length, SAMPLE) })
  const questions = blocks.filter(({ start, end }) => isQuestion(text.slice(start, end).split('\n', 1)[0] ?? '')).length
  return questions >= FEWEST_QUESTIONS && questions >= SHARE_OF_QUESTIONS * blocks.length
}
