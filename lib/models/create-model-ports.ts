import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatRequest, EnginePorts, ModelRef } from '@/lib/engine/ports'
import { providerConnection } from './provider-connection'
import { withUsage } from './with-usage'

type ModelPorts = EnginePorts['models']

/** A connection's secrets, read for one call and not kept. */
export interface ResolvedConnection {
  provider: string
  baseUrl: string | null
  apiKey: string | null
  fields?: Readonly<Record<string, string>>
}

export interface ModelPortsOptions {
  /** Within the run's workspace. @throws CREDENTIAL_MISSING when there is no such connection (any more). */
  resolveConnection(id: string): Promise<ResolvedConnection>
  /** The workspace's default language model; null: none. */
  defaultChat(): Promise<ModelRef | null>
  /** What works without any service. */
  builtin: Pick<ModelPorts, 'embed' | 'answerFromPassages' | 'classify'>
  /** The door of the workspace. */
  fetch: EgressFetch
}

export const BUILTIN_CHAT: ModelRef = { connection: 'builtin', model: 'extractive' }

/** The engine's `models` port over a workspace's connections. */
export function createModelPorts({ resolveConnection, defaultChat, builtin, fetch }: ModelPortsOptions): ModelPorts {
  const resolve = async (model: ModelRef): Promise<ModelRef> => {
    if (model.connection === 'builtin') return BUILTIN_CHAT
    return model.connection === 'auto' ? ((await defaultChat()) ?? BUILTIN_CHAT) : model
  }
  return {
    ...builtin,
    resolve,
    async *chat(request: ChatRequest): AsyncIterable<ChatChunk> {
      const model = await resolve(request.model)
      if (model.connection === 'builtin') throw noLanguageModel()
      const { provider, client, connection } = await providerConnection(
        await resolveConnection(model.connection),
        fetch,
      )
      const { cache: _cache, nodeId: _nodeId, ...rest } = request
      const call = { ...rest, model: model.model }
      const from = { provider, model: model.model, label: `${model.connection}/${model.model}` }
      yield* withUsage(client.chat(connection, call), { from, messages: request.messages })
    },
  }
}

function noLanguageModel(): AppError {
  return new AppError('MODEL_MISSING', 'No language model is connected. Connect one under Models.')
}
