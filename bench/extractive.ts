// Quality of quoted answers, and of not answering: node bench/run-ts.mjs bench/extractive.ts [--fit] [--every 4]
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { abstentionFeatures, answerProbability } from '@/lib/models/builtin/extractive/abstention'
import { readPassage, readQuestion } from '@/lib/models/builtin/extractive/evidence'
import { generalIdf } from '@/lib/models/builtin/extractive/general-idf'
import { pickSentences } from '@/lib/models/builtin/extractive/pick-sentences'
import { scoreSentences } from '@/lib/models/builtin/extractive/score-sentences'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { readTermStatistics } from '@/lib/rag/lexical/ranking/read-term-statistics'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { splitSentences } from '@/lib/rag/text/split-sentences'
import { termsOf } from '@/lib/rag/text/terms'
import { fitLogistic } from './logistic'
import { CACHE, embedCached, type Question, readPassages, readQuestions } from './retrieval-data'
import { fillKnowledgeBase } from './retrieval-database'

const Hit = z.object({ passageId: z.string(), text: z.string() })
const Found = z.array(z.object({ hits: z.array(Hit), idf: z.record(z.string(), z.number()) }))

const passages = readPassages()
const titleOf = new Map(passages.map(({ id, title }) => [id, title]))
const every = Number(process.argv[process.argv.indexOf('--every') + 1] ?? 1) || 1
const questions = readQuestions()
  .filter(({ set }) => set !== 'pubmed')
  .filter((_, index) => index % every === 0)
const embedded = await embedCached(
  'all-questions',
  questions.map(({ question }) => question),
)
const found = await search()
const sentences = [
  ...new Set(
    found.flatMap(({ hits }) =>
      hits.flatMap(({ text }) => splitSentences(text).map(({ start, end }) => text.slice(start, end))),
    ),
  ),
].sort()
const vectors = new Map(
  (await embedCached('sentences', sentences)).map((vector, index) => [sentences[index] ?? '', vector]),
)

/** Search results of each question, cached between runs: 12 chunks, so that five remain without the article. */
async function search(): Promise<z.infer<typeof Found>> {
  const cut = passages.map(({ title, text }) =>
    chunkDocument({ document: { title, text, pages: [], sections: [] }, countTokens }),
  )
  const hash = createHash('sha256')
    .update(JSON.stringify([cut, questions]))
    .digest('hex')
    .slice(0, 16)
  const file = `${CACHE}/found-${hash}.json`
  if (existsSync(file)) return Found.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { db, workspaceId, knowledgeBaseId, indexId, passageOf, close } = await fillKnowledgeBase('chunks', passages)
  const all: z.infer<typeof Found> = []
  for (const [index, { question, gold }] of questions.entries()) {
    const embed = async () => [{ vector: embedded[index] ?? new Float32Array(384), tokens: null }]
    const result = await searchChunks({
      db,
      workspaceId,
      knowledgeBaseId,
      query: question,
      embed,
      options: RetrievalOptions.parse({ limit: 50 }),
    })
    const { idf } = await readTermStatistics(db, { workspaceId, indexId }, [...new Set(termsOf(question))])
    const hits = result.passages.map(({ documentId, text }) => ({ passageId: passageOf.get(documentId) ?? '', text }))
    const article = titleOf.get(gold[0] ?? '')
    const others = hits.filter(({ passageId }) => titleOf.get(passageId) !== article).slice(0, 5)
    all.push({
      hits: [...hits.slice(0, 5), ...others],
      idf: Object.fromEntries(termsOf(question).map((term) => [term, idf(term)])),
    })
  }
  await close()
  writeFileSync(file, JSON.stringify(all))
  return all
}

interface Outcome {
  group: string
  article: string
  features: number[]
  probability: number
  answerable: boolean
  right: boolean
}

function run(question: Question, index: number, mode: 'whole' | 'without article'): Outcome {
  const { hits = [], idf: known = {} } = found[index] ?? {}
  const article = titleOf.get(question.gold[0] ?? question.id) ?? question.id
  const usedHits =
    mode === 'whole' ? hits.slice(0, 5) : hits.filter(({ passageId }) => titleOf.get(passageId) !== article).slice(0, 5)
  const passagesRead = usedHits.map(({ passageId, text }) => readPassage({ title: titleOf.get(passageId) ?? '', text }))
  const prepared = readQuestion(question.question)
  const similarities = passagesRead.map(({ sentences: list }) =>
    list.map(({ text }) => dot(embedded[index], vectors.get(text))),
  )
  const idf = process.argv.includes('--guess-idf') ? generalIdf(passagesRead) : (term: string) => known[term] ?? 8
  const scored = scoreSentences({ question: prepared, passages: passagesRead, similarities, idf })
  const features = abstentionFeatures({ question: prepared, passages: passagesRead, similarities, scored, idf })
  const quote = pickSentences(scored)
    .map(({ sentence }) => sentence.text)
    .join(' ')
    .toLowerCase()
  return {
    group: mode === 'whole' ? question.set : mode,
    article,
    features,
    probability: answerProbability(features),
    answerable: question.answerable && mode === 'whole',
    right: holdsGold(question, quote),
  }
}

/** NQ marks sentences, not spans: the quote must contain one of them. */
function holdsGold({ answers = [], gold_sentences: gold }: Question, quote: string): boolean {
  const list = z.array(z.string()).safeParse(gold).data ?? []
  if (list.length === 0) return answers.some((answer) => quote.includes(answer.toLowerCase()))
  const squeeze = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim()
  return list.some((sentence) => squeeze(quote).includes(squeeze(sentence).slice(0, 60)))
}

const outcomes = questions.flatMap((question, index) => [
  run(question, index, 'whole'),
  ...(question.answerable ? [run(question, index, 'without article')] : []),
])
for (const set of ['squad', 'xquad', 'nq']) {
  const list = outcomes.filter(({ group }) => group === set)
  console.log(`${set}: quote holds the gold answer in ${percent(list, ({ right }) => right)} of ${list.length}`)
}
reportAbstention('shipped weights', outcomes)
if (process.argv.includes('--fit')) {
  // SQuAD's adversarial questions look answerable by every feature here and would only add noise.
  const usable = outcomes.filter(({ group }) => group !== 'squad-impossible' && group !== 'nq-unanswerable')
  const even = usable.filter(({ article }) => hash(article) % 2 === 0)
  const odd = usable.filter(({ article }) => hash(article) % 2 === 1)
  const crossed = [fitLogistic(samplesOf(odd)), fitLogistic(samplesOf(even))].flatMap((model, side) =>
    outcomes
      .filter(({ article }) => hash(article) % 2 === side)
      .map((item) => ({ ...item, probability: model.probability(item.features) })),
  )
  reportAbstention('2-fold by article', crossed)
  console.log(JSON.stringify(fitLogistic(samplesOf(usable)).parameters))
}

function reportAbstention(label: string, list: readonly Outcome[]): void {
  const answerable = list.filter((item) => item.answerable)
  console.log(`${label}: answers ${percent(answerable, (item) => item.probability >= 0.5)} of answerable`)
  for (const group of ['without article', 'off-corpus', 'nq-unanswerable', 'squad-impossible']) {
    console.log(
      `  abstains on ${percent(
        list.filter((item) => item.group === group),
        (item) => item.probability < 0.5,
      )} of ${group}`,
    )
  }
}

function samplesOf(list: readonly Outcome[]) {
  return list.map(({ features, answerable }) => ({ features, label: answerable }))
}

function percent<T>(list: readonly T[], test: (item: T) => boolean): string {
  return `${((100 * list.filter(test).length) / Math.max(1, list.length)).toFixed(1)} %`
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7)
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return a && b ? a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) : 0
}
