import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { ProviderConnection, ProviderModel } from '../provider-client'
import type { ModelAbility } from '../provider-manifest'
import { getJson } from '../wires/http/get-json'

const Models = z.object({
  modelSummaries: z
    .array(
      z.object({
        modelId: z.string().min(1).max(2_048),
        modelName: z.string().max(200).optional(),
        outputModalities: z.array(z.string()).default([]),
        inferenceTypesSupported: z.array(z.string()).default([]),
        modelLifecycle: z.object({ status: z.string() }).optional(),
      }),
    )
    .max(10_000),
})
const Profiles = z.object({
  inferenceProfileSummaries: z
    .array(
      z.object({
        inferenceProfileId: z.string().min(1).max(200),
        inferenceProfileName: z.string().max(200).optional(),
        status: z.string().optional(),
        models: z.array(z.object({ modelArn: z.string().default('') })).default([]),
      }),
    )
    .max(10_000),
})
type Summary = z.infer<typeof Models>['modelSummaries'][number]

/** Models that can be called by name, and the cross-region inference profiles that newer ones require. */
export async function listBedrockModels(
  { baseUrl, fetch }: ProviderConnection,
  signal: AbortSignal,
): Promise<ProviderModel[]> {
  const url = baseUrl.replace('//bedrock-runtime', '//bedrock')
  const { modelSummaries } = await getJson(Models, { url: `${url}/foundation-models`, headers: {}, fetch, signal })
  const usable = modelSummaries.filter((model) => abilityOf(model) !== null)
  const direct = usable
    .filter((model) => model.inferenceTypesSupported.includes('ON_DEMAND'))
    .map((model) => ({
      id: model.modelId,
      label: model.modelName ?? model.modelId,
      ability: abilityOf(model) ?? 'chat',
    }))
  return [...(await listProfiles(usable, { url, fetch, signal })), ...direct]
}

async function listProfiles(
  models: readonly Summary[],
  { url, fetch, signal }: { url: string; fetch: ProviderConnection['fetch']; signal: AbortSignal },
): Promise<ProviderModel[]> {
  const address = `${url}/inference-profiles?maxResults=1000&type=SYSTEM_DEFINED`
  const { inferenceProfileSummaries: profiles } = await getJson(Profiles, {
    url: address,
    headers: {},
    fetch,
    signal,
  }).catch((failure: unknown) => {
    // Requires another permission than the list of models.
    if (AppError.isInstance(failure) && failure.code === 'MODEL_UNAUTHORIZED') return { inferenceProfileSummaries: [] }
    throw failure
  })
  return profiles.flatMap(({ inferenceProfileId: id, inferenceProfileName: label, status, models: parts }) => {
    const model = models.find(({ modelId }) => parts.some(({ modelArn }) => modelArn.endsWith(`/${modelId}`)))
    const ability = model === undefined ? null : abilityOf(model)
    return ability === null || (status ?? 'ACTIVE') !== 'ACTIVE' ? [] : [{ id, label: label ?? id, ability }]
  })
}

function abilityOf({ outputModalities: output, modelLifecycle, modelId }: Summary): ModelAbility | null {
  if (modelLifecycle !== undefined && modelLifecycle.status !== 'ACTIVE') return null
  if (output.includes('TEXT') && !/rerank/i.test(modelId)) return 'chat'
  // Models with a known request format.
  return output.includes('EMBEDDING') && /titan-embed-text|cohere\.embed/.test(modelId) ? 'embed' : null
}
