import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { findAccount } from '@/lib/auth/find-session'
import { newId } from '@/lib/core/new-id'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { LiveKeys } from '@/lib/secrets/live-keys'
import { loadMasterKeys } from '@/lib/secrets/load-master-keys'
import { removeKey, rotateKeys } from '@/lib/services/rotate-keys'
import { signer } from './create-system'
import { liveAuth } from './live-auth'

const APP_URL = 'http://127.0.0.1:4000'
const folders: string[] = []
let database: TestDatabase
let source: { dataDir: string; masterKeys: null }
let nowMs: number

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  await database.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})
beforeEach(() => {
  nowMs = 1_000_000
  source = { dataDir: mkdtempSync(path.join(os.tmpdir(), 'patchbay-live-')), masterKeys: null }
  folders.push(source.dataDir)
  loadMasterKeys(source, { mayCreate: true })
})

/** The signing key of a process started now. */
function startProcess() {
  const load = () => loadMasterKeys(source, { mayCreate: false })
  const keys = new LiveKeys(load(), load, () => nowMs)
  return { links: signer(keys, 'login-link'), auth: liveAuth(keys, { db: database.db, appUrl: APP_URL }) }
}
type Process = ReturnType<typeof startProcess>

async function signIn({ auth }: Process): Promise<Headers> {
  const body = { name: 'A', email: `${newId()}@example.com`, password: 'correct horse battery' }
  const response = await auth().api.signUpEmail({ body, asResponse: true })
  return new Headers({
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  })
}
const isSignedIn = async ({ auth }: Process, headers: Headers) => (await findAccount(auth(), headers)) !== null
const kidOf = ({ links }: Process) => links.sign({}, 60).split('.')[0]

test('after a rotation, restarted and running processes accept each other’s links and sessions', async () => {
  const running = startProcess()
  const before = await signIn(running)
  const oldLink = running.links.sign({ a: 1 }, 60)
  await rotateKeys(database.db, source)
  const restarted = startProcess()
  nowMs += 150
  // Immediately for a link with an unknown key.
  const Payload = z.object({ a: z.number() })
  expect(running.links.verify(restarted.links.sign({ a: 2 }, 60), Payload)).toEqual({ a: 2 })
  nowMs += 1_000
  expect([kidOf(running), kidOf(restarted)]).toEqual(['k2', 'k2'])
  for (const [from, at] of [
    [restarted, running],
    [running, restarted],
  ] as const)
    expect(await isSignedIn(at, await signIn(from))).toBe(true)
  // Earlier sessions end everywhere; a link stays valid for as long as its key exists.
  expect([await isSignedIn(running, before), await isSignedIn(restarted, before)]).toEqual([false, false])
  for (const { links } of [running, restarted]) expect(links.verify(oldLink, Payload)).toEqual({ a: 1 })
  await removeKey(database.db, source, 'k1')
  nowMs += 1_000
  for (const { links } of [running, restarted]) expect(() => links.verify(oldLink, Payload)).toThrow('not valid')
})

test('keeps sessions while the keys are unchanged or unreadable', async () => {
  const running = startProcess()
  const headers = await signIn(running)
  nowMs += 60_000
  expect(await isSignedIn(running, headers)).toBe(true)
  writeFileSync(path.join(source.dataDir, 'master.key'), 'k1:broken')
  nowMs += 60_000
  expect([await isSignedIn(running, headers), kidOf(running)]).toEqual([true, 'k1'])
})

test('links with made-up keys do not cause a file read each', () => {
  let reads = 0
  const initial = loadMasterKeys(source, { mayCreate: false })
  const read = () => {
    reads += 1
    return initial
  }
  const links = signer(new LiveKeys(initial, read, () => nowMs), 'login-link')
  const forged = links.sign({}, 60).replace('k1.', 'k9.')
  for (let count = 0; count < 50; count += 1) {
    nowMs += 10
    expect(() => links.verify(forged, z.object({}))).toThrow('not valid')
  }
  expect(reads).toBe(5)
})
