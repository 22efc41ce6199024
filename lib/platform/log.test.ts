import { expect, test } from 'vitest'
import { createLogger } from './log'

const CANARY = 'CANARY_SECRET_7f3a91'

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = []
  write(createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } }))
  return lines.join('')
}

test.each([
  { authorization: CANARY },
  { headers: { Authorization: `Bearer ${CANARY}`, 'X-Api-Key': CANARY, cookie: CANARY, 'set-cookie': [CANARY] } },
  {
    request: { body: { password: CANARY, apiKey: CANARY, api_key: CANARY, clientSecret: CANARY, accessToken: CANARY } },
  },
  { connection: { credentials: { any: CANARY } }, list: [{ token: CANARY }, { refresh_token: CANARY }] },
])('no secret-looking field reaches the log %#', (record) => {
  const text = logged((log) => log.info(record, 'did it'))
  expect(text).not.toContain(CANARY)
  expect(text).toContain('[redacted]')
})

test('copies message, code and cause of an error, without properties added by libraries', () => {
  const failure = Object.assign(new Error('Refused', { cause: new Error('Socket closed') }), {
    code: 'X1',
    config: { headers: { a: CANARY } },
  })
  const text = logged((log) => log.error({ err: failure }, 'call failed'))
  expect(text).not.toContain(CANARY)
  expect(text).toContain('Socket closed')
  expect(text).toContain('"code":"X1"')
})

test('redacts the fields of a child logger as well', () => {
  expect(logged((log) => log.child({ apiKey: CANARY, runId: 'r1' }).warn('x'))).not.toContain(CANARY)
})

test('keeps token counts readable', () => {
  expect(logged((log) => log.info({ inputTokens: 12, maxTokens: 99 }, 'used'))).toContain('"inputTokens":12')
})

test.each(['err', 'cause'])('logs a failed query under %s without its parameters', (key) => {
  const failure = Object.assign(new Error(`Failed query: params: ${CANARY}`, { cause: new Error('invalid byte') }), {
    query: 'insert',
    params: [CANARY],
  })
  const text = logged((log) => log.error({ [key]: failure }, 'request failed'))
  expect(text).not.toContain(CANARY)
  expect(text).toContain('invalid byte')
})
