import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { FILE_TYPES, type FileKind } from '@/lib/files/file-types'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { unpackOffice } from './archive/unpack'
import { writeTestDocx } from './office/write-test-docx'
import { parseDocument } from './parse-document'
import { writeTestPdf } from './pdf/write-test-pdf'

const parse = (kind: FileKind, content: string | Uint8Array, fileName = `my_file.${kind}`) =>
  parseDocument({
    bytes: typeof content === 'string' ? strToU8(content) : content,
    fileName,
    mime: FILE_TYPES.find((type) => type.kind === kind)?.mimeType ?? '',
  })
const headings = ({ text, sections }: Awaited<ReturnType<typeof parse>>) =>
  sections.map(({ level, title, start, contentStart }) => {
    expect(text.slice(start, contentStart)).toBe(title)
    return `${level} ${title}`
  })

describe('PDF', () => {
  test('extracts pages, headings and paragraphs, joining hyphenated words', async () => {
    const document = await parse(
      'pdf',
      writeTestPdf([
        [
          { text: 'Handbook', size: 24 },
          { text: 'Holidays are taken in the sum-' },
          { text: 'mer by most of the people here.' },
          { text: '' },
          { text: 'A second paragraph.' },
        ],
        [{ text: 'Travel', size: 16 }, { text: 'Trains are paid (in full).' }],
      ]),
    )
    expect(document.text).toBe(
      'Handbook\n\nHolidays are taken in the summer by most of the people here.\n\nA second paragraph.\n\nTravel\n\nTrains are paid (in full).',
    )
    expect(headings(document)).toEqual(['1 Handbook', '2 Travel'])
    expect(
      document.pages.map(({ page, start, end }) => [page, document.text.slice(start, end).trim().slice(0, 8)]),
    ).toEqual([
      [1, 'Handbook'],
      [2, 'Travel\n\n'],
    ])
    expect(document.language).toBe('en')
  })

  test.each([
    ['without text', writeTestPdf([[]]), 'contains no text'],
    ['with a password', writeTestPdf([[{ text: 'secret' }]], { encrypted: true }), 'password-protected'],
    ['that is cut off', strToU8('%PDF-1.4\n1 0 obj\n<< /Type'), 'damaged'],
    ['of 1,001 pages', writeTestPdf(Array.from({ length: 1_001 }, () => [{ text: 'x' }])), '1,001 pages'],
  ])('explains why a PDF %s is not read', async (_, bytes, reason) => {
    await expect(parse('pdf', bytes)).rejects.toThrow(reason)
  })
})

describe('DOCX', () => {
  test('extracts headings, paragraphs and tables', async () => {
    const document = await parse(
      'docx',
      writeTestDocx([
        { level: 1, text: 'Price list' },
        'Prices & terms.',
        { level: 2, text: 'Tools' },
        {
          rows: [
            ['Tool', 'Price'],
            ['Hammer', '12'],
          ],
        },
      ]),
    )
    expect(document.text).toBe(
      'Price list\n\nPrices & terms.\n\nTools\n\n| Tool | Price |\n| --- | --- |\n| Hammer | 12 |',
    )
    expect(headings(document)).toEqual(['1 Price list', '2 Tools'])
    expect(document.title).toBe('Price list')
  })

  test('rejects an archive that expands a thousandfold, quickly', async () => {
    const bomb = writeTestDocx(['x'], { 'word/bomb.xml': new Uint8Array(12 * 1024 * 1024) })
    const cpuMs = await cpuMsOf(() => expect(parse('docx', bomb)).rejects.toMatchObject({ code: 'TOO_LARGE' }))
    expect(cpuMs).toBeLessThan(1_000)
  })

  test('never unpacks more than the headers declare', () => {
    const name = 'word/bomb.xml'
    const bytes = writeTestDocx(['x'], { [name]: new Uint8Array(900_000) })
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < bytes.length - 28; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 900_000)
        view.setUint32(at + 24, 1_000, true)
    }
    expect(unpackOffice(bytes)[name]?.length).toBe(1_000)
  })

  test('rejects more than 2,000 files and XML entities', async () => {
    const manyEntries = Object.fromEntries(
      Array.from({ length: 2_001 }, (_, index) => [`word/${index}.xml`, new Uint8Array(1)]),
    )
    await expect(parse('docx', writeTestDocx(['x'], manyEntries))).rejects.toThrow('2,000 files')
    const entities = strToU8('<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')
    await expect(parse('docx', writeTestDocx(['x'], { 'word/document.xml': entities }))).rejects.toThrow('entities')
  })

  test('explains the fault of other archives', async () => {
    await expect(parse('docx', zipSync({ 'a.txt': strToU8('a') }))).rejects.toThrow('not a Word document')
    await expect(parse('docx', strToU8('PK\u0003\u0004 and then nothing'))).rejects.toThrow('damaged')
  })
})

describe('HTML', () => {
  test('keeps the article and drops menus and scripts', async () => {
    const text =
      'The river rises in the hills and runs for two hundred miles to the sea, past mills and meadows. '.repeat(4)
    const document = await parse(
      'html',
      `<!doctype html><html><head><title>Rivers</title><style>p{}</style></head><body><nav><a href=/>Home</a></nav>
       <article><h1>The river</h1><p>${text}</p><h2>Fish</h2><ul><li>Trout</li><li>Pike &amp; perch</li></ul><p>${text}</p></article>
       <script>alert('canary')</script></body></html>`,
    )
    expect(document.title).toBe('Rivers')
    expect(document.text).toContain('- Trout\n- Pike & perch')
    expect(document.text).not.toMatch(/Home|canary|p\{\}/)
    expect(headings(document)).toContain('2 Fish')
  })

  test.each([
    '<!doctype html><html><title>Care</title><h1>Kettles</h1><p>Our kettles boil water.</p></html>',
    '<!doctype html><title>Care</title><meta charset=utf-8><h1>Kettles</h1><p>Our kettles boil water.',
    '<html><head><title>Care</title></head><h1>Kettles</h1><p>Our kettles boil water.</p>',
    '<html><head><title>Care</title></head><body class=x><h1>Kettles</h1><p>Our kettles boil water.</p></body></html>',
  ])('accepts omitted optional tags: %s', async (html) => {
    const { title, text } = await parse('html', html)
    expect([title, text.replace(/\s+/g, ' ').trim()]).toEqual(['Care', 'Kettles Our kettles boil water.'])
  })

  test('reads a fragment without a body, and a table', async () => {
    const document = await parse('html', '<h1>Rooms</h1><table><tr><th>Room</th><td>Seats</td></tr></table>one<br>two')
    expect(document.text).toBe('Rooms\n\n| Room | Seats |\n\none\ntwo')
  })

  test('survives elements nested 20,000 deep', async () => {
    await expect(parse('html', `<p>top</p>${'<div>'.repeat(20_000)}deep`)).resolves.toMatchObject({ text: 'top' })
  })
})

test('Markdown: keeps its text, finds headings outside of code, takes the title from front matter', async () => {
  const document = await parse(
    'markdown',
    '---\ntitle: "The guide"\n---\n# One *bold*\nText [a](b).\n\n```sh\n# no heading\n```\n## Two ##\n- x\n- y\n',
  )
  expect(document.title).toBe('The guide')
  expect(headings(document)).toEqual(['1 One bold', '2 Two'])
  expect(document.text).toContain('```sh\n# no heading\n```')
})

test('decodes text by its byte order mark, as UTF-8, or as Western European', async () => {
  expect((await parse('text', new Uint8Array([0x63, 0x61, 0x66, 0xe9]))).text).toBe('café')
  expect((await parse('text', '\ufeffcafé\r\nbar')).text).toBe('café\nbar')
  expect((await parse('text', new Uint8Array([0xff, 0xfe, 0x68, 0, 0x69, 0]))).text).toBe('hi')
  expect((await parse('text', 'a\0b \ud800c')).text).toBe('ab \ufffdc')
  expect((await parse('text', 'x', 'yearly_report-2025.txt')).title).toBe('yearly report 2025')
})

describe('CSV and JSON', () => {
  test('names the columns in each row', async () => {
    expect((await parse('csv', 'name;price\n"Hammer; big";12\nNail;\n')).text).toBe(
      '- name: Hammer; big; price: 12\n- name: Nail',
    )
    expect((await parse('csv', 'only,one,row')).text).toBe('- only; one; row')
  })
  test('explains an unclosed quote', async () => {
    await expect(parse('csv', `a,b\n"${'x,y\n'.repeat(1_000)}`)).rejects.toThrow('could not be read')
  })
  test('converts a list to records, and an object to lines', async () => {
    expect((await parse('json', '[{"a":1,"b":{"c":[true,null,"x"]}},{"a":2}]')).text).toBe(
      '- a: 1; b.c: true; b.c: x\n- a: 2',
    )
    expect((await parse('json', '{"a":1,"b":"two"}')).text).toBe('- a: 1\n- b: two')
  })
  test('rejects invalid and deeply nested JSON', async () => {
    await expect(parse('json', '{"a":')).rejects.toMatchObject({ code: 'INVALID_JSON' })
    await expect(parse('json', `${'['.repeat(100)}1${']'.repeat(100)}`)).rejects.toThrow('64 levels')
  })
})

test.each(['text', 'markdown', 'html', 'csv', 'json'] as const)('rejects an empty %s file', async (kind) => {
  await expect(parse(kind, kind === 'json' ? '{}' : ' \n')).rejects.toThrow('contains no text')
})
