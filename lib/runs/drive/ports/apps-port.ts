import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { inputFieldsOf } from '@/lib/services/apps/input-fields'
import type { System } from '@/lib/services/system'
import { planOf } from '../../plan/plan-cache'

interface AppsScope {
  system: System
  workspaceId: string
  /** The app that runs. */
  appId: string
}

/** Other apps of the workspace as parts of a run: the engine runs their plans as frames of the run itself. */
export function createAppsPort(scope: AppsScope): EnginePorts['apps'] {
  return {
    plan: async ({ appId, versionId }) => {
      if (appId === scope.appId) throw new AppError('LIMIT_EXCEEDED', problem('engine.appRunsItselfDirectly'))
      const { version, graph } = await findVersion(scope, appId, versionId)
      return { versionId: version.id, plan: planOf(graph, version.id) }
    },
    describe: async ({ appId, versionId }) => {
      const { graph, name, description } = await findVersion(scope, appId, versionId)
      return { name, description, parameters: parametersOf(graph) }
    },
  }
}

async function findVersion({ system, workspaceId }: AppsScope, appId: string, versionId: string | null) {
  const [row] = await system.db
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
        eq(versions.workspaceId, workspaceId),
        eq(versions.id, versionId ?? environments.versionId),
      ),
    )
  if (!row) throw new AppError('NOT_FOUND', problem('apps.subAppNotPublished'))
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
