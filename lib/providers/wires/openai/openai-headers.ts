import 'server-only'
import type { ProviderConnection } from '../../provider-client'
import type { OpenAiDialect } from './openai-dialect'

/** Headers of a request in this dialect. */
export async function openAiHeaders(
  connection: ProviderConnection,
  { authorize, headers }: OpenAiDialect,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const proof = authorize ? await authorize(connection, signal) : bearerOf(connection)
  return { ...proof, ...headers?.(connection) }
}

const bearerOf = ({ apiKey }: ProviderConnection): Record<string, string> =>
  apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
