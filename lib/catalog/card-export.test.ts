import { expect, test } from 'vitest'
import { cardHuggingFace } from './card-hugging-face'
import { cardMarkdown } from './card-markdown'
import { cardOf, checkOf, FACTS, KNOWN_SUMMARY, UNKNOWN_SUMMARY } from './testing/sample-card'

const moment = { days: 30, writtenAt: new Date('2026-11-24T12:00:00Z') }

test('exports a card as Markdown, including unknown facts', () => {
  const page = cardMarkdown(cardOf({ summary: KNOWN_SUMMARY, facts: FACTS }), moment)
  expect(page).toContain('| Context | 128,000 tokens |')
  expect(page).toContain('| Price of input | $0.15 / million tokens |')
  expect(page).toContain('| Price of cache writes | not known |')
  expect(page).toContain('| Time to first token, median | 400 ms |')
  expect(page).toContain('| Cost of 1,000 runs | $1.25 |')
  const empty = cardMarkdown(cardOf(), moment)
  expect(empty).toContain('| Context | not known |')
  expect(empty).toContain('Nothing is written here yet.')
  expect(empty).toContain('The catalog does not know this model.')
  expect(empty).not.toMatch(/undefined|null|NaN/)
})

test('escapes service names in the table and the front matter', () => {
  const label = 'x | <img src=x>\n---\nlicense: mit "'
  const card = cardOf({ summary: { ...UNKNOWN_SUMMARY, label, providerLabel: label } })
  expect(cardMarkdown(card, moment)).not.toContain('<img')
  expect(cardMarkdown(card, moment).split('\n')[0]).toMatch(/^# x /)
  const [, front] = cardHuggingFace(card, moment).split(/^---$/m)
  expect(front?.split('\n').filter((line) => line.startsWith('license'))).toEqual([])
})

test('puts Hugging Face metadata in the front matter', () => {
  const readme = cardHuggingFace(
    cardOf({ summary: KNOWN_SUMMARY, facts: FACTS, checks: [checkOf('speed', { score: null }), checkOf('quality')] }),
    moment,
  )
  const [before, front, body] = readme.split(/^---$/m)
  expect(before).toBe('')
  expect(front).toContain('\nlicense: "mit"\npipeline_tag: text-generation\n')
  expect(front).toContain('name: "Support, version 3"')
  expect(front).toContain('            value: 0.8\n')
  expect(body).toMatch(/^\n# House Model/)
  const closed = cardHuggingFace(cardOf({ summary: { ...KNOWN_SUMMARY, licence: 'proprietary' } }), moment)
  expect(closed).toContain('license: other\nlicense_name: "proprietary"')
  expect(closed).not.toContain('model-index')
})
