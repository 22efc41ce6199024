import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { eventLog, runBus } from './run-services'

let studio: TestStudio

beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

test('runs that continue after their database is closed do not store the events of others', async () => {
  const closedStudio = await createTestStudio()
  await closedStudio.close()
  expect(eventLog(closedStudio.system)).toBe(eventLog(closedStudio.system))
  expect(eventLog(studio.system)).not.toBe(eventLog(closedStudio.system))
  expect(runBus(studio.system)).not.toBe(runBus(closedStudio.system))
})
