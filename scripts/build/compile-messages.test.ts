import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from '@/lib/client/messages/en/en'
import { zhCN } from '@/lib/client/messages/zh-CN/zh-CN'
import { formatCompiled } from '@/lib/messages/format-compiled'
import { formatMessage } from '@/lib/messages/format-message'
import compileMessages from './compile-messages.cjs'

/** 1,234 for each argument. */
const valuesOf = (text: string) =>
  Object.fromEntries(Array.from(text.matchAll(/\{(\w+)/g), ([, name = '']) => [name, 1_234]))

test.each([
  ['en', en.runs],
  ['zh-CN', zhCN.areas.runs ?? {}],
] as const)('a message that was parsed for pages is formatted like the original (%s)', async (locale, texts) => {
  const file = `lib/client/messages/${locale}/runs.ts`
  const code = await new Promise<string>((resolve, reject) => {
    const async = () => (error: Error | null, result: string) => (error ? reject(error) : resolve(result))
    compileMessages.call({ resourcePath: file, async }, readFileSync(file, 'utf8'))
  })
  const { runs } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const withArguments = Object.entries(texts).filter(([, text]) => String(text).includes('{'))
  expect(withArguments.length).toBeGreaterThan(10)
  for (const [key, text] of withArguments) {
    const values = valuesOf(String(text))
    expect(formatCompiled(runs[key], values, locale)).toBe(formatMessage(String(text), values, locale))
  }
  expect(Object.keys(runs)).toEqual(Object.keys(texts))
})

test('removes nothing but the types from the index of a language', async () => {
  const code = await new Promise<string>((resolve) => {
    const async = () => (_: Error | null, result: string) => resolve(result)
    const source = "import { runs } from './runs'\nexport const en = { runs } as const\n"
    compileMessages.call({ resourcePath: 'lib/client/messages/en/en.ts', async }, source)
  })
  expect(code).toMatch(/import \{ runs \} from "\.\/runs";\s+(export )?const en = \{ runs \};/)
})
