// CPU time to score given answers and to compare two large experiments, against targets: npm run bench:evaluation
import { ScorerSettings } from '@/lib/contracts/scorers'
import { seededRandom } from '@/lib/core/seeded-random'
import { scoreAnswer } from '@/lib/evaluation/scorers/score-answer'
import type { ScoredAnswer } from '@/lib/services/evaluations/scored-answer'
import { summarizeExperiment } from '@/lib/services/evaluations/summarize-experiment'

const random = seededRandom(1)
const WORDS = 'the warranty of this kettle lasts eleven years from the day of purchase and covers 24 parts'.split(' ')
/** On one thread, the time that it would take on an idle machine. */
const cpuMs = () => process.cpuUsage().user / 1_000
const sentence = (words: number) =>
  Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
const tools = {
  embed: () => Promise.reject(new Error('not used')),
  judge: { chat: () => Promise.reject(new Error('not used')), findVerdict: async () => null },
  signal: new AbortController().signal,
}

async function scoreGivenAnswers(): Promise<number> {
  const kinds = ['equal', 'token-f1', 'rouge-l', 'edit-distance', 'number']
  const scorers = kinds.map((kind) => ScorerSettings.parse({ id: kind, kind }))
  const cases = Array.from({ length: 1_000 }, () => ({ text: sentence(60), expected: sentence(60) }))
  const start = cpuMs()
  for (const { text, expected } of cases)
    for (const scorer of scorers) {
      const answer = { text, outputs: {}, passages: [], latencyMs: null, costMicros: null }
      await scoreAnswer(scorer, { input: '', expected, passages: [] }, answer, tools)
    }
  return cpuMs() - start
}

function compareLarge(): number {
  const scorers = Array.from({ length: 12 }, (_, index) => ScorerSettings.parse({ id: `m${index}`, kind: 'token-f1' }))
  const answers: ScoredAnswer[] = []
  for (let variant = 0; variant < 2; variant += 1)
    for (let example = 0; example < 10_000; example += 1)
      answers.push({
        variant,
        exampleId: String(example),
        cluster: null,
        isFailed: false,
        isInterrupted: false,
        latencyMs: random(),
        costMicros: 0,
        scores: new Map(scorers.map(({ id }) => [id, { outcome: 'scored' as const, value: random() }])),
      })
  const start = cpuMs()
  summarizeExperiment(answers, { scorers, variants: 2, margin: 0.02 })
  return cpuMs() - start
}

const results = [
  { metric: '1,000 given answers with 5 scorers', ms: await scoreGivenAnswers(), targetMs: 3_000 },
  { metric: 'comparing 2 x 10,000 answers with 12 metrics', ms: compareLarge(), targetMs: 1_000 },
].map((row) => ({ ...row, ms: Math.round(row.ms), isMet: row.ms <= row.targetMs }))
console.table(results)
process.exitCode = results.every(({ isMet }) => isMet) ? 0 : 1
