'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon, type IconName } from '@/components/ui/icon'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { Skeleton } from '@/components/ui/skeleton'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTemplates, TEMPLATE_CATEGORIES, type TemplateView } from '@/lib/contracts/templates'
import { BLANK_CHOICES } from './blank-choices'
import { extraTerms } from './extra-terms'
import { searchTemplates, type TemplateFilter, worksWithoutKey } from './search-templates'
import { setUpChoice } from './set-up-choice'
import { CARD, TemplateCard } from './template-card'
import { useCreateFromTemplate } from './use-create-from-template'

const EVERYTHING: TemplateFilter = { search: '', category: 'all', isKeyless: false }
const CATEGORIES = ['all', ...TEMPLATE_CATEGORIES] as const
const PLACES = ['a', 'b', 'c', 'd', 'e', 'f']
const GRID = 'grid gap-3 sm:grid-cols-2 lg:grid-cols-3'

/** `onSelect` gets the id of a template or of a blank choice, or `setUpChoice` of a template. */
export function TemplateGallery({ onSelect }: { onSelect: (choice: string) => void }) {
  const [filter, setFilter] = useState(EVERYTHING)
  const query = useContractQuery(listTemplates, { staleTime: 600_000 })
  const all = useMemo(
    () => query.data?.templates.map((template) => localizeManifest('templates', template)),
    [query.data],
  )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  const change = (part: Partial<TemplateFilter>) => setFilter((before) => ({ ...before, ...part }))
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h3 className="mb-2 font-medium text-muted text-xs">{t('apps.fromScratch')}</h3>
        <div className={GRID}>
          {BLANK_CHOICES.map(({ id, icon, title, text }) => (
            <BlankCard key={id} icon={icon} title={t(title)} text={t(text)} onSelect={() => onSelect(id)} />
          ))}
        </div>
      </div>
      <div>
        <ListToolbar
          search={filter.search}
          onSearch={(search) => change({ search })}
          searchLabel={t('templates.search')}
        >
          <Choice
            values={CATEGORIES}
            labelOf={(category) => t(`templates.category-${category}`)}
            value={filter.category}
            onSelect={(category) => change({ category })}
            label={t('templates.category')}
            className="min-w-32 flex-1 sm:w-40 sm:flex-none"
          />
          <Button
            aria-pressed={filter.isKeyless}
            icon={filter.isKeyless ? 'check' : 'filter'}
            onClick={() => change({ isKeyless: !filter.isKeyless })}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            {t('templates.keyless')}
          </Button>
        </ListToolbar>
        {all ? (
          <Found all={all} filter={filter} onSelect={onSelect} onClear={() => setFilter(EVERYTHING)} />
        ) : (
          <div className={GRID}>
            {PLACES.map((place) => (
              <Skeleton key={place} className="h-52 rounded-lg" />
            ))}
          </div>
        )}
      </div>
    </div>
  )
}

interface FoundProps {
  all: readonly TemplateView[]
  filter: TemplateFilter
  onSelect: (choice: string) => void
  onClear: () => void
}

function Found({ all, filter, onSelect, onClear }: FoundProps) {
  const { create, busyId } = useCreateFromTemplate()
  const shown = searchTemplates(all, filter, extraTerms)
  if (shown.length === 0)
    return (
      <EmptyState
        compact
        icon="search"
        title={t('templates.nothingFound')}
        text={t('templates.nothingFoundText')}
        action={<Button onClick={onClear}>{t('templates.showAll')}</Button>}
      />
    )
  const cards = (list: readonly TemplateView[], label: string) => (
    <ul aria-label={label} className={GRID}>
      {list.map((template) => (
        <li key={template.id} className="min-w-0">
          <TemplateCard
            template={template}
            isBusy={busyId === template.id}
            isDisabled={busyId !== null}
            onOpen={() => onSelect(template.id)}
            onUse={() => create(template)}
            onSetUp={() => onSelect(setUpChoice(template.id))}
          />
        </li>
      ))}
    </ul>
  )
  const isFiltered = filter.search.trim() !== '' || filter.category !== 'all' || filter.isKeyless
  if (isFiltered) return cards(shown, t('apps.templates'))
  return (
    <div className="flex flex-col gap-6">
      {sectionsOf(shown).map(({ title, list }) => (
        <section key={title}>
          <h3 className="mb-2 font-medium text-muted text-xs">{title}</h3>
          {cards(list, title)}
        </section>
      ))}
    </div>
  )
}

/** Templates that run without a key come first; the others are grouped by category. */
function sectionsOf(all: readonly TemplateView[]): { title: string; list: TemplateView[] }[] {
  const rest = all.filter((template) => !worksWithoutKey(template))
  return [
    { title: t('templates.keyless'), list: all.filter(worksWithoutKey) },
    ...TEMPLATE_CATEGORIES.map((category) => ({
      title: t(`templates.category-${category}`),
      list: rest.filter((template) => template.category === category),
    })),
  ].filter(({ list }) => list.length > 0)
}

function BlankCard(props: { icon: IconName; title: string; text: string; onSelect: () => void }) {
  return (
    <button type="button" onClick={props.onSelect} className={`${CARD} flex items-center gap-3 border-dashed p-3.5`}>
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
        <Icon name={props.icon} />
      </span>
      <span className="min-w-0">
        <span className="block font-semibold text-sm">{props.title}</span>
        <span className="block text-muted text-xs">{props.text}</span>
      </span>
    </button>
  )
}
