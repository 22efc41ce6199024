import os from 'node:os'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { OpenDatabase } from '@/lib/db/database'
import type { EmbeddedText } from '@/lib/models/builtin/embedder-protocol'
import { inBackground } from '@/lib/platform/in-background'
import { compactAfterInsert } from '@/lib/rag/lexical/maintenance/compact-soon'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import type { Question } from '../retrieval-data'
import { addDocument, type Filled, type Material } from './fill'
import { percentile } from './times'

const CHATS = 50
const ALONE_MS = 15_000
const CHUNKS = 5_000
const CHUNKS_PER_DOCUMENT = 100
/** Reading time between questions; without it this would measure 50 tight loops. */
const PAUSE_MS = 2_000

interface QuestionSet {
  questions: readonly Question[]
  embedded: readonly EmbeddedText[]
  material: Material
  size: number
}

/** Fifty users ask sequential questions, first alone, then while 5,000 chunks are ingested. */
export async function concurrent(database: OpenDatabase, filled: Filled, questionSet: QuestionSet): Promise<void> {
  const endMs = performance.now() + ALONE_MS
  const alone = await chats(database, filled, questionSet, () => performance.now() > endMs)
  let isDone = false
  const beganMs = performance.now()
  const ingest = async () => {
    for (let start = questionSet.size; start < questionSet.size + CHUNKS; start += CHUNKS_PER_DOCUMENT) {
      await addDocument(database.orm, filled, questionSet.material, start, CHUNKS_PER_DOCUMENT)
      compactAfterInsert(database.orm, filled, CHUNKS_PER_DOCUMENT)
    }
    isDone = true
    return (performance.now() - beganMs) / 1_000
  }
  const [during, seconds] = await Promise.all([
    chats(database, filled, questionSet, () => isDone),
    inBackground(ingest),
  ])
  const summaryOf = (durations: readonly number[]) =>
    `p50 ${percentile(durations, 0.5).toFixed(0)} ms, p95 ${percentile(durations, 0.95).toFixed(0)} ms (${durations.length} searches)`
  const ratio = percentile(during, 0.95) / percentile(alone, 0.95)
  console.log(
    `  50 chats: ${summaryOf(alone)}; while 5,000 chunks come in within ${seconds.toFixed(1)} s: ${summaryOf(during)}, p95 x${ratio.toFixed(2)}; load ${os.loadavg()[0]?.toFixed(1)}`,
  )
}

async function chats(
  { orm: db }: OpenDatabase,
  filled: Filled,
  { questions, embedded }: QuestionSet,
  isOver: () => boolean,
): Promise<number[]> {
  const options = RetrievalOptions.parse({ limit: 10 })
  const durations: number[] = []
  const chat = async (number: number) => {
    await pause(PAUSE_MS * Math.random())
    for (let turn = 0; !isOver(); turn += 1) {
      const index = (number * 31 + turn * 7) % questions.length
      const [question, known] = [questions[index], embedded[index]]
      if (!question || !known) continue
      const beganMs = performance.now()
      const embed = async () => [known]
      await searchChunks({ db, ...filled, query: question.question, viewer: null, options, embed })
      durations.push(performance.now() - beganMs)
      await pause(PAUSE_MS * (0.5 + Math.random()))
    }
  }
  await Promise.all(Array.from({ length: CHATS }, (_, number) => chat(number)))
  return durations
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
