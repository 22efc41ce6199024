'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { SearchInput } from '@/components/ui/search-input'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'

type Models = ConnectionView['models']
const ABILITIES = ['chat', 'embed', 'rerank', 'transcribe', 'speak', 'image'] as const
const LABELS = {
  chat: 'models.abilityChat',
  embed: 'models.abilityEmbed',
  rerank: 'models.abilityRerank',
  transcribe: 'models.abilityTranscribe',
  speak: 'models.abilitySpeak',
  image: 'models.abilityImage',
} as const
/** From this number on a search field is shown. */
const SEARCH_FROM = 12

/** All models of a connection by ability. */
export function ModelsByAbility({ models }: { models: Models }) {
  const [search, setSearch] = useState('')
  const text = search.toLowerCase().trim()
  const shown = models.filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(text))
  return (
    <div className="flex flex-col gap-3">
      {models.length >= SEARCH_FROM ? (
        <SearchInput value={search} onValueChange={setSearch} label={t('models.searchModels')} />
      ) : null}
      {shown.length === 0 ? <p className="text-muted text-sm">{t('models.noModelFound')}</p> : null}
      {/* Long lists scroll and are reachable by keyboard. */}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be focusable.
        tabIndex={0}
        aria-label={t('models.modelsFound')}
        className="flex max-h-64 flex-col gap-3 overflow-y-auto rounded-md"
      >
        {ABILITIES.map((ability) => {
          const members = shown.filter((model) => model.ability === ability)
          return members.length === 0 ? null : <Ability key={ability} label={t(LABELS[ability])} models={members} />
        })}
      </section>
    </div>
  )
}

function Ability({ label, models }: { label: string; models: Models }) {
  return (
    <div>
      <h4 className="mb-1.5 font-medium text-muted text-xs">
        {label} <span className="text-faint tabular-nums">{models.length}</span>
      </h4>
      <ul className="flex flex-wrap gap-1.5">
        {models.map(({ id, label: name }) => (
          <li key={id} className="min-w-0 max-w-full">
            <Badge tone="outline" className="max-w-full font-normal" title={id}>
              <span className="truncate">{name}</span>
            </Badge>
          </li>
        ))}
      </ul>
    </div>
  )
}
