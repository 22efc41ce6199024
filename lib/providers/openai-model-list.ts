import 'server-only'
import { z } from 'zod'
import { getJson } from './get-json'
import type { ProviderConnection, ProviderModel } from './provider-client'

const ModelList = z.object({
  data: z
    .array(z.object({ id: z.string().min(1).max(200), created: z.number().optional().catch(undefined) }))
    .max(10_000),
})
type ListedModel = z.infer<typeof ModelList>['data'][number]

/** `GET /models` of the servers that speak OpenAI's language, in their own order. */
export async function listOpenAiModels(connection: ProviderConnection, signal: AbortSignal): Promise<ProviderModel[]> {
  return (await readList(connection, signal)).filter(({ id }) => !OTHER_ABILITIES.test(id)).map(toModel)
}

/** OpenAI's own list, which holds much that cannot chat. The newest of its main line comes first: it may become the default. */
export async function listModelsOfOpenAi(
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<ProviderModel[]> {
  const isMainLine = ({ id }: ListedModel) => /^gpt-\d+(?:\.\d+)?o?(?:-mini)?$/.test(id)
  return (await readList(connection, signal))
    .filter(({ id }) => !OTHER_ABILITIES.test(id) && !WITHOUT_CHAT_COMPLETIONS.test(id))
    .toSorted(
      (a, b) =>
        Number(isMainLine(b)) - Number(isMainLine(a)) ||
        (b.created ?? 0) - (a.created ?? 0) ||
        a.id.localeCompare(b.id),
    )
    .map(toModel)
}

const OTHER_ABILITIES = /whisper|tts|dall-e|moderation|realtime|transcri|gpt-image|sora|audio/i
const WITHOUT_CHAT_COMPLETIONS = /babbage|davinci|instruct|codex|computer-use|deep-research|search|-pro(?:-|$)/i

async function readList({ baseUrl, apiKey, fetch }: ProviderConnection, signal: AbortSignal): Promise<ListedModel[]> {
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
  return (await getJson(ModelList, { url: `${baseUrl}/models`, headers, fetch, signal })).data
}

function toModel({ id }: ListedModel): ProviderModel {
  return { id, label: id, ability: isEmbedder(id) ? 'embed' : 'chat' }
}

export function isEmbedder(id: string): boolean {
  return /embed|bge|minilm|(^|[^a-z])e5-|gte-/i.test(id)
}
