import { findModel } from './find-model'

interface Named {
  provider: string
  model: string
}

/**
 * Whether two services offer the same model, by catalog entry or by name without owner. A service
 * can serve anything under a name, so this only rules out models that cannot be the same.
 */
export function isSameModel(item: Named, other: Named): boolean {
  const names = namesOf(other)
  return namesOf(item).some((name) => names.includes(name))
}

function namesOf({ provider, model }: Named): string[] {
  const entry = findModel(provider, model)
  const known = entry ? [entry.name, entry.id, ...(entry.aliases ?? [])] : []
  return [...new Set([model, ...known].map(plain))]
}

/** `BAAI/bge-m3` and `bge-m3:latest` are `bge-m3`. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/:[\w.-]+$/, '')
    .replaceAll(/[\s_]+/g, '-')
