import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '../..')

async function testTitles(folder: string): Promise<string[]> {
  const files = await readdir(path.join(ROOT, folder), { recursive: true })
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  const texts = await Promise.all(tests.map((file) => readFile(path.join(ROOT, folder, file), 'utf8')))
  return texts.flatMap((text) =>
    [...text.matchAll(/test(?:\.each\([^)]*\))?\(\s*'(E\d+) /g)].map((match) => match[1] ?? ''),
  )
}

test('every row of docs/reference/execution.md has a test, and every number in a test is a row', async () => {
  const document = await readFile(path.join(ROOT, 'docs/reference/execution.md'), 'utf8')
  const rows = [...document.matchAll(/^\| (E\d+) \|/gm)].map((match) => match[1] ?? '')
  const titles = (await Promise.all(['lib/engine', 'lib/graph', 'lib/nodes'].map(testTitles))).flat()
  expect(new Set(rows).size).toBe(rows.length)
  expect(rows.filter((row) => !titles.includes(row))).toEqual([])
  expect(titles.filter((title) => !rows.includes(title))).toEqual([])
})
