import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Json } from '@/lib/core/json'
import type { Database, Transaction } from '@/lib/db/database'
import { environmentVariables } from '@/lib/db/schema/variables'

interface Address {
  workspaceId: string
  /** Empty for drafts, which use the defaults. */
  environment: string
}

/** The values that an environment has for these names. Those without a value are absent. */
export async function environmentValues(
  db: Database | Transaction,
  { workspaceId, environment }: Address,
  names: readonly string[],
): Promise<Map<string, Json>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .select({ name: environmentVariables.name, stored: environmentVariables.stored })
    .from(environmentVariables)
    .where(and(eq(environmentVariables.workspaceId, workspaceId), inArray(environmentVariables.name, [...names])))
  return new Map(
    rows.flatMap(({ name, stored }): [string, Json][] => {
      const ownValues = Object.hasOwn(stored.byEnvironment, environment) ? stored.byEnvironment[environment] : undefined
      const value = ownValues ?? stored.default
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
