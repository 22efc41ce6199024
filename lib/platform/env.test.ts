import path from 'node:path'
import { expect, test } from 'vitest'
import { parseEnv } from './env'
import { distFile } from './paths'
import { projectRoot } from './project-root'

test('starts without settings: this computer only, embedded database, local models allowed', () => {
  expect(parseEnv({})).toMatchObject({
    databaseUrl: null,
    port: 3000,
    host: '127.0.0.1',
    isLoopback: true,
    appUrl: 'http://localhost:3000',
    dataDir: path.join(projectRoot(), 'data'),
    allowLocalModels: true,
    nodeEnv: 'production',
  })
})

test('refuses to listen on other interfaces without APP_URL', () => {
  expect(() => parseEnv({ HOST: '0.0.0.0' })).toThrow(
    'APP_URL must be set to the address that users open, because HOST is 0.0.0.0.',
  )
  const open = parseEnv({ HOST: '::', APP_URL: 'https://ai.example.com/' })
  expect([open.appUrl, open.allowLocalModels, open.isLoopback]).toEqual(['https://ai.example.com', false, false])
})

test.each([
  [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ DATABASE_POOL_SIZE: '1' }, 'DATABASE_POOL_SIZE must be a whole number from 2 to 500.'],
  [{ PORT: '1e3' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL must start with postgres:// or postgresql://.'],
  [{ APP_URL: 'javascript:alert(1)' }, 'APP_URL must be an address that starts with http:// or https://.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  [{ PUBLIC_RATE_FACTOR: '0' }, 'PUBLIC_RATE_FACTOR must be a whole number from 1.'],
  [
    { EGRESS_ONLY: 'api.example.com, a b' },
    'EGRESS_ONLY must be a list of hosts such as api.example.com or ollama:11434, not a b.',
  ],
  [{ LOCAL_MODELS: 'yes' }, 'LOCAL_MODELS must be allow or deny.'],
  [
    { TRUSTED_PROXIES: '10.0.0.1, proxy' },
    'TRUSTED_PROXIES must be a list of IP addresses or ranges such as 10.0.0.0/8.',
  ],
])('explains the problem with %j in one sentence', (source, message) => {
  expect(() => parseEnv(source)).toThrow(expect.objectContaining({ code: 'UNAVAILABLE', message }))
})

test('treats an empty setting as unset', () => {
  expect(parseEnv({ DATABASE_URL: ' ', PORT: '' })).toMatchObject({ databaseUrl: null, port: 3000 })
})

test('EGRESS_ONLY is a list of hosts: off when unset, and on without any host when empty', () => {
  const only = (value?: string) => parseEnv({ EGRESS_ONLY: value }).egressOnly
  expect([only(), only(''), only(' ')]).toEqual([null, [], []])
  expect(only('https://API.example.com, ollama:11434')).toEqual(['api.example.com', 'ollama:11434'])
})

test('finds built files from the project folder', () => {
  expect(distFile('sandbox-runner.mjs')).toBe(path.join(projectRoot(), 'dist', 'sandbox-runner.mjs'))
})
