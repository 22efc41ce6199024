// Quality of search on public questions: node bench/run-ts.mjs bench/retrieval.ts [--fit]
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { findByTerms, findByVector } from '@/lib/rag/search/find-candidates'
import { fuseRanks } from '@/lib/rag/search/fuse-ranks'
import { loadCandidates } from '@/lib/rag/search/load-candidates'
import { RERANK_FEATURES, rerankFeatures } from '@/lib/rag/search/rerank-features'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { toQueryTerms } from '@/lib/rag/search/term-query'
import { readTermStatistics } from '@/lib/rag/search/term-statistics'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { CACHE, embedCached, readPassages, readQuestions } from './retrieval-data'
import { type BenchDatabase, fillKnowledgeBase } from './retrieval-database'
import { crossValidate, fitPairwise, type PairwiseQuery } from './retrieval-fit'

const passages = readPassages()
const questions = readQuestions().filter(({ answerable }) => answerable)
const titleOf = new Map(passages.map(({ id, title }) => [id, title]))
const vectors = await embedCached(
  'questions',
  questions.map(({ question }) => question),
)
const bench = await fillKnowledgeBase('chunks', passages)

/** Ranks of the first right passage, a chunk standing for its passage. */
function rankOf(documentIds: readonly string[], gold: readonly string[]): number {
  const ids = [...new Set(documentIds.map((id) => bench.passageOf.get(id) ?? ''))]
  return ids.findIndex((id) => gold.includes(id)) + 1
}

function report(label: string, ranks: readonly number[]): void {
  const share = (limit: number) =>
    ((100 * ranks.filter((rank) => rank > 0 && rank <= limit).length) / ranks.length).toFixed(2)
  const mrr = (100 * ranks.reduce((sum, rank) => sum + (rank > 0 && rank <= 10 ? 1 / rank : 0), 0)) / ranks.length
  console.log(
    `${label.padEnd(22)} R@1 ${share(1)}  R@5 ${share(5)}  R@10 ${share(10)}  MRR ${mrr.toFixed(2)}  n ${ranks.length}`,
  )
}

async function channels({ db, ...scope }: BenchDatabase): Promise<PairwiseQuery[]> {
  const ranks: Record<'vector' | 'terms' | 'fused', number[]> = { vector: [], terms: [], fused: [] }
  const pairwise: PairwiseQuery[] = []
  for (const [index, { question, gold }] of questions.entries()) {
    const vector = vectors[index] ?? new Float32Array(384)
    const queryTerms = toQueryTerms(question)
    const statistics = await readTermStatistics(db, scope, queryTerms)
    const byVector = await findByVector(db, scope, vector, statistics.chunkCount)
    const byTerms = await findByTerms(db, scope, queryTerms, statistics)
    const fused = fuseRanks(byVector, byTerms)
    const loaded = await loadCandidates(db, scope, [...new Set([...byVector, ...byTerms])], vector)
    const documents = (ids: readonly string[]) => ids.map((id) => loaded.get(id)?.documentId ?? '')
    ranks.vector.push(rankOf(documents(byVector), gold))
    ranks.terms.push(rankOf(documents(byTerms), gold))
    ranks.fused.push(rankOf(documents(fused.map(({ id }) => id)), gold))
    const top = fused.slice(0, 20)
    const bestSimilarity = Math.max(0, ...top.map(({ id }) => loaded.get(id)?.similarity ?? 0))
    const candidates = top.flatMap((candidate) => {
      const row = loaded.get(candidate.id)
      if (!row) return []
      const passage = bench.passageOf.get(row.documentId) ?? ''
      const features = rerankFeatures({ queryTerms, idf: statistics.idf, candidate, row, bestSimilarity })
      return [{ features, right: gold.includes(passage), group: passage }]
    })
    pairwise.push({ article: titleOf.get(gold[0] ?? '') ?? '', candidates })
  }
  for (const [name, list] of Object.entries(ranks)) report(name, list)
  return pairwise
}

async function product({ db, workspaceId, knowledgeBaseId }: BenchDatabase): Promise<void> {
  const ranks: { set: string; rank: number }[] = []
  const durations: number[] = []
  for (const [index, { question, gold, set }] of questions.entries()) {
    const embed = async () => [vectors[index] ?? new Float32Array(384)]
    const start = performance.now()
    const { passages: found } = await searchChunks({
      db,
      workspaceId,
      knowledgeBaseId,
      query: question,
      limit: 20,
      embed,
    })
    durations.push(performance.now() - start)
    ranks.push({
      set,
      rank: rankOf(
        found.map(({ documentId }) => documentId),
        gold,
      ),
    })
  }
  report(
    'product (reranked)',
    ranks.map(({ rank }) => rank),
  )
  for (const set of new Set(ranks.map((item) => item.set))) {
    report(
      `  ${set}`,
      ranks.filter((item) => item.set === set).map(({ rank }) => rank),
    )
  }
  durations.sort((a, b) => a - b)
  const at = (share: number) => durations[Math.floor(durations.length * share)]?.toFixed(1)
  console.log(`search without embedding: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
}

async function chinese(): Promise<void> {
  const { readFileSync } = await import('node:fs')
  const Xquad = z.object({
    data: z.array(
      z.object({
        title: z.string(),
        paragraphs: z.array(z.object({ context: z.string(), qas: z.array(z.object({ question: z.string() })) })),
      }),
    ),
  })
  const { DATA } = await import('./retrieval-data')
  const { data } = Xquad.parse(JSON.parse(readFileSync(`${DATA}/xquad.zh.json`, 'utf8')))
  const paragraphs = data.flatMap(({ paragraphs: list }) => list)
  const filled = await fillKnowledgeBase(
    'zh',
    paragraphs.map(({ context }, index) => ({ id: `zh${index}`, source: 'xquad', title: '', text: context })),
    false,
  )
  const ranks: number[] = []
  for (const [index, { qas }] of paragraphs.entries()) {
    for (const { question } of qas) {
      const { passages: found } = await searchChunks({ ...filled, query: question, limit: 20, embed: async () => [] })
      ranks.push(
        [...new Set(found.map(({ documentId }) => filled.passageOf.get(documentId)))].indexOf(`zh${index}`) + 1,
      )
    }
  }
  report('Chinese (words alone)', ranks)
  await filled.close()
}

const foreign = readQuestions().filter(({ question }) => !['en', 'und'].includes(detectLanguage(question)))
console.log(
  `language gate shut for ${foreign.length} of ${readQuestions().length} English questions`,
  foreign.slice(0, 3).map(({ question }) => question),
)
if (process.argv.includes('--fit')) {
  const pairwise = await channels(bench)
  writeFileSync(`${CACHE}/pairwise.json`, JSON.stringify(pairwise))
  crossValidate(pairwise, report)
  const weights = fitPairwise(pairwise)
  console.log(
    Object.fromEntries(RERANK_FEATURES.map((name, index) => [name, Number((weights[index] ?? 0).toFixed(3))])),
  )
} else {
  await product(bench)
  await chinese()
}
await bench.close()
