import 'server-only'
import { z } from 'zod'
import { getJson } from './get-json'
import type { ProviderConnection, ProviderModel } from './provider-client'

const ModelList = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })).max(10_000) })

/** `GET /models`, as OpenAI and the servers that speak its language give it. */
export async function listOpenAiModels(
  { baseUrl, apiKey, fetch }: ProviderConnection,
  signal: AbortSignal,
): Promise<ProviderModel[]> {
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
  const { data } = await getJson(ModelList, { url: `${baseUrl}/models`, headers, fetch, signal })
  return data
    .filter(({ id }) => !/whisper|tts|dall-e|moderation|realtime|transcri|gpt-image|sora|audio/i.test(id))
    .map(({ id }) => ({ id, label: id, ability: isEmbedder(id) ? ('embed' as const) : ('chat' as const) }))
    .toSorted((a, b) => a.id.localeCompare(b.id))
}

export function isEmbedder(id: string): boolean {
  return /embed|bge|minilm|(^|[^a-z])e5-|gte-/i.test(id)
}
