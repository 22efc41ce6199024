import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { ProviderClient, ProviderConnection, ProviderModel } from '../../provider-client'
import type { ModelAbility } from '../../provider-manifest'

interface Service {
  label: string
  models: readonly { id: string; ability: ModelAbility }[]
  /** The cheapest call that shows whether the key is good. */
  probe: (connection: ProviderConnection, signal: AbortSignal) => Promise<unknown>
}

/** What a client without chat has instead. Its service has no list of models: they stand here, and a word tests the key. */
export function withoutChat({ label, models, probe }: Service): Pick<ProviderClient, 'load' | 'chat' | 'listModels'> {
  return {
    // Nothing beside this file.
    async load() {},
    // biome-ignore lint/correctness/useYield: it says that it has none.
    async *chat() {
      throw new AppError(
        'INVALID_INPUT',
        `${label} has no language models: it makes embeddings and reranks. Choose a model of another connection to chat.`,
      )
    },
    async listModels(connection, signal): Promise<ProviderModel[]> {
      await probe(connection, signal)
      return models.map(({ id, ability }) => ({ id, label: id, ability }))
    },
  }
}
