import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginBuild, isBuilt } from './build-stamp.mjs'

let root: string
const at = (name: string) => path.join(root, name)
/** A file as it was written so many seconds from now. */
function write(name: string, seconds: number): void {
  mkdirSync(path.dirname(at(name)), { recursive: true })
  writeFileSync(at(name), '')
  const time = Date.now() / 1_000 + seconds
  utimesSync(at(name), time, time)
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-stamp-'))
  write('.next/BUILD_ID', 0)
  write('lib/one.ts', -60)
  write('app/page.tsx', -60)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('what was built and not touched since is not built again, and tests are not built at all', () => {
  expect(isBuilt(root)).toBe(false)
  beginBuild(root)()
  expect(isBuilt(root)).toBe(true)
  write('lib/one.test.ts', 60)
  expect(isBuilt(root)).toBe(true)
})

test('a file that was edited while the build went on makes the next one necessary', async () => {
  const stamp = beginBuild(root)
  await new Promise((resolve) => setTimeout(resolve, 30))
  write('lib/one.ts', 0)
  await new Promise((resolve) => setTimeout(resolve, 30))
  stamp()
  expect(isBuilt(root)).toBe(false)
})

test('so does one that came, went or was renamed, however old it is', () => {
  const stamp = beginBuild(root)
  write('lib/two.ts', -60)
  stamp()
  expect(isBuilt(root)).toBe(false)
  beginBuild(root)()
  renameSync(at('lib/two.ts'), at('lib/three.ts'))
  expect(isBuilt(root)).toBe(false)
  beginBuild(root)()
  rmSync(at('app/page.tsx'))
  expect(isBuilt(root)).toBe(false)
})

test('a build that broke off leaves nothing that says it is there', () => {
  beginBuild(root)
  expect(isBuilt(root)).toBe(false)
})
