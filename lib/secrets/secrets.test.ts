import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { deriveKey } from './derive-key'
import { createDek, decryptSecret, encryptSecret, rewrapDek, unwrapDek } from './envelope'
import { loadMasterKeys } from './load-master-keys'
import type { MasterKey, MasterKeys } from './master-key'
import { createRedactor, secretForms } from './redaction'
import { checkSentinel, makeSentinel } from './sentinel'
import { signToken, verifyToken } from './signed-token'

const CANARY_SECRET = 'CANARY_SECRET_9d22f7+/?&"x'
const newKey = (kid: string): MasterKey => ({ kid, bytes: randomBytes(32) })
const k1 = newKey('k1')
const k2 = newKey('k2')
const keys: MasterKeys = [k1]
const place = { workspaceId: 'w1', credentialId: 'c1', type: 'openai' }

describe('master key', () => {
  let dataDir = ''
  const folders: string[] = []
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-key-'))
    folders.push(dataDir)
  })
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })
  const load = (masterKeys: string | null = null, mayCreate = true) =>
    loadMasterKeys({ dataDir, masterKeys }, { mayCreate })

  test('the first start creates a file that only its owner can read, and later starts read it', () => {
    const first = load()
    expect(statSync(path.join(dataDir, 'master.key')).mode & 0o777).toBe(0o600)
    expect(load()[0].bytes.equals(first[0].bytes)).toBe(true)
  })

  test('never silently replaces a missing key', () => {
    expect(() => load(null, false)).toThrow(/is missing\. Restore it from your backup/)
  })

  test('rejects a key file that others can read', () => {
    load()
    chmodSync(path.join(dataDir, 'master.key'), 0o640)
    expect(() => load()).toThrow(/Other users can read the master key .*chmod 600/)
  })

  test.each([
    ['k1:c2hvcnQ=', /must have 32 bytes in base64, but it has 5/],
    ['', /contains no key/],
    ['nonsense', /must contain entries such as k1:base64/],
    [`k1:${Buffer.alloc(32).toString('base64')}`, /publicly known example value/],
    [`k1:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`, /publicly known example value/],
    [
      `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')}`,
      /publicly known example value/,
    ],
  ])('rejects %s', (text, message) => {
    expect(() => load(text)).toThrow(
      expect.objectContaining({ code: 'UNAVAILABLE', message: expect.stringMatching(message) }),
    )
  })

  test('an empty or truncated key file stops the start', () => {
    writeFileSync(path.join(dataDir, 'master.key'), 'k1:abc', { mode: 0o600 })
    expect(() => load()).toThrow(/must have 32 bytes/)
    expect(readFileSync(path.join(dataDir, 'master.key'), 'utf8')).toBe('k1:abc')
  })

  test('reads several keys, the first of which is active', () => {
    const text = [k2, k1].map(({ kid, bytes }) => `${kid}:${bytes.toString('base64')}`).join(',')
    expect(load(text).map(({ kid }) => kid)).toEqual(['k2', 'k1'])
    expect(() => load(`${text},${text}`)).toThrow(/same key twice/)
  })
})

describe('envelope', () => {
  const { dek, wrapped } = createDek(keys, 'w1')
  const sealed = encryptSecret(dek, place, CANARY_SECRET)

  test('decrypts a secret stored as v1.kid.iv.ct.tag', () => {
    expect(decryptSecret(unwrapDek(keys, 'w1', wrapped), place, sealed)).toBe(CANARY_SECRET)
    expect(sealed).toMatch(/^v1\.[\w-]+\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
    for (const form of secretForms(CANARY_SECRET)) expect(wrapped + sealed).not.toContain(form)
  })

  test('two encryptions of one value differ', () => {
    expect(encryptSecret(dek, place, 'same')).not.toBe(encryptSecret(dek, place, 'same'))
  })

  test('changing any character makes the secret and the wrapped key unreadable', () => {
    for (const [text, read] of [
      [sealed, (changed: string) => decryptSecret(dek, place, changed)],
      [wrapped, (changed: string) => unwrapDek(keys, 'w1', changed)],
    ] as const) {
      const start = text.indexOf('.', 3) + 1
      for (let index = start; index < text.length; index += 1) {
        const changed = `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`
        expect(() => read(changed), `character ${index}`).toThrow(/could not be read/)
      }
    }
  })

  test.each([{ workspaceId: 'w2' }, { credentialId: 'c2' }, { type: 'anthropic' }])(
    'a secret moved to %j does not decrypt',
    (other) => {
      expect(() => decryptSecret(dek, { ...place, ...other }, sealed)).toThrow(/could not be read/)
    },
  )

  test('a workspace key moved to another workspace does not unwrap', () => {
    expect(() => unwrapDek(keys, 'w2', wrapped)).toThrow(/could not be read/)
  })

  test('rejects a short tag', () => {
    expect(() => decryptSecret(dek, place, sealed.slice(0, -6))).toThrow(/could not be read/)
  })

  test('rotation rewraps the workspace key, and secrets stay readable throughout', () => {
    const bothKeys: MasterKeys = [k2, k1]
    const rewrapped = rewrapDek(bothKeys, 'w1', wrapped) ?? ''
    expect(decryptSecret(unwrapDek(bothKeys, 'w1', wrapped), place, sealed)).toBe(CANARY_SECRET)
    expect(decryptSecret(unwrapDek([k2], 'w1', rewrapped), place, sealed)).toBe(CANARY_SECRET)
    expect(rewrapDek(bothKeys, 'w1', rewrapped)).toBeNull()
    expect(() => unwrapDek([k2], 'w1', wrapped)).toThrow(/require the master key k1/)
  })
})

test('the sentinel distinguishes the right key, an older key and a wrong key', () => {
  const sentinel = makeSentinel(keys)
  expect([
    checkSentinel(keys, sentinel),
    checkSentinel([k2, k1], sentinel),
    checkSentinel([k2], sentinel),
    checkSentinel([newKey('k1')], sentinel),
    checkSentinel(keys, 'nonsense'),
  ]).toEqual(['right', 'renew', 'wrong', 'wrong', 'wrong'])
})

test('each purpose has its own key', () => {
  const purposes = ['session', 'widget-token', 'file-url', 'login-link', 'sentinel'] as const
  expect(new Set(purposes.map((purpose) => deriveKey(k1, purpose).toString('hex'))).size).toBe(5)
})

describe('signed tokens', () => {
  const schema = z.object({ app: z.string() })
  const nowMs = 1_800_000_000_000
  const token = signToken({ keys, purpose: 'widget-token', payload: { app: 'a1' }, ttlSeconds: 900, nowMs })
  const verify = (changes: Partial<Parameters<typeof verifyToken<{ app: string }>>[0]> = {}) =>
    verifyToken({ keys, purpose: 'widget-token', schema, token, nowMs, ...changes })

  test('are valid until they expire', () => {
    expect(verify()).toEqual({ app: 'a1' })
    expect(verify({ nowMs: nowMs + 899_000, keys: [k2, k1] })).toEqual({ app: 'a1' })
    expect(() => verify({ nowMs: nowMs + 900_000 })).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }))
  })

  test('are invalid for another purpose, key or shape', () => {
    for (const changes of [
      { purpose: 'file-url' as const },
      { keys: [newKey('k1')] as const },
      { token: '' },
      { token: 'a.b.c.d' },
    ])
      expect(() => verify(changes)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }))
    expect(() =>
      verifyToken({ keys, purpose: 'widget-token', schema: z.object({ other: z.string() }), token, nowMs }),
    ).toThrow(/not valid/)
  })

  test('are invalid after any changed character', () => {
    for (let index = 0; index < token.length; index += 1) {
      const changed = `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`
      expect(() => verify({ token: changed }), `character ${index}`).toThrow(
        expect.objectContaining({ code: 'UNAUTHENTICATED' }),
      )
    }
  })
})

test('redacts a secret raw, in JSON, in base64 at every offset and in an address', () => {
  const redact = createRedactor([CANARY_SECRET, 'short'])
  const echoes = [
    `Bearer ${CANARY_SECRET}`,
    JSON.stringify({ a: CANARY_SECRET }),
    encodeURIComponent(CANARY_SECRET),
    Buffer.from(CANARY_SECRET).toString('base64'),
    ...['a:', 'ab:', 'abc:'].map((user) => Buffer.from(`${user}${CANARY_SECRET}`).toString('base64')),
    Buffer.from(CANARY_SECRET).toString('hex'),
    Buffer.from(CANARY_SECRET).toString('hex').toUpperCase(),
    [...CANARY_SECRET].reverse().join(''),
  ]
  for (const echo of echoes) expect(redact(echo), echo).toContain('[redacted]')
  expect(redact(echoes[0] ?? '')).toBe('Bearer [redacted]')
  expect(redact('short words stay')).toBe('short words stay')
})
