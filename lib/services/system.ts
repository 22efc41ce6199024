import 'server-only'
import type postgres from 'postgres'
import type { z } from 'zod'
import type { Auth } from '@/lib/auth/better-auth'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import type { JobQueue } from '@/lib/jobs/job-queue'
import type { Keyring } from './keyring'
import type { RunControl } from './runs/run-control'

/** Signs and verifies tokens of one purpose. `verify` throws UNAUTHENTICATED. */
export interface TokenSigner {
  sign(payload: JsonObject, ttlSeconds: number): string
  verify<T>(token: string, schema: z.ZodType<T>): T
}

/** The parts of the running instance that verbs use. Created once by server.ts. */
export interface System {
  db: Database
  /** The same database through a separate connection, for the writes of runs. */
  storingDb: Database
  databaseKind: 'embedded' | 'postgres'
  /** For LISTEN; null on the embedded database, which has one process. */
  sql: postgres.Sql | null
  /** Must be read each time: it is replaced after a rotation of the master keys. */
  auth: Auth
  keyring: Keyring
  /** One-time links for set-up and sign-in. */
  links: TokenSigner
  /** Cookies of browsers that have signed in before. */
  knownBrowsers: TokenSigner
  widgetTokens: TokenSigner
  /** Links that answer one question of a run. */
  approvalLinks: TokenSigner
  jobs: JobQueue
  runs: RunControl
  appUrl: string
}
