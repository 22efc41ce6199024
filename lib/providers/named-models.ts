import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { abilityOf } from './model-ability'
import type { ModelCall, ModelChunks, ProviderModel } from './provider-client'

/** More than one, since some models reject a limit of a single token. */
const PROBE_TOKENS = 16

/** Parses the field `models` of a connection: names separated by commas or line breaks. */
export function namedModels({ models = '' }: Readonly<Record<string, string>>): string[] {
  const names = models.split(/[,\n]/).map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 100)
}

/**
 * For services without a model list: sends a minimal request to the first chat model, so that the
 * connection test is meaningful.
 */
export async function modelsByName(
  names: readonly string[],
  chat: (call: ModelCall) => AsyncIterable<ModelChunks>,
  signal: AbortSignal,
): Promise<ProviderModel[]> {
  const models = names.flatMap((id) => {
    const ability = abilityOf(id)
    return ability === null ? [] : [{ id, label: id, ability }]
  })
  const probed = models.find(({ ability }) => ability === 'chat')
  if (!probed) {
    throw new AppError('INVALID_INPUT', problem('providers.modelNamesMissing'))
  }
  const messages = [{ role: 'user' as const, content: 'Say: ok' }]
  for await (const _ of chat({ model: probed.id, messages, maxOutputTokens: PROBE_TOKENS, signal })) {
    // Reads to the end, so that a lost connection fails the test.
  }
  return models
}
