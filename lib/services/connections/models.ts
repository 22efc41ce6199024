import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type {
  detectLocalModels as detectContract,
  listModels as listModelsContract,
  ModelOption,
  setDefaultModel as setDefaultContract,
} from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import type { ModelRef } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import { detectLocal } from '@/lib/models/detect-local'
import { env } from '@/lib/platform/env'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { modelMetrics } from '../catalog/model-summary'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { connectionHost } from '../governance/connection-host'
import { workspaceEgress } from '../governance/workspace-egress'
import { defaultChatModel, forgetDefaultModel, getConnectionRow } from './resolve-connection'

/** The metrics of options that may use several models, or that cost nothing. */
const NO_METRICS = { provider: null, contextTokens: null, inputMicros: null, outputMicros: null }
const BUILT_IN = { connection: 'builtin', connectionName: 'Built in', tools: false, ...NO_METRICS }

/** Models that need no service and no key. */
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
    label: 'all-MiniLM-L6-v2',
    ability: 'embed',
    extractive: false,
  },
]

export const listModels: Verb<typeof listModelsContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const defaultChat = (await defaultChatModel(ctx)) ?? { connection: 'builtin', model: 'extractive' }
  return { models: await modelOptions(ctx), defaultChat }
}

/** All models of every ability that can be selected somewhere. */
export async function modelOptions(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ModelOption[]> {
  const now = new Date()
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
      provider: row.provider,
      ...modelMetrics(row.provider, { host: connectionHost(row), model: model.id, now }),
    })),
  )
  return [...(await routeOptions(ctx)), ...(await trainedOptions(ctx)), ...connected, ...BUILT_IN_MODELS]
}

/** A route can be selected wherever one of its models can. */
async function routeOptions({ db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ModelOption[]> {
  const found = await db
    .select({ name: modelRoutes.name, policy: modelRoutes.policy })
    .from(modelRoutes)
    .where(eq(modelRoutes.workspaceId, workspace.id))
    .orderBy(asc(modelRoutes.name))
  return found.map(({ name, policy }) => ({
    connection: 'route',
    connectionName: 'Routes',
    model: name,
    label: name,
    ability: policy.ability ?? 'chat',
    extractive: false,
    tools: (policy.ability ?? 'chat') === 'chat',
    ...NO_METRICS,
  }))
}

/** Fine-tuned language models with a version in production, under names that stay when versions change. */
async function trainedOptions({ db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ModelOption[]> {
  const found = await db
    .selectDistinct({ name: registeredModels.name })
    .from(registeredModels)
    .innerJoin(modelVersions, eq(modelVersions.modelId, registeredModels.id))
    .where(
      and(
        eq(registeredModels.workspaceId, workspace.id),
        eq(registeredModels.kind, 'chat'),
        eq(modelVersions.stage, 'production'),
      ),
    )
    .orderBy(asc(registeredModels.name))
  return found.map(({ name }) => ({
    connection: 'trained',
    connectionName: 'Trained here',
    model: name,
    label: name,
    ability: 'chat',
    extractive: false,
    tools: true,
    ...NO_METRICS,
  }))
}

export const setDefaultModel: Verb<typeof setDefaultContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  if (body.chat) await checkDefault(ctx, body.chat)
  await ctx.db
    .update(workspaces)
    .set({ defaultChatConnection: body.chat?.connection ?? null, defaultChatModel: body.chat?.model ?? null })
    .where(eq(workspaces.id, ctx.workspace.id))
  forgetDefaultModel(ctx)
  return { ok: true }
}

async function checkDefault(ctx: ServiceContext, { connection, model }: ModelRef): Promise<void> {
  if (connection === 'route') {
    const routes = await routeOptions(ctx)
    if (routes.some((route) => route.model === model && route.ability === 'chat')) return
    throw new AppError('INVALID_INPUT', problem('connections.routeMissing', { model }))
  }
  if (connection === 'trained') {
    const trained = await trainedOptions(ctx)
    if (trained.some((option) => option.model === model)) return
    throw new AppError('INVALID_INPUT', problem('connections.tunedModelMissing', { model }))
  }
  const row = await getConnectionRow(ctx, connection)
  const isKnown = row.models.some((option) => option.id === model && option.ability === 'chat')
  if (!isKnown) throw new AppError('INVALID_INPUT', problem('connections.modelMissing', { connection: row.name }))
}

export const detectLocalModels: Verb<typeof detectContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  return {
    servers: env().allowLocalModels
      ? await detectLocal({ fetch: workspaceEgress(ctx.db, ctx.workspace.id, 'models') })
      : [],
  }
}
