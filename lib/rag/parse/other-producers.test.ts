import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sniffFile } from '@/lib/files/sniff'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { prepareWordXml } from './office/prepare-word-xml'
import { writeTestDocx } from './office/write-test-docx'
import { parseDocument } from './parse-document'

async function parse(fileName: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? strToU8(content) : content
  return await parseDocument({ bytes, fileName, mime: sniffFile({ bytes, fileName }).mimeType })
}

test('reads a German Excel CSV with commas in names and decimals', async () => {
  const { text } = await parse(
    'a.csv',
    'Artikel, lang;Preis, netto;Menge, ab\nSchraube M8, verzinkt;1.234,56;1.000\nMutter M8;0,19 €;500\n',
  )
  expect(text.split('\n')).toEqual([
    '- Artikel, lang: Schraube M8, verzinkt; Preis, netto: 1.234,56; Menge, ab: 1.000',
    '- Artikel, lang: Mutter M8; Preis, netto: 0,19 €; Menge, ab: 500',
  ])
})

test('does not take lines above a table for column names in a report CSV', async () => {
  const { text } = await parse('a.csv', '"Report, made 2026-03-14"\n\nName,Town,Price\nAnna,"Oslo\nWest","1,234.56"\n')
  expect(text).toBe('- Report, made 2026-03-14\n- Name: Anna; Town: Oslo West; Price: 1,234.56')
  // A short header of a ragged table is kept.
  expect((await parse('b.csv', 'Name\nAnna\nBen')).text).toBe('- Name: Anna\n- Name: Ben')
})

test.each([
  ['On Fri, 13 Mar 2026 at 09:00, Bob wrote:'],
  ['Am 12.03.2026 um 09:00 schrieb Bob Smith:'],
  ['Le ven. 13 mars 2026 à 09:00, Bob Smith <bob@example.com>\na écrit :'],
  ['2026年3月13日 09:00，Bob 写道：'],
])("drops an e-mail's attribution line with its quote: %s", async (line) => {
  const mail = `From: a@example.com\nSubject: Pump\n\nIt is 3 m.\nSee:\n\n${line}\n> How large is it?\n> Bob\n\nRegards`
  const { text } = await parse('a.eml', mail)
  expect(text).toBe('Subject: Pump\nFrom: a@example.com\n\nIt is 3 m.\nSee:\n\n\nRegards')
})

test.each([['As to question 2:'], ['The pump was changed in 2024.\nYou asked:'], ['See 3.2 and the log of 09:15:']])(
  "keeps an e-mail's own text above a quote: %s",
  async (line) => {
    const { text } = await parse('a.eml', `From: a@example.com\nSubject: Pump\n\n${line}\n> How large is it?\n3 m.\n`)
    expect(text).toBe(`Subject: Pump\nFrom: a@example.com\n\n${line}\n3 m.`)
  },
)

test('reads a Jupyter notebook without its images', async () => {
  const notebook = {
    cells: [
      {
        cell_type: 'markdown',
        metadata: {},
        source: ['# Pump model\n', '\n', 'We fit the *flow*.', '![](data:image/png;base64,iVBORw0KGgo=)'],
      },
      {
        cell_type: 'code',
        execution_count: 1,
        metadata: {},
        source: 'flow(3)  # twice',
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['\u001b[32mloss\u001b[0m 0.12\n'] },
          { output_type: 'execute_result', data: { 'text/plain': ['6'], 'image/png': 'iVBORw0KGgo=' } },
        ],
      },
    ],
    metadata: { kernelspec: { name: 'ir' }, language_info: { name: 'R' } },
    nbformat: 4,
  }
  const { text, sections, title } = await parse('model.ipynb', JSON.stringify(notebook))
  expect(text).toBe(
    'Pump model\n\nWe fit the *flow*.\n\n```R\nflow(3)  # twice\n```\n\n```\nloss 0.12\n```\n\n```\n6\n```',
  )
  expect([title, sections.map((section) => section.title)]).toEqual(['Pump model', ['Pump model']])
})

const WORD =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`

test('Word: accepts tracked changes, writes formulas in one line, drops hidden text', async () => {
  const changed = `${run('The fee is ')}<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id="2">${run('120')}</w:ins>${run(' euro.')}`
  const mark = '<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
  const hidden = `${mark}${run('Shown, ')}${run('secret ', '<w:b/><w:vanish/>')}${run('not hidden', '<w:vanish w:val="0"/>')}`
  const letter = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`
  const fraction = `<m:f><m:num>${letter('a+b')}</m:num><m:den>${letter('2')}</m:den></m:f>`
  const power = `<m:sSup><m:e>${letter('x')}</m:e><m:sup>${letter('2')}</m:sup></m:sSup>`
  const formula = `<m:oMathPara><m:oMath>${power}${letter(' &lt; ')}${fraction}</m:oMath></m:oMathPara>`
  const body = [changed, hidden, formula].map((content) => `<w:p>${content}</w:p>`).join('')
  const document = `<?xml version="1.0"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`
  const { text } = await parse('a.docx', writeTestDocx([], { 'word/document.xml': strToU8(document) }))
  expect(text).toBe('The fee is 120 euro.\n\nShown, not hidden\n\nx^2 < (a+b)/2')
})

test('Word: shows text that is no longer hidden, and drops a hidden drawing with its text', async () => {
  const shownRun = run('Shown again. ', '<w:b/><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>')
  const box = `<w:txbxContent><w:p>${run('In the box.')}</w:p></w:txbxContent>`
  const drawing = `<w:r><w:rPr><w:vanish/></w:rPr><w:pict>${box}</w:pict></w:r>`
  const body = `<w:p>${shownRun}${drawing}${run('Behind it.')}</w:p>`
  const document = `<?xml version="1.0"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`
  const { text } = await parse('a.docx', writeTestDocx([], { 'word/document.xml': strToU8(document) }))
  expect(text).toBe('Shown again. Behind it.')
})

test('Word: handles unclosed formulas and hidden runs quickly', async () => {
  for (const tag of ['<m:oMath>', '<m:oMath', '<w:vanish/>', '<w:r><w:vanish/>', '<m:oMath></m:oMath>'])
    expect(await cpuMsOf(() => void prepareWordXml(strToU8(tag.repeat(200_000))))).toBeLessThan(3_000)
})

test('PPTX: skips hidden slides and keeps the numbers of the others', async () => {
  const files = unzipSync(readFileSync(new URL('./fixtures/talk.pptx', import.meta.url)))
  const first = new TextDecoder().decode(files['ppt/slides/slide1.xml'])
  const bytes = zipSync({ ...files, 'ppt/slides/slide1.xml': strToU8(first.replace('<p:sld ', '<p:sld show="0" ')) })
  const { text, pages, notices } = await parse('talk.pptx', bytes)
  expect(text).toMatch(/^Costs/)
  expect(pages.map(({ page }) => page)).toEqual([2])
  expect(notices).toMatchObject([{ key: 'documents.hiddenSlides', params: { names: '1' } }])
})
