import { describe, expect, test } from 'vitest'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { termsOf } from '@/lib/rag/text/terms'
import { answerFromPassages } from './answer-from-passages'
import { ABSTENTION_MODEL } from './extractive/abstention-model'
import { answerTypeOf, holdsAnswerType } from './extractive/answer-type'

const passage = (text: string, extra: Partial<RetrievedPassage> = {}): RetrievedPassage => ({
  chunkId: `chunk of ${text.slice(0, 10)}`,
  documentId: 'd',
  documentName: 'normans.txt',
  knowledgeBaseId: 'k',
  headings: ['History'],
  text,
  page: 3,
  start: 100,
  end: 100 + text.length,
  vectorRank: 1,
  keywordRank: 1,
  score: 1,
  ...extra,
})
/** Bag-of-words vectors: sentences that share words are close to each other. */
const embed = async (texts: string[]) =>
  texts.map((text) => {
    const counts = new Float32Array(512)
    for (const term of termsOf(text)) {
      const index = [...term].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 509, 7)
      counts[index] = (counts[index] ?? 0) + 1
    }
    const length = Math.hypot(...counts) || 1
    return counts.map((count) => count / length)
  })
const request = (question: string, passages: RetrievedPassage[]) =>
  answerFromPassages({ question, passages, signal: new AbortController().signal }, { embed })

const NORMANS = passage(
  'The Normans came from the north. Rollo was the leader of the Norse raiders in Normandy. They spoke French.',
)
const WEATHER = passage('Rain is expected on Sunday. Bring an umbrella.', { documentName: 'weather.txt', headings: [] })

test('quotes the sentence that answers, with its location', async () => {
  const answer = await request('Who was the leader of the Norse raiders in Normandy?', [NORMANS, WEATHER])
  expect(answer.abstained).toBe(false)
  expect(answer.text).toContain('“Rollo was the leader of the Norse raiders in Normandy.” [1]')
  const [citation] = answer.citations
  expect(citation).toMatchObject({
    number: 1,
    chunkId: NORMANS.chunkId,
    page: 3,
    quote: 'Rollo was the leader of the Norse raiders in Normandy.',
  })
  expect(NORMANS.text.slice((citation?.start ?? 0) - 100, (citation?.end ?? 0) - 100)).toBe(citation?.quote)
})

test('says that the passages do not contain the answer, and names the closest ones', async () => {
  const answer = await request('How many moons does Jupiter have?', [WEATHER, NORMANS])
  expect(answer).toMatchObject({
    abstained: true,
    citations: [
      { number: 1, documentName: 'weather.txt', quote: 'Rain is expected on Sunday. Bring an umbrella.' },
      { number: 2, chunkId: NORMANS.chunkId },
    ],
  })
  expect(answer.text).toBe('I found no answer to this in the documents. The closest passages are in [1], [2].')
  expect(answer.confidence).toBeLessThan(0.5)
})

test.each([
  [
    'Wie viele Monde hat der Planet und wie heißen sie?',
    'Die Dokumente scheinen darauf keine Antwort zu enthalten. Am',
  ],
  ['Quelle est la taille de la lune et des planètes ?', 'Les documents ne semblent pas contenir de réponse à cette'],
  ['木星有多少颗卫星？', '文档中似乎没有这个问题的答案。最接近的段落在[1]、[2]中。'],
  ['Сколько спутников у Юпитера?', 'Похоже, в документах нет ответа на этот вопрос. Ближайшие'],
  ['Jupiter moons?', 'I found no answer to this in the documents. The closest'],
])('reports a missing answer in the language of the question: %s', async (question, text) => {
  const answer = await request(question, [WEATHER, NORMANS])
  expect(answer.abstained).toBe(true)
  expect(answer.text.slice(0, text.length)).toBe(text)
})

test('answers a question too short for language detection in the language of its passages', async () => {
  const german = passage('Die Garantie ist nicht auf den Käufer beschränkt und wird mit der Ware übergeben.')
  expect((await request('Jupiter?', [german])).text).toMatch(/^Die Dokumente scheinen darauf keine/)
})

test('returns a greeting without searching the documents', async () => {
  const answer = await request('Hi!', [WEATHER, NORMANS])
  expect(answer).toMatchObject({ abstained: false, citations: [] })
  expect(answer.text).toBe('Hello! Ask me something about the documents.')
})

test('returns no answer without passages', async () => {
  await expect(request('Anything?', [])).resolves.toMatchObject({ abstained: true, confidence: 0 })
})

test('gives the abstention model a weight for each feature', () => {
  const { weights, means, deviations } = ABSTENTION_MODEL
  expect([weights.length, means.length, deviations.length]).toEqual([14, 14, 14])
})

describe('detects and matches answer types', () => {
  test.each([
    ['When did it happen?', 'date', 'It happened in 1066.', 1],
    ['When did it happen?', 'date', 'It happened long ago.', 0],
    ['How many were there?', 'number', 'There were twelve.', 1],
    ['Who led the Normans?', 'person', 'The Normans followed Rollo.', 1],
    ['Who led the Normans?', 'person', 'Who led the Normans is unknown.', 0],
    ['Where is it?', 'place', 'It lies in Normandy.', 1],
    ['Why did it fall?', 'reason', 'It fell because of rain.', 1],
    ['Describe it.', 'other', 'It is red.', 0.5],
  ])('%s expects a %s; “%s” → %d', (question, type, sentence, match) => {
    expect(answerTypeOf(question)).toBe(type)
    expect(holdsAnswerType(answerTypeOf(question), sentence, new Set(question.toLowerCase().match(/\p{L}+/gu)))).toBe(
      match,
    )
  })
})
