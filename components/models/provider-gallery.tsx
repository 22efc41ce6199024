'use client'
import { useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { SearchInput } from '@/components/ui/search-input'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { manifests } from '@/lib/providers/manifests.gen'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'
import { type Recognized, recognize } from '@/lib/providers/recognize-provider'
import { ProviderMark } from './provider-mark'

const ALL: readonly ProviderManifest[] = Object.values(manifests).toSorted((a, b) => a.label.localeCompare(b.label))
const GROUPS = ['lab', 'cloud', 'aggregator', 'private'] as const
const GROUP_LABELS = {
  lab: 'models.groupLab',
  cloud: 'models.groupCloud',
  aggregator: 'models.groupAggregator',
  private: 'models.groupPrivate',
} as const

/** All services by group. A pasted key or address selects its service. */
export function ProviderGallery({ onSelect }: { onSelect: (choice: Recognized) => void }) {
  const [search, setSearch] = useState('')
  const [pasted, setPasted] = useState<readonly Recognized[]>([])
  const words = search.toLowerCase().split(/\s+/)
  const shown = ALL.filter((provider) => words.every((word) => textOf(provider).includes(word))).map(localize)

  function change(text: string) {
    const found = recognize(text).map((choice) => ({ ...choice, manifest: localize(choice.manifest) }))
    setPasted(found)
    // A pasted key is cleared from the screen.
    setSearch(found.some(({ apiKey }) => apiKey !== undefined) ? '' : text)
  }
  return (
    <div className="flex flex-col gap-4">
      <SearchInput
        autoFocus
        value={search}
        onValueChange={change}
        label={t('models.searchServices')}
        onSubmit={() => {
          const first = pasted[0] ?? onlyOf(shown)
          if (first) onSelect(first)
        }}
      />
      {pasted.length > 0 ? <Suggestions found={pasted} onSelect={onSelect} /> : null}
      {pasted.length === 0 && shown.length === 0 ? (
        <EmptyState icon="search" title={t('models.noServiceTitle')} text={t('models.noServiceText')} />
      ) : null}
      {GROUPS.map((group) => {
        const members = pasted.length > 0 && search !== '' ? [] : shown.filter(({ category }) => category === group)
        return members.length === 0 ? null : (
          <section key={group} aria-label={t(GROUP_LABELS[group])}>
            <h3 className="mb-2 font-medium text-muted text-xs">{t(GROUP_LABELS[group])}</h3>
            <ul className="grid gap-2 sm:grid-cols-2">
              {members.map((manifest) => (
                <ProviderTile key={manifest.id} manifest={manifest} onSelect={() => onSelect({ manifest })} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

/** The only service that matches the search. */
function onlyOf(shown: readonly ProviderManifest[]): Recognized | undefined {
  const [manifest, other] = shown
  return manifest && !other ? { manifest } : undefined
}

function Suggestions({ found, onSelect }: { found: readonly Recognized[]; onSelect: (choice: Recognized) => void }) {
  const isKey = found[0]?.apiKey !== undefined
  return (
    <section aria-live="polite" className="rounded-lg border border-accent/40 bg-accent-soft/50 p-3">
      <h3 className="mb-2 flex items-center gap-2 font-medium text-sm">
        <Icon name={isKey ? 'key' : 'link'} size={14} className="text-accent" />
        {t(isKey ? 'models.recognisedKey' : 'models.recognisedAddress')}
      </h3>
      <ul className="grid gap-2 sm:grid-cols-2">
        {found.map((choice) => (
          <ProviderTile key={choice.manifest.id} manifest={choice.manifest} onSelect={() => onSelect(choice)} />
        ))}
      </ul>
    </section>
  )
}

function ProviderTile({ manifest, onSelect }: { manifest: ProviderManifest; onSelect: () => void }) {
  return (
    <li className="min-w-0">
      <button
        type="button"
        onClick={onSelect}
        className="flex h-full w-full items-center gap-3 rounded-lg border bg-surface px-3 py-2.5 text-left transition-colors hover:border-line-strong hover:bg-hover"
      >
        <ProviderMark provider={manifest} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold text-sm">{manifest.label}</span>
          <span className="line-clamp-2 text-muted text-xs">{manifest.description}</span>
        </span>
      </button>
    </li>
  )
}

const localize = (manifest: ProviderManifest) => localizeManifest('providers', manifest)

/** Services are found by their English names too. */
function textOf(provider: ProviderManifest): string {
  const { label, description } = localize(provider)
  return `${provider.id} ${provider.label} ${provider.description} ${label} ${description}`.toLowerCase()
}
