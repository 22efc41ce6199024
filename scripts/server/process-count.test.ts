import { describe, expect, test } from 'vitest'
import { processCount } from './process-count.mjs'

const GB = 1024 ** 3
const large = { cores: 16, bytes: 64 * GB, platform: 'linux' as NodeJS.Platform }
const DATABASE_URL = 'postgres://localhost/patchbay'

describe('number of processes that npm start runs', () => {
  test.each([
    ['the embedded database belongs to one', {}, large, 1],
    ['PostgreSQL: one for each core', { DATABASE_URL }, { ...large, cores: 2, bytes: 8 * GB }, 2],
    ['four at most by itself', { DATABASE_URL }, large, 4],
    ['as far as memory goes', { DATABASE_URL }, { ...large, cores: 4, bytes: 4 * GB }, 2],
    ['one on the smallest machine', { DATABASE_URL }, { ...large, cores: 4, bytes: GB / 2 }, 1],
    ['what waits in the queue is driven by one', { DATABASE_URL, ROLE: 'worker' }, large, 1],
    [
      'a worker stays one, whatever was said for all machines',
      { DATABASE_URL, ROLE: 'worker', WEB_CONCURRENCY: '4' },
      large,
      1,
    ],
    ['WEB_CONCURRENCY', { DATABASE_URL, WEB_CONCURRENCY: '12' }, { ...large, cores: 2, bytes: GB }, 12],
    ['one may be said of both', { WEB_CONCURRENCY: ' 1 ' }, large, 1],
    ['elsewhere than on Linux no port is shared', { DATABASE_URL }, { ...large, platform: 'darwin' as const }, 1],
    ['nothing said', { DATABASE_URL: ' ', WEB_CONCURRENCY: '' }, large, 1],
  ])('%s', (_, env, machine, count) => expect(processCount(env, machine)).toBe(count))

  test.each(['0', '65', '-1', 'two', '1.5'])('rejects WEB_CONCURRENCY=%s', (setting) => {
    expect(() => processCount({ DATABASE_URL, WEB_CONCURRENCY: setting }, large)).toThrow('from 1 to 64')
  })

  test('rejects several processes on the embedded database', () => {
    expect(() => processCount({ WEB_CONCURRENCY: '2' }, large)).toThrow('needs DATABASE_URL')
  })

  test('rejects several processes on other systems than Linux, with an alternative', () => {
    const machine = { ...large, platform: 'darwin' as const }
    expect(() => processCount({ DATABASE_URL, WEB_CONCURRENCY: '2' }, machine)).toThrow('a PORT of its own')
  })
})
