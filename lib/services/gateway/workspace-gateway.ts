import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { problem } from '@/lib/messages/problems/problem'
import type {
  Caller,
  ConnectionPlace,
  GatewayServices,
  ModelMetrics,
  NamedRoute,
} from '@/lib/models/gateway/gateway-services'
import { BriefCache } from '@/lib/platform/brief-cache'
import { singleton } from '@/lib/platform/singleton'
import { admitCall } from '../budgets/admit-call'
import { currentDegradation } from '../budgets/current-degradation'
import { checkCall } from '../governance/check-call'
import { connectionHost } from '../governance/connection-host'
import { perDatabase } from '../per-database'
import type { System } from '../system'
import { pickVersion } from '../training/pick-version'
import { findCachedAnswer, storeCachedAnswer } from './cached-answers'
import { CallLedger } from './call-ledger'
import { ConnectionSlots } from './connection-slots'
import { readModelMetrics } from './model-metrics'

/** The gateway's services for one caller: routes, budgets, policy and ledger of its workspace. */
export function workspaceGateway({ db }: Pick<System, 'db'>, caller: Caller): GatewayServices {
  const { workspaceId } = caller
  return {
    route: async (name) => {
      const route = await retryRead(() =>
        routes().get(`${workspaceId}/${name}`, () => findRoute(db, workspaceId, name)),
      )
      if (route) return route
      throw new AppError('MODEL_MISSING', problem('models.routeMissing', { name }))
    },
    trained: async (name, stickyKey) => {
      const { version, connectionId, remoteModel } = await retryRead(() =>
        pickVersion(db, workspaceId, name, stickyKey),
      )
      if (connectionId === undefined || remoteModel === undefined)
        throw new AppError('MODEL_MISSING', problem('models.classifierNotChat', { name }))
      return { target: { connection: connectionId, model: remoteModel }, versionNumber: version.number }
    },
    places: () => retryRead(() => places().get(workspaceId, () => readPlaces(db, workspaceId))),
    metrics: () => retryRead(() => metrics().get(workspaceId, () => readModelMetrics(db, workspaceId))),
    check: (call) => checkCall(db, workspaceId, call),
    degradation: () => currentDegradation(db, caller),
    admit: (plannedMicros) => admitCall(db, caller, plannedMicros),
    enter: (connectionId, limits, signal) => connectionSlots(db).enter(connectionId, limits, signal),
    cache: {
      find: (lookup) => retryRead(() => findCachedAnswer(db, workspaceId, lookup)),
      store: (answer) => storeCachedAnswer(db, workspaceId, answer),
    },
    record: (call) => callLedger(db).add(caller, call),
  }
}

export const callLedger = (db: Database): CallLedger => perDatabase('call-ledgers', db, () => new CallLedger(db))

/** Call after a change: this process applies it at once, others within two seconds. */
export function forgetRoute(workspaceId: string, name: string): void {
  routes().forget(`${workspaceId}/${name}`)
}

const routes = () => singleton('routes', () => new BriefCache<NamedRoute | null>(2_000))
const places = () => singleton('places', () => new BriefCache<ReadonlyMap<string, ConnectionPlace>>(2_000))
const metrics = () => singleton('model-figures', () => new BriefCache<ReadonlyMap<string, ModelMetrics>>(30_000))
const connectionSlots = (db: Database) => perDatabase('connection-places', db, () => new ConnectionSlots(db))

async function findRoute(db: Database, workspaceId: string, name: string): Promise<NamedRoute | null> {
  const [row] = await db
    .select({ id: modelRoutes.id, name: modelRoutes.name, policy: modelRoutes.policy })
    .from(modelRoutes)
    .where(and(eq(modelRoutes.workspaceId, workspaceId), eq(modelRoutes.name, name)))
  return row ?? null
}

async function readPlaces(db: Database, workspaceId: string): Promise<ReadonlyMap<string, ConnectionPlace>> {
  const { id, provider, baseUrl, fields } = connections
  const found = await db
    .select({ id, provider, baseUrl, fields })
    .from(connections)
    .where(eq(connections.workspaceId, workspaceId))
  return new Map(found.map((row) => [row.id, { provider: row.provider, host: connectionHost(row) }]))
}
