import { answerAll, answerChinese, openEnglish } from './questions'
import { reportRanks } from './report'

const english = await openEnglish()
const answered = await answerAll(english)
await english.bench.close()
const articles = answered.map(({ article }) => article)
reportRanks(
  'fused',
  answered.map(({ fused }) => fused),
  articles,
)
reportRanks(
  'reranked',
  answered.map(({ reranked }) => reranked),
  articles,
)
for (const set of new Set(answered.map((item) => item.set))) {
  const own = answered.filter((item) => item.set === set)
  reportRanks(
    `  ${set}, fused`,
    own.map(({ fused }) => fused),
  )
  reportRanks(
    `  ${set}, reranked`,
    own.map(({ reranked }) => reranked),
  )
}
const durations = answered.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
const at = (share: number) => (durations[Math.floor(durations.length * share)] ?? 0).toFixed(1)
console.log(`search without embedding, in memory: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
const chinese = await answerChinese()
reportRanks(
  'Chinese, by words',
  chinese.map(({ reranked }) => reranked),
  chinese.map(({ article }) => article),
)
