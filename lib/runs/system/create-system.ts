import 'server-only'
import { eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, OpenDatabase } from '@/lib/db/database'
import { withSchemaLock } from '@/lib/db/embedded/with-schema-lock'
import { instanceSettings } from '@/lib/db/schema/auth'
import { createDatabaseStore } from '@/lib/files/database-store'
import { chooseFileStore } from '@/lib/files/store'
import { startJobQueue } from '@/lib/jobs/start-job-queue'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'
import type { KeyPurpose } from '@/lib/secrets/derive-key'
import { LiveKeys } from '@/lib/secrets/live-keys'
import { loadMasterKeys, type MasterKeySource } from '@/lib/secrets/load-master-keys'
import type { MasterKeys } from '@/lib/secrets/master-key'
import { checkSentinel, makeSentinel } from '@/lib/secrets/sentinel'
import { signToken, verifyToken } from '@/lib/secrets/signed-token'
import { createKeyring } from '@/lib/services/keyring'
import type { System, TokenSigner } from '@/lib/services/system'
import { runControl } from '../drive/run-control'
import { jobKinds } from './job-kinds'
import { liveAuth } from './live-auth'

const SENTINEL = 'master-key-sentinel'

/** Assembles the parts of the instance. @throws AppError with a plain sentence when the master key is wrong */
export async function createSystem(database: OpenDatabase): Promise<System> {
  const { appUrl, databaseUrl } = env()
  const opened = await withSchemaLock(database.sql, () => openMasterKeys(database.orm))
  const readKeys = () => loadMasterKeys(masterKeySource(), { mayCreate: false })
  const keys = new LiveKeys(opened, readKeys)
  const auth = liveAuth(keys, { db: database.orm, appUrl })
  if (database.kind === 'postgres') chooseFileStore((folder) => createDatabaseStore(database.orm, folder))
  const connection = { embedded: database.embedded, databaseUrl, sql: database.sql }
  const jobs = await withSchemaLock(database.sql, () => startJobQueue(connection, jobKinds))
  const system: System = {
    db: database.orm,
    storingDb: database.storing,
    databaseKind: database.kind,
    sql: database.sql,
    get auth() {
      return auth()
    },
    keyring: createKeyring(opened, readKeys),
    links: signer(keys, 'login-link'),
    knownBrowsers: signer(keys, 'known-browser'),
    widgetTokens: signer(keys, 'widget-token'),
    approvalLinks: signer(keys, 'approval-link'),
    jobs,
    runs: runControl(() => system),
    appUrl,
  }
  return system
}

/** A new key is only created for an empty database: otherwise it would make every stored secret unreadable. */
export async function openMasterKeys(db: Database): Promise<MasterKeys> {
  const [stored] = await db.select().from(instanceSettings).where(eq(instanceSettings.key, SENTINEL))
  const keys = loadMasterKeys(masterKeySource(), { mayCreate: stored === undefined })
  const verdict = stored ? checkSentinel(keys, stored.value) : 'renew'
  if (verdict === 'wrong') {
    throw new AppError('UNAVAILABLE', problem('keys.wrongMasterKey'))
  }
  if (verdict === 'renew') await storeSentinel(db, keys)
  return keys
}

export function masterKeySource(): MasterKeySource {
  const { dataDir, masterKeys } = env()
  return { dataDir, masterKeys }
}

/** Stores a value that only the active key can verify; the next start checks it. */
export async function storeSentinel(db: Database, keys: MasterKeys): Promise<void> {
  const value = makeSentinel(keys)
  await db
    .insert(instanceSettings)
    .values({ key: SENTINEL, value })
    .onConflictDoUpdate({ target: instanceSettings.key, set: { value } })
}

export function signer(live: LiveKeys, purpose: KeyPurpose): TokenSigner {
  return {
    sign: (payload, ttlSeconds) => signToken({ keys: live.current(), purpose, payload, ttlSeconds, nowMs: Date.now() }),
    verify: (token, schema) => {
      // A token starts with the name of its key.
      const keys = live.knowing(token.slice(0, Math.max(0, token.indexOf('.'))))
      return verifyToken({ keys, purpose, schema, token, nowMs: Date.now() })
    },
  }
}
