import 'server-only'
import { and, eq, inArray, or } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { appVariables } from '@/lib/db/schema/variables'
import type { VariableValue, VariableValues } from '@/lib/engine/variables/types'
import type { StoredScope, VariableDeclaration } from '@/lib/graph/variables/declaration'
import type { VariableKeys } from './variable-keys'

const STORED: readonly StoredScope[] = ['conversation', 'user', 'app']

/** The stored values of an app's variables. Those never set are absent. */
export async function loadVariables(
  db: Database,
  { workspaceId, environment, keys }: VariableKeys,
  { appId, variables }: { appId: string; variables: readonly VariableDeclaration[] },
): Promise<VariableValues> {
  const places = STORED.flatMap((scope) => {
    const names = variables.flatMap((variable) => (variable.scope === scope ? [variable.name] : []))
    const key = keys[scope]
    if (names.length === 0 || key === null) return []
    return [and(eq(appVariables.scope, scope), eq(appVariables.scopeKey, key), inArray(appVariables.name, names))]
  })
  if (places.length === 0) return {}
  const rows = await db
    .select({ name: appVariables.name, stored: appVariables.stored, revision: appVariables.revision })
    .from(appVariables)
    .where(
      and(
        eq(appVariables.workspaceId, workspaceId),
        eq(appVariables.appId, appId),
        eq(appVariables.environment, environment),
        or(...places),
      ),
    )
  return Object.fromEntries(
    rows.map(({ name, stored, revision }): [string, VariableValue] => [name, { value: stored.value, revision }]),
  )
}
