import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z as whole } from 'zod'
import { z } from './zod-parts'

// Pages import files of nearly every layer through contracts, so all of lib is checked.
const FOLDERS = ['app', 'components', 'lib']

test('includes every member of zod that pages use', () => {
  const used = new Set<string>()
  for (const file of FOLDERS.flatMap(sources))
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?<![\w.])z\s*\.(?!input<|output<)([A-Za-z]\w*)/g))
      used.add(name)
  // Types leave no trace at run time.
  const missing = [...used].filter((name) => Object.hasOwn(whole, name) && !Object.hasOwn(z, name))
  expect(missing, 'Add these to lib/core/zod-members.ts, or pages fail where they use them').toEqual([])
})

test('behaves like the complete module', () => {
  expect(z.string).toBe(whole.string)
  expect(z.string().safeParse(1).error?.issues[0]?.message).toBe('Invalid input: expected string, received number')
})

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .map((file) => path.join(folder, file))
}
