import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isMissingAsset } from './missing-asset'

const folder = mkdtempSync(path.join(tmpdir(), 'assets-'))
mkdirSync(path.join(folder, 'static/chunks'), { recursive: true })
writeFileSync(path.join(folder, 'static/chunks/a b.js'), '')
writeFileSync(path.join(folder, 'secret.js'), '')

test.each([
  ['/_next/static/chunks/a%20b.js', false],
  ['/_next/static/chunks/old.js', true],
  ['/_next/static/../secret.js', true],
  ['/_next/static/%2e%2e/secret.js', true],
  ['/_next/static/%zz', true],
  ['/apps', false],
])('reports whether the asset %s is missing: %s', async (requestPath, isMissing) => {
  expect(await isMissingAsset(requestPath, folder)).toBe(isMissing)
})
