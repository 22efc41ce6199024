import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coerceValue } from './connections/coerce'
import { canConnect } from './connections/compatible'
import { type FileValue, filePassages } from './file-value'
import { textFromJson } from './templates/text-from-json'

const FILE_ID = '019ab000-0000-7000-8000-0123456789ab'
const file = (text: string, pages: FileValue['pages'] = []): FileValue => ({
  fileId: FILE_ID,
  name: 'lease.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 9,
  text,
  pages,
})

test('connects a file to text, JSON and passages, and a list of files to passages too', () => {
  const list = { kind: 'file', list: true } as const
  for (const kind of ['text', 'json', 'documents', 'file'] as const)
    expect(canConnect({ kind: 'file' }, { kind })).toEqual({ ok: true })
  expect(canConnect(list, { kind: 'documents' })).toEqual({ ok: true })
  expect(canConnect(list, { kind: 'image', list: true }).ok).toBe(false)
})

test('converts files to text, separated by their names if there are several', () => {
  expect(textFromJson(file('Rent: 900'))).toBe('Rent: 900')
  expect(textFromJson([file('a'), file('b')])).toBe('# lease.pdf\n\na\n\n# lease.pdf\n\nb')
})

test('adds page, text offset and id to passages', () => {
  const text = 'First page.\nSecond page.'
  const pages = [
    { page: 1, start: 0, end: 11 },
    { page: 2, start: 12, end: 24 },
  ]
  const port = { id: 'documents', label: 'Passages', kind: 'documents' } as const
  expect(coerceValue([file(text, pages)], port)).toMatchObject([
    { chunkId: '019ab000-0000-7000-8000-012345000000', page: 1, text: 'First page.', start: 0, end: 11 },
    { chunkId: '019ab000-0000-7000-8000-012345000001', page: 2, text: 'Second page.', start: 12, end: 24 },
  ])
  expect(coerceValue(file(text), port)).toHaveLength(1)
  expect(coerceValue([], port)).toEqual([])
})

test('splits any text without overlong passages or lost words', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 3_000 }), { maxLength: 5 })
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('. ')
      const passages = filePassages(file(text))
      const words = (value: string) => value.replaceAll(/\s/g, '')
      expect(words(passages.map((passage) => String(passage.text)).join(''))).toBe(words(text))
      for (const { text: passageText, start, end } of passages) {
        expect(String(passageText).length).toBeLessThanOrEqual(1_600)
        expect(text.slice(Number(start), Number(end))).toBe(passageText)
      }
    }),
  )
})
