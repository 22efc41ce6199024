import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import type { Chunk } from './chunk'
import { chunkDocument } from './chunk-document'
import type { ChunkableDocument } from './piece'

const countTokens = (text: string) =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .reduce((sum, word) => sum + Math.ceil(word.length / 8), 0)

type Draft = { level: number; title: string; blocks: string[] }[]

/** A document as produced by the parsers. */
function build(draft: Draft, shape: ChunkableDocument['shape'] = 'prose'): ChunkableDocument {
  let text = ''
  const sections: ChunkableDocument['sections'] = []
  const pages: ChunkableDocument['pages'] = []
  const add = (block: string) => {
    text += `${text ? '\n\n' : ''}${block}`
  }
  for (const { level, title, blocks } of draft) {
    const from = text.length
    if (title) {
      add(title)
      sections.push({ level, title, start: text.length - title.length, contentStart: text.length })
    }
    for (const block of blocks) add(block)
    if (text.length > from) pages.push({ page: pages.length + 1, start: from, end: text.length })
  }
  return { text, title: 'The guide', pages, sections, shape }
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom('Dr.', '3.5', 'naïve', '黑豹队的防守只丢了', '🙂🙂', 'x'.repeat(260)),
)
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 14 }), fc.constantFrom('.', '?', '!', '。'))
  .map(([words, mark]) => `A${words.join(' ')}${mark}`)
const prose = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((sentences) => sentences.join(' '))
const table = fc
  .array(fc.tuple(word, word), { minLength: 1, maxLength: 12 })
  .map((rows) => ['| key | value |', '| --- | --- |', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n'))
const records = fc
  .array(fc.tuple(word, word), { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map(([a, b]) => `- name: ${a}; note: ${b}`).join('\n'))
const draft: fc.Arbitrary<Draft> = fc.array(
  fc.record({
    level: fc.integer({ min: 1, max: 4 }),
    title: fc.oneof(fc.constant(''), fc.constantFrom('Trees', 'How tall is an oak?', 'Care of young trees')),
    blocks: fc.array(fc.oneof(prose, table, records), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 5 },
)
const settings = fc
  .tuple(
    fc.constantFrom<ChunkingSettings['chunker']>(
      ...([
        'auto',
        'recursive',
        'headings',
        'sentence-window',
        'tokens',
        'parent-child',
        'question-answer',
        'rows',
      ] as const),
    ),
    fc.integer({ min: 16, max: 60 }),
  )
  .map(([chunker, maxTokens]) =>
    ChunkingSettings.parse({
      chunker,
      maxTokens,
      ...(chunker === 'recursive' || chunker === 'tokens' ? { overlapTokens: Math.floor(maxTokens / 3) } : {}),
      ...(chunker === 'parent-child' ? { parentTokens: maxTokens * 4 } : {}),
    }),
  )

describe('every chunker, on any document', () => {
  test('returns exact, ordered slices within the size limit and loses nothing', () => {
    fc.assert(
      fc.property(draft, settings, fc.constantFrom('prose', 'records', 'code'), (parts, selected, shape) => {
        const document = build(parts, shape as ChunkableDocument['shape'])
        const chunks = chunkDocument({ document, countTokens, settings: selected })
        const covered = new Uint8Array(document.text.length)
        for (const [index, chunk] of chunks.entries()) {
          expect(chunk.text).toBe(document.text.slice(chunk.start, chunk.end))
          expect(chunk.text.trim()).not.toBe('')
          expect(chunk.ordinal).toBe(index)
          expect(chunk.start).toBeGreaterThanOrEqual(chunks[index - 1]?.start ?? 0)
          expect(chunk.tokenCount).toBeLessThanOrEqual(selected.maxTokens)
          expect(countTokens(chunk.text)).toBeLessThanOrEqual(Math.max(selected.maxTokens, 1) + 2)
          if (chunk.parent) {
            expect(chunk.parent.start).toBeLessThanOrEqual(chunk.start)
            expect(chunk.parent.end).toBeGreaterThanOrEqual(chunk.end)
          }
          covered.fill(1, chunk.start, chunk.end)
        }
        // Headings are in the context of the chunks below them.
        for (const { start, contentStart } of document.sections) covered.fill(1, start, contentStart)
        const lost = document.text
          .split('')
          .filter((character, index) => !covered[index] && character.trim())
          .join('')
        expect(lost).toBe('')
      }),
      { numRuns: 400 },
    )
  })

  test('repeats nothing except the overlap', () => {
    fc.assert(
      fc.property(draft, settings, (parts, selected) => {
        const document = build(parts)
        const chunks = chunkDocument({ document, countTokens, settings: selected })
        const overlap = 'overlapTokens' in selected ? selected.overlapTokens : 0
        for (const [index, chunk] of chunks.slice(1).entries()) {
          const repeated = document.text.slice(chunk.start, Math.max(chunk.start, chunks[index]?.end ?? 0))
          expect(countTokens(repeated)).toBeLessThanOrEqual(overlap)
        }
      }),
    )
  })
})

const parse = (chunker: string, overrides: object = {}) => ChunkingSettings.parse({ chunker, ...overrides })
const cut = (document: ChunkableDocument, selected: ChunkingSettings): Chunk[] =>
  chunkDocument({ document, countTokens, settings: selected })

const guide = build([
  { level: 1, title: 'Trees', blocks: ['Oaks are tall. Elms are rare. Ash is light.'] },
  { level: 2, title: 'Prices', blocks: ['| tree | price |\n| --- | --- |\n| oak | 12 |\n| elm | 9 |\n| ash | 7 |'] },
  { level: 2, title: 'Nothing below', blocks: [] },
])

test('headings: repeats the path, and makes a chunk of a heading without text', () => {
  expect(cut(guide, parse('headings')).map(({ context, text }) => [context, text.split('\n')[0]])).toEqual([
    ['The guide > Trees', 'Oaks are tall. Elms are rare. Ash is light.'],
    ['The guide > Trees > Prices', '| tree | price |'],
    ['The guide > Trees', 'Nothing below'],
  ])
  expect(cut(guide, parse('headings', { contextHeader: false }))[0]?.context).toBe('')
})

test('repeats the header of a split table in every part', () => {
  const rows = Array.from({ length: 20 }, (_, row) => `| oak ${row} | ${row} |`).join('\n')
  const chunks = cut(
    build([{ level: 1, title: 'Prices', blocks: [`| tree | price |\n| --- | --- |\n${rows}`] }]),
    parse('headings', { maxTokens: 40 }),
  )
  expect(chunks.length).toBeGreaterThan(2)
  expect(chunks[0]?.context).toBe('The guide > Prices')
  expect(new Set(chunks.slice(1).map(({ context }) => context))).toEqual(new Set(['The guide > Prices > tree | price']))
})

test('sentence windows: never searches the rule of a table by itself', () => {
  const rows = Array.from({ length: 8 }, (_, index) => `| K-${index} | ${index + 2} litres | ${index} kg |`)
  const table = ['| Kettle | Holds | Weighs |', '|---|---|---|', ...rows].join('\n')
  const chunks = cut(build([{ level: 1, title: 'A', blocks: [table] }]), parse('sentence-window', { maxTokens: 40 }))
  expect(chunks.map(({ text }) => text)).toEqual(['| Kettle | Holds | Weighs |\n|---|---|---|', ...rows])
  expect(chunks.at(-1)?.context).toContain('Kettle | Holds | Weighs')
})

test('rows: makes a chunk per row with the header as context', () => {
  const chunks = cut(guide, parse('rows')).filter(({ kind }) => kind === 'record')
  expect(chunks.map(({ text }) => text.split('\n').at(-1))).toEqual(['| oak | 12 |', '| elm | 9 |', '| ash | 7 |'])
  expect(chunks[2]?.context).toBe('The guide > Trees > Prices > tree | price')
  const records = build([{ level: 1, title: '', blocks: ['- name: a\n- name: b\n- name: c'] }], 'records')
  expect(cut(records, parse('auto')).map(({ text }) => text)).toEqual(['- name: a', '- name: b', '- name: c'])
  expect(cut(records, parse('rows', { rowsPerChunk: 2 })).map(({ text }) => text)).toEqual([
    '- name: a\n- name: b',
    '- name: c',
  ])
})

test('sentence windows: searches a sentence and returns its neighbors', () => {
  const [first, second] = cut(guide, parse('sentence-window', { windowSentences: 1 }))
  expect(first).toMatchObject({ kind: 'sentence', text: 'Oaks are tall.' })
  expect(second?.parent && guide.text.slice(second.parent.start, second.parent.end)).toBe(
    'Oaks are tall. Elms are rare. Ash is light.',
  )
})

test('parent and child: makes small chunks of one large part of a section', () => {
  const text = Array.from({ length: 40 }, (_, index) => `Sentence number ${index} has six words.`).join(' ')
  const chunks = cut(
    build([{ level: 1, title: 'A', blocks: [text] }]),
    parse('parent-child', { maxTokens: 20, parentTokens: 100 }),
  )
  const parents = new Set(chunks.map(({ parent }) => `${parent?.start}-${parent?.end}`))
  expect(chunks.length).toBeGreaterThan(parents.size * 3)
  for (const { parent } of chunks)
    expect(countTokens(text.slice((parent?.start ?? 0) - 3, (parent?.end ?? 0) - 3))).toBeLessThanOrEqual(100)
})

describe('questions and answers', () => {
  test('makes one chunk per pair for question headings, lines marked Q: and question columns', () => {
    const faq = build([
      { level: 1, title: 'How tall is an oak?', blocks: ['Forty metres.', 'Some are taller.'] },
      {
        level: 1,
        title: 'Other',
        blocks: ['Q: Is elm rare?\nA: Yes.', 'Since the disease.', 'Q2. Is ash light?\nIt is.'],
      },
      { level: 1, title: 'Table', blocks: ['| Question | Answer |\n| --- | --- |\n| Why? | So. |\n| When? | Now. |'] },
    ])
    expect(
      cut(faq, parse('question-answer')).map(({ kind, context, text }) => [
        kind,
        context.split(' > ')[1],
        text.split('\n').at(-1),
      ]),
    ).toEqual([
      ['question-answer', 'How tall is an oak?', 'Some are taller.'],
      ['question-answer', 'Other', 'Since the disease.'],
      ['question-answer', 'Other', 'It is.'],
      ['question-answer', 'Table', '| Why? | So. |'],
      ['question-answer', 'Table', '| When? | Now. |'],
    ])
    expect(cut(faq, parse('auto')).every(({ kind }) => kind === 'question-answer')).toBe(true)
  })
  test('repeats the question in each part of a long answer', () => {
    const answer = Array.from({ length: 30 }, (_, index) => `Reason number ${index} is long.`).join(' ')
    const chunks = cut(
      build([{ level: 1, title: 'FAQ', blocks: [`Q: Why is it so?\n${answer}`] }]),
      parse('question-answer', { maxTokens: 40 }),
    )
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.slice(1).every(({ context }) => context.endsWith('Why is it so?'))).toBe(true)
  })
})

test('recursive: merges a short section, and splits a long one at its paragraphs', () => {
  const chunks = cut(guide, parse('recursive', { maxTokens: 100, overlapTokens: 0 }))
  expect(chunks).toHaveLength(1)
  const longDocument = build([
    {
      level: 1,
      title: 'A',
      blocks: ['One two three four five. '.repeat(4), 'Six seven eight nine ten. '.repeat(4)].map((block) =>
        block.trim(),
      ),
    },
  ])
  expect(
    cut(longDocument, parse('recursive', { maxTokens: 22, overlapTokens: 0 })).map(({ text }) => text.slice(0, 4)),
  ).toEqual(['A\n\nO', 'Six '].map((part) => part.slice(0, 4)))
})

test('keeps the indentation and functions of code', () => {
  const body = (name: string) => `def ${name}(tree):\n    if tree.tall:\n        return 1\n    return 0`
  const source = `${body('first')}\n\n\n${body('second')}`
  const at = (name: string) => source.indexOf(`def ${name}`)
  const document: ChunkableDocument = {
    text: source,
    title: 'tree.py',
    pages: [],
    sections: ['first', 'second'].map((title) => ({ level: 1, title, start: at(title), contentStart: at(title) })),
    shape: 'code',
  }
  expect(cut(document, parse('auto')).map(({ text, kind, context }) => [text, kind, context])).toEqual([
    [body('first'), 'code', 'tree.py > first'],
    [body('second'), 'code', 'tree.py > second'],
  ])
  const longFunction = `def third():\n${Array.from({ length: 20 }, (_, line) => `    step_${line}()`).join('\n')}`
  const pieces = cut({ ...document, text: longFunction, sections: [] }, parse('headings', { maxTokens: 16 }))
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.slice(1).every(({ text }) => text.startsWith('    step_'))).toBe(true)
})
