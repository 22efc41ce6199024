import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { RERANK_FEATURES } from '@/lib/rag/search/rerank/rerank-features'
import { cachedValue, readPassages, readQuestions } from '../retrieval-data'
import type { RankedQuestion } from './fit-pairwise'
import { embedQuestions } from './questions'
import { openInMemory } from './search-in-memory'

/** Code that affects feature values. */
const SOURCES = [
  'lib/rag/chunk',
  'lib/rag/search',
  'lib/rag/text',
  'lib/rag/lexical',
  'lib/rag/vectors',
  'bench/knowledge/search-in-memory.ts',
]

export interface Ranked {
  answered: RankedQuestion[]
  /** Questions without an answer in the documents. */
  unanswered: RankedQuestion[]
}

/**
 * The candidates of all questions with their features: takes minutes, or seconds if neither code nor data have changed.
 */
export async function rankQuestions(): Promise<Ranked> {
  const [passages, questions] = [readPassages(), readQuestions()]
  const hash = createHash('sha256').update(JSON.stringify([RERANK_FEATURES, passages, questions]))
  for (const file of SOURCES.flatMap(filesOf)) hash.update(readFileSync(file))
  return await cachedValue(`features-${hash.digest('hex').slice(0, 16)}.v8`, async () => {
    const titleOf = new Map(passages.map(({ id, title }) => [id, title]))
    const { candidatesOf } = await openInMemory(passages)
    const rank = async (name: string, isAnswerable: boolean): Promise<RankedQuestion[]> => {
      const subset = questions.filter(({ answerable }) => answerable === isAnswerable)
      const embedded = await embedQuestions(name, subset)
      return subset.map(({ id, set, question, gold }, index) => {
        if (index % 500 === 0) console.log(`${name}: features of ${index} of ${subset.length}`)
        const embeddedQuestion = embedded[index] ?? { vector: new Float32Array(384), signs: null, tokens: null }
        const candidates = candidatesOf(question, embeddedQuestion).map((it) => ({
          ...it,
          right: gold.includes(it.group),
        }))
        return { set, article: titleOf.get(gold[0] ?? '') ?? id, candidates }
      })
    }
    return { answered: await rank('questions', true), unanswered: await rank('unanswerable', false) }
  })
}

function filesOf(source: string): string[] {
  if (source.endsWith('.ts')) return [source]
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(source, name))
}
