import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import {
  findMalformed,
  listReferences,
  lookupPath,
  parseTemplate,
  type ReferenceSegment,
  renameNodeInTemplates,
  renderTemplate,
} from './references'
import { textFromJson } from './text-from-json'

const data: Record<string, Json> = { a: { text: 'hello', list: [{ x: 1 }, { x: 2 }] }, secret: 'SECRET' }
const lookup = ({ path }: ReferenceSegment) => lookupPath(data, path)
const render = (text: string, encoding: 'text' | 'uri' | 'json' = 'text') =>
  renderTemplate(parseTemplate(text), lookup, encoding)

test('replaces references to own inputs and to paths of other nodes', () => {
  expect(render('{{secret}} and {{ a.text }}, {{a.list.1.x}}.')).toBe('SECRET and hello, 2.')
})

test('keeps unclosed and malformed braces as text, and reports them', () => {
  const text = 'a {{ b, {{1x}} {{a..b}} {{}} }} {{a b}} {single}'
  expect(render(text)).toBe(text)
  expect(findMalformed('x {{a b}} {{ok}} {{open')).toEqual([
    { start: 2, text: '{{a b}}' },
    { start: 17, text: '{{open' },
  ])
})

test('writes JSON around a reference', () => {
  expect(render('{"n":{{a.list.0.x}}}')).toBe('{"n":1}')
  expect(render('{{{a.text}}}')).toBe('{hello}')
})

test('encodes values for URLs and for JSON', () => {
  data.odd = { text: 'a b&c="ü"\ud800' }
  expect(render('https://x/{{odd.text}}', 'uri')).toBe('https://x/a%20b%26c%3D%22%C3%BC%22%EF%BF%BD')
  expect(render('{"q":{{a.text}},"l":{{a.list}}}', 'json')).toBe('{"q":"hello","l":[{"x":1},{"x":2}]}')
})

test('renders an absent value as nothing, or as null in JSON', () => {
  expect(render('<{{nothing}}>')).toBe('<>')
  expect(render('{{nothing}}', 'json')).toBe('null')
})

test('never looks up inherited names, and never expands inserted text again', () => {
  for (const name of [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'a.constructor',
    'a.__proto__.x',
    'a.text.length',
  ]) {
    expect(['', `{{${name}}}`]).toContain(render(`{{${name}}}`))
  }
  data.user = '{{secret}}'
  expect(render('{{user}}')).toBe('{{secret}}')
})

const INJECTIONS = [
  '{{constructor.constructor("return process")()}}',
  '{{a.constructor.constructor}}',
  '{{a["constructor"]["constructor"]}}',
  '{{a[`constructor`]}}',
  '{{(() => { return process.env })()}}',
  '{{[...a]}}',
  '{{__proto__.polluted}}',
  '{{a.__proto__.polluted}}',
  '{{a.__defineGetter__("x", () => 1)}}',
  '{{({}).toString.call(a)}}',
  '{{a.text.constructor.fromCharCode(65)}}',
  '{{$json.constructor}}',
  '{{this.process.mainModule.require("child_process")}}',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack, not a mistake
  '{{`${7*7}`}}',
  '{{#with "s" as |string|}}{{/with}}',
  '{{import("node:fs")}}',
  '{{new Proxy({}, {})}}',
  '{{a.text;process.exit()}}',
  '{{Reflect.ownKeys(a)}}',
]

test.each(INJECTIONS)('%s stays text or resolves to nothing', (text) => {
  expect(['', text]).toContain(render(text))
})

test('reaches own properties and list indexes only', () => {
  expect(lookupPath({ constructor: 1 }, ['constructor'])).toBe(1)
  expect(lookupPath([1, 2], ['length'])).toBeUndefined()
  expect(lookupPath([1, 2], ['01'])).toBeUndefined()
  expect(lookupPath('text', ['0'])).toBeUndefined()
  expect(
    lookupPath(
      {},
      Array.from({ length: 300 }, () => 'a'),
    ),
  ).toBeUndefined()
})

test('updates ids of pasted nodes, and keeps own inputs', () => {
  const ids = new Map([['a', 'a2']])
  expect(renameNodeInTemplates('{{a}} {{a.text}} {{b.text}} {{ a.list.0 }} {{a', ids)).toBe(
    '{{a}} {{a2.text}} {{b.text}} {{a2.list.0}} {{a',
  )
})

test('a template always joins back to its text', () => {
  const piece = fc.constantFrom('{{', '}}', '{', 'a', '.', 'b.c', ' ', '0', '__proto__', 'ü', '\u{1f600}')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const joined = parseTemplate(text).map((segment) => (segment.type === 'text' ? segment.text : segment.raw))
      expect(joined.join('')).toBe(text)
      for (const reference of listReferences(text)) expect(text.startsWith(reference.raw, reference.start)).toBe(true)
    }),
  )
})

test('parses a long text of only braces quickly', () => {
  expect(cpuMs(() => expect(parseTemplate('{'.repeat(1_000_000))).toHaveLength(1))).toBeLessThan(1_500)
})

test('writes passages and messages in readable form', () => {
  expect(textFromJson([{ chunkId: '1', documentName: 'Guide', text: 'Turn it on.' }])).toBe('[1] Guide\nTurn it on.')
  expect(
    textFromJson([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
    ]),
  ).toBe('user: Hi\nassistant: Hello')
  expect(textFromJson([{ text: 'x' }])).toBe('[{"text":"x"}]')
  expect(textFromJson(null)).toBe('null')
})
