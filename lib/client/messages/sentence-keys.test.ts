import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('no translation is keyed by an English sentence', () => {
  const files = globSync(['lib/**/zh-CN/*.ts', 'lib/**/zh-CN.ts', 'components/**/locales/*.ts'])
  expect(files.length).toBeGreaterThan(100)
  const sentence = /^\s*['"][A-Z“{"][^'"\n]* [^'"\n]*['"]:/m
  expect(files.filter((file) => sentence.test(readFileSync(file, 'utf8')))).toEqual([])
})
