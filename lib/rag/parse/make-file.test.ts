import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import type { MakeFileRequest } from '@/lib/engine/file-requests'
import { sniffFile } from '@/lib/files/sniff'
import { fileTable } from './file-table'
import { makeFile } from './make-file'
import { parseDocument } from './parse-document'

const REPORT = `# Report & review

The *first* **important** paragraph with \`code\`, ~~old~~ and a [link](https://example.com/a?b=1&c=2).

1. One
   - Nested
2. Two
- [x] Done

| Name | Amount |
|---|---|
| Müller | 12 € |
| O'Neil | <3> |

\`\`\`
if (a < b) return "x"
\`\`\`

> Quoted “text” – with dashes…

![A picture](https://evil.example/x.png) [bad](javascript:alert(1)) <script>alert(1)</script>
`

const make = (format: MakeFileRequest['format'], content: Json, title = 'Report') =>
  makeFile({ format, content, title })

async function makeAndParse(format: MakeFileRequest['format'], content: Json) {
  const { bytes, name, mediaType } = make(format, content)
  const { mimeType } = sniffFile({ bytes, fileName: name })
  expect(mimeType).toBe(mediaType)
  return { bytes, parsed: await parseDocument({ bytes, fileName: name, mime: mimeType }) }
}

describe.each(['docx', 'pdf', 'html'] as const)('%s', (format) => {
  test('contains headings, lists, tables and code of a Markdown text', async () => {
    const { parsed } = await makeAndParse(format, REPORT)
    const text = parsed.text.replaceAll(/\s+/g, ' ')
    for (const part of [
      'Report & review',
      'important',
      'Nested',
      'Two',
      'Müller',
      '12 €',
      "O'Neil",
      '<3>',
      'if (a < b)',
      'Quoted “text” – with',
    ])
      expect(text).toContain(part)
    expect(parsed.sections[0]?.title).toBe('Report & review')
  })

  test('loads no picture and keeps no script', async () => {
    const { bytes, parsed } = await makeAndParse(format, REPORT)
    const source =
      format === 'docx'
        ? Object.values(unzipSync(bytes))
            .map((part) => strFromU8(part))
            .join('')
        : strFromU8(bytes, true)
    expect(source).not.toContain('evil.example')
    expect(source).not.toContain('javascript:')
    expect(source).not.toContain('<script')
    expect(parsed.text).toContain('A picture')
  })

  test('writes Chinese', async () => {
    const { parsed } = await makeAndParse(format, '# 报告\n\n你好，世界。ABC 混合文本')
    expect(parsed.text.replaceAll(/\s+/g, '')).toContain('你好，世界。ABC混合文本')
  })
})

test('writes list items without empty lines as single lines of HTML', () => {
  const html = new TextDecoder().decode(make('html', '- [x] Done\n- **Two**').bytes)
  expect(html).toContain('<ul><li>[x] Done</li><li><strong>Two</strong></li></ul>')
})

test('divides long PDF files into pages, and rows that are longer than a page', async () => {
  const rows = `| A | B |\n|---|---|\n| ${Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ')} | x |\n`
  const { parsed } = await makeAndParse(
    'pdf',
    `${Array.from({ length: 300 }, (_, index) => `Line ${index}.`).join('\n\n')}\n\n${rows}`,
  )
  expect(parsed.pages.length).toBeGreaterThan(8)
  expect(new Set(parsed.text.match(/word\d+/g)).size).toBe(2_000)
})

test('names the characters that a PDF file cannot contain', () => {
  expect(() => make('pdf', 'Привет 😀')).toThrow(/П р и в е т 😀/)
})

const ROWS: Json = [
  { name: 'Ada', sum: 12.5, open: true, note: null },
  { name: '=cmd()', sum: -3, extra: { a: 1 } },
  { name: '+49 30 1', sum: 0, note: 'a "b", c\nd' },
]

test('writes texts of tables as text, never as formulas', () => {
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(make('csv', ROWS).bytes)
  expect(csv).toBe(
    '\ufeffname,sum,open,note,extra\r\nAda,12.5,true,,\r\n\'=cmd(),-3,,,"{""a"":1}"\r\n\'+49 30 1,0,,"a ""b"", c\nd",\r\n',
  )
  const sheet = strFromU8(unzipSync(make('xlsx', ROWS).bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=cmd()</t>')
  expect(sheet).not.toContain('<f>')
})

test.each(['csv', 'xlsx', 'json'] as const)('reads the rows of a %s file that it wrote', (format) => {
  const rows = [
    { name: 'Ada', city: 'Łódź' },
    { name: '你好', city: 'x' },
  ]
  const { bytes, mediaType } = make(format, rows)
  expect(fileTable({ bytes, mime: mediaType }).rows).toEqual(rows)
})

test('keeps numbers of spreadsheets, and lists of lists with their header', () => {
  const { bytes, mediaType } = make('xlsx', [
    ['id', 'sum'],
    ['a', 2.5],
    ['b', -7],
  ])
  expect(fileTable({ bytes, mime: mediaType }).rows).toEqual([
    { id: 'a', sum: 2.5 },
    { id: 'b', sum: -7 },
  ])
})

test('rejects tables and files above the limits, and makes safe names', () => {
  expect(() =>
    make(
      'csv',
      Array.from({ length: 100_001 }, () => 1),
    ),
  ).toThrow('100001 rows')
  expect(() => make('txt', 'x'.repeat(20_000_001))).toThrow('20000001 bytes')
  expect(make('txt', 'x', '../../etc/pass\u0000wd').name).toBe('etc pass wd.txt')
  expect(make('md', 'x', ' ').name).toBe('file.md')
  expect(make('pdf', 'x', 'Bericht.PDF').name).toBe('Bericht.PDF')
})
