import { describe, expect, test } from 'vitest'
import { chunkDocument } from './chunk-document'

const countTokens = (text: string) => text.split(/\s+/).filter(Boolean).length
const headings = (maxTokens: number) => ({ chunker: 'headings' as const, maxTokens, contextHeader: true })
const chunk = (document: Partial<Parameters<typeof chunkDocument>[0]['document']> & { text: string }, maxTokens = 20) =>
  chunkDocument({
    document: { title: 'Guide', pages: [], sections: [], ...document },
    countTokens,
    settings: headings(maxTokens),
  })

describe('chunkDocument', () => {
  test('keeps sentences whole and divides evenly', () => {
    const text = Array.from({ length: 10 }, (_, index) => `Sentence number ${index} has six words.`).join(' ')
    const chunks = chunk({ text })
    expect(chunks.map(({ text: part }) => part).join(' ')).toBe(text)
    expect(chunks.every(({ text: part }) => part.startsWith('Sentence') && part.endsWith('.'))).toBe(true)
    expect(Math.min(...chunks.map(({ tokenCount }) => tokenCount))).toBeGreaterThanOrEqual(12)
  })

  test('returns exactly the text between its offsets, with its page', () => {
    const text = 'First page text.\n\nSecond page text is here.'
    const pages = [
      { page: 1, start: 0, end: 16 },
      { page: 2, start: 18, end: text.length },
    ]
    const chunks = chunk({ text, pages }, 4)
    for (const { start, end, text: part } of chunks) expect(text.slice(start, end)).toBe(part)
    expect(chunks.map(({ page }) => page)).toEqual([1, 2, 2])
  })

  test('never crosses a heading and repeats the heading path', () => {
    const text = 'Intro.\n\nA\n\nText of a.\n\nB\n\nText of b.\n\nC\n\nText of c.'
    const positionOf = (title: string, level: number) => {
      const start = text.indexOf(`\n\n${title}\n`) + 2
      return { level, title, start, contentStart: start + title.length }
    }
    const chunks = chunk({ text, sections: [positionOf('A', 1), positionOf('B', 2), positionOf('C', 1)] })
    expect(chunks.map(({ context, text: part }) => [context, part])).toEqual([
      ['Guide', 'Intro.'],
      ['Guide > A', 'Text of a.'],
      ['Guide > A > B', 'Text of b.'],
      ['Guide > C', 'Text of c.'],
    ])
  })

  test('keeps a table together, or splits it between rows', () => {
    const table = ['| a | b |', '| 1 | 2 |', '| 3 | 4 |'].join('\n')
    expect(chunk({ text: `Before.\n\n${table}` }, 30)).toHaveLength(1)
    expect(chunk({ text: table }, 6).map(({ text }) => text)).toEqual(table.split('\n'))
  })

  test('cuts text without sentences between words and loses nothing', () => {
    const text = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ')
    const chunks = chunk({ text })
    expect(chunks.every(({ tokenCount }) => tokenCount <= 24)).toBe(true)
    expect(chunks.map(({ text: part }) => part).join(' ')).toBe(text)
  })

  test('keeps a very long word and a very long title within the limits', () => {
    const chunks = chunkDocument({
      document: { text: 'x'.repeat(10_000), title: 'long title '.repeat(100), pages: [], sections: [] },
      countTokens: (text) => text.length / 4,
      settings: headings(200),
    })
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThanOrEqual(1_000)
    expect(chunks[0]?.context.length).toBeLessThanOrEqual(200)
  })
})
