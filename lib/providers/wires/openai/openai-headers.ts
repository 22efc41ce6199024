import 'server-only'
import { whenKnown } from '@/lib/core/iterables/when-known'
import type { ProviderConnection } from '../../provider-client'
import type { OpenAiDialect } from './openai-dialect'

/** Headers of a request in this dialect. */
export function openAiHeaders(
  connection: ProviderConnection,
  { authorize, headers }: OpenAiDialect,
  signal: AbortSignal,
): Record<string, string> | Promise<Record<string, string>> {
  const own = headers?.(connection)
  return whenKnown(authorize ? authorize(connection, signal) : bearerOf(connection), (proof) => ({ ...proof, ...own }))
}

const bearerOf = ({ apiKey }: ProviderConnection): Record<string, string> =>
  apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
