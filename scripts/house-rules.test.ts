import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ALONE } from './test/alone'

const MAX_FILES = 40
/** Folders that are lists by nature: one file per contract, control or area of texts. */
const LISTS = /^(?:lib\/contracts|components\/ui|lib\/client\/messages\/[^/]+|lib\/messages\/problems\/[^/]+)$/

/** The two places for hot-path idioms; each names its benchmark. */
const HOT_PATHS = /^lib\/(?:runs\/log|models\/gateway)\//

const sources = globSync('{lib,components}/**/*.{ts,tsx}').filter((file) => !file.endsWith('.gen.ts'))

const TESTS = [
  '{lib,components,scripts,app}/**/*.test.{ts,tsx}',
  '{lib,scripts}/**/testing/**/*.{ts,mjs}',
  'e2e/**/*.{ts,mjs}',
]
const tests = globSync(TESTS, { exclude: (name) => /node_modules/.test(name) })

/** A promise that a timer fulfills, and the functions of Node and Playwright that return one. */
const SLEEPS = /timers\/promises'|waitForTimeout\(|=>\s*setTimeout\(\w+[,)]/
const COMPARES_WALL_CLOCK = /(?:performance|Date)\.now\(\) - \w+\)?\s*(?:[<>]|\.to)/
const HAS_FAKE_TIME = /\b(?:installVirtualTime|useFakeTimers)\(/
/** Tests whose subject is real time: processes, threads and sockets that no fake clock reaches. Add none. */
const REAL_TIME = new Map([
  ['e2e/clients/support/until.mjs', 'polls for Node’s test runner, which has no polling assertion'],
  ['e2e/clients/tests/deep-chat.test.mjs', 'the package rerenders by timers of its own'],
  ['e2e/crash/resume.spec.ts', 'kills the process after events have been stored'],
  ['lib/api/public/oauth/renewal.test.ts', 'a stream stays open for longer than the interval of a check'],
  ['lib/api/public/restarted-answers.test.ts', 'readers have caught up with a dead process'],
  ['lib/db/errors/explain-start-failure.test.ts', 'waits for a PostgreSQL that does not start'],
  ['lib/db/errors/lost-connections.test.ts', 'connections are cut at any moment'],
  ['lib/sources/web/client.test.ts', 'pauses between requests to a site'],
])

test('tests neither sleep nor compare the wall clock', () => {
  const found = tests.filter((file) => {
    const source = readFileSync(file, 'utf8')
    return (SLEEPS.test(source) || COMPARES_WALL_CLOCK.test(source)) && !HAS_FAKE_TIME.test(source)
  })
  expect(found.sort()).toEqual([...REAL_TIME.keys()])
})

test('tests that replace modules do not share them with other tests', () => {
  const replacing = tests.filter((file) => /\bvi\.(?:doMock|mock)\(/.test(readFileSync(file, 'utf8')))
  expect(replacing.filter((file) => !ALONE.includes(file))).toEqual([])
  expect(ALONE.filter((file) => !tests.includes(file))).toEqual([])
})

test('no folder has more than 40 source files in its root', () => {
  const counts = new Map<string, number>()
  const scripts = globSync('{scripts,e2e,bench}/**/*.{ts,mts,mjs,json}', {
    exclude: (name) => /node_modules/.test(name),
  })
  for (const file of [...sources, ...scripts]) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1)
  expect([...counts].filter(([folder, count]) => count > MAX_FILES && !LISTS.test(folder))).toEqual([])
})

test('only the named hot paths branch on instanceof Promise', () => {
  const branching = sources.filter(
    (file) => !HOT_PATHS.test(file) && /\binstanceof Promise\b/.test(readFileSync(file, 'utf8')),
  )
  expect(branching).toEqual([])
})
