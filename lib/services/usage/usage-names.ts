import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { Id } from '@/lib/core/ids'
import { apiKeys, apps } from '@/lib/db/schema/apps'
import { members, users } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import type { ServiceContext } from '../context'

export interface UsageName {
  name: string | null
  isDeleted: boolean
}

export interface UsageNames {
  app(id: string): UsageName
  connection(id: string): UsageName
  key(id: string): UsageName
  /** `user:<id>` or `end:<id>` */
  person(id: string): UsageName & { kind: 'member' | 'end-user' | null }
}

interface Ids {
  appIds: readonly string[]
  connectionIds: readonly string[]
  keyIds: readonly string[]
  persons: readonly string[]
}

const NONE: UsageName = { name: null, isDeleted: false }
const GONE: UsageName = { name: null, isDeleted: true }
const USER = 'user:'
const END = 'end:'
/** Shown instead of the name of a connection for models that belong to none. */
const LOCAL_NAMES = new Map([
  ['builtin', 'Built in'],
  ['trained', 'Trained here'],
])

/** Names of apps, connections, keys and people in usage reports. Soft-deleted ones keep their name. */
export async function usageNames(ctx: Pick<ServiceContext, 'db' | 'workspace'>, ids: Ids): Promise<UsageNames> {
  const userIds = ids.persons.filter((id) => id.startsWith(USER)).map((id) => id.slice(USER.length))
  const byApp = await appNames(ctx, uuids(ids.appIds))
  const byConnection = await connectionNames(ctx, uuids(ids.connectionIds))
  const byKey = await keyNames(ctx, uuids(ids.keyIds))
  const byUser = await userNames(ctx, uuids(userIds))
  const lookUp = (names: Map<string, UsageName>, id: string) => (id === '' ? NONE : (names.get(id) ?? GONE))
  return {
    app: (id) => lookUp(byApp, id),
    connection: (id) =>
      LOCAL_NAMES.has(id) ? { name: LOCAL_NAMES.get(id) ?? id, isDeleted: false } : lookUp(byConnection, id),
    key: (id) => lookUp(byKey, id),
    person: (id) => {
      if (id.startsWith(END)) return { name: id.slice(END.length), isDeleted: false, kind: 'end-user' }
      return id === '' ? { ...NONE, kind: null } : { ...lookUp(byUser, id.slice(USER.length)), kind: 'member' }
    },
  }
}

const uuids = (ids: readonly string[]) => [...new Set(ids)].filter((id) => Id.safeParse(id).success)
type Context = Pick<ServiceContext, 'db' | 'workspace'>
type Names = Map<string, UsageName>

async function appNames({ db, workspace }: Context, ids: string[]): Promise<Names> {
  if (ids.length === 0) return new Map()
  const found = await db
    .select({ id: apps.id, name: apps.name, deletedAt: apps.deletedAt })
    .from(apps)
    .where(and(eq(apps.workspaceId, workspace.id), inArray(apps.id, ids)))
  return new Map(found.map(({ id, name, deletedAt }) => [id, { name, isDeleted: deletedAt !== null }]))
}

async function connectionNames({ db, workspace }: Context, ids: string[]): Promise<Names> {
  if (ids.length === 0) return new Map()
  const found = await db
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(and(eq(connections.workspaceId, workspace.id), inArray(connections.id, ids)))
  return new Map(found.map(({ id, name }) => [id, { name, isDeleted: false }]))
}

async function keyNames({ db, workspace }: Context, ids: string[]): Promise<Names> {
  if (ids.length === 0) return new Map()
  const found = await db
    .select({ id: apiKeys.id, name: apiKeys.name, revokedAt: apiKeys.revokedAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, workspace.id), inArray(apiKeys.id, ids)))
  return new Map(found.map(({ id, name, revokedAt }) => [id, { name, isDeleted: revokedAt !== null }]))
}

/** Members only: the usage of former members is kept without their name. */
async function userNames({ db, workspace }: Context, ids: string[]): Promise<Names> {
  if (ids.length === 0) return new Map()
  const found = await db
    .select({ id: users.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspace.id), inArray(members.userId, ids)))
  return new Map(found.map(({ id, name }) => [id, { name, isDeleted: false }]))
}
