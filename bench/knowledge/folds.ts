// Quality of the fused list on held-out questions. The fitted values are the weights of semantic search and
// of tokens, and the number of rarest tokens. They are selected on some articles or question sets and
// measured on the others.
import { joinByTokens } from '@/lib/rag/search/candidates/fuse-by-tokens'
import { readPassages, readQuestions } from '../retrieval-data'
import { foldOf } from './fit-pairwise'
import { embedQuestions } from './questions'
import { reportRanks } from './report'
import { type JoinedInMemory, openInMemory } from './search-in-memory'

const FOLDS = 5
const MEANING = [0.35, 0.45, 0.55]
const SETTINGS = MEANING.flatMap((meaning) => [
  { meaning, rarest: 8, tokens: 0 },
  ...[4, 8].flatMap((rarest) => [1 / 3, 1 / 2, 2 / 3, 5 / 6].map((tokens) => ({ meaning, rarest, tokens }))),
])
const SHIPPED = SETTINGS.findIndex(
  ({ meaning, rarest, tokens }) => meaning === 0.45 && rarest === 8 && tokens === 2 / 3,
)

interface Ranked {
  set: string
  article: string
  /** Rank of the first correct passage for each of SETTINGS; 0 if there is none. */
  ranks: number[]
}

const passages = readPassages()
const titleOf = new Map(passages.map(({ id, title }) => [id, title]))
const { joinedBy, groupOf } = await openInMemory(passages)
const questions = readQuestions().filter(({ answerable }) => answerable)
const embedded = await embedQuestions('questions', questions)
const all = questions.map(({ set, question, gold }, index): Ranked => {
  const embeddedQuestion = embedded[index]
  if (!embeddedQuestion) throw new Error(`“${question}” has no vector.`)
  const lists = joinedBy(question, embeddedQuestion, MEANING)
  const ranks = SETTINGS.map((setting) => rankBy(setting, lists[MEANING.indexOf(setting.meaning)], gold))
  return { set, article: titleOf.get(gold[0] ?? '') ?? '', ranks }
})

function rankBy(
  { rarest, tokens }: (typeof SETTINGS)[number],
  joined: JoinedInMemory | undefined,
  gold: readonly string[],
): number {
  if (!joined) throw new Error('No list for this weight of semantic search.')
  const { kept, rows, question } = joined
  const { signs } = question
  const fewer = signs && {
    ...signs,
    rarest: { ...signs.rarest, weights: signs.rarest.weights.slice(0, rarest) },
  }
  const list = joinByTokens(kept, kept.length, rows, fewer, tokens)
  return [...new Set(list.map(({ id }) => groupOf(id)))].findIndex((group) => gold.includes(group)) + 1
}

/** Compares by R@5. Ties are decided by MRR. */
function choose(training: readonly Ranked[]): number {
  const scores = SETTINGS.map((_, index) =>
    training.reduce((sum, { ranks }) => {
      const rank = ranks[index] ?? 0
      return sum + (rank > 0 && rank <= 5 ? 1_000 : 0) + (rank > 0 ? 1 / rank : 0)
    }, 0),
  )
  return scores.indexOf(Math.max(...scores))
}

function nameOf(index: number): string {
  const { meaning, rarest, tokens } = SETTINGS[index] ?? { meaning: 0, rarest: 0, tokens: 0 }
  return `meaning ${meaning}, ${rarest} tokens with ${tokens.toFixed(2)}`
}

/** Each fold with the settings chosen without it; questions of one article are never in both parts. */
function report(name: string, partOf: (question: Ranked) => string): void {
  const selected = new Map(
    [...new Set(all.map(partOf))].map((part) => {
      const articles = new Set(all.filter((question) => partOf(question) === part).map(({ article }) => article))
      return [part, choose(all.filter((question) => partOf(question) !== part && !articles.has(question.article)))]
    }),
  )
  for (const [part, setting] of selected) console.log(`without ${part}: ${nameOf(setting)}`)
  reportBySet(name, (question) => question.ranks[selected.get(partOf(question)) ?? -1] ?? 0)
}

function reportBySet(name: string, rankOf: (question: Ranked) => number): void {
  for (const set of [null, ...new Set(all.map((question) => question.set))]) {
    const subset = all.filter((question) => set === null || question.set === set)
    reportRanks(
      set === null ? name : `  ${set}`,
      subset.map(rankOf),
      subset.map(({ article }) => article),
    )
  }
}

const rights = SETTINGS.map(
  (_, index) => all.filter(({ ranks }) => (ranks[index] ?? 0) > 0 && (ranks[index] ?? 0) <= 5).length,
)
const share = (right: number) => ((100 * right) / all.length).toFixed(2)
const withTokens = rights.filter((_, index) => (SETTINGS[index]?.tokens ?? 0) > 0)
console.log(
  `R@5 by setting: ${share(Math.min(...withTokens))} to ${share(Math.max(...withTokens))} with tokens, ${share(Math.max(...rights.filter((_, index) => SETTINGS[index]?.tokens === 0)))} at best without`,
)
reportBySet('shipped', ({ ranks }) => ranks[SHIPPED] ?? 0)
report('unseen articles', ({ article }) => `fold ${foldOf(article, FOLDS)}`)
report('unseen sets', ({ set }) => set)
