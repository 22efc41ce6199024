import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkText } from './runtime/chunk'
import { classifyByExamples } from './runtime/classify'
import { quoteBestSentence } from './runtime/quote'
import { termsOf } from './runtime/terms'

test('chunks know their headings and their position in the text', () => {
  const text = '# Care\nRinse it.\n\n## Filter\n\nEvery two weeks.\nUnder water.\n# Lights\nRed: empty.'
  const chunks = chunkText(text)
  expect(chunks.map(({ headings, text: part }) => [headings.join(' › '), part])).toEqual([
    ['Care', 'Rinse it.'],
    ['Care › Filter', 'Every two weeks.\nUnder water.'],
    ['Lights', 'Red: empty.'],
  ])
  for (const { start, end, text: part } of chunks) expect(text.slice(start, end)).toBe(part)
})

test('chunks of any text have correct positions, and long ones are split', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('# A\n', '\n', '\n\n', 'Word. ', 'x'.repeat(300), ' 中文。'), { maxLength: 40 }),
      (parts) => {
        const text = parts.join('')
        for (const chunk of chunkText(text)) expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text)
      },
    ),
  )
})

test('stop words are not terms; scripts without spaces are split into pairs of characters', () => {
  expect(termsOf('What are the Filters?')).toEqual(['filter'])
  expect(termsOf('红灯亮')).toEqual(['红灯', '灯亮'])
})

test('quotes the sentence with the most words of the question, with its position', () => {
  const text = 'Rinse the filter. The red light means that the tank is empty.'
  const passage = {
    chunkId: 'c',
    documentId: 'd',
    documentName: 'a.md',
    knowledgeBaseId: 'k',
    headings: [],
    text,
    page: null,
    start: 10,
    end: 10 + text.length,
    vectorRank: null,
    keywordRank: 1,
    score: 1,
  }
  const { text: answer, citations } = quoteBestSentence('What does the red light mean?', [passage])
  expect(answer).toBe('“The red light means that the tank is empty.” [1]')
  expect(citations).toMatchObject([{ number: 1, start: 28, quote: 'The red light means that the tank is empty.' }])
  expect(quoteBestSentence('zebra', [passage]).text).toMatch(/^I did not find/)
})

test('classifies text by the nearest example, and as no class when nothing is near', async () => {
  const classes = [
    { name: 'Billing', examples: ['I was charged twice', 'Where is my invoice?'] },
    { name: 'Help', examples: ['How do I set it up?'] },
  ]
  const nameOf = async (text: string) => (await classifyByExamples({ text, classes, threshold: 0.5, embed: null })).name
  expect([await nameOf('charged twice!'), await nameOf('set up'), await nameOf('zebra')]).toEqual([
    'Billing',
    'Help',
    null,
  ])
})
