import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const MAX_FILES = 40
/** Folders that are lists by nature: one file per contract, control or area of texts. */
const LISTS = /^(?:lib\/contracts|components\/ui|lib\/client\/messages\/[^/]+|lib\/messages\/problems\/[^/]+)$/

/** The two places for hot-path idioms; each names its benchmark. */
const HOT_PATHS = /^lib\/(?:runs\/log|models\/gateway)\//
/** Files outside of them that still branch on `instanceof Promise`. Remove a file when it awaits plainly; add none. */
const STILL_BRANCHING = [
  'lib/api/public/shared/access/rate-limit.ts',
  'lib/api/public/shared/requests/read-body.ts',
  'lib/core/iterables/mapped-items.ts',
  'lib/core/iterables/when-known.ts',
  'lib/services/budgets/admit-call.ts',
  'lib/services/protection/rejection.ts',
]

const sources = globSync('{lib,components}/**/*.{ts,tsx}').filter((file) => !file.endsWith('.gen.ts'))

test('no folder has more than 40 source files in its root', () => {
  const counts = new Map<string, number>()
  const programs = globSync('{scripts,e2e,bench}/**/*.{ts,mts,mjs,json}', { exclude: (name) => /node_modules/.test(name) })
  for (const file of [...sources, ...programs]) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1)
  expect([...counts].filter(([folder, count]) => count > MAX_FILES && !LISTS.test(folder))).toEqual([])
})

test('only the named hot paths branch on instanceof Promise', () => {
  const branching = sources.filter(
    (file) => !HOT_PATHS.test(file) && /\binstanceof Promise\b/.test(readFileSync(file, 'utf8')),
  )
  expect(branching.sort()).toEqual(STILL_BRANCHING)
})
