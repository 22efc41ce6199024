import { expect, test } from 'vitest'
import { parseRows } from './parse-rows'

async function rowsOf(text: string, format: 'csv' | 'jsonl' = 'csv') {
  const rows = []
  for await (const row of parseRows(Buffer.from(text), format)) rows.push(row.values)
  return rows
}

// Comparing half a million columns with each other would exceed the test timeout by minutes.
test('rejects a header of very many columns at once', { timeout: 10_000 }, async () => {
  await expect(rowsOf(`${','.repeat(500_000)}\nx`)).rejects.toMatchObject({ code: 'TOO_LARGE' })
  const named = Array.from({ length: 120_000 }, (_, index) => `c${index}`).join(',')
  await expect(rowsOf(`${named}\nx`)).rejects.toMatchObject({ code: 'TOO_LARGE' })
})

test('makes column names unique', async () => {
  await expect(rowsOf('a,b,a\n1,2,3')).rejects.toThrow('The column “a” appears twice.')
  expect(await rowsOf('a,,c\n1,2,3')).toEqual([{ a: '1', 'column 2': '2', c: '3' }])
})

test.each([
  ['q,id\nHello; and you?,1', { q: 'Hello; and you?', id: '1' }],
  ['\ufeffq;id\n"1,5\tx";2', { q: '1,5\tx', id: '2' }],
  ['q\tid\na, b; c\t3', { q: 'a, b; c', id: '3' }],
  ['"a;b;c",id\nx;y,4', { 'a;b;c': 'x;y', id: '4' }],
  ['q\nHello; you', { q: 'Hello; you' }],
])('uses only the delimiter of the first line: %j', async (text, row) => {
  expect(await rowsOf(text)).toEqual([row])
})

test('a row with more cells than columns is an error instead of being truncated', async () => {
  const errors = []
  for await (const { error } of parseRows(Buffer.from('q\nHello, you\n"Hello, you"\nHello,\n'), 'csv'))
    errors.push(error?.message ?? null)
  expect(errors).toEqual([expect.stringContaining('2 cells'), null, null])
})

test('yields to the event loop between long JSON lines, and rejects lines of very many values', async () => {
  let turns = 0
  const turn = () => {
    turns += 1
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  const text = `{"a":"${'x,'.repeat(200_000)}"}\n`.repeat(6)
  expect(await rowsOf(text, 'jsonl')).toHaveLength(6)
  expect(turns).toBeGreaterThan(3)
  clearImmediate(next)
  for (const values of ['0', '[]', '{"a":0}'])
    for await (const { error } of parseRows(Buffer.from(`{"a":[${`${values},`.repeat(60_000)}0]}`), 'jsonl'))
      expect(error?.message).toMatch(/A line has at most 50,?000 values\./)
})

test('rejects a file of very many rows early, and yields to the event loop meanwhile', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  const parsing = async () => {
    for await (const row of parseRows(Buffer.from(`a\n${'1\n'.repeat(2_000_000)}`), 'csv', 500))
      expect(row.error).toBeNull()
  }
  await expect(parsing()).rejects.toMatchObject({ code: 'TOO_LARGE' })
  const cells = `a\n${','.repeat(900_000)}\n`
  const before = turns
  expect(await rowsOf(cells)).toHaveLength(1)
  expect(turns - before).toBeGreaterThan(3)
  clearInterval(timer)
})

test('parsing in chunks splits no character and no row', async () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => `${index} ${'😀'.repeat(20)} "quoted", ü`)
  const file = `text\n${texts.map((text) => `"${text.replaceAll('"', '""')}"`).join('\n')}`
  expect((await rowsOf(file)).map(({ text }) => text)).toEqual(texts)
})

test('JSON lines have the same limits for names and characters as table rows', async () => {
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`k${index}`, 1])))
  const longRow = JSON.stringify({ a: 'x'.repeat(1_000_000) })
  const errors = []
  for await (const { error } of parseRows(Buffer.from(`${wide}\n${longRow}\n{"a":1}`), 'jsonl'))
    errors.push(error?.message ?? null)
  expect(errors).toEqual([expect.stringContaining('200 names'), expect.stringMatching(/1,?000,?000/), null])
})
