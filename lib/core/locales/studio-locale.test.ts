import { expect, test } from 'vitest'
import { pickStudioLocale } from './studio-locale'

const accepting = (value: string) => pickStudioLocale({ 'accept-language': value })

test('takes the first language of the browser that the studio speaks', () => {
  expect(
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', 'zh-Hans-SG', 'en-GB,zh', 'de-DE,zh-CN;q=0.5', 'de', ''].map(accepting),
  ).toEqual([...['zh-CN', 'zh-CN', 'zh-CN', 'en', 'zh-CN', 'en', 'en']])
})

test('gives readers of traditional script English', () => {
  expect(['zh-TW,zh-Hant;q=0.9,en;q=0.8', 'zh-HK'].map(accepting)).toEqual(['en', 'en'])
})

test('holds to what was chosen in this browser, if it is a language of ours', () => {
  const chosen = (cookie: string) => pickStudioLocale({ cookie, 'accept-language': 'en' })
  expect([
    chosen('a=b; patchbay-locale=zh-CN'),
    chosen('patchbay-locale=xx'),
    chosen('not-patchbay-locale=zh-CN'),
  ]).toEqual([...['zh-CN', 'en', 'en']])
})
