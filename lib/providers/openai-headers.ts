import 'server-only'
import type { OpenAiDialect } from './openai-dialect'
import type { ProviderConnection } from './provider-client'

/** What a request to a service of this dialect carries beside its body. */
export async function openAiHeaders(
  connection: ProviderConnection,
  { authorize, headers }: OpenAiDialect,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const bearer = connection.apiKey === null ? {} : { authorization: `Bearer ${connection.apiKey}` }
  return { ...(authorize ? await authorize(connection, signal) : bearer), ...headers?.(connection) }
}
