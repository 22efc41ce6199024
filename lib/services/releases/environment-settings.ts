import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { ModelOverride } from '@/lib/contracts/environments'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { environments } from '@/lib/db/schema/apps'
import { environmentSecrets } from '@/lib/db/schema/releases'
import { briefCache } from '../per-database'

export interface EnvironmentAddress {
  workspaceId: string
  appId: string
  environment: string
}

/** Settings that replace those of the workspace in runs of an environment. */
export interface EnvironmentSettings {
  models: readonly ModelOverride[]
  /** Names of secrets with a separate value here. */
  secretNames: ReadonlySet<string>
}

const settingsCache = (db: Database) => briefCache<EnvironmentSettings>('environment-settings', db)

/** Cached for a second, so that a run with ten model calls reads it once. */
export function environmentSettings(
  db: Database,
  address: EnvironmentAddress,
): EnvironmentSettings | Promise<EnvironmentSettings> {
  const key = keyOf(address)
  return retryRead(() => settingsCache(db).peek(key) ?? settingsCache(db).get(key, () => readSettings(db, address)))
}

export function forgetEnvironment(db: Database, address: Omit<EnvironmentAddress, 'workspaceId'>): void {
  settingsCache(db).forget(keyOf(address))
}

const keyOf = ({ appId, environment }: Omit<EnvironmentAddress, 'workspaceId'>) => `${appId}/${environment}`

async function readSettings(db: Database, { workspaceId, appId, environment }: EnvironmentAddress) {
  const [row] = await db
    .select({ models: environments.models })
    .from(environments)
    .where(
      and(eq(environments.appId, appId), eq(environments.workspaceId, workspaceId), eq(environments.name, environment)),
    )
  const secrets = await db
    .select({ name: environmentSecrets.name })
    .from(environmentSecrets)
    .where(
      and(
        eq(environmentSecrets.appId, appId),
        eq(environmentSecrets.workspaceId, workspaceId),
        eq(environmentSecrets.environment, environment),
      ),
    )
  return { models: row?.models ?? [], secretNames: new Set(secrets.map(({ name }) => name)) }
}
