import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { EmbeddedText } from '@/lib/models/builtin/embedder-protocol'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { DATA, embedReadCached, optionArgument, type Question, readPassages, readQuestions } from '../retrieval-data'
import { type BenchDatabase, fillKnowledgeBase } from '../retrieval-database'

export interface Answered {
  set: string
  article: string
  /** Rank of the first correct passage; 0 if it is not among the first twenty. */
  fused: number
  reranked: number
  durationMs: number
}

export interface English {
  bench: BenchDatabase
  questions: Question[]
  embedded: EmbeddedText[]
  articleOf(question: Question): string
}

/** `--every 8` uses every eighth question, for slow databases. */
const EVERY = Number(optionArgument('--every') ?? 1)
const isSampled = (_: unknown, index: number) => index % EVERY === 0

/** The English questions with their vectors, over all passages. */
export async function openEnglish(): Promise<English> {
  const passages = readPassages()
  const titleOf = new Map(passages.map(({ id, title }) => [id, title]))
  const all = readQuestions().filter(({ answerable }) => answerable)
  const embedded = await embedQuestions('questions', all)
  const [questions, vectors] = [all.filter(isSampled), embedded.filter(isSampled)]
  const bench = await fillKnowledgeBase('chunks', passages)
  return { bench, questions, embedded: vectors, articleOf: ({ gold }) => titleOf.get(gold[0] ?? '') ?? '' }
}

export async function embedQuestions(name: string, questions: readonly Question[]): Promise<EmbeddedText[]> {
  const texts = questions.map(({ question }) => ({ text: question, cuts: [] }))
  return await embedReadCached(name, 'question', texts)
}

/** A chunk represents its passage; each passage counts once. */
export function rankOf(bench: BenchDatabase, documentIds: readonly string[], gold: readonly string[]): number {
  const ids = [...new Set(documentIds.map((id) => bench.passageOf.get(id) ?? ''))]
  return ids.findIndex((id) => gold.includes(id)) + 1
}

/** The shipped search, end to end, one question at a time. */
export async function answerAll({ bench, questions, embedded: vectors, articleOf }: English): Promise<Answered[]> {
  const answered: Answered[] = []
  for (const [index, question] of questions.entries()) {
    const found = await search(bench, question.question, vectors.slice(index, index + 1))
    answered.push({ set: question.set, article: articleOf(question), ...ranks(bench, found, question.gold) })
  }
  return answered
}

async function search(bench: BenchDatabase, query: string, embedded: EmbeddedText[]) {
  const startedMs = performance.now()
  const { db, workspaceId, knowledgeBaseId } = bench
  const options = RetrievalOptions.parse({ limit: 20 })
  const embed = async () => embedded
  const { passages } = await searchChunks({ db, workspaceId, knowledgeBaseId, query, options, viewer: null, embed })
  return { passages, durationMs: performance.now() - startedMs }
}

function ranks(
  bench: BenchDatabase,
  { passages, durationMs }: Awaited<ReturnType<typeof search>>,
  gold: readonly string[],
) {
  const fused = [...passages].sort((a, b) => (a.fusedRank ?? 0) - (b.fusedRank ?? 0))
  const place = (list: typeof passages) =>
    rankOf(
      bench,
      list.map(({ documentId }) => documentId),
      gold,
    )
  return { fused: place(fused), reranked: place(passages), durationMs }
}

const Xquad = z.object({
  data: z.array(
    z.object({
      paragraphs: z.array(z.object({ context: z.string(), qas: z.array(z.object({ question: z.string() })) })),
    }),
  ),
})

/** The Chinese questions with keyword search only: the built-in model does not support Chinese. */
export async function answerChinese(): Promise<Answered[]> {
  const { data } = Xquad.parse(JSON.parse(readFileSync(`${DATA}/xquad.zh.json`, 'utf8')))
  const paragraphs = data.flatMap(({ paragraphs: list }) => list)
  const bench = await fillKnowledgeBase(
    'zh',
    paragraphs.map(({ context }, index) => ({ id: `zh${index}`, source: 'xquad', title: '', text: context })),
    false,
  )
  const answered: Answered[] = []
  for (const [index, { qas }] of paragraphs.entries()) {
    for (const { question } of qas.filter((_qa, position) => isSampled(null, index + position))) {
      const found = await search(bench, question, [])
      answered.push({ set: 'zh', article: String(index), ...ranks(bench, found, [`zh${index}`]) })
    }
  }
  await bench.close()
  return answered
}
