import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { writeBackup } from '@/lib/db/backup/backup'
import { workspaces } from '@/lib/db/schema/auth'
import { secrets } from '@/lib/db/schema/models'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { loadMasterKeys } from '@/lib/secrets/load-master-keys'
import { createKeyring, type SecretAddress } from './keyring'
import { removeKey, rotateKeys } from './rotate-keys'

const CANARY_SECRET = 'CANARY_SECRET_4fe1'
const folders: string[] = []
let database: TestDatabase
let source: { dataDir: string; masterKeys: string | null }
let stored: { address: SecretAddress; sealed: string }[]

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  await database.close()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const load = () => loadMasterKeys(source, { mayCreate: false })
const names = () => load().map(({ kid }) => kid)
/** A process that has read the keys now, and rereads them when necessary. */
const startProcess = () => createKeyring(load(), load)

beforeEach(async () => {
  await database.db.delete(workspaces)
  source = { dataDir: mkdtempSync(path.join(os.tmpdir(), 'patchbay-rotate-')), masterKeys: null }
  folders.push(source.dataDir)
  loadMasterKeys(source, { mayCreate: true })
  const keyring = startProcess()
  stored = []
  for (let index = 0; index < 20; index += 1) {
    const id = newId()
    await database.db.insert(workspaces).values({ id, name: `W${index}`, wrappedDek: keyring.newWorkspaceKey(id) })
    const address = { workspaceId: id, id: newId(), type: 'secret' as const }
    const sealed = await keyring.seal(database.db, address, `${CANARY_SECRET} ${index}`)
    await database.db
      .insert(secrets)
      .values({ id: address.id, workspaceId: id, name: 'TOKEN', encryptedValue: sealed, hosts: [] })
    stored.push({ address, sealed })
  }
})

test('a rotation adds a key in front, rewraps every data key with it, and leaves the secrets unchanged', async () => {
  const { rewrapped, counts, keys } = await rotateKeys(database.db, source)
  expect([rewrapped, [...counts], keys.map(({ kid }) => kid)]).toEqual([20, [['k2', 20]], ['k2', 'k1']])
  expect(names()).toEqual(['k2', 'k1'])
  expect(statSync(path.join(source.dataDir, 'master.key')).mode & 0o777).toBe(0o600)
  const keyring = startProcess()
  for (const [index, { address, sealed }] of stored.entries())
    expect(await keyring.open(database.db, address, sealed)).toBe(`${CANARY_SECRET} ${index}`)
})

test('rotating three times under load fails no read, including in processes that started with the old key', async () => {
  const processes = [startProcess(), startProcess(), startProcess()]
  let reads = 0
  let isRotating = true
  const reading = processes.map(async (keyring, offset) => {
    for (let index = offset; isRotating; index += 1) {
      const { address, sealed } = stored[index % stored.length] ?? stored[0] ?? expect.unreachable()
      expect(await keyring.open(database.db, address, sealed)).toContain(CANARY_SECRET)
      reads += 1
    }
  })
  for (let round = 0; round < 3; round += 1) await rotateKeys(database.db, source)
  isRotating = false
  await Promise.all(reading)
  expect(reads).toBeGreaterThan(20)
  expect(names()).toEqual(['k4', 'k3', 'k2', 'k1'])
})

test('two concurrent rotations lose nothing', async () => {
  await rotateKeys(database.db, source)
  const [first] = stored
  // An interrupted rotation: one data key is still under the old key.
  const id = first?.address.workspaceId ?? ''
  const oldKeyring = createKeyring([load()[1] ?? expect.unreachable()])
  await database.db
    .update(workspaces)
    .set({ wrappedDek: oldKeyring.newWorkspaceKey(id) })
    .where(eq(workspaces.id, id))
  const done = await Promise.all([rotateKeys(database.db, source), rotateKeys(database.db, source)])
  expect(done.reduce((sum, { rewrapped }) => sum + rewrapped, 0)).toBe(1)
  expect(names()).toEqual(['k2', 'k1'])
})

test('an old key is removed only when it is unused, the active one never', async () => {
  await rotateKeys(database.db, source)
  const lateKeyring = createKeyring([load()[1] ?? expect.unreachable()])
  // A process that has not noticed yet creates a workspace.
  const id = newId()
  await database.db.insert(workspaces).values({ id, name: 'Late', wrappedDek: lateKeyring.newWorkspaceKey(id) })
  await expect(removeKey(database.db, source, 'k1')).rejects.toThrow(/1 workspace still needs the key k1/)
  await expect(removeKey(database.db, source, 'k2')).rejects.toThrow(/k2 is the active key/)
  await expect(removeKey(database.db, source, 'k9')).rejects.toThrow(/no key k9/)
  expect((await rotateKeys(database.db, source)).rewrapped).toBe(1)
  expect((await removeKey(database.db, source, 'k1')).map(({ kid }) => kid)).toEqual(['k2'])
  expect(names()).toEqual(['k2'])
  const { address, sealed } = stored[3] ?? expect.unreachable()
  expect(await startProcess().open(database.db, address, sealed)).toContain(CANARY_SECRET)
})

test('keys from the environment are used for rewrapping, and never written', async () => {
  const [active] = load()
  const file = readFileSync(path.join(source.dataDir, 'master.key'), 'utf8')
  source.masterKeys = `k1:${active.bytes.toString('base64')}`
  await expect(rotateKeys(database.db, source)).rejects.toThrow(/Add a new key as the first one/)
  const other = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')
  source.masterKeys = `k2:${other},${source.masterKeys}`
  expect((await rotateKeys(database.db, source)).rewrapped).toBe(20)
  await expect(removeKey(database.db, source, 'k1')).rejects.toThrow(/Remove it from APP_MASTER_KEYS yourself/)
  expect(readFileSync(path.join(source.dataDir, 'master.key'), 'utf8')).toBe(file)
})

test('a ciphertext moved to another row or workspace does not decrypt, and a backup contains no plain secret', async () => {
  const keyring = startProcess()
  const [one, two] = [stored[0] ?? expect.unreachable(), stored[1] ?? expect.unreachable()]
  await expect(keyring.open(database.db, two.address, one.sealed)).rejects.toThrow(/could not be read/)
  const moved = { ...one.address, id: newId() }
  await expect(keyring.open(database.db, moved, one.sealed)).rejects.toThrow(/could not be read/)
  const target = path.join(source.dataDir, 'backup.jsonl.gz')
  await writeBackup(database.db, path.join(source.dataDir, 'files'), target)
  const dump = await text(createReadStream(target).pipe(createGunzip()))
  expect(dump).toContain('TOKEN')
  expect(dump).not.toContain('CANARY_SECRET')
})
