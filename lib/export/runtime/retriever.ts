import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { chunkText } from './chunk'
import { cosine, embedder } from './embeddings'
import { termsOf } from './terms'
import type { Passage } from './values'

const DOCUMENTS = path.join(import.meta.dirname, '../../documents')
const TEXT_FILES = /\.(?:md|markdown|txt|csv|json|html?)$/i
/** Constant of reciprocal rank fusion: the larger it is, the less the first ranks dominate. */
const FUSION_K = 10

interface Index {
  passages: Passage[]
  /** Frequency of each term in each passage. */
  counts: Map<string, number>[]
  lengths: number[]
  /** Null while no embedding model is configured. */
  vectors: number[][] | null
}

const indexes = new Map<string, Promise<Index>>()

/**
 * The passages of ./documents/<folder> most relevant to a question. The folder is read and indexed at the first
 * question.
 */
export async function searchFolder(folder: string, question: string, limit: number): Promise<Passage[]> {
  if (question.trim() === '') throw new Error('There is no question to look for.')
  const index = await (indexes.get(folder) ?? remember(folder))
  const byWords = rank(wordScores(index, question))
  const byMeaning = index.vectors ? rank(await meaningScores(index.vectors, question)) : new Map<number, number>()
  const scored = index.passages.map((passage, at) => {
    const [keywordRank, vectorRank] = [byWords.get(at) ?? null, byMeaning.get(at) ?? null]
    return { ...passage, keywordRank, vectorRank, score: share(keywordRank) + share(vectorRank) }
  })
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
}

function remember(folder: string): Promise<Index> {
  const index = buildIndex(folder)
  indexes.set(folder, index)
  index.catch(() => indexes.delete(folder))
  return index
}

async function buildIndex(folder: string): Promise<Index> {
  const passages = await readPassages(folder)
  const counts = passages.map(({ documentName, headings, text }) =>
    countTerms([documentName, ...headings, text].join('\n')),
  )
  const lengths = counts.map((terms) => [...terms.values()].reduce((sum, count) => sum + count, 0))
  const embed = passages.length > 0 ? embedder() : null
  const texts = passages.map(({ headings, text }) => [...headings, text].join('\n'))
  return { passages, counts, lengths, vectors: embed ? await embed(texts) : null }
}

async function readPassages(folder: string): Promise<Passage[]> {
  const directory = path.join(DOCUMENTS, folder)
  const names = (await readdir(directory, { recursive: true })).filter((name) => TEXT_FILES.test(name)).toSorted()
  const passages: Passage[] = []
  for (const name of names) {
    const content = await readFile(path.join(directory, name), 'utf8')
    const text = /\.html?$/i.test(name) ? withoutTags(content) : content
    for (const [index, chunk] of chunkText(text).entries()) {
      passages.push({
        ...chunk,
        chunkId: `${folder}/${name}#${index + 1}`,
        documentId: `${folder}/${name}`,
        documentName: name,
        knowledgeBaseId: folder,
        page: null,
        vectorRank: null,
        keywordRank: null,
        score: 0,
      })
    }
  }
  return passages
}

/** BM25 over the words of the passages and their headings. */
function wordScores({ counts, lengths }: Index, question: string): number[] {
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const scores = counts.map(() => 0)
  for (const term of new Set(termsOf(question))) {
    const holders = counts.filter((terms) => terms.has(term)).length
    const idf = Math.log(1 + (counts.length - holders + 0.5) / (holders + 0.5))
    for (const [at, terms] of counts.entries()) {
      const count = terms.get(term) ?? 0
      const norm = 0.25 + 0.75 * ((lengths[at] ?? 0) / average)
      scores[at] = (scores[at] ?? 0) + (idf * count * 2.2) / (count + 1.2 * norm)
    }
  }
  return scores
}

async function meaningScores(vectors: readonly number[][], question: string): Promise<number[]> {
  const [wanted = []] = (await embedder()?.([question])) ?? []
  return vectors.map((vector) => cosine(wanted, vector))
}

/** Rank of each passage with a score, from 1. */
function rank(scores: readonly number[]): Map<number, number> {
  const order = [...scores.keys()].filter((at) => (scores[at] ?? 0) > 0)
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  return new Map(order.slice(0, 50).map((at, index) => [at, index + 1]))
}

function share(rank: number | null): number {
  return rank === null ? 0 : 1 / (FUSION_K + rank)
}

function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

function withoutTags(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/(?:p|div|h[1-6]|li|tr|section|article)>/gi, '\n\n')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
