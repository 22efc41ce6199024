import { type CatalogModel, catalogModels, catalogProviderOf } from './catalog'

const MAX_FOUND = 5_000
const found = new Map<string, CatalogModel | null>()
let index: ReadonlyMap<string, CatalogModel> | null = null

/** Finds the catalog entry of a provider's model by its request name, also with a date, a size or a region. */
export function findModel(provider: string, model: string): CatalogModel | null {
  // Looked up several times per call; there are few distinct names.
  const key = keyOf(provider, model)
  const cached = found.get(key)
  if (cached !== undefined) return cached
  const entry = lookUp(provider, model)
  if (found.size >= MAX_FOUND) found.clear()
  found.set(key, entry)
  return entry
}

function lookUp(provider: string, model: string): CatalogModel | null {
  index ??= new Map(
    catalogModels().flatMap((entry) =>
      [entry.id, ...(entry.aliases ?? [])].map((name) => [keyOf(entry.provider, name), entry]),
    ),
  )
  const home = catalogProviderOf(provider)
  for (const name of namesOf(model)) {
    const entry = index.get(keyOf(home, name))
    if (entry) return entry
  }
  return null
}

const keyOf = (provider: string, name: string): string => `${provider}\n${name.toLowerCase()}`

/** Most specific first, since a dated name may have its own entry. */
function namesOf(model: string): string[] {
  const plain = model.replace(/^models\//, '').replace(/^(?:us|eu|apac|jp|au|global)\.(?=[a-z]+\.)/, '')
  const undated = plain.replace(/[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')
  // `llama3.2:3b` and `llama3.2:latest` are sizes of the same model.
  const untagged = plain.replace(/:[\w.-]+$/, '')
  return [plain, undated, untagged]
}
