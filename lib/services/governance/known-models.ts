import 'server-only'
import { catalogModels, catalogProviderOf } from '@/lib/catalog/catalog'
import { findModel } from '@/lib/catalog/find-model'
import { DATA_USE_POLICIES } from '@/lib/contracts/catalog'
import type { KnownModel } from '@/lib/graph/policy/model-rules'

/** Catalog facts about a model for the policy; null where there are none. */
export function knownModel(provider: string, model: string): KnownModel {
  const entry = findModel(provider, model)
  const providerFacts = usualOf(provider)
  return {
    provider,
    model,
    licence: entry?.licence ?? null,
    dataUse: entry?.dataUse?.policy ?? providerFacts.dataUse,
    region: entry?.regions ? [...entry.regions] : providerFacts.region,
  }
}

/** Facts shared by all models of a provider, for models missing from the catalog. */
export function knownProvider(provider: string): KnownModel {
  return { provider, model: '*', licence: null, ...usualOf(provider) }
}

/** The catalog's values, as options for a policy. */
export function catalogValues(): { regions: string[]; licences: string[]; dataUse: string[] } {
  const all = catalogModels()
  const sorted = (words: (string | undefined)[]) => [...new Set(words.filter((word) => word !== undefined))].sort()
  return {
    regions: sorted(all.flatMap((model) => model.regions ?? [])),
    licences: sorted(all.map((model) => model.licence)),
    dataUse: [...DATA_USE_POLICIES],
  }
}

function usualOf(provider: string): Pick<KnownModel, 'dataUse' | 'region'> {
  const home = catalogProviderOf(provider)
  const any = catalogModels().find((model) => model.provider === home)
  return { dataUse: any?.dataUse?.policy ?? null, region: any?.regions ? [...any.regions] : null }
}
