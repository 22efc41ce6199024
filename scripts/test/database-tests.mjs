import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Folders whose code behaves differently on PostgreSQL and on the embedded database. */
const FOLDERS = ['lib/api', 'lib/db', 'lib/evaluation', 'lib/jobs', 'lib/rag', 'lib/runs', 'lib/services']
/** Tests that execute no SQL which others do not execute on both. They run on the embedded database only. */
const ONCE = [
  // Adapters of protocols over the same services, and answers of models.
  /^lib\/api\/public\/(?:ai-sdk|dify|flowise|mcp|openai|openapi)\//,
  /^lib\/api\/public\/(?:bad-models|bad-models-published|fast-path|non-streaming-answers|peer-files|reasoning|recordings|truncated-answers)\.test/,
  // Requests that are rejected before the first write.
  /^lib\/api\/public\/(?:bad-input-values|oauth\/conformance|oauth\/hosts)\.test/,
  /^lib\/services\/runs\/reject-empty-message\.test/,
  // Checks of access by key, each from one or two rows.
  /^lib\/runs\/drive\/ports\/private-mode\.test/,
  /^lib\/services\/governance\/(?:local-addresses|model-policy)\.test/,
  // Random sequences of calls that concurrent-releases.test.ts and second-person.test.ts make one by one.
  /^lib\/services\/releases\/approval-bound\.test/,
  // Models and statistics over a search that other tests run on both.
  /^lib\/evaluation\/experiments\/lab-agreement\.test/,
  // Text recognition.
  /^lib\/rag\/ocr\//,
]
const OPENS_DATABASE = /\b(?:openTestDatabase|TEST_DATABASE|startPostgres)\b/
/** Files that only tests import; product code never opens a test database. */
const SUPPORT = /(?:^|\/)(?:testing|__fixtures__)\/|\/test-[\w-]+\.ts$|-test-[\w-]+\.ts$/

/**
 * The tests that run on both databases: those that open one, directly or through their support files, with few exceptions.
 * @param {string} root of the repository
 * @returns {string[]} paths relative to it
 */
export function databaseTests(root) {
  const cache = new Map()
  const opens = (file) => {
    const found = cache.get(file)
    if (found !== undefined) return found
    cache.set(file, false)
    const source = readText(path.join(root, file))
    const result = OPENS_DATABASE.test(source) || importsOf(source, file).some((one) => SUPPORT.test(one) && opens(one))
    cache.set(file, result)
    return result
  }
  return FOLDERS.flatMap((folder) => testsIn(root, folder)).filter(
    (file) => !ONCE.some((one) => one.test(file)) && opens(file),
  )
}

// Node 20, which starts `npm test`, has no globSync.
const testsIn = (root, folder) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts'))

const readText = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const importsOf = (source, file) =>
  [...source.matchAll(/from '((?:\.|@\/)[^']*)'/g)].map(([, name]) =>
    name.startsWith('@/') ? `${name.slice(2)}.ts` : `${path.posix.join(path.posix.dirname(file), name)}.ts`,
  )
