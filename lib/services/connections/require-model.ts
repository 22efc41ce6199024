import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { ModelChoice } from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceContext } from '../context'

/** Values used instead of a connection id: the built-in model and a registered model. */
const NO_CONNECTION = ['builtin', 'trained']

/** @throws INVALID_INPUT for a model of a connection or a route that is not in this workspace */
export async function requireModels(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  models: readonly ModelChoice[],
): Promise<void> {
  const named = models.filter(({ connection }) => !NO_CONNECTION.includes(connection))
  const routes = named.filter(({ connection }) => connection === 'route').map(({ model }) => model)
  const ids = named.map(({ connection }) => connection).filter((connection) => connection !== 'route')
  const knownRoutes =
    routes.length === 0
      ? []
      : await db
          .select({ name: modelRoutes.name })
          .from(modelRoutes)
          .where(and(eq(modelRoutes.workspaceId, workspace.id), inArray(modelRoutes.name, routes)))
  const possible = ids.filter((id) => Id.safeParse(id).success)
  const knownIds =
    possible.length === 0
      ? []
      : await db
          .select({ id: connections.id })
          .from(connections)
          .where(and(eq(connections.workspaceId, workspace.id), inArray(connections.id, possible)))
  const isMissing =
    routes.some((name) => !knownRoutes.some((route) => route.name === name)) ||
    ids.some((id) => !knownIds.some((connection) => connection.id === id))
  if (isMissing) throw new AppError('INVALID_INPUT', problem('connections.chooseModel'))
}
