import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Json } from '@/lib/core/json'
import type { Database, Transaction } from '@/lib/db/database'
import { appVariables, variableWrites } from '@/lib/db/schema/variables'
import { changedValue } from '@/lib/engine/variables/app-variables'
import type { StoredChange, StoredResult } from '@/lib/engine/variables/types'
import type { VariableKeys } from '@/lib/services/variables/variable-keys'
import { requireOwnRun } from './require-own-run'

interface Write {
  runId: string
  appId: string
  /** Path of the step, joined by `/`. */
  step: string
  changes: readonly StoredChange[]
}

/**
 * Applies the changes of a step in the transaction that also records them, so that a step that runs again after a
 * crash gets the same results. @throws INVALID_INPUT; CANCELLED when another process drives the run
 */
export function writeVariables(db: Database, keys: VariableKeys, write: Write): Promise<StoredResult[]> {
  return db.transaction(async (tx) => {
    await requireOwnRun(tx, keys.workspaceId, write.runId)
    const { runId, step } = write
    const [stored] = await tx
      .select({ results: variableWrites.results })
      .from(variableWrites)
      .where(and(eq(variableWrites.runId, runId), eq(variableWrites.step, step)))
    if (stored) return stored.results
    const results = await applyChanges(tx, keys, write)
    await tx.insert(variableWrites).values({ runId, step, workspaceId: keys.workspaceId, results })
    return results
  })
}

async function applyChanges(tx: Transaction, keys: VariableKeys, write: Write): Promise<StoredResult[]> {
  const rows = await lockRows(tx, keys, write)
  const results = write.changes.map((change): StoredResult => {
    const { name } = change.variable
    const row = rows.get(name)
    const previousRevision = row?.revision ?? 0
    const value = changedValue(change, row?.value ?? change.variable.default)
    const revision = previousRevision + 1
    if (row) rows.set(name, { ...row, value, revision })
    return { value, revision, previousRevision }
  })
  for (const { id, value, revision } of rows.values())
    await tx
      .update(appVariables)
      .set({ stored: { value }, revision, runId: write.runId })
      .where(and(eq(appVariables.id, id), eq(appVariables.workspaceId, keys.workspaceId)))
  return results
}

interface LockedRow {
  id: string
  value: Json
  revision: number
}

/** In the order of names, so that two runs with the same variables do not deadlock. */
async function lockRows(
  tx: Transaction,
  { workspaceId, environment, keys }: VariableKeys,
  { appId, changes }: Write,
): Promise<Map<string, LockedRow>> {
  const variables = [...new Map(changes.map(({ variable }) => [variable.name, variable])).values()]
  const addresses = variables.flatMap(({ name, scope, default: value }) => {
    const scopeKey = scope === 'run' ? null : keys[scope]
    if (scope === 'run' || scopeKey === null) return []
    return [{ workspaceId, appId, environment, scope, scopeKey, name, stored: { value }, revision: 0 }]
  })
  const sorted = addresses.toSorted((left, right) => (left.name < right.name ? -1 : 1))
  await tx.insert(appVariables).values(sorted).onConflictDoNothing()
  const isWanted = (row: { name: string; scope: string; scopeKey: string }) =>
    addresses.some(({ name, scope, scopeKey }) => row.name === name && row.scope === scope && row.scopeKey === scopeKey)
  const found = await tx
    .select()
    .from(appVariables)
    .where(
      and(
        eq(appVariables.workspaceId, workspaceId),
        eq(appVariables.appId, appId),
        eq(appVariables.environment, environment),
        inArray(
          appVariables.scopeKey,
          addresses.map(({ scopeKey }) => scopeKey),
        ),
        inArray(
          appVariables.name,
          addresses.map(({ name }) => name),
        ),
      ),
    )
    .orderBy(asc(appVariables.name), asc(appVariables.scope), asc(appVariables.scopeKey))
    .for('update')
  return new Map(
    found.filter(isWanted).map(({ id, name, stored, revision }) => [name, { id, value: stored.value, revision }]),
  )
}
