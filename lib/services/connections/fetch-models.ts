import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import { testConnection } from '@/lib/models/test-connection'
import type { ServiceContext } from '../context'
import { workspaceEgress } from '../governance/workspace-egress'
import type { ConnectionRow } from './connection-row'
import { forgetDefaultModel, openConnection } from './resolve-connection'

/** The rest of a longer list is dropped. */
const MAX_MODELS = 500

/** Requests the model list of the service and stores the result or the error message. */
export async function fetchModels(ctx: ServiceContext, row: ConnectionRow): Promise<ConnectionRow> {
  const outcome = await testConnection(
    await openConnection(ctx, row),
    workspaceEgress(ctx.db, ctx.workspace.id, 'models'),
  )
  const found = outcome.ok
    ? {
        status: 'ok' as const,
        statusMessage: null,
        statusRef: null,
        blockedAddress: null,
        models: outcome.models.slice(0, MAX_MODELS),
      }
    : {
        status: 'failing' as const,
        blockedAddress: outcome.localAddress,
        statusMessage: outcome.problem.message,
        statusRef: problemRef(outcome.problem),
      }
  const [tested] = await ctx.db
    .update(connections)
    .set({ ...found, testedAt: ctx.now() })
    .where(and(eq(connections.id, row.id), eq(connections.workspaceId, ctx.workspace.id)))
    .returning()
  return tested ?? row
}

/** The first language model that works becomes the default model. */
export async function becomeDefault(ctx: ServiceContext, row: ConnectionRow): Promise<void> {
  const model = row.models.find((candidate) => candidate.ability === 'chat')
  if (row.status !== 'ok' || !model) return
  await ctx.db
    .update(workspaces)
    .set({ defaultChatConnection: row.id, defaultChatModel: model.id })
    .where(and(eq(workspaces.id, ctx.workspace.id), isNull(workspaces.defaultChatConnection)))
  forgetDefaultModel(ctx)
}
