import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import type { EnginePorts } from '@/lib/engine/ports'
import type { DriveRun } from './drive-run'
import { inputFieldsOf } from './input-fields'

const MAX_DEPTH = 5

/** Another app of the workspace as a part of this run: it has a run and a trace of its own, and ends when this one does. */
export function createAppsPort(parent: DriveRun): EnginePorts['apps'] {
  return {
    run: async ({ appId, versionId, inputs, signal }) => {
      const stack = [...(parent.appStack ?? []), parent.appId]
      if (stack.includes(appId))
        throw new AppError('LIMIT_EXCEEDED', 'An app cannot run itself, directly or through others.')
      if (stack.length >= MAX_DEPTH)
        throw new AppError('LIMIT_EXCEEDED', `Apps can be nested ${MAX_DEPTH} deep at most.`)
      const { version, graph } = await findVersion(parent, appId, versionId)
      const { active } = await parent.startRun({
        system: parent.system,
        workspaceId: parent.workspaceId,
        appId,
        graph,
        version,
        origin: 'app',
        inputs,
        history: [],
        endUser: parent.endUser,
        appStack: stack,
      })
      signal.addEventListener('abort', () => active.controller.abort(signal.reason), { once: true })
      return outputsOf(active.follow(0, signal))
    },
    describe: async ({ appId, versionId }) => {
      const { graph, name, description } = await findVersion(parent, appId, versionId)
      return { name, description, parameters: parametersOf(graph) }
    },
  }
}

async function outputsOf(events: ReturnType<DriveRun['active']['follow']>): Promise<JsonObject> {
  for await (const { event } of events) {
    if (event.type === 'run-end') return event.outputs
    if (event.type === 'run-error') throw new AppError(event.error.code, event.error.message)
  }
  throw new AppError('CANCELLED', 'The run was stopped.')
}

async function findVersion(parent: DriveRun, appId: string, versionId: string | null) {
  const [row] = await parent.system.db
    .select({
      id: versions.id,
      number: versions.number,
      graph: versions.graph,
      name: apps.name,
      description: apps.description,
    })
    .from(versions)
    .innerJoin(apps, eq(apps.id, versions.appId))
    .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .where(
      and(
        eq(versions.appId, appId),
        isNull(apps.deletedAt),
        eq(versions.workspaceId, parent.workspaceId),
        eq(versions.id, versionId ?? environments.versionId),
      ),
    )
  if (!row) throw new AppError('NOT_FOUND', 'The app that this step runs is not published.')
  return { version: { id: row.id, number: row.number }, graph: row.graph, name: row.name, description: row.description }
}

function parametersOf(graph: Parameters<typeof inputFieldsOf>[0]): JsonObject {
  const fields = inputFieldsOf(graph)
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, { type: jsonTypeOf(field.type), description: field.label }]),
    ),
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  }
}

function jsonTypeOf(type: string): string {
  if (type === 'number' || type === 'boolean') return type
  return type === 'json' ? 'object' : 'string'
}
