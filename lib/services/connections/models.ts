import 'server-only'
import { eq } from 'drizzle-orm'
import type {
  detectLocalModels as detectContract,
  listModels as listModelsContract,
  ModelOption,
  setDefaultModel as setDefaultContract,
} from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { detectLocal } from '@/lib/models/detect-local'
import { env } from '@/lib/platform/env'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { requireRole, type Verb } from '../context'
import { workspaceEgress } from '../governance/workspace-egress'
import { defaultChatModel, getConnectionRow } from './resolve-connection'

const BUILT_IN = { connection: 'builtin', connectionName: 'Built in', tools: false }

/** What needs no service and no key, named as what it is. */
const BUILT_IN_MODELS: ModelOption[] = [
  {
    ...BUILT_IN,
    model: 'extractive',
    label: 'Quotes from your documents (no language model)',
    ability: 'chat',
    extractive: true,
  },
  {
    ...BUILT_IN,
    model: 'all-MiniLM-L6-v2',
    label: `${BUILTIN_EMBEDDER.id} (English)`,
    ability: 'embed',
    extractive: false,
  },
]

export const listModels: Verb<typeof listModelsContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db.select().from(connections).where(eq(connections.workspaceId, ctx.workspace.id))
  const connected = found.flatMap((row) =>
    row.models.map((model) => ({
      connection: row.id,
      connectionName: row.name,
      model: model.id,
      label: model.label,
      ability: model.ability,
      extractive: false,
      tools: manifestOf(row.provider)?.abilities.includes('tools') ?? false,
    })),
  )
  const defaultChat = (await defaultChatModel(ctx)) ?? { connection: 'builtin', model: 'extractive' }
  return { models: [...connected, ...BUILT_IN_MODELS], defaultChat }
}

export const setDefaultModel: Verb<typeof setDefaultContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  if (body.chat) {
    const row = await getConnectionRow(ctx, body.chat.connection)
    const known = row.models.some((model) => model.id === body.chat?.model && model.ability === 'chat')
    if (!known) throw new AppError('INVALID_INPUT', `The connection ${row.name} has no such language model.`)
  }
  await ctx.db
    .update(workspaces)
    .set({ defaultChatConnection: body.chat?.connection ?? null, defaultChatModel: body.chat?.model ?? null })
    .where(eq(workspaces.id, ctx.workspace.id))
  return { ok: true }
}

export const detectLocalModels: Verb<typeof detectContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  return {
    servers: env().allowLocalModels ? await detectLocal({ fetch: workspaceEgress(ctx.db, ctx.workspace.id) }) : [],
  }
}
