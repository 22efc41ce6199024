import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { AppError, ERROR_CODES, type ErrorCode } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { idempotencyKeys, runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { findKey, touchKey } from '@/lib/services/keys/keys'
import { passageOf } from '@/lib/services/knowledge/search'
import type { System } from '@/lib/services/system'
import { cancelRun } from './cancel-run'
import { inputFieldsOf } from './input-fields'
import { planOf } from './plan-cache'
import type { PublicBackend, PublishedApp, StartPublicRun } from './public-backend-types'
import { publicError, resultOf, toPublicEvents } from './public-events'
import { readEvents } from './read-events'
import { startRun } from './start-run'

interface LiveApp {
  app: PublishedApp
  graph: Graph
}

/** What the public faces ask of the studio. Every look-up names the app and its workspace. */
export function createPublicBackend(system: System): PublicBackend {
  const { db } = system
  const find = async (filter: SQL | undefined): Promise<LiveApp[]> =>
    (
      await db
        .select({ app: apps, publication: publications, version: versions })
        .from(publications)
        .innerJoin(apps, eq(apps.id, publications.appId))
        .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
        .innerJoin(versions, eq(versions.id, environments.versionId))
        .where(and(isNull(apps.deletedAt), filter))
    ).map(toLiveApp)
  const live = async (app: PublishedApp): Promise<LiveApp> => {
    const [found] = await find(and(eq(apps.id, app.appId), eq(apps.workspaceId, app.workspaceId)))
    if (!found) throw new AppError('NOT_FOUND', 'There is no such app.')
    return found
  }
  const runRow = async (app: PublishedApp, runId: string) => {
    const [row] = await db
      .select()
      .from(runs)
      .where(and(eq(runs.id, runId), eq(runs.appId, app.appId), eq(runs.workspaceId, app.workspaceId)))
    return row ?? null
  }
  return {
    findApp: async (slug) => (await find(eq(publications.slug, slug)))[0]?.app ?? null,
    authenticateKey: async (bearer) => {
      const key = await findKey(db, bearer)
      if (key) void touchKey(db, key.keyId).catch(() => {})
      return key
    },
    listApps: async (key) =>
      (await find(and(inArray(apps.id, [...key.appIds]), eq(apps.workspaceId, key.workspaceId)))).map(({ app }) => app),
    startRun: async (request) => {
      const runId = newId()
      const known = await claimIdempotencyKey(system, request, runId)
      if (known !== null) return { runId: known, replayed: true }
      const { app, graph } = await live(request.app)
      const start = startRun({
        system,
        workspaceId: app.workspaceId,
        appId: app.appId,
        graph,
        version: { id: app.versionId, number: app.versionNumber },
        origin: request.origin,
        inputs: request.inputs,
        history: request.history,
        endUser: request.endUser,
        runId,
      })
      // A key must never stand for a run that was not made.
      await start.catch(async (error: unknown) => {
        await system.db.delete(idempotencyKeys).where(eq(idempotencyKeys.runId, runId))
        throw error
      })
      return { runId, replayed: false }
    },
    events: async function* ({ app, runId, afterSeq, requestId, signal }) {
      const row = await runRow(app, runId)
      if (!row) throw new AppError('NOT_FOUND', 'There is no such run.')
      const { graph } = await versionOf(system, app, row.versionId)
      const usage = async () => usageOf((await runRow(app, runId)) ?? row)
      // Read from the beginning, so that the same text is recognised as sent before; only what is new leaves.
      const events = toPublicEvents(readEvents(system, runId, 0, signal), {
        plan: planOf(graph, row.versionId),
        runId,
        requestId,
        usage,
      })
      for await (const item of events) if (item.seq > afterSeq) yield item
    },
    getRun: async ({ app, runId, requestId }) => {
      const row = await runRow(app, runId)
      if (!row) return null
      const error = row.error === null ? null : { code: toCode(row.errorCode), message: row.error }
      return {
        runId,
        status: row.status,
        version: row.versionNumber ?? 0,
        ...resultOf(row.outputs ?? {}),
        usage: usageOf(row),
        error: error && publicError(error, requestId),
        endUser: row.endUser,
      }
    },
    cancel: async ({ app, runId }) => {
      if (await runRow(app, runId)) await cancelRun(system, { runId, workspaceId: app.workspaceId })
    },
    getPassage: async ({ app, chunkId, start, end }) => {
      const { graph } = await live(app)
      const address = { workspaceId: app.workspaceId, chunkId, start, end, knowledgeBaseIds: knowledgeBasesOf(graph) }
      const passage = await passageOf(db, address).catch((error: unknown) => {
        if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
        throw error
      })
      if (!passage) return null
      const { documentName, headings, page, before, text, after } = passage
      return {
        documentName,
        headings,
        page,
        text: before + text + after,
        markStart: before.length,
        markEnd: before.length + text.length,
      }
    },
  }
}

function toLiveApp(row: {
  app: typeof apps.$inferSelect
  publication: typeof publications.$inferSelect
  version: typeof versions.$inferSelect
}): LiveApp {
  const { app, publication, version } = row
  const inputFields = inputFieldsOf(version.graph)
  return {
    graph: version.graph,
    app: {
      appId: app.id,
      workspaceId: app.workspaceId,
      slug: publication.slug,
      name: app.name,
      description: app.description,
      kind: app.kind,
      versionId: version.id,
      versionNumber: version.number,
      ...publication.settings,
      inputFields,
      messageField: inputFields.some((field) => field.name === 'message') && app.kind === 'chat' ? 'message' : null,
      updatedAt: publication.updatedAt.toISOString(),
    },
  }
}

async function versionOf(system: System, app: PublishedApp, versionId: string | null): Promise<{ graph: Graph }> {
  const [row] = await system.db
    .select({ graph: versions.graph })
    .from(versions)
    .where(
      and(
        eq(versions.id, versionId ?? app.versionId),
        eq(versions.appId, app.appId),
        eq(versions.workspaceId, app.workspaceId),
      ),
    )
  if (!row) throw new AppError('NOT_FOUND', 'There is no such run.')
  return row
}

/** @returns the run that this key stands for already, or null when it is free and now ours. @throws CONFLICT for another request */
async function claimIdempotencyKey(system: System, request: StartPublicRun, runId: string): Promise<string | null> {
  if (request.idempotencyKey === undefined) return null
  const { appId, workspaceId } = request.app
  const requestHash = createHash('sha256')
    .update(JSON.stringify([request.inputs, request.history]))
    .digest('hex')
  const key = { workspaceId, appId, key: request.idempotencyKey }
  const claimed = await system.db
    .insert(idempotencyKeys)
    .values({ ...key, requestHash, runId })
    .onConflictDoNothing()
    .returning({ runId: idempotencyKeys.runId })
  if (claimed.length > 0) return null
  const [before] = await system.db
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspaceId),
        eq(idempotencyKeys.appId, appId),
        eq(idempotencyKeys.key, key.key),
      ),
    )
  if (!before) throw new AppError('UNAVAILABLE', 'Try again in a moment.', { retryAfterSeconds: 1 })
  if (before.requestHash !== requestHash) {
    throw new AppError('CONFLICT', 'This Idempotency-Key was used with another request. Use a new key.')
  }
  return before.runId
}

function knowledgeBasesOf(graph: Graph): string[] {
  return graph.nodes.flatMap(({ config }) => {
    const id = config.knowledgeBaseId
    return typeof id === 'string' ? [id] : []
  })
}

const usageOf = (row: { inputTokens: number; outputTokens: number }) => ({
  inputTokens: row.inputTokens,
  outputTokens: row.outputTokens,
  estimated: false,
})

const Code = z.enum(ERROR_CODES).catch('INTERNAL')
const toCode = (stored: string | null): ErrorCode => Code.parse(stored)
