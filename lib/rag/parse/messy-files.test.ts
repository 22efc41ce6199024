import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { sniffFile } from '@/lib/files/sniff'
import { unpackArchive } from './archive/unpack-archive'
import { parseDocument } from './parse-document'
import { spreadCells } from './spread-cells'
import { TextBuilder } from './text-builder'
import { writeTable } from './write-table'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)))
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
/** Like an upload: detects the type, then parses. */
async function parse(fileName: string, content: string | Uint8Array = fixture(fileName)) {
  const bytes = typeof content === 'string' ? strToU8(content) : content
  return await parseDocument({ bytes, fileName, mime: sniffFile({ bytes, fileName }).mimeType })
}
/** Encodes each letter as a byte of this charset. */
function encode(text: string, charset: string): Uint8Array {
  const letters = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from(text, (letter) => letters.indexOf(letter))
}

const ODT = 'application/vnd.oasis.opendocument.text'

describe('undeclared charsets', () => {
  test.each([
    ['gb18030', 'c3fbb3c62cb1b8d7a20ac2ddcba82cb6c6d0bfc1f9bdc7c2ddcba80a', '- 名称: 螺栓; 备注: 镀锌六角螺栓', 'zh'],
    ['big5', 'a657bad92cb3c6b5f90ac1b3b4552ca4a3c4c3bffba7f7bde80a', '- 名稱: 螺帽; 備註: 不鏽鋼材質', 'zh'],
    [
      'shift_jis',
      '956996bc2c94f58d6c0a837b838b83672c835883658393838c835890bb82c582b70a',
      '- 品名: ボルト; 備考: ステンレス製です',
      'ja',
    ],
    ['iso-2022-jp', '1b24424a5d3e5a1b28422c610a1b2442243b1b28422c620a', '- 保証: せ; a: b', 'ja'],
  ])('reads CSV in %s', async (_, bytes, text, language) => {
    expect(await parse('parts.csv', hex(bytes))).toMatchObject({ text, language })
  })

  test.each([
    ['windows-1251', 'Гарантия на насос составляет три года со дня покупки.'],
    ['koi8-r', 'Гарантия на насос составляет три года со дня покупки.'],
    ['ibm866', 'Гарантия на насос составляет три года со дня покупки.'],
    ['windows-1253', 'Η εγγύηση της αντλίας ισχύει για τρία χρόνια από την αγορά.'],
    ['windows-1256', 'مدة ضمان المضخة ثلاث سنوات من تاريخ الشراء.'],
    ['windows-1255', 'האחריות על המשאבה היא שלוש שנים מיום הרכישה.'],
    ['windows-874', 'การรับประกันปั๊มมีระยะเวลาสามปีนับจากวันที่ซื้อ'],
    ['windows-1250', 'Záruka na čerpadlo je tři roky, jak říká příručka, a ventil se před údržbou zavře.'],
    ['windows-1252', 'Größe für Männer: 12,50 €, “it’s” – Übergröße'],
    ['windows-1252', 'Le café est à côté de la forêt, où l’on déjeune très tôt.'],
    ['windows-1252', 'The pump’s seal – “rated” for 55 bar – isn’t covered.'],
  ])('reads text in %s (%#)', async (charset, text) => {
    expect((await parse('a.txt', encode(text, charset))).text).toBe(text)
  })

  test('reads UTF-16 without a byte order mark, and UTF-8 with a damaged spot', async () => {
    const utf16 = new Uint8Array(Buffer.from('Name,Price\nBolt,12.50\nNut,3\n', 'utf16le'))
    expect((await parse('a.csv', utf16)).text).toBe('- Name: Bolt; Price: 12.50\n- Name: Nut; Price: 3')
    const text = '保修期为三年。'.repeat(20)
    const damaged = Uint8Array.from([...strToU8(text), 0xff, ...strToU8(text)])
    expect((await parse('a.txt', damaged)).text).toBe(`${text}\ufffd${text}`)
  })

  test.each([
    ['cut off within a letter', [...strToU8('今天的会议讨论了价格。').slice(0, -1)], '今天的会议讨论了价格\ufffd'],
    ['beginning within a letter', [...strToU8('今天的会议讨论了价格。').slice(2)], '\ufffd天的会议讨论了价格。'],
    [
      'one line in another charset',
      [...strToU8('Größe\nTür für Köln\n'), 0x4d, 0xfc, 0x6c, 0x6c],
      'Größe\nTür für Köln\nM\ufffdll',
    ],
  ])('keeps a short UTF-8 file, %s, as UTF-8', async (_, bytes, text) => {
    expect((await parse('a.txt', Uint8Array.from(bytes))).text).toBe(text)
  })

  test.each([
    ['gbk.zip', ['手册/价格表.csv', '手册/说明.txt']],
    ['sjis.zip', ['資料/説明書.txt']],
    ['cp437.zip', ['Größe/Übersicht.txt']],
  ])('decodes file names in %s', (name, names) => {
    const { files } = unpackArchive({ bytes: fixture(name), from: 0, maxBytes: 1e6 })
    expect(files.map((file) => file.name)).toEqual(names)
    expect(files.every(({ bytes }) => bytes.length > 0)).toBe(true)
  })
})

describe('PDF', () => {
  test('keeps every row of a table across pages, under one header', async () => {
    const { text, title, properties, pages } = await parse('price-list.pdf')
    const numbers = [...text.matchAll(/^\| P-(\d{4}) \|/gm)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 159 }, (_, index) => index + 1))
    expect(text.match(/^\| --- /gm)).toHaveLength(1)
    expect(text).toMatch(/\| P-0159 .*\|\n\nAfter the table comes/)
    expect(text.slice(pages[1]?.start, pages[1]?.end)).toMatch(/^\n\| P-0\d{3} /)
    // ReportLab's “(anonymous)” is a placeholder.
    expect([title, properties.author]).toEqual(['price list', undefined])
  })

  test.each([
    ['GBK-EUC-H', 'GB1', '<b1a3d0deceaac8fdc4ea>', '保修为三年'],
    ['UniGB-UCS2-H', 'GB1', '<4fdd4fee4e3a4e095e74>', '保修为三年'],
    ['ETen-B5-V', 'CNS1', '<ab4fadd7>', '保修'],
    ['90ms-RKSJ-H', 'Japan1', '<95db8fd882cdb5bd>', '保証はｵｽ'],
    ['EUC-H', 'Japan1', '<caddbedaa4cf>', '保証は'],
    ['KSCms-UHC-H', 'Korea1', '<bab8c1f5>', '보증'],
  ])("reads text in %s without Adobe's tables", async (encoding, collection, codes, text) => {
    expect((await parse('a.pdf', pdfIn(encoding, collection, codes))).text).toContain(text)
  })

  test('drops codes of a font without a known mapping', async () => {
    await expect(parse('a.pdf', pdfIn('Identity-H', 'GB1', '<0f3a0f3b0f3c0f3d0f3e0f3f0f400f410f42>'))).rejects.toThrow(
      'contains no text',
    )
  })

  test('reads the answers in a form', async () => {
    const { text } = await parse('form.pdf')
    for (const answer of ['company: Nordwind Fasteners GmbH', 'lead: 17', 'iso: Yes', 'region: EMEA'])
      expect(text).toContain(answer)
  })
})

/** A page with one text in a font that is not embedded. */
function pdfIn(encoding: string, collection: string, codes: string): string {
  const content = `BT /F1 12 Tf 60 700 Td ${codes} Tj 0 -20 Td /F2 12 Tf (Ten letters and more) Tj ET`
  const plain = encoding === 'Identity-H' ? content.replace(/0 -20 Td.*Tj/, '') : content
  return [
    '%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
    '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
    '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R /F2 8 0 R>>>>>> endobj',
    `4 0 obj <</Length ${plain.length}>> stream\n${plain}\nendstream endobj`,
    `5 0 obj <</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /${encoding} /DescendantFonts [6 0 R]>> endobj`,
    `6 0 obj <</Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo <</Registry (Adobe) /Ordering (${collection}) /Supplement 2>> /FontDescriptor 7 0 R>> endobj`,
    '7 0 obj <</Type /FontDescriptor /FontName /Song /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /StemV 90>> endobj',
    '8 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj',
    'trailer <</Root 1 0 R>>',
  ].join('\n')
}

test.each(['footnote.docx', 'footnote.odt'])(
  '%s: puts notes below their paragraph and keeps list levels',
  async (name) => {
    expect((await parse(name)).text).toBe(
      'Notes\n\nThe seal lasts five years[1] under load.\n\n[1] Except in salt water, where it lasts two.\n\n- one\n  - one a',
    )
  },
)

test('ODT: reads nested boxes once, and keeps notes of lists, tables and headings', async () => {
  const note = (mark: string) =>
    `<text:note><text:note-citation>${mark}</text:note-citation><text:note-body><text:p>note ${mark}</text:p></text:note-body></text:note>`
  const box = (content: string) => `<draw:frame><draw:text-box><text:p>${content}</text:p></draw:text-box></draw:frame>`
  const cell = `<table:table-cell><text:p>cell${note('3')}</text:p></table:table-cell>`
  const body = [
    `<text:h>Title${note('1')}</text:h><text:list><text:list-item><text:p>item${note('2')}</text:p></text:list-item></text:list>`,
    `<table:table><table:table-row>${cell.repeat(2)}</table:table-row></table:table>`,
    `<text:p>outside${box(`outer${box(`inner${note('4')}`)}`)}</text:p>`,
  ].join('')
  const content = `<office:document-content><office:body><office:text>${body}</office:text></office:body></office:document-content>`
  const { text } = await parse(
    'a.odt',
    zipSync({ mimetype: [strToU8(ODT), { level: 0 }], 'content.xml': strToU8(content) }),
  )
  expect(text.split(/\n+/)).toEqual([
    ...['Title[1]', '[1] note 1', '- item[2]', '[2] note 2', '| cell[3] | cell[3] |', '[3] note 3', '[3] note 3'],
    ...['outside', 'outer', 'inner[4]', '[4] note 4'],
  ])
})

test('XLSX: fills merged cells, names hidden sheets, and formats times as displayed', async () => {
  const { text, notices } = await parse('stock.xlsx')
  expect(text).toBe(
    [
      'Stock\n- Region: North; Item: Bolt; Counted: 2026-03-14 13:45; Opens: 08:30',
      '- Region: North; Item: Nut; Counted: 2026-03-15; Opens: 09:00\n\nTotals\n- Quarterly report',
      '- Office Name: Anna; Office Town: Oslo; Sales Q1: 1; Sales Q2: 2',
    ].join('\n'),
  )
  expect(notices).toMatchObject([{ key: 'documents.hiddenSheets', params: { names: '“Salaries”' } }])
})

test('XLSX: rejects a long cell merged over very many others, and ignores endlessly overlapping ranges', async () => {
  const files = unzipSync(fixture('stock.xlsx'))
  const withSheet = (value: string, ranges: string) => {
    const cell = (row: number) =>
      row === 1 ? `<c r="A1" t="inlineStr"><is><t>${value}</t></is></c>` : `<c r="A${row}"/>`
    const rows = Array.from(
      { length: 3_000 },
      (_, index) => `<row r="${index + 1}">${cell(index + 1)}<c r="B${index + 1}"><v>7</v></c></row>`,
    )
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join('')}</sheetData><mergeCells>${ranges}</mergeCells></worksheet>`
    return parse('a.xlsx', zipSync({ ...files, 'xl/worksheets/sheet1.xml': strToU8(sheet) }))
  }
  await expect(withSheet('word '.repeat(2_000), '<mergeCell ref="A1:A3000"/>')).rejects.toThrow('20 million')
  const { text } = await withSheet('North', '<mergeCell ref="A1:A3000"/>'.repeat(20_000))
  expect(text.match(/North/g)?.length).toBeGreaterThan(2_990)
})

test('HTML: fills spanned cells, separates paragraphs of a cell, keeps list numbers and levels', async () => {
  const page = await parse(
    'a.html',
    '<table><tr><th colspan=3>Warranty</th></tr><tr><th rowspan=2>Model</th><th colspan=2>Years</th></tr><tr><th>Land</th><th>Sea</th></tr><tr><td>P1</td><td><p>four</p><p>serviced</p></td><td>two</td></tr></table><ol start=3><li>Open<ul><li>valve</li></ul></li><li>Close</li></ol>',
  )
  expect(page.text).toBe(
    [
      '| Warranty |  |  |\n| --- | --- | --- |\n| Model | Years | Years |\n| Model | Land | Sea |',
      '| P1 | four serviced | two |\n\n3. Open\n  - valve\n4. Close',
    ].join('\n'),
  )
  const wide = await parse('w.html', `<table><tr>${'<td>x</td>'.repeat(300)}</tr></table>`)
  expect(wide.text.match(/x/g)).toHaveLength(300)
  const huge = await parse('b.html', `<table>${'<tr><td colspan=99999 rowspan=99999>x</td></tr>'.repeat(50)}</table>`)
  expect(huge.text.length).toBeLessThan(200_000)
})

test('writes long tables, and rejects a long cell over very many others up front', () => {
  const builder = new TextBuilder()
  writeTable(builder, spreadCells(Array.from({ length: 150_000 }, () => [{ text: 'a' }, { text: 'b' }])))
  expect(builder.toString().match(/a/g)).toHaveLength(150_000)
  const tall = [{ text: 'word '.repeat(2_000), rows: 99_999 }, { text: 'b' }]
  expect(() => spreadCells([tall, ...Array.from({ length: 9_999 }, () => [])])).toThrow('20 million')
})

test('e-mails: opens a forwarded one, drops the quotes of an HTML reply, and detects the language from the text', async () => {
  const inner = 'From: k@y.de\nSubject: Serial\nDate: Fri, 13 Mar 2026 10:00:00 +0100\n\nThe serial number is 0815.'
  const forward = [
    'From: a@x.de\nSubject: Anfrage\nDate: Sat, 14 Mar 2026 10:00:00 +0100\nContent-Type: multipart/mixed; boundary=b',
    '--b\nContent-Type: text/plain\n\nBitte die Garantie der Pumpe mit dem Kunden klären, das ist nicht dringend.',
    `--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n${inner}`,
    '--b--',
  ].join('\n\n')
  const mail = await parse('a.eml', forward)
  expect(mail.text).toContain(
    'Attachment: forwarded message.eml\n\nSubject: Serial\nFrom: k@y.de\nDate: 2026-03-13 09:00\n\nThe serial number is 0815.',
  )
  expect(mail.language).toBe('de')
  const html = '<p>On Tuesday.</p><div class="gmail_quote">X wrote:<blockquote>When is it?</blockquote></div>'
  const reply = await parse('b.eml', `From: a@x.de\nSubject: RE\nContent-Type: text/html\n\n${html}`)
  expect(reply.text).toContain('On Tuesday.')
  expect(reply.text).not.toContain('When is it?')
})

test("reads Excel's delimiter line, long numbers, underlined headings and TOML front matter", async () => {
  expect((await parse('a.csv', 'sep=;\nName;Price\nBolt;1,5\n')).text).toBe('- Name: Bolt; Price: 1,5')
  expect((await parse('a.json', '{"serial":12345678901234567890,"weight":1.5}')).text).toBe(
    '- serial: 12345678901234567890\n- weight: 1.5',
  )
  const guide = await parse('a.md', '+++\ntitle = "Guide"\ndraft = true\n+++\nPump\n====\n\nText.\n\n- item\n---\n')
  expect(guide).toMatchObject({ title: 'Guide', properties: { draft: true } })
  expect(guide.sections.map(({ level, title }) => `${level} ${title}`)).toEqual(['1 Pump'])
})
