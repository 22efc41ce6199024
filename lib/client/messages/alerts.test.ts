import { AsyncLocalStorage } from 'node:async_hooks'
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import { loadCatalogue } from './catalogue'
import { saySentences } from './say'
import { translate } from './sentence-book'
import { sentencesOf } from './testing/sentences-of'
import { zhCN } from './zh-CN/zh-CN'

test('what the inbox tells is there in Chinese', () => {
  const files = globSync('lib/{runs,services}/**/*.ts').filter((file) => !/\.test\.ts$|raise-alert\.ts$/.test(file))
  const telling = files.filter((file) => /\braiseAlert\(|insert\(alerts\)/.test(readFileSync(file, 'utf8')))
  expect(telling.length).toBeGreaterThan(9)
  const withWords = [...telling, 'lib/services/releases/judge-rules.ts', 'lib/services/budgets/describe-budget.ts']
  const sentences = withWords.flatMap((file) => sentencesOf(file).map((text) => `${file}: ${text}`))
  expect(sentences.length).toBeGreaterThan(40)
  const lacking = sentences.filter(
    (line) => translate(line.slice(line.indexOf(': ') + 2), zhCN.sentences ?? {}) === null,
  )
  expect(lacking).toEqual([])
})

test('reasons that stand together are told one by one', async () => {
  await loadCatalogue('zh-CN')
  const requests = new AsyncLocalStorage<StudioLocale>()
  Reflect.set(globalThis, REQUEST_LOCALE, requests)
  requests.run('zh-CN', () => {
    expect(
      saySentences('Failed runs: 5.0 % against 1.5 % (at most 1 points more). Good ratings: 80 % against 90 %.'),
    ).toBe('失败的运行：5.0%，对比 1.5%（最多高 1 个百分点）。好评：80%，对比 90%。')
    expect(saySentences('It could not be read.')).toBe('无法读取。')
  })
  Reflect.deleteProperty(globalThis, REQUEST_LOCALE)
})
