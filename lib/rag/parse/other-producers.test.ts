import { strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { sniffFile } from '@/lib/files/sniff'
import { parseDocument } from './parse-document'

async function parse(fileName: string, content: string) {
  const bytes = strToU8(content)
  return await parseDocument({ bytes, fileName, mime: sniffFile({ bytes, fileName }).mimeType })
}

test('CSV of a German Excel: commas in names and decimals do not part its fields', async () => {
  const { text } = await parse(
    'a.csv',
    'Artikel, lang;Preis, netto;Menge, ab\nSchraube M8, verzinkt;1.234,56;1.000\nMutter M8;0,19 €;500\n',
  )
  expect(text.split('\n')).toEqual([
    '- Artikel, lang: Schraube M8, verzinkt; Preis, netto: 1.234,56; Menge, ab: 1.000',
    '- Artikel, lang: Mutter M8; Preis, netto: 0,19 €; Menge, ab: 500',
  ])
})

test('CSV of a report: lines above the table are no names of columns', async () => {
  const { text } = await parse('a.csv', '"Report, made 2026-03-14"\n\nName,Town,Price\nAnna,"Oslo\nWest","1,234.56"\n')
  expect(text).toBe('- Report, made 2026-03-14\n- Name: Anna; Town: Oslo West; Price: 1,234.56')
  // A short header of a ragged table is one.
  expect((await parse('b.csv', 'Name\nAnna\nBen')).text).toBe('- Name: Anna\n- Name: Ben')
})

test.each([
  ['On Fri, 13 Mar 2026 at 09:00, Bob wrote:'],
  ['Am 12.03.2026 um 09:00 schrieb Bob Smith:'],
  ['Le ven. 13 mars 2026 à 09:00, Bob Smith <bob@example.com>\na écrit :'],
])('a mail’s line about what it quotes goes with the quote: %s', async (line) => {
  const mail = `From: a@example.com\nSubject: Pump\n\nIt is 3 m.\nSee:\n\n${line}\n> How large is it?\n> Bob\n\nRegards`
  const { text } = await parse('a.eml', mail)
  expect(text).toBe(
    'Subject: Pump\nFrom: a@example.com\n\nIt is 3 m.\nSee:\n\n\n\nRegards'.replace('\n\n\n\n', '\n\n\n'),
  )
})

test('a notebook of Jupyter is read as one reads it, without its pictures', async () => {
  const notebook = {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# Pump model\n', '\n', 'We fit the *flow*.'] },
      {
        ...{ cell_type: 'code', execution_count: 1, metadata: {}, source: 'flow(3)  # twice' },
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['loss 0.12\n'] },
          { output_type: 'execute_result', data: { 'text/plain': ['6'], 'image/png': 'iVBORw0KGgo=' } },
        ],
      },
    ],
    metadata: { kernelspec: { language: 'python', name: 'python3' } },
    nbformat: 4,
  }
  const { text, sections, title } = await parse('model.ipynb', JSON.stringify(notebook))
  expect(text).toBe(
    'Pump model\n\nWe fit the *flow*.\n\n```python\nflow(3)  # twice\n```\n\n```\nloss 0.12\n```\n\n```\n6\n```',
  )
  expect([title, sections.map((section) => section.title)]).toEqual(['Pump model', ['Pump model']])
})
