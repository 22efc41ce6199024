import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { readLedger as contract, LedgerRange, LedgerRow } from '@/lib/contracts/ledger'
import type { Database } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { connections } from '@/lib/db/schema/models'
import { isPrivateHost } from '@/lib/egress/is-private-host'
import { isOwnHost } from '@/lib/providers/own-host'
import { requireRole, type Verb } from '../context'
import { connectionRegion } from '../governance/connection-host'
import { knownModel } from '../governance/known-models'
import { sentCalls } from './sent-calls'

const MAX_GROUPS = 5_000

type Days = ResponseOf<typeof contract>['days']

export const readLedger: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { rows, isCut } = await ledgerRows(ctx.db, ctx.workspace.id, query)
  const hosts = isCut ? await readHosts(ctx.db, ctx.workspace.id, query) : [...new Set(rows.map(({ host }) => host))]
  return { rows, isCut, days: await daysOf(ctx.db, ctx.workspace.id, { range: query, hosts }) }
}

/** One row per destination, aggregated by the database; most characters first. */
export async function ledgerRows(
  db: Database,
  workspaceId: string,
  range: LedgerRange,
): Promise<{ rows: LedgerRow[]; isCut: boolean }> {
  const groups = await readGroups(db, workspaceId, range)
  const names = await readNames(db, workspaceId, groups)
  const byDestination = new Map<string, LedgerRow>()
  for (const group of groups) {
    const key = JSON.stringify([group.connectionId, group.provider, group.host, group.model])
    const row = byDestination.get(key) ?? emptyRow(group, names)
    byDestination.set(key, addGroup(row, group, names.apps.get(group.appId ?? '') ?? null))
  }
  const rows = [...byDestination.values()].sort((a, b) => b.characters - a.characters || b.calls - a.calls)
  return { rows, isCut: groups.length === MAX_GROUPS }
}

type Group = Awaited<ReturnType<typeof readGroups>>[number]
interface Names {
  connections: ReadonlyMap<string, { name: string; region: string | null }>
  apps: ReadonlyMap<string, string>
}

/** The inner query groups by kinds of data: an aggregate of distinct values would sort all calls. */
function readGroups(db: Database, workspaceId: string, range: LedgerRange) {
  const { connectionId, provider, host, model, appId, dataKinds } = modelCalls
  const byKinds = db
    .select({
      connectionId,
      provider,
      host,
      model,
      appId,
      dataKinds,
      calls: sql<number>`count(*)`.as('calls'),
      characters: sql<number>`sum(${modelCalls.sentCharacters})`.as('characters'),
      firstAt: sql<Date>`min(${modelCalls.at})`.as('first_at'),
      lastAt: sql<Date>`max(${modelCalls.at})`.as('last_at'),
    })
    .from(modelCalls)
    .where(sentCalls(workspaceId, range))
    .groupBy(connectionId, provider, host, model, appId, dataKinds)
    .as('by_kinds')
  const destination = {
    connectionId: byKinds.connectionId,
    provider: byKinds.provider,
    host: byKinds.host,
    model: byKinds.model,
    appId: byKinds.appId,
  }
  return db
    .select({
      ...destination,
      calls: sql<number>`sum(${byKinds.calls})`.mapWith(Number),
      characters: sql<number>`sum(${byKinds.characters})`.mapWith(Number),
      firstAt: sql<Date>`min(${byKinds.firstAt})`.mapWith(modelCalls.at),
      lastAt: sql<Date>`max(${byKinds.lastAt})`.mapWith(modelCalls.at),
      kinds: sql<string[][]>`jsonb_agg(${byKinds.dataKinds})`,
    })
    .from(byKinds)
    .groupBy(destination.connectionId, destination.provider, destination.host, destination.model, destination.appId)
    .orderBy(sql`sum(${byKinds.characters}) desc`)
    .limit(MAX_GROUPS)
}

async function readNames(db: Database, workspaceId: string, groups: readonly Group[]): Promise<Names> {
  const connectionRows = await db
    .select({
      id: connections.id,
      name: connections.name,
      provider: connections.provider,
      baseUrl: connections.baseUrl,
      fields: connections.fields,
    })
    .from(connections)
    .where(eq(connections.workspaceId, workspaceId))
  const ids = [...new Set(groups.flatMap(({ appId }) => appId ?? []))]
  const appNames = ids.length === 0 ? [] : await readAppNames(db, workspaceId, ids)
  return {
    connections: new Map(connectionRows.map((row) => [row.id, { name: row.name, region: connectionRegion(row) }])),
    apps: new Map(appNames.map(({ id, name }) => [id, name])),
  }
}

const readAppNames = (db: Database, workspaceId: string, ids: string[]) =>
  db
    .select({ id: apps.id, name: apps.name })
    .from(apps)
    .where(and(eq(apps.workspaceId, workspaceId), inArray(apps.id, ids)))

function emptyRow({ connectionId, provider, host, model, firstAt, lastAt }: Group, names: Names): LedgerRow {
  // The catalog's facts do not apply at a custom address.
  const facts = isOwnHost(provider, host) ? knownModel(provider, model) : null
  const connection = names.connections.get(connectionId)
  return {
    connectionId,
    provider,
    host,
    model,
    isInside: isInside(host),
    connectionName: connection?.name ?? null,
    regions: connection?.region ? [connection.region] : (facts?.region ?? []),
    dataUse: facts?.dataUse ?? null,
    dataKinds: [],
    calls: 0,
    characters: 0,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    apps: [],
  }
}

function addGroup(row: LedgerRow, group: Group, appName: string | null): LedgerRow {
  const { calls, characters } = group
  // ISO 8601, so that the text order is the time order.
  const seen = [row.firstAt, row.lastAt, group.firstAt.toISOString(), group.lastAt.toISOString()].sort()
  return {
    ...row,
    calls: row.calls + calls,
    characters: row.characters + characters,
    dataKinds: [...new Set([...row.dataKinds, ...group.kinds.flat()])].sort(),
    firstAt: seen.at(0) ?? row.firstAt,
    lastAt: seen.at(-1) ?? row.lastAt,
    apps: [...row.apps, { id: group.appId, name: appName, calls, characters }],
  }
}

/** Computed here, since the database cannot recognize private addresses. */
const isInside = (host: string): boolean => host === '' || isPrivateHost(host)

async function daysOf(
  db: Database,
  workspaceId: string,
  { range, hosts }: { range: LedgerRange; hosts: readonly string[] },
): Promise<Days> {
  const day = sql<string>`to_char(${modelCalls.at} at time zone 'UTC', 'YYYY-MM-DD')`
  const outside = hosts.filter((host) => !isInside(host))
  if (outside.length === 0) return []
  return await db
    .select({
      day,
      provider: modelCalls.provider,
      characters: sql<number>`sum(${modelCalls.sentCharacters})`.mapWith(Number),
    })
    .from(modelCalls)
    .where(and(sentCalls(workspaceId, range), inArray(modelCalls.host, outside)))
    .groupBy(day, modelCalls.provider)
    .orderBy(day)
    .limit(MAX_GROUPS)
}

async function readHosts(db: Database, workspaceId: string, range: LedgerRange): Promise<string[]> {
  const found = await db.selectDistinct({ host: modelCalls.host }).from(modelCalls).where(sentCalls(workspaceId, range))
  return found.map(({ host }) => host)
}
