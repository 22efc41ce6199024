import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { sniffFile } from '@/lib/files/sniff'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { parseDocument } from '../parse/parse-document'
import { chunkDocument } from './chunk-document'

const CHUNKERS = [
  'auto',
  'headings',
  'recursive',
  'sentence-window',
  'tokens',
  'parent-child',
  'question-answer',
  'rows',
]
const OVERLAPS = new Set(['recursive', 'tokens'])
const FILES = [
  ...['handbook.pdf', 'paper.pdf', 'faq.pdf', 'handbook.docx', 'handbook.odt', 'talk.pptx', 'parts.xlsx'],
  ...['book.epub', 'mail.eml', 'lathe.py'],
]

async function parseFile(fileName: string) {
  const bytes = new Uint8Array(readFileSync(new URL(`../parse/fixtures/${fileName}`, import.meta.url)))
  return parseDocument({ bytes, fileName, mime: sniffFile({ bytes, fileName }).mimeType })
}

async function cut(fileName: string, chunker: string, overrides: object = {}) {
  const document = await parseFile(fileName)
  return {
    document,
    chunks: chunkDocument({ document, countTokens, settings: ChunkingSettings.parse({ chunker, ...overrides }) }),
  }
}

describe('each chunker on files of each format', () => {
  test.each(FILES.flatMap((file) => CHUNKERS.map((chunker) => [file, chunker] as const)))(
    '%s by %s: returns exact slices within the size limit and loses nothing',
    async (file, chunker) => {
      const { document, chunks } = await cut(file, chunker, {
        maxTokens: 60,
        ...(OVERLAPS.has(chunker) ? { overlapTokens: 10 } : {}),
      })
      const covered = new Uint8Array(document.text.length)
      for (const { text, start, end, tokenCount } of chunks) {
        expect(text).toBe(document.text.slice(start, end))
        expect(tokenCount).toBeLessThanOrEqual(60)
        covered.fill(1, start, end)
      }
      for (const { start, contentStart } of document.sections) covered.fill(1, start, contentStart)
      const lost = [...document.text].filter((character, index) => !covered[index] && character.trim())
      expect(lost).toEqual([])
    },
  )

  test('makes one chunk of a workbook row, a PDF question, a function and a slide', async () => {
    const texts = async (file: string, chunker: string) => (await cut(file, chunker)).chunks.map(({ text }) => text)
    expect((await texts('parts.xlsx', 'rows')).every((text) => !text.includes('\n'))).toBe(true)
    expect((await texts('faq.pdf', 'question-answer')).length).toBeGreaterThanOrEqual(6)
    expect((await texts('lathe.py', 'auto')).some((text) => text.startsWith('def ') || text.includes('\ndef '))).toBe(
      true,
    )
    const { document, chunks } = await cut('talk.pptx', 'headings')
    expect(new Set(chunks.map(({ page }) => page)).size).toBe(document.pages.length)
  })
})
