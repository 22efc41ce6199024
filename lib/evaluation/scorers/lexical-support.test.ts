import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ScorerSettings } from '@/lib/contracts/scorers'
import { scoreAnswer } from './score-answer'

const FOLDER = new URL('../../../../shared/data/', import.meta.url)
const exists = existsSync(new URL('questions-dev.jsonl', FOLDER))

const Question = z.object({ gold: z.array(z.string()), gold_sentences: z.array(z.string()).optional() })
const Passage = z.object({ id: z.string(), text: z.string() })

const read = <T>(name: string, schema: z.ZodType<T>): T[] =>
  readFileSync(new URL(name, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)))

const scorer = ScorerSettings.parse({ id: 'wording', kind: 'wording' })
const judge = { chat: () => Promise.reject(new Error('not used')), findVerdict: async () => null }
const tools = { embed: async () => [], judge, signal: new AbortController().signal }

async function isSupported(sentence: string, passage: string): Promise<boolean> {
  const passages = [{ documentId: 'd', documentName: 'd', text: passage }]
  const answer = { text: sentence, outputs: {}, passages, latencyMs: null, costMicros: null }
  return (await scoreAnswer(scorer, { input: '', expected: undefined, passages: [] }, answer, tools)).value === 1
}

/** The sentence with another number, or with another name after its first word; null if it has neither. */
function swapped(sentence: string): string | null {
  const number = /(?<![\d.,])\d+(?![\d.,])/.exec(sentence)?.[0]
  if (number !== undefined) return sentence.replace(number, String(Number(number) + 7_919))
  const name = /(?<=[\p{L}\p{N}] )\p{Lu}\p{Ll}{2,}/u.exec(sentence)?.[0]
  return name === undefined ? null : sentence.replace(name, 'Quxbury')
}

test.skipIf(!exists)('finds sentences with a swapped number or name, and accepts the original ones', async () => {
  const passages = new Map(read('passages.jsonl', Passage).map(({ id, text }) => [id, text]))
  const sentences = read('questions-dev.jsonl', Question).flatMap(({ gold, gold_sentences: goldSentences = [] }) =>
    goldSentences.map((sentence) => ({ sentence: sentence.trim(), passage: passages.get(gold[0] ?? '') ?? '' })),
  )
  const originals = sentences.filter(({ sentence, passage }) => sentence !== '' && passage.includes(sentence))
  let [changed, found, alarms] = [0, 0, 0]
  for (const { sentence, passage } of originals) {
    if (!(await isSupported(sentence, passage))) alarms += 1
    const other = swapped(sentence)
    if (other === null) continue
    changed += 1
    if (!(await isSupported(other, passage))) found += 1
  }
  expect(originals.length).toBeGreaterThan(100)
  expect(changed).toBeGreaterThan(100)
  expect(found / changed).toBeGreaterThanOrEqual(0.95)
  expect(alarms / originals.length).toBeLessThanOrEqual(0.05)
})

const Xquad = z.object({
  data: z.array(
    z.object({
      paragraphs: z.array(
        z.object({
          qas: z.array(z.object({ question: z.string(), answers: z.array(z.object({ text: z.string() })) })),
        }),
      ),
    }),
  ),
})

test.skipIf(!exists)('similarity has no verdict on Chinese, which the built-in model was not trained on', async () => {
  const { data } = Xquad.parse(JSON.parse(readFileSync(new URL('xquad.zh.json', FOLDER), 'utf8')))
  const questions = data.flatMap(({ paragraphs }) => paragraphs.flatMap(({ qas }) => qas))
  const similarity = ScorerSettings.parse({ id: 'similarity', kind: 'similarity' })
  const outcomes = await Promise.all(
    questions.map(async ({ question, answers }) => {
      const answer = { text: question, outputs: {}, passages: [], latencyMs: null, costMicros: null }
      const expected = { input: question, expected: answers[0]?.text ?? '', passages: [] }
      return (await scoreAnswer(similarity, expected, answer, tools)).outcome
    }),
  )
  expect(outcomes.length).toBeGreaterThan(1_000)
  expect(new Set(outcomes)).toEqual(new Set(['no-verdict']))
})
