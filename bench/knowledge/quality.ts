// End-to-end quality of the shipped search. TEST_DATABASE=postgres with TEST_DATABASE_URL is much faster than the
// embedded database.
import { answerAll, answerChinese, openEnglish } from './questions'
import { reportRanks } from './report'

const english = await openEnglish()
const answered = await answerAll(english)
await english.bench.close()
for (const set of [null, ...new Set(answered.map((item) => item.set))]) {
  const subset = answered.filter((item) => set === null || item.set === set)
  const articles = subset.map(({ article }) => article)
  for (const place of ['fused', 'reranked'] as const)
    reportRanks(
      `${set ?? 'all'}, ${place}`,
      subset.map((item) => item[place]),
      articles,
    )
}
const durations = answered.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
const quantile = (share: number) => (durations[Math.floor(durations.length * share)] ?? 0).toFixed(1)
console.log(`search without embedding, in memory: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`)
const chinese = await answerChinese()
reportRanks(
  'Chinese, by words',
  chinese.map(({ reranked }) => reranked),
  chinese.map(({ article }) => article),
)
