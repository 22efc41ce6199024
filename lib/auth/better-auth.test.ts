import { expect, test, vi } from 'vitest'
import { createTestStudio } from '@/lib/api/testing/test-studio'
import * as platformLog from '@/lib/platform/log'

test('does not log session tokens when the database is unreachable', async () => {
  const written: string[] = []
  const logger = platformLog.createLogger({ level: 'error', destination: { write: (line) => void written.push(line) } })
  vi.spyOn(platformLog, 'log').mockReturnValue(logger)
  for (const method of ['error', 'warn', 'log'] as const)
    vi.spyOn(console, method).mockImplementation((...args) => void written.push(args.map(String).join(' ')))
  const studio = await createTestStudio()
  const person = await studio.signUp('owner')
  const token = decodeURIComponent(/session_token=([^;.]+)/.exec(person.cookie)?.[1] ?? expect.unreachable('no token'))
  await studio.close()
  const response = await studio.call({ method: 'GET', path: '/api/studio/apps', person })
  vi.restoreAllMocks()
  expect(response.status).toBeGreaterThanOrEqual(500)
  expect(written.join('\n')).toContain('authentication failed unexpectedly')
  expect(written.join('\n')).not.toContain(token)
})
