import { rm } from 'node:fs/promises'
import path from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chooseRowsEntry, readRows } from './read-rows'
import { formatOfUpload, type UploadFormat } from './upload-format'

let entry: URL
beforeAll(async () => {
  entry = await bundleEntry('lib/services/datasets/parse/rows.entry.ts')
  chooseRowsEntry(entry)
})
afterAll(() => rm(path.dirname(entry.pathname), { recursive: true }))

const encode = (text: string) => new TextEncoder().encode(text)
async function read(
  bytes: Uint8Array | string,
  format: UploadFormat,
  options: { limit?: number; timeoutMs?: number } = {},
) {
  const found = []
  for await (const rows of readRows({ bytes: typeof bytes === 'string' ? encode(bytes) : bytes, format, ...options }))
    found.push(...rows)
  return found
}
const brief = async (...args: Parameters<typeof read>) =>
  (await read(...args)).map(({ line, values, error }) => [
    line,
    error?.message ?? Object.values(values ?? {}).join('|'),
  ])

describe('CSV', () => {
  test('keeps line numbers through quotes, empty lines and CRLF', async () => {
    const text = 'question,answer\r\nA,1\r\n\r\n"B, with\r\ntwo lines",2\r\nC,3\r\n'
    expect(await brief(text, 'csv')).toEqual([
      [2, 'A|1'],
      [4, 'B, with\ntwo lines|2'],
      [6, 'C|3'],
    ])
  })

  test('an unclosed quote rejects only its own row', async () => {
    const text = 'q,a\nA,1\nB,"never closed\nC,3\nD,4\n'
    expect(await brief(text, 'csv')).toEqual([
      [2, 'A|1'],
      [3, 'A quotation mark is opened here and never closed.'],
      [4, 'C|3'],
      [5, 'D|4'],
    ])
  })

  test('a row of a megabyte rejects only its own row', async () => {
    const text = `q,a\nA,1\nB,${'x'.repeat(1_100_000)}\nC,3\n`
    const rows = await brief(text, 'csv')
    expect(rows.map(([line]) => line)).toEqual([2, 3, 4])
    expect(rows[1]?.[1]).toMatch(/longer than a million/)
  })

  test('rejects rows with more columns than the first line, but not those with fewer', async () => {
    expect(await brief('q,a\nA,1,2\nB\n', 'csv')).toEqual([
      [2, 'This row has 3 columns, but the first line has 2.'],
      [3, 'B|'],
    ])
  })

  test('a truncated UTF-8 character rejects only its own row', async () => {
    const bytes = new Uint8Array([...encode('q,a\nA,1\nB,'), 0xc3, ...encode('\nC,ü\n')])
    const rows = await brief(bytes, 'csv')
    expect(rows.map(([line]) => line)).toEqual([2, 3, 4])
    expect(rows[1]?.[1]).toMatch(/not UTF-8/)
    expect(rows[2]?.[1]).toBe('C|ü')
  })

  test('detects semicolons and tabs from the first line; drops NUL', async () => {
    expect(await brief('q;a\nx, y;1\n', 'csv')).toEqual([[2, 'x, y|1']])
    expect(await brief('q\ta\nx;y\t1\u0000\n', 'csv')).toEqual([[2, 'x;y|1']])
  })

  test.each([
    ['a reserved name', 'q,__proto__\n1,2'],
    ['a name twice', 'q,q\n1,2'],
  ])('rejects a first line with %s', async (_, text) => {
    await expect(read(text, 'csv')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('JSON', () => {
  test('rejects a wrong line with its reason and continues with the others', async () => {
    const text = '{"q":"A"}\n{"q":\n\n[1]\n{"q":"D"}\n'
    expect(await brief(text, 'jsonl')).toEqual([
      [1, 'A'],
      [2, 'This line is not valid JSON.'],
      [4, 'This is not a JSON object.'],
      [5, 'D'],
    ])
  })

  test('rejects __proto__ and constructor without side effects', async () => {
    const text = '{"q":"A","__proto__":{"polluted":1}}\n{"q":{"constructor":{"prototype":{"polluted":1}}}}\n{"q":"C"}\n'
    const rows = await brief(text, 'jsonl')
    expect(rows.map(([, message]) => message)).toEqual([
      'The name “__proto__” is reserved.',
      'The name “q.constructor” is reserved.',
      'C',
    ])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('a line of a megabyte, a truncated character and endless nesting reject only their own lines', async () => {
    const long = `{"q":"${'x'.repeat(1_000_001)}"}`
    const deep = `{"q":${'['.repeat(5_000)}${']'.repeat(5_000)}}`
    const bytes = new Uint8Array([...encode(`${long}\n${deep}\n{"q":"`), 0xe2, 0x82, ...encode('"}\n{"q":"D"}')])
    const rows = await brief(bytes, 'jsonl')
    expect(rows.map(([line]) => line)).toEqual([1, 2, 3, 4])
    expect(rows[3]?.[1]).toBe('D')
    expect(rows.slice(0, 3).every(([, message]) => /million|deep|UTF-8/.test(String(message)))).toBe(true)
  })

  test('finds a list bare or in an object', async () => {
    expect(await brief('[{"q":"A"},{"q":"B"}]', 'json')).toEqual([
      [1, 'A'],
      [2, 'B'],
    ])
    expect(await brief('{"version":1,"data":[{"q":"A"}]}', 'json')).toEqual([[1, 'A']])
    await expect(read('{"q":1}', 'json')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(read('[{"q":', 'json')).rejects.toMatchObject({ code: 'INVALID_JSON' })
  })
})

describe('Parquet', () => {
  const file = (codec: 'SNAPPY' | 'UNCOMPRESSED', rowGroupSize = 1_000) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'text', data: Array.from({ length: 2_500 }, (_, index) => `text ${index}`) },
          { name: 'label', data: Array.from({ length: 2_500 }, (_, index) => BigInt(index % 3)), type: 'INT64' },
        ],
        codec,
        rowGroupSize,
      }),
    )

  test.each(['SNAPPY', 'UNCOMPRESSED'] as const)('reads %s, all row groups', async (codec) => {
    const rows = await brief(file(codec), 'parquet')
    expect([rows.length, rows[0], rows[2_499]]).toEqual([2_500, [1, 'text 0|0'], [2_500, 'text 2499|0']])
  })

  test('rejects a truncated or corrupted file in plain words, and the process survives', async () => {
    const complete = file('SNAPPY')
    const flipped = complete.map((byte, index) => (index % 7 === 3 && index > 4 ? byte ^ 0xff : byte))
    for (const bytes of [complete.slice(0, complete.length / 2), flipped, encode('PAR1 is all there is')])
      await expect(read(bytes, 'parquet')).rejects.toMatchObject({
        message: expect.stringMatching(/could not be read|damaged|memory|long|packed/),
      })
  })
})

test('ends the thread when it takes too long', async () => {
  const rows = '{"q":"A"}\n'.repeat(200_000)
  await expect(read(rows, 'jsonl', { timeoutMs: 1 })).rejects.toMatchObject({ code: 'TIMEOUT' })
})

test.each([
  ['a.csv', 'q,a', 'csv'],
  ['a.JSONL', '{}', 'jsonl'],
  ['a.json', '{"a":1}\n{"a":2}', 'jsonl'],
  ['a.json', '{\n"a":[]}', 'json'],
  ['a.json', '[{"a":1}]', 'json'],
])('%s with %j is %s', (name, text, format) => {
  expect(formatOfUpload(name, encode(text))).toBe(format)
})

test.each([
  ['a program', 'a.exe', 'MZ'],
  ['a text called Parquet', 'a.parquet', 'q,a'],
  ['Parquet called CSV', 'a.csv', 'PAR1xx'],
  ['binary called CSV', 'a.csv', 'a\u0000b'],
  ['no name', '', 'q,a'],
])('rejects %s', (_, name, text) => {
  expect(() => formatOfUpload(name, encode(text))).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }))
})
