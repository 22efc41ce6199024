import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { sniffFile } from '@/lib/files/sniff'
import { parseDocument } from './parse-document'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)))
const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? strToU8(content) : content)
/** Like an upload: detects the type, then parses. */
async function parse(fileName: string, content: string | Uint8Array = fixture(fileName)) {
  const bytes = bytesOf(content)
  const document = await parseDocument({ bytes, fileName, mime: sniffFile({ bytes, fileName }).mimeType })
  for (const { title, start, contentStart } of document.sections)
    if (document.shape !== 'code') expect(document.text.slice(start, contentStart)).toBe(title)
  return document
}
const headings = ({ sections }: Awaited<ReturnType<typeof parse>>) =>
  sections.map(({ level, title }) => `${level} ${title}`)
const TABLE = '| Tool | Price | Shelf |\n| --- | --- | --- |\n| Hammer | 12.50 | A1 |\n| File set | 31.00 | B4 |'

test.each(['handbook.docx', 'handbook.odt', 'handbook.pdf'])(
  '%s: extracts headings, lists, a table and its properties',
  async (name) => {
    const document = await parse(name)
    expect(headings(document)).toEqual(['1 Safety', '2 Tools', '1 Opening hours'])
    expect(document.text).toContain(TABLE)
    expect(document.text).toMatch(
      /^Safety\n\nGoggles are worn at the lathe\. The guard stays closed while the spindle turns\.\n/,
    )
    expect(document.text).toMatch(/[-•] Hammer, two sizes\n+[-•] Files of hardened steel/)
    expect(document.properties).toMatchObject({ author: 'Ada Byron' })
  },
)

describe('PDF', () => {
  test('reads two columns in order, tables as Markdown, without running headers and page numbers', async () => {
    const { text, pages } = await parse('paper.pdf')
    const marks = [...text.matchAll(/Mark (\d[ab]) begins/g)].map(([, mark]) => mark)
    expect(marks).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((section) => [`${section}a`, `${section}b`]))
    expect(text).toContain(
      '| Year | Flow | Salmon |\n| --- | --- | --- |\n| 1990 | 40.5 | 900 |\n| 1995 | 37.5 | 790 |',
    )
    expect(text.match(/Journal of Rivers/g)).toHaveLength(1)
    expect(text).not.toMatch(/\n\n\d\n\n/)
    expect(text).toContain('On the decline of rivers\n\nAda Byron and Charles Babbage\n\nAbstract. We look at')
    expect(text.match(/^\|/gm)).toHaveLength(8)
    expect(pages).toHaveLength(3)
  })

  test('keeps multi-line cells and right-aligned numbers in their columns', async () => {
    expect((await parse('invoice.pdf')).text).toContain(
      [
        '| Number | Description | Pieces | Price |',
        '| --- | --- | --- | --- |',
        '| A-100 | Bolt, hardened steel, with a washer that must be fitted below the head | 120 | 0.25 |',
        '| A-101 | Nut | 95 | 0.10 |',
        '| B-7 | Guide rail | 4 | 88.00 |',
        '| C-12 | Bearing with two seals | 16 | 7.40 |',
      ].join('\n'),
    )
  })

  test('reads three columns in order, recognizes paragraphs side by side as a table, and ignores gaps of justified text', async () => {
    const { text } = await parse('three.pdf')
    const marks = [...text.matchAll(/(START|END)(\d+)/g)].map(([mark]) => mark)
    expect(marks).toEqual(Array.from({ length: 12 }, (_, index) => [`START${index}`, `END${index}`]).flat())
    const rows = (await parse('faq.pdf')).text.split('\n').filter((line) => line.startsWith('|'))
    expect(rows.slice(0, 2)).toEqual(['| Question | Answer |', '| --- | --- |'])
    for (const [index, row] of rows.slice(2).entries())
      expect(row).toMatch(new RegExp(`^\\| Q${index} .*\\. \\| A${index} .*\\. \\|$`))
    expect(rows).toHaveLength(8)
    expect((await parse('just.pdf')).text).not.toContain('|')
  })

  test('lists scanned pages', async () => {
    const { text, notices } = await parse('scan.pdf')
    expect(text).toContain('The contract is attached as a scan')
    expect(notices).toMatchObject([
      { message: expect.stringMatching(/^\d of \d pages contain no text \(2-\d\)\. .*OCR/) },
    ])
  })

  test('explains that a password is needed', async () => {
    await expect(parse('locked.pdf')).rejects.toThrow('password-protected')
  })
})

test('PPTX: makes slides pages and titles headings; keeps lists, tables and notes', async () => {
  const document = await parse('talk.pptx')
  expect(document.text).toBe(
    [
      'The new lathe\n\n- Runs at 3,000 turns a minute\n- Needs 400 volts\n\nNotes: Say that the old one is sold in May.',
      'Costs\n\n| Item | Euro |\n| --- | --- |\n| Lathe | 18,400 |\n| Chuck \\| jaws | 950 |\n\nDelivery takes six weeks.',
    ].join('\n\n'),
  )
  expect(headings(document)).toEqual(['1 The new lathe', '1 Costs'])
  expect(document.pages.map(({ page }) => page)).toEqual([1, 2])
  expect(document).toMatchObject({ title: 'The new lathe', properties: { author: 'Ada Byron', subject: 'Machines' } })
})

test('XLSX: makes each sheet a section and each row a record with its column names', async () => {
  const document = await parse('parts.xlsx')
  expect(document.text).toBe(
    [
      'Stock\n- Stock of the workshop',
      '- Part: Bolt M8; Pieces: 120; Counted: 2026-03-14; Value: 30',
      '- Part: Nut M8; Pieces: 95.5; Counted: 2026-03-15\n\nSuppliers\n- Name: Schrauben Müller & Co; City: Köln; Trusted: 1',
    ].join('\n'),
  )
  expect(headings(document)).toEqual(['1 Stock', '1 Suppliers'])
  expect(document).toMatchObject({ shape: 'records', title: 'Spare parts' })
})

test("EPUB: reads the spine in order, with the book's metadata", async () => {
  const book = await parse('book.epub')
  expect(headings(book)).toEqual(['1 The source', '2 Mills', '1 Floods'])
  expect(book.text).toContain('It rises in the hills of the north.')
  expect(book).toMatchObject({
    title: 'The river book',
    properties: { author: 'Ada Byron', publisher: 'Mill Press', created: '2024-05-01T00:00:00.000Z' },
  })
  expect((await parse('handbook.epub')).text).toContain(TABLE)
})

test("reads an e-mail's headers, its text without quotes, and its attachments as sections", async () => {
  const mail = await parse('mail.eml')
  expect(mail.text).toContain(
    'Subject: Bestellung für März\nFrom: Ada Byron <ada@example.com>\nTo: Charles <charles@example.com>',
  )
  expect(mail.text).toContain('Please order twenty bolts.')
  expect(mail.text).not.toContain('What do we need?')
  expect(headings(mail)).toEqual(['1 Attachment: prices.csv'])
  expect(mail.text).toContain('- Part: Bolt; Price: 0.25\n- Part: Nut; Price: 0.10')
  expect(mail.notices).toMatchObject([
    { message: 'The attachment tool.exe is skipped. Files of this type are not read.' },
  ])
  expect(mail.properties).toMatchObject({ created: '2026-03-14T08:30:00.000Z' })
})

test('source code: makes declarations sections with the comment above them', async () => {
  const { text, sections, shape } = await parse('lathe.py')
  expect(shape).toBe('code')
  expect(sections.map(({ title, start }) => [title, text.slice(start).split('\n')[0]])).toEqual([
    ['stop', '# Stops the spindle'],
    ['Lathe', 'class Lathe:'],
  ])
  const names = async (name: string, code: string) => (await parse(name, code)).sections.map(({ title }) => title)
  expect(
    await names('a.ts', 'export async function one() {}\nconst two = (x) => x\nexport class Three {}\nlet four = 4'),
  ).toEqual(['one', 'two', 'Three'])
  expect(await names('a.go', 'package a\nfunc (s *Shop) Open() {}\ntype Shop struct {}')).toEqual(['Open', 'Shop'])
  expect(await names('a.rs', 'pub fn open() {}\nimpl Shop {\n    fn inner() {}\n}')).toEqual(['open', 'Shop'])
  expect(await names('A.java', 'import a.B;\npublic class A {\n  int b() {\n  }\n}')).toEqual(['A'])
  expect(await names('a.c', '#include <a.h>\nstatic int open(char *name) {\n  return 0;\n}')).toEqual(['open'])
  expect(await names('a.sql', 'CREATE TABLE IF NOT EXISTS parts (id int);')).toEqual(['parts'])
})

test('JSONL: makes one record per line, and names the number of a broken line', async () => {
  expect((await parse('a.jsonl', '{"a":1}\n\n{"a":{"b":"x"}}\n')).text).toBe('- a: 1\n- a.b: x')
  await expect(parse('a.jsonl', '{"a":1}\n{"a":')).rejects.toMatchObject({
    code: 'INVALID_JSON',
    message: expect.stringContaining('Line 2'),
  })
})

test('reads front matter and meta tags as properties', async () => {
  const { properties, title } = await parse(
    'a.md',
    '---\ntitle: Guide\nauthor: "Ada"\ndraft: true\nversion: 3\ntags: [a, "b c"]\nteams:\n  - red\n  - blue\nconstructor: x\nnested:\n  a: 1\n---\nText.',
  )
  expect(title).toBe('Guide')
  expect(properties).toEqual({ author: 'Ada', draft: true, version: 3, tags: ['a', 'b c'], teams: ['red', 'blue'] })
  const page = await parse(
    'a.html',
    '<html><head><meta name="author" content="Ada"><meta property="article:published_time" content="2026-03-14"></head><body>Text</body></html>',
  )
  expect(page.properties).toEqual({ author: 'Ada', created: '2026-03-14T00:00:00.000Z' })
})

describe('bad files', () => {
  const bomb = (name: string, part: string) =>
    zipSync({ [part]: strToU8('<a/>'), [name]: new Uint8Array(12 * 1024 * 1024) })
  const compound = (content: string) =>
    Uint8Array.from([
      0xd0,
      0xcf,
      0x11,
      0xe0,
      0xa1,
      0xb1,
      0x1a,
      0xe1,
      ...new Uint8Array(512),
      ...Buffer.from(content, 'utf16le'),
    ])
  test.each([
    ['a.xlsx', bomb('xl/bomb.xml', 'xl/workbook.xml'), 'compressed more than'],
    ['a.pptx', bomb('ppt/bomb.xml', 'ppt/presentation.xml'), 'compressed more than'],
    ['a.epub', bomb('bomb.xhtml', 'META-INF/container.xml'), 'compressed more than'],
    ['a.odt', strToU8('PK\u0003\u0004 and no more'), 'damaged'],
    ['a.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), 'damaged'],
    ['a.pptx', zipSync({ 'ppt/presentation.xml': strToU8('<a/>') }), 'contains no text'],
    [
      'a.epub',
      zipSync({ mimetype: [strToU8('application/epub+zip'), { level: 0 }], 'META-INF/container.xml': strToU8('<a/>') }),
      'damaged',
    ],
    ['a.eml', 'no headers at all', 'not an email'],
    ['a.py', '   \n', 'contains no text'],
    ['a.docx', compound('EncryptedPackage'), 'password-protected'],
    ['a.doc', compound('WordDocument'), 'before 2007'],
    ['a.doc', 'plain', 'Save it as .docx'],
    ['a.docx', zipSync({ 'xl/workbook.xml': strToU8('<a/>') }), 'an Excel workbook, which does not match its name'],
  ])('%s is rejected with an explanation (%#)', async (name, content, reason) => {
    await expect(parse(name, content)).rejects.toThrow(reason)
  })

  test('rejects a book with encrypted chapters, but not one with obfuscated fonts', async () => {
    const locked = (uri: string) => {
      const files = { 'META-INF/container.xml': strToU8('<container><rootfile full-path="a.opf"/></container>') }
      const opf =
        '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
      const encryption = `<encryption><enc:CipherReference URI="${uri}"/></encryption>`
      return zipSync({
        ...files,
        'a.opf': strToU8(opf),
        'a.xhtml': strToU8('<p>Text</p>'),
        'META-INF/encryption.xml': strToU8(encryption),
      })
    }
    await expect(parse('a.epub', locked('a.xhtml'))).rejects.toThrow('DRM')
    expect((await parse('a.epub', locked('font.otf'))).text).toBe('Text')
  })
})
