import { expect, test } from 'vitest'
import { pickStudioLocale } from './studio-locale'

const accepting = (value: string) => pickStudioLocale({ 'accept-language': value })

test('picks the first browser language that the studio supports', () => {
  expect(
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', 'zh-Hans-SG', 'en-GB,zh', 'de-DE,zh-CN;q=0.5', 'de', ''].map(accepting),
  ).toEqual([...['zh-CN', 'zh-CN', 'zh-CN', 'en', 'zh-CN', 'en', 'en']])
})

test('falls back to English for readers of traditional Chinese', () => {
  expect(['zh-TW,zh-Hant;q=0.9,en;q=0.8', 'zh-HK'].map(accepting)).toEqual(['en', 'en'])
})

test('keeps the language selected in this browser if it is supported', () => {
  const localeOf = (cookie: string) => pickStudioLocale({ cookie, 'accept-language': 'en' })
  expect([
    localeOf('a=b; patchbay-locale=zh-CN'),
    localeOf('patchbay-locale=xx'),
    localeOf('not-patchbay-locale=zh-CN'),
  ]).toEqual([...['zh-CN', 'en', 'en']])
})
