// False and correct hits of the semantic response cache on our own questions: npm run bench:cache
import os from 'node:os'
import path from 'node:path'
import { openEmbedderSession } from '@/lib/models/builtin/embedder-session'
import { distinctiveWords } from '@/lib/models/gateway/distinctive-words'
import {
  FOUND_NEAR,
  HELD_NEAR,
  NEW_NEAR,
  REWORDED,
  SAME_QUESTIONS,
  TUNE_NEAR,
} from '@/lib/models/gateway/testing/near-questions'

/** The default of `with-cache.ts`. */
const THRESHOLD = 0.95
const print = (line: string) => void process.stdout.write(`${line}\n`)
const session = await openEmbedderSession({
  modelsDirectory: path.join(os.tmpdir(), 'patchbay-bench-models'),
  runtime: 'auto',
  threads: 1,
})

async function cosine([one, other]: readonly [string, string]): Promise<number> {
  const texts = [one, other].map((text) => ({ text, cuts: [] }))
  const [a, b] = (await session.embedBatch(texts, 'text')).map(({ vector }) => vector)
  return a && b ? a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) : 0
}

/** Digits and addresses only: the previous rule. */
const numbersOf = (question: string) => question.toLowerCase().match(/\S*[\d@]\S*/g) ?? []
const agree = (read: (question: string) => string[], [one, other]: readonly [string, string]) =>
  JSON.stringify(read(one)) === JSON.stringify(read(other))

async function report(name: string, pairs: readonly (readonly [string, string])[]): Promise<void> {
  let [near, before, now] = [0, 0, 0]
  for (const pair of pairs) {
    const isNear = (await cosine(pair)) >= THRESHOLD
    if (isNear) near += 1
    if (isNear && agree(numbersOf, pair)) before += 1
    if (isNear && agree(distinctiveWords, pair)) now += 1
    if (agree(distinctiveWords, pair) && !name.startsWith('same')) print(`    agrees: ${pair.join(' | ')}`)
  }
  print(`${name}: ${pairs.length} pairs, cosine ≥ ${THRESHOLD}: ${near}; hits before: ${before}, now: ${now}`)
}

for (const [kind, pairs] of Object.entries(TUNE_NEAR)) await report(`near, tuned on, ${kind}`, pairs)
for (const [kind, pairs] of Object.entries(HELD_NEAR)) await report(`near, held out, ${kind}`, pairs)
for (const [kind, pairs] of Object.entries(NEW_NEAR)) await report(`near, new, ${kind}`, pairs)
await report('near, found by strangers', FOUND_NEAR)
await report('same question', SAME_QUESTIONS)
await report('same question, light rewordings', REWORDED)
for (const pair of SAME_QUESTIONS)
  print(
    `    ${(await cosine(pair)).toFixed(3)} ${agree(distinctiveWords, pair) ? 'agree' : 'differ'}: ${pair.join(' | ')}`,
  )
