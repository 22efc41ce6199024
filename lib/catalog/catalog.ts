import { internalError } from '@/lib/core/internal-error'
import { CATALOG_FILES } from './catalog-files'
import { type CatalogEntry, CatalogFile, type DescribedEntry } from './catalog-schema'

/** A catalog entry completed with the facts of its file. Unknown values are absent. */
export interface CatalogModel extends Omit<DescribedEntry, 'sources'> {
  /** `provider/id`, unique in the catalog. */
  key: string
  provider: string
  providerLabel: string
  sources: readonly string[]
  checkedOn: string
  documentation?: string
  statusPage?: string
  regions?: readonly string[]
  dataUse?: NonNullable<CatalogFile['dataUse']>
  ownHardware: boolean
}

let parsed: readonly CatalogModel[] | null = null
let selfHosted: ReadonlySet<string> | null = null
let homes: ReadonlyMap<string, string> | null = null

/** All catalog models, parsed once. */
export function catalogModels(): readonly CatalogModel[] {
  parsed ??= readCatalog(files())
  return parsed
}

/** Whether the provider is self-hosted, without costs per call. */
export function isOwnHardware(provider: string): boolean {
  selfHosted ??= new Set(files().flatMap((file) => (file.ownHardware ? file.providers : [])))
  return selfHosted.has(provider)
}

/** The provider that lists this provider's models in the catalog, such as `ollama` for vLLM. */
export function catalogProviderOf(provider: string): string {
  homes ??= new Map(files().flatMap((file) => file.providers.map((name) => [name, homeOf(file)])))
  return homes.get(provider) ?? provider
}

const files = (): CatalogFile[] => CATALOG_FILES.map((file) => CatalogFile.parse(file))
const homeOf = (file: CatalogFile): string => file.providers[0] ?? ''

/** @throws INTERNAL when an entry references a missing one */
export function readCatalog(all: readonly CatalogFile[]): readonly CatalogModel[] {
  const described = new Map(
    all.flatMap((file) =>
      file.models.flatMap((entry) => ('abilities' in entry ? [[`${homeOf(file)}/${entry.id}`, entry] as const] : [])),
    ),
  )
  return all.flatMap((file) => file.models.map((entry) => toModel(file, entry, described)))
}

function toModel(file: CatalogFile, entry: CatalogEntry, described: ReadonlyMap<string, DescribedEntry>): CatalogModel {
  const { sources, ...facts } = 'abilities' in entry ? entry : elsewhere(entry, described)
  const { documentation, statusPage, regions, dataUse, checkedOn } = file
  return {
    ...facts,
    key: `${homeOf(file)}/${entry.id}`,
    provider: homeOf(file),
    providerLabel: file.label,
    sources: sources ?? file.sources,
    checkedOn,
    ...(facts.note === undefined && file.note !== undefined ? { note: file.note } : {}),
    ...(documentation === undefined ? {} : { documentation }),
    ...(statusPage === undefined ? {} : { statusPage }),
    ...(regions === undefined ? {} : { regions }),
    ...(dataUse === undefined ? {} : { dataUse }),
    ownHardware: file.ownHardware ?? false,
  }
}

function elsewhere(
  { sameAs, ...entry }: Exclude<CatalogEntry, DescribedEntry>,
  described: ReadonlyMap<string, DescribedEntry>,
): DescribedEntry {
  const original = described.get(sameAs)
  if (!original) throw internalError(`The catalog has no ${sameAs}`)
  // Prices, retirement dates, notes and aliases belong to the other platform.
  const {
    prices: _prices,
    unitPrices: _units,
    retiresOn: _retires,
    replacement: _new,
    note: _note,
    aliases: _aliases,
    ...facts
  } = original
  return { ...facts, ...entry }
}
