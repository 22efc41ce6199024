import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { translate } from './sentence-book'
import { sentencesOf } from './testing/sentences-of'
import { zhCN } from './zh-CN/zh-CN'

const SOURCES = [
  'lib/{rag,sources,services/knowledge}/**/*.ts',
  'lib/contracts/{knowledge,retrieval-lab}*.ts',
  'lib/core/{chunking-settings,document-metadata,lab-question,retrieval-options}.ts',
  'lib/evaluation/run-lab.ts',
  'lib/services/datasets/parse/*.ts',
  'lib/graph/app-file/parse-app-file.ts',
]
/** Written for models. */
const PROMPTS = /\/ask-for-\w+\.ts$|\/prepare-question\.ts$/

test('what reading, searching and syncing documents, and reading rows and app files says is there in Chinese', () => {
  const files = globSync(SOURCES).filter(
    (file) => !/\.test\.ts$|\/testing\/|\/write-test-/.test(file) && !PROMPTS.test(file),
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
