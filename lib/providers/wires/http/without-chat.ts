import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ProviderClient, ProviderConnection, ProviderModel } from '../../provider-client'
import type { ModelAbility } from '../../provider-manifest'

interface Service {
  label: string
  models: readonly { id: string; ability: ModelAbility }[]
  /** The cheapest call that validates the key. */
  probe: (connection: ProviderConnection, signal: AbortSignal) => Promise<unknown>
}

/**
 * Client methods of a service without chat and without a model list: the models are listed here,
 * and a minimal call validates the key.
 */
export function withoutChat({ label, models, probe }: Service): Pick<ProviderClient, 'load' | 'chat' | 'listModels'> {
  return {
    // Nothing to load.
    async load() {},
    // biome-ignore lint/correctness/useYield: it says that it has none.
    async *chat() {
      throw new AppError('INVALID_INPUT', problem('providers.withoutChat', { provider: label }))
    },
    async listModels(connection, signal): Promise<ProviderModel[]> {
      await probe(connection, signal)
      return models.map(({ id, ability }) => ({ id, label: id, ability }))
    },
  }
}
