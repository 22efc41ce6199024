import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { indexTermsOf, termsOf } from '../text/terms'
import { parseDocument } from './parse-document'
import { toRows } from './pdf/pdf-segments'

const parse = (bytes: Uint8Array) => parseDocument({ bytes, fileName: 'a.pdf', mime: 'application/pdf' })

test('reads Arabic and Hebrew PDFs of a browser: logical letter order, mark positions, tables from the right', async () => {
  const { text, language } = await parse(
    new Uint8Array(readFileSync(new URL('./fixtures/arabic.pdf', import.meta.url))),
  )
  expect(text.split('\n\n')).toEqual([
    'دليل الصيانة',
    'الضمان لا يشمل الأعطال الناتجة عن الإهمال، والسلامة أولاً. مدة الضمان 24 شهراً للمضخة P-100.',
    'السلام عليكم. إلى الآن لأن الاتصال بالشبكة لا يعمل إلا بعد 3.5 ثوان.',
    '| المنتج | السعر |\n| --- | --- |\n| مضخة | 1,250 |\n| صمام | 75 |',
    'החשמל נקטע לאחר שלוש שניות.',
  ])
  expect(language).toBe('ar')
  const terms = new Set(indexTermsOf(text, language))
  for (const term of termsOf('ما مدة الضمان والسلامة؟', language).slice(1)) expect(terms).toContain(term)
})

test('reads shaped and laid out letters in order, with ligatures and stretched words', async () => {
  // السلامة لا تشـــمل 24 شهرا, in visual order from left to right.
  const drawn = [
    '\ufe8d\ufedf\ufeb4\ufefc\ufee3\ufe94',
    '\ufefb',
    '\ufe97\ufeb8\u0640\u0640\ufee4\ufede',
    '24',
    '\ufeb7\ufeec\ufeae\ufe8d',
  ]
  const line = drawn
    .map((word) => (word === '24' ? word : [...word].reverse().join('')))
    .reverse()
    .join(' ')
  expect((await parse(pdfOfGlyphs(line))).text).toBe('السلامة لا تشمل 24 شهرا')
})

test('keeps an Arabic word in an English line intact, and reads the line from the left', () => {
  let x = 50
  const drawn = ['The pump is called ', ...[...'مضخة'].reverse(), ' in Arabic.']
  const items = drawn.map((str) => {
    const width = 6 * str.length
    x += width
    const dir = /^[\x20-\x7e]/.test(str) ? 'ltr' : 'rtl'
    return { str, dir, width, height: 12, transform: [12, 0, 0, 12, x - width, 700] }
  })
  expect(toRows(items).map((row) => row.map(({ text }) => text))).toEqual([['The pump is called مضخة in Arabic.']])
})

/** A page with one line in a font with these characters as glyphs. */
function pdfOfGlyphs(line: string): Uint8Array {
  const glyphs = [...new Set(line)]
  const hex = (number: number) => number.toString(16).padStart(4, '0')
  const map = glyphs.map((glyph, index) => `<${hex(index + 1)}> <${hex(glyph.charCodeAt(0))}>`).join('\n')
  const letters = `begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${glyphs.length} beginbfchar\n${map}\nendbfchar endcmap`
  const content = `BT /F1 12 Tf 60 700 Td <${Array.from(line, (glyph) => hex(glyphs.indexOf(glyph) + 1)).join('')}> Tj ET`
  const objects = [
    '<</Type /Catalog /Pages 2 0 R>>',
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>> stream\n${content}\nendstream`,
    '<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R>>',
    '<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 500 /FontDescriptor 7 0 R>>',
    '<</Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /StemV 90>>',
    `<</Length ${letters.length}>> stream\n${letters}\nendstream`,
  ]
  const body = objects.map((object, index) => `${index + 1} 0 obj ${object} endobj`)
  return new TextEncoder().encode(['%PDF-1.4', ...body, 'trailer <</Root 1 0 R>>'].join('\n'))
}
