import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginBuild, isBuilt } from './build-stamp.mjs'

let root: string
const pathOf = (name: string) => path.join(root, name)
/** A file with a modification time relative to now, in seconds. */
function write(name: string, seconds: number): void {
  mkdirSync(path.dirname(pathOf(name)), { recursive: true })
  writeFileSync(pathOf(name), '')
  const time = Date.now() / 1_000 + seconds
  utimesSync(pathOf(name), time, time)
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-stamp-'))
  write('.next/BUILD_ID', 0)
  write('lib/one.ts', -60)
  write('app/page.tsx', -60)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('unchanged sources are not built again, and tests are never built', () => {
  expect(isBuilt(root)).toBe(false)
  beginBuild(root)()
  expect(isBuilt(root)).toBe(true)
  write('lib/one.test.ts', 60)
  expect(isBuilt(root)).toBe(true)
})

test('an edit during the build makes the next build necessary', () => {
  const stamp = beginBuild(root)
  write('lib/one.ts', 0.03)
  stamp()
  expect(isBuilt(root)).toBe(false)
})

test('an added, removed or renamed file of any age makes the next build necessary', () => {
  const stamp = beginBuild(root)
  write('lib/two.ts', -60)
  stamp()
  expect(isBuilt(root)).toBe(false)
  beginBuild(root)()
  renameSync(pathOf('lib/two.ts'), pathOf('lib/three.ts'))
  expect(isBuilt(root)).toBe(false)
  beginBuild(root)()
  rmSync(pathOf('app/page.tsx'))
  expect(isBuilt(root)).toBe(false)
})

test('an aborted build writes no stamp', () => {
  beginBuild(root)
  expect(isBuilt(root)).toBe(false)
})
