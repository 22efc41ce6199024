import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PublicInputField } from '@/lib/contracts/public'
import type { Json } from '@/lib/core/json'
import { sniffFile } from '@/lib/files/sniff'
import { parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import { translate } from './sentence-book'
import { sentencesOf } from './testing/sentences-of'
import { zhCN } from './zh-CN/zh-CN'

const SOURCES = [
  'lib/{files,rag,sources,services/knowledge}/**/*.ts',
  'lib/contracts/{knowledge,retrieval-lab}*.ts',
  'lib/core/{chunking-settings,document-metadata,lab-question}.ts',
  'lib/evaluation/run-lab.ts',
  'lib/services/datasets/parse/*.ts',
  'lib/graph/app-file/parse-app-file.ts',
  'lib/services/runs/parse-run-inputs.ts',
  'lib/services/batches/row-inputs.ts',
]
/** Written for models. */
const PROMPTS = /\/ask-for-\w+\.ts$|\/prepare-question\.ts$/

test('what reading, searching and syncing documents, and reading rows, app files and inputs says is there in Chinese', () => {
  const files = globSync(SOURCES).filter(
    (file) => !/\.test\.ts$|\/testing\/|\/write-test-|\/(?:manifest|zh-CN)\.ts$/.test(file) && !PROMPTS.test(file),
  )
  const told = files.flatMap((file) =>
    sentencesOf(file)
      .filter((text) => /^(?!X1,).*[.?!]$/.test(text))
      .map((text) => ({ file, text })),
  )
  expect(told.length).toBeGreaterThan(150)
  const lacking = told.filter(({ text }) => translate(text, zhCN.sentences ?? {}) === null)
  expect(lacking.map(({ file, text }) => `${file}: ${text}`)).toEqual([])
})

const WRONG: Record<PublicInputField['type'], Json | null> = {
  ...{ text: 1, 'long-text': 1, choice: 'x', number: 'x', boolean: 'x', file: 'x', image: 'x', audio: 'x', json: null },
}

test.each(Object.entries(WRONG))(
  'what an input of the kind %s must be is said in Chinese throughout',
  (type, value) => {
    const field = PublicInputField.parse({ name: '_', label: '_', type, required: true, options: ['1', '2'] })
    const message = messageOf(() => parseRunInputs({ inputFields: [field], messageField: null }, { _: value }, 100))
    expect(message).toMatch(/ must be | is missing /)
    expect(translate(message, zhCN.sentences ?? {})?.replace(/true|false|ID/g, '')).not.toMatch(/[a-z]/i)
  },
)

test.each([
  ['a.exe', 'MZ'],
  ['a.doc', 'text'],
  ['a.pages', 'text'],
  ['a.numbers', 'text'],
  ['a.docx', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
  ['a.docx', '%PDF-1.7'],
  ['a.pdf', 'plain'],
  ['a', '\u0000\u0001'],
])('why the file %s is refused is said in Chinese throughout', (fileName, content) => {
  const message = messageOf(() => sniffFile({ bytes: new Uint8Array(Buffer.from(content, 'latin1')), fileName }))
  const pieces = message.split(/(?<=[.!?]) (?=[A-Z“])/).map((piece) => translate(piece, zhCN.sentences ?? {}))
  expect(pieces).not.toContain(null)
  expect(pieces.slice(0, -1).join('')).toMatch(/^“a[.a-z]*”未被接受：(?!.* [a-z]{2,} )/)
})

function messageOf(refused: () => unknown): string {
  try {
    refused()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}
