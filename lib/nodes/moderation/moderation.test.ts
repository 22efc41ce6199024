import { expect, test } from 'vitest'
import { findHarm } from '../shared/guards/find-harm'
import { HARM_CATEGORIES } from '../shared/guards/harm-categories'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const scoreOf = (text: string) => findHarm(text, HARM_CATEGORIES).score

test.each([
  ['threat', 'I will kill you and your dog'],
  ['threat', 'Ich weiß, wo du wohnst'],
  ['harassment', 'You are such an idiot'],
  ['harassment', 'F\u200buck you'],
  ['hate', 'All immigrants are vermin'],
  ['sexual', 'Send me nudes'],
  ['self-harm', 'I want to end my life'],
  ['self-harm', 'Ich will nicht mehr leben'],
  ['spam', 'Click here now https://spam.example/x'],
] as const)('finds %s in “%s”', (category, text) => {
  expect(findHarm(text, HARM_CATEGORIES).findings.map((finding) => finding.category)).toEqual([category])
  expect(
    findHarm(
      text,
      HARM_CATEGORIES.filter((other) => other !== category),
    ).score,
  ).toBe(0)
})

test.each([
  'My printer kills me, how do I fix it?',
  'Is “idiot” an insult?',
  'How many refugees came in 2015?',
  'Which hotline helps people with thoughts of suicide?',
  'The dead line is on Friday.',
  'Women should get equal pay.',
  'See https://a.example and https://b.example for the two contracts that we talked about last week.',
])('finds nothing harmful in “%s”', (text) => {
  expect(scoreOf(text)).toBe(0)
})

test('routes text as a node, and ignores disabled categories', async () => {
  const graph = (looksFor: object) =>
    chatApp(
      [
        { id: 'm', type: 'moderation', config: { looksFor: { ...looksFor } } },
        { id: 'no', type: 'template', config: { text: '{{blocked}} stopped: {{reasons}}' } },
        { id: 'all', type: 'merge', config: {} },
      ],
      [
        'in.message -> m.text',
        'm.passed -> all.values',
        'm.blocked -> no.blocked',
        'm.reasons -> no.reasons',
        'no.text -> all.values',
        'all.value -> out.text',
      ],
    )
  const inputs = { message: 'You are an idiot' }
  expect((await runApp(graph({}), { inputs })).outputs?.text).toBe('You are an idiot stopped: insults somebody')
  expect((await runApp(graph({ harassment: false }), { inputs })).outputs?.text).toBe('You are an idiot')
})

test('reports a guard without categories as a graph issue', () => {
  const off = Object.fromEntries(HARM_CATEGORIES.map((category) => [category, false]))
  expect(manifest.check?.(manifest.config.parse({ looksFor: off }), 'm').map(({ path }) => path)).toEqual(['looksFor'])
})
