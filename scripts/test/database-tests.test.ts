import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectRoot } from '@/lib/platform/project-root'
import { databaseTests } from './database-tests.mjs'

test('finds tests that open a database directly and through their support files, and no others', () => {
  const found = databaseTests(projectRoot())
  expect(found.every((file) => existsSync(file))).toBe(true)
  // Directly; through lib/api/testing; through lib/jobs/testing.
  expect(found).toContain('lib/db/test-database.test.ts')
  expect(found.some((file) => file.startsWith('lib/api/'))).toBe(true)
  expect(found).toContain('lib/jobs/job-queue.test.ts')
  expect(found).not.toContain('lib/db/embedded/hex-bytes.test.ts')
  expect(found.filter((file) => file.startsWith('lib/api/public/dify/'))).toEqual([])
  expect(found).not.toContain('lib/rag/ocr/ocr.test.ts')
})
