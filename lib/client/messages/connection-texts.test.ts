import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import { loadCatalogue } from './catalogue'
import { say } from './say'
import { translate } from './sentence-book'
import { sentencesOf } from './testing/sentences-of'
import { zhCN } from './zh-CN/zh-CN'

const FILES = ['lib/services/releases/rollouts.ts', 'lib/services/releases/judge-rollouts.ts']

test('what is wrong with a connection and how a trial ended is there in Chinese, sentence by sentence', () => {
  const sentences = FILES.flatMap((file) =>
    sentencesOf(file)
      .flatMap((text) => text.split(/(?<=[.!?]) (?=[A-Z“])/))
      // What is put together from pieces is looked up as it comes out, such as X1 for a hint of the service's own.
      .filter((text) => text.endsWith('.') && !/^X1 [A-Z]/.test(text))
      .map((text) => `${file}: ${text}`),
  )
  expect(sentences.length).toBeGreaterThan(1)
  const book = zhCN.sentences ?? {}
  expect(sentences.filter((line) => translate(line.slice(line.indexOf(': ') + 2), book) === null)).toEqual([])
})

test('says how a trial ended', async () => {
  await loadCatalogue('zh-CN')
  const requests = new AsyncLocalStorage<StudioLocale>()
  Reflect.set(globalThis, REQUEST_LOCALE, requests)
  requests.run('zh-CN', () => {
    expect(say('It was made live.')).toBe('已设为线上版本。')
    expect(say('Another version went live.')).toBe('另一个版本已上线。')
    expect(say('This is in no book. It stays.')).toBe('This is in no book. It stays.')
  })
  Reflect.deleteProperty(globalThis, REQUEST_LOCALE)
})
