import { expect, test } from 'vitest'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { errorHint } from './error-hint'

test.each([
  ['Slow down', 'Slow down'],
  ['Incorrect API key provided: sk-abc123def456. Look it up.', 'Incorrect API key provided: …. Look it up.'],
  ['No route to http://10.0.0.7:8000/v1/internal?token=x now', 'No route to … now'],
  ['connect ECONNREFUSED 10.0.0.7:5432', 'connect ECONNREFUSED …'],
  ['ask ops@example.com', 'ask …'],
  ['open /srv/app/secrets/key.pem failed', 'open … failed'],
  ['Authorization: Bearer abc failed', 'Authorization: … failed'],
  ['token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 refused', 'token … refused'],
  ['out of memory\n    at Object.run (/srv/app/x.js:1:2)', 'out of memory'],
  ['Traceback (most recent call last):', ''],
])('reduces %j to %j', (body, hint) => expect(errorHint(body)).toBe(hint))

test("limits a hint's length, and parses hostile text quickly", async () => {
  expect(errorHint('word '.repeat(200_000))).toHaveLength(160)
  const hostile = ['a/'.repeat(500_000), 'a1='.repeat(300_000), '1.'.repeat(500_000), '@'.repeat(1e6)]
  const cpuMs = await cpuMsOf(() => hostile.map(errorHint))
  expect(cpuMs).toBeLessThan(1_000)
})
