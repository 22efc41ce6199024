import 'server-only'
import { and, eq, inArray, or } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { appVariables } from '@/lib/db/schema/variables'
import type { VariableValue, VariableValues } from '@/lib/engine/variables/types'
import { environmentKey } from '@/lib/graph/environment/environment-variable'
import type { StoredScope, VariableDeclaration } from '@/lib/graph/variables/declaration'
import { environmentValues } from './environment-values'
import type { VariableKeys } from './variable-keys'

const STORED: readonly StoredScope[] = ['conversation', 'user', 'app']

interface Loading {
  appId: string
  variables: readonly VariableDeclaration[]
  /** Names of environment variables. */
  environment: readonly string[]
}

/** The stored values of an app's variables, and those of the environment by key. Those never set are absent. */
export async function loadVariables(
  db: Database,
  { workspaceId, environment, keys }: VariableKeys,
  { appId, variables, environment: names }: Loading,
): Promise<VariableValues> {
  const environmentVariables = await environmentValues(
    db,
    { workspaceId, environment: withoutBatch(environment) },
    names,
  )
  const fixed = Object.fromEntries(
    [...environmentVariables].map(([name, value]) => [environmentKey(name), { value, revision: 0 }]),
  )
  const conditions = STORED.flatMap((scope) => {
    const names = variables.flatMap((variable) => (variable.scope === scope ? [variable.name] : []))
    const key = keys[scope]
    if (names.length === 0 || key === null) return []
    return [and(eq(appVariables.scope, scope), eq(appVariables.scopeKey, key), inArray(appVariables.name, names))]
  })
  if (conditions.length === 0) return fixed
  const rows = await db
    .select({ name: appVariables.name, stored: appVariables.stored, revision: appVariables.revision })
    .from(appVariables)
    .where(
      and(
        eq(appVariables.workspaceId, workspaceId),
        eq(appVariables.appId, appId),
        eq(appVariables.environment, environment),
        or(...conditions),
      ),
    )
  const changed = rows.map(({ name, stored, revision }): [string, VariableValue] => [
    name,
    { value: stored.value, revision },
  ])
  return { ...fixed, ...Object.fromEntries(changed) }
}

/** Batches have variables of their own, but no environment. */
const withoutBatch = (environment: string): string => environment.replace(/#batch$/, '')
