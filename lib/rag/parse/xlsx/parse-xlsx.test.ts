import { expect, test } from 'vitest'
import { sniffFile } from '@/lib/files/sniff'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { parseDocument } from '../parse-document'
import { writeTestXlsx } from './write-test-xlsx'

type Workbook = Parameters<typeof writeTestXlsx>[0]
async function parse(workbook: Workbook) {
  const bytes = writeTestXlsx(workbook)
  return await parseDocument({ bytes, fileName: 'a.xlsx', mime: sniffFile({ bytes, fileName: 'a.xlsx' }).mimeType })
}
const oneSheet = (xml: string, overrides: Omit<Workbook, 'sheets'> = {}) =>
  parse({ sheets: { Data: xml }, ...overrides })
/** A text cell, or a number with its style. */
const cell = (ref: string, value: string | number, style = 0) =>
  typeof value === 'string'
    ? `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
    : `<c r="${ref}" s="${style}"><v>${value}</v></c>`
const row = (number: number, values: readonly (string | number)[], styles: readonly number[] = []) =>
  `<row r="${number}">${values.map((value, index) => cell(`${String.fromCharCode(65 + index)}${number}`, value, styles[index])).join('')}</row>`

test('formats percentages, currencies and dates as displayed', async () => {
  const codes = ['0%', '#,##0.00\\ &quot;€&quot;', 'dd.mm.yyyy', '00000']
  const formats = codes.map((code, index) => `<numFmt numFmtId="${170 + index}" formatCode="${code}"/>`).join('')
  const cells = ['0', '170', '171', '172', '173', '10'].map((id) => `<xf numFmtId="${id}"/>`).join('')
  const { text } = await oneSheet(
    `<sheetData>${row(1, ['Region', 'VAT', 'Net', 'Due', 'Postcode', 'Growth'])}${row(
      2,
      ['Dresden', 0.19, 1234.5, 46_095, 1_067, 0.0725],
      [0, 1, 2, 3, 4, 5],
    )}</sheetData>`,
    { styles: `<numFmts>${formats}</numFmts><cellXfs>${cells}</cellXfs>` },
  )
  expect(text).toBe('- Region: Dresden; VAT: 19%; Net: 1234.50 €; Due: 2026-03-14; Postcode: 01067; Growth: 7.25%')
})

test('takes years as column names, but not a first row of numbers', async () => {
  const years = `<sheetData>${row(1, ['Region', 2024, 2025])}${row(2, ['Oslo', 12, 15])}</sheetData>`
  expect((await oneSheet(years)).text).toBe('- Region: Oslo; 2024: 12; 2025: 15')
  const people = `<sheetData>${row(1, ['Anna', 1987, 1999])}${row(2, ['Ben', 1990, 2001])}${row(3, ['Cem', 12, 3])}</sheetData>`
  expect((await oneSheet(people)).text.split('\n')).toHaveLength(2)
  const figures = `<sheetData>${row(1, ['Anna', 30])}${row(2, ['Ben', 40])}</sheetData>`
  expect((await oneSheet(figures)).text).toBe('- Anna; 30\n- Ben; 40')
})

test('reads files of other programs: prefixes, cells without addresses, shared and rich texts, escapes, CDATA', async () => {
  const sheet = `<x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c
    t='str'><x:v>B&amp;C &#228;</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>one </x:t></x:r><x:r><x:t><![CDATA[<two>]]></x:t></x:r></x:is></x:c></x:row>
    <x:row><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData>`
  const { text } = await oneSheet(sheet, { strings: ['Name', 'Größe_x000D_ in m'] })
  expect(text).toBe('- Name: B&C ä; Größe in m: one <two>\n- Größe in m: true')
})

test('excludes phonetic readings of Japanese words', async () => {
  const bytes = `<sheetData>${row(1, ['a', 'b'])}<row r="2"><c r="A2" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c></row></sheetData>`
  expect((await oneSheet(bytes)).text).toBe('- a: 東京')
})

test.each([
  ...['<mergeCell ', '<mergeCell ref="', '<c ', '<!-- ', '<![CDATA[', '</row>', '&#'].map((tag) => [tag, null]),
  ...['<mergeCell>', '<row r="2">', '<v>', '<x:v>'].map((tag) => [tag, 'nested too deeply']),
])('handles %s, repeated hundreds of thousands of times without an end, quickly', async (tag, refusal) => {
  const rows = `${row(1, ['Name', 'Town'])}${row(2, ['Anna', 'Oslo'])}`
  const xml = `<sheetData>${rows}</sheetData><mergeCells>${tag?.repeat(300_000)}`
  expect(
    await cpuMsOf(async () => {
      if (refusal) await expect(oneSheet(xml)).rejects.toThrow(refusal)
      else expect((await oneSheet(xml)).text).toContain('- Name: Anna; Town: Oslo')
    }),
  ).toBeLessThan(4_000)
})

test('handles overlapping and huge merged ranges quickly', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => row(index + 1, [`n${index}`, index, 'x']))
  for (const ref of ['A1:A20000', 'A1:XFD20000', 'A1:B1048576']) {
    const merges = `<mergeCell ref="${ref}"/>`.repeat(50_000)
    expect(
      await cpuMsOf(async () => {
        const { text } = await oneSheet(`<sheetData>${rows.join('')}</sheetData><mergeCells>${merges}</mergeCells>`)
        expect(text.split('\n')).toHaveLength(20_000)
      }),
      ref,
    ).toBeLessThan(4_000)
  }
})

test('names the last readable row of a table that is too large', async () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => row(index + 2, ['part number four', 'a'.repeat(60)]))
  const names = ['A column whose name is as long as a sentence', 'And another one whose name is longer still']
  await expect(oneSheet(`<sheetData>${row(1, names)}${rows.join('')}</sheetData>`)).rejects.toThrow(
    /its first 11\d,\d{3} rows, .* have 20 million characters/,
  )
})
