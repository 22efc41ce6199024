import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { parseInWorker } from './parse-in-worker'
import type { ParserThread } from './parser-thread'
import { withParserThread } from './parser-threads'

let entry: URL
beforeAll(async () => {
  entry = await bundleEntry('lib/rag/parse/worker.entry.ts')
})
afterAll(() => rm(path.dirname(entry.pathname), { recursive: true }))

/** The thread that read a file of this owner. */
const lent = (owner: string | undefined) =>
  withParserThread({ entry, memoryMb: 512, owner }, async (thread: ParserThread) => {
    const bytes = new TextEncoder().encode('text')
    await thread.send(
      { task: 'document', bytes, fileName: 'a.txt', mime: 'text/plain' },
      { signal: undefined, timeoutMs: 60_000 },
    )
    return thread
  })
const parseText = (text: string, owner: string, timeoutMs = 60_000) =>
  parseInWorker({
    bytes: new TextEncoder().encode(text),
    fileName: 'a.html',
    mime: 'text/html',
    owner,
    entry,
    timeoutMs,
  })

test('shares a thread between files of one owner only', async () => {
  const first = await lent('one')
  expect(await lent('one')).toBe(first)
  expect(await lent('two')).not.toBe(first)
  expect(await lent(undefined)).not.toBe(await lent(undefined))
})

test('uses separate threads for two parallel files', async () => {
  const [one, other] = await Promise.all([lent('both'), lent('both')])
  expect(one).not.toBe(other)
})

test('releases the memory of a long document and reads the next one', async () => {
  const lentBefore = await lent('long')
  await parseText('<p>word <b>and</b> word</p>'.repeat(30_000), 'long')
  expect(await lent('long')).toBe(lentBefore)
}, 60_000)

test('releases the memory of heavy markup around little text', async () => {
  const lentBefore = await lent('markup')
  const { text } = await parseText(`<p>${`<b class="${'of many '.repeat(20)}"></b><i>a</i> `.repeat(20_000)}`, 'markup')
  expect(text.length).toBeLessThan(500_000)
  expect(await lent('markup')).toBe(lentBefore)
}, 60_000)

test('replaces a terminated thread for the next file', async () => {
  expect((await parseText('<p>before', 'slow')).text).toBe('before')
  const lentBefore = await lent('slow')
  await expect(parseText(`<p>${'<b>'.repeat(10)}${'word '.repeat(400_000)}`, 'slow', 5)).rejects.toMatchObject({
    code: 'TIMEOUT',
  })
  expect((await parseText('<p>after', 'slow')).text).toBe('after')
  expect(await lent('slow')).not.toBe(lentBefore)
  // A parse error does not terminate the thread.
  const lentThread = await lent('slow')
  await expect(parseText('', 'slow')).rejects.toThrow('contains no text')
  expect(await lent('slow')).toBe(lentThread)
})

test('caps a workbook of a million rows, and reads the next file', async () => {
  const parts = unzipSync(await readFile(path.join(import.meta.dirname, '../fixtures/parts.xlsx')))
  const rows = '<row><c><v>7</v></c></row>'.repeat(1_000_000)
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
  const bytes = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet) }, { level: 0 })
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const reading = parseInWorker({ bytes, fileName: 'rows.xlsx', mime, owner: 'rows', entry })
  await expect(reading).rejects.toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('500,000 rows') })
  expect((await parseText('<p>after', 'rows')).text).toBe('after')
}, 120_000)
