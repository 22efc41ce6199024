import 'server-only'
import { z } from 'zod'
import { JsonObjectSchema } from '@/lib/core/json'
import { abilityOf } from '../../model-ability'
import { modelsByName, namedModels } from '../../named-models'
import type { ProviderConnection, ProviderModel } from '../../provider-client'
import { getJson } from '../http/get-json'
import { openAiChat } from './openai-chat'
import type { ListedModel, OpenAiDialect } from './openai-dialect'
import { openAiHeaders } from './openai-headers'

const Known = z.object({ id: z.string().min(1).max(200), created: z.number().optional().catch(undefined) })
const Entry = JsonObjectSchema.transform((raw, context): ListedModel => {
  const parsed = Known.safeParse(raw)
  if (parsed.success) return { ...parsed.data, raw }
  context.addIssue({ code: 'custom', message: 'A model without a name.' })
  return z.NEVER
})
const Entries = z.array(Entry).max(10_000)
// Together returns a bare list.
const ModelList = z.union([z.object({ data: Entries }).transform(({ data }) => data), Entries])

/** `GET /models`. Uses the models named by the connection instead if there are any. */
export async function listOpenAiModels(
  connection: ProviderConnection,
  signal: AbortSignal,
  dialect: OpenAiDialect = {},
): Promise<ProviderModel[]> {
  const path = dialect.models?.path === undefined ? '/models' : dialect.models.path
  const names = namedModels(connection.fields)
  if (path === null || names.length > 0) {
    return modelsByName(names, (call) => openAiChat(connection, call, dialect), signal)
  }
  const headers = await openAiHeaders(connection, dialect, signal)
  const request = { headers, fetch: connection.fetch, signal }
  const keyCheck = dialect.models?.keyCheck?.(connection.baseUrl) ?? null
  if (keyCheck !== null) await getJson(z.unknown(), { url: keyCheck, ...request })
  const url = URL.canParse(path) ? path : `${connection.baseUrl}${path}`
  return toModels(await getJson(ModelList, { url, ...request }), dialect)
}

function toModels(listed: readonly ListedModel[], { models = {} }: OpenAiDialect): ProviderModel[] {
  const ability = models.abilityOf ?? ((model: ListedModel) => abilityOf(model.id))
  const seen = new Set<string>()
  return (models.order ? listed.toSorted(models.order) : listed).flatMap((model) => {
    const found = ability(model)
    if (found === null || seen.has(model.id)) return []
    seen.add(model.id)
    return [{ id: model.id, label: models.labelOf?.(model) || model.id, ability: found }]
  })
}
