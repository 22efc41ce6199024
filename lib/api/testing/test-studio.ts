import 'server-only'
import type { Context } from 'hono'
import { createAuth } from '@/lib/auth/better-auth'
import type { Role } from '@/lib/contracts/session'
import { newId } from '@/lib/core/new-id'
import { accounts, members, users, workspaces } from '@/lib/db/schema/auth'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import type { JobQueue } from '@/lib/jobs/job-queue'
import { dropSingleton } from '@/lib/platform/singleton'
import { runControl } from '@/lib/runs/drive/run-control'
import { signer } from '@/lib/runs/system/create-system'
import { LiveKeys } from '@/lib/secrets/live-keys'
import type { MasterKeys } from '@/lib/secrets/master-key'
import { callLedger } from '@/lib/services/gateway/workspace-gateway'
import { createKeyring, type Keyring } from '@/lib/services/keyring'
import { searchLog } from '@/lib/services/knowledge/lab/search-log'
import { rejectionLedger } from '@/lib/services/protection/rejection-ledger'
import type { System } from '@/lib/services/system'
import { addressOf } from '../server/address-of'
import { createStudioRouter } from '../studio/studio-router'
import { studioRoutes } from '../studio/studio-routes'

export interface TestStudio {
  database: TestDatabase
  system: System
  /** Sent jobs, which are not processed. */
  sentJobs: { kind: string; data: object }[]
  call(request: TestCall): Promise<Response>
  /** A signed-in person with this role in a new or given workspace. */
  signUp(role: Role, workspaceId?: string): Promise<TestPerson>
  /** The keyring of another process. */
  newKeyring(): Keyring
  close(): Promise<void>
}

export interface TestCall {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
  person?: TestPerson
}

export interface TestPerson {
  cookie: string
  workspaceId: string
  userId: string
}

const ORIGIN = 'http://localhost:3000'
const MASTER_KEYS: MasterKeys = [{ kid: 'k1', bytes: Buffer.alloc(32, 7) }]

/** `x-test-socket` sets the socket's address; without it each call comes from a separate network. */
function testSocket(context: Context): string {
  return context.req.header('x-test-socket') ?? `2001:db8:${newId().slice(-9, -5)}:${newId().slice(-4)}::1`
}

/** The studio's API on its own real database, without a listening server. */
export async function createTestStudio(): Promise<TestStudio> {
  const database = await openTestDatabase()
  const sentJobs: TestStudio['sentJobs'] = []
  const system = createTestSystem(database, sentJobs)
  const router = createStudioRouter(system, studioRoutes, addressOf(testSocket, []))
  return {
    database,
    system,
    sentJobs,
    call: async ({ method, path, body, headers = {}, person }) => {
      const form = body instanceof FormData ? new Response(body) : null
      // As bytes: Node continues writing a form's stream after a route has rejected it, and fails.
      const formBytes = await form?.arrayBuffer()
      return router.request(
        new Request(`${ORIGIN}${path}`, {
          method,
          headers: {
            origin: ORIGIN,
            host: 'localhost:3000',
            ...(person ? { cookie: person.cookie } : {}),
            ...(body === undefined ? {} : { 'content-type': form?.headers.get('content-type') ?? 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: formBytes ?? JSON.stringify(body) }),
        }),
      )
    },
    signUp: (role, workspaceId) => signUp(system, role, workspaceId),
    newKeyring: () => createKeyring(MASTER_KEYS),
    close: async () => {
      // Pending calls would retry forever and keep the closed database in memory.
      await callLedger(database.db).flush()
      await searchLog(database.db).flush()
      await rejectionLedger(database.db).flush()
      dropSingleton('access-watch')
      return database.close()
    },
  }
}

function createTestSystem(database: TestDatabase, sentJobs: TestStudio['sentJobs']): System {
  const live = new LiveKeys(MASTER_KEYS)
  const jobs: JobQueue = {
    send: async (kind, data) => void sentJobs.push({ kind: kind.name, data }),
    sendMany: async (kind, jobs) => jobs.forEach(({ data }) => void sentJobs.push({ kind: kind.name, data })),
    hasten: async () => false,
    work: async () => {},
    inspector: {
      states: async () => [],
      history: async () => [],
      deadLetters: async () => [],
      newDeadLetters: async () => [],
      retry: async () => false,
      discard: async () => false,
    },
    stop: async () => {},
  }
  const system: System = {
    db: database.db,
    storingDb: database.db,
    databaseKind: database.kind,
    sql: null,
    auth: createAuth({ db: database.db, secret: 'a secret of thirty-two characters', appUrl: ORIGIN }),
    keyring: createKeyring(MASTER_KEYS),
    links: signer(live, 'login-link'),
    knownBrowsers: signer(live, 'known-browser'),
    widgetTokens: signer(live, 'widget-token'),
    approvalLinks: signer(live, 'approval-link'),
    jobs,
    runs: runControl(() => system),
    appUrl: ORIGIN,
  }
  return system
}

const PASSWORD = 'correct horse battery'
/** Hash of the password that all people share: hashing is slow on purpose, and a process signs up hundreds. */
let passwordHash: Promise<string> | undefined

async function signUp(system: System, role: Role, workspaceId = newId()): Promise<TestPerson> {
  const { db, auth } = system
  passwordHash ??= auth.$context.then(({ password }) => password.hash(PASSWORD))
  const userId = newId()
  await db.insert(users).values({ id: userId, name: role, email: `${userId}@example.com` })
  const account = { id: newId(), userId, accountId: userId, providerId: 'credential', password: await passwordHash }
  await db.insert(accounts).values(account)
  const response = await auth.api.signInUser({ body: { userId }, headers: new Headers(), asResponse: true })
  await db
    .insert(workspaces)
    .values({ id: workspaceId, name: 'Workspace', wrappedDek: system.keyring.newWorkspaceKey(workspaceId) })
    .onConflictDoNothing()
  await db.insert(members).values({ workspaceId, userId, role, emailConfirmedAt: new Date() })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  return { cookie, workspaceId, userId }
}
