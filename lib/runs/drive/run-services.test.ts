import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { eventLog, runBus } from './run-services'

let studio: TestStudio

beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

test('runs that continue after their database is closed do not store the events of others', async () => {
  const closed = await createTestStudio()
  await closed.close()
  expect(eventLog(closed.system)).toBe(eventLog(closed.system))
  expect(eventLog(studio.system)).not.toBe(eventLog(closed.system))
  expect(runBus(studio.system)).not.toBe(runBus(closed.system))
})
