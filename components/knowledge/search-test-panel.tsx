'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeIssue } from '@/lib/client/messages/localize-issue'
import { parseContext } from '@/lib/client/messages/parse-context'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { searchKnowledge } from '@/lib/contracts/knowledge'
import { readRetrieval } from '@/lib/contracts/knowledge-retrieval'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { SearchFindings } from './search/search-findings'
import { SearchSettings, type Viewer } from './search/search-settings'

const NO_VIEWER: Viewer = { userId: '', groups: '' }

export interface SearchTestPanelProps {
  knowledgeBaseId: string
  /** Initial text of the field. */
  first?: string
}

/** Shows which passages an app would get for a question, and why in this order. */
export function SearchTestPanel({ knowledgeBaseId, first = '' }: SearchTestPanelProps) {
  const retrieval = useContractQuery(readRetrieval, { params: { knowledgeBaseId } })
  const [query, setQuery] = useState(first)
  const [changed, setOptions] = useState<JsonObject | null>(null)
  // Uses the knowledge base's settings, like apps that do not override them, until changed here.
  const options = changed ?? JsonObjectSchema.parse(retrieval.data?.options ?? {})
  const [viewer, setViewer] = useState(NO_VIEWER)
  const canSearchAs = useHasRole('editor')
  const search = useContractMutation(searchKnowledge, { onError: () => undefined })
  const parsed = RetrievalOptions.safeParse(options, parseContext())
  function run() {
    if (query.trim() === '' || !parsed.success) return
    search.mutate({ params: { knowledgeBaseId }, body: { ...parsed.data, query, ...asOf(viewer) } })
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    run()
  }
  const settings = <SearchSettings {...{ options, viewer, canSearchAs }} onOptions={setOptions} onViewer={setViewer} />
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <form onSubmit={onSubmit} className="flex gap-2">
          <SearchInput
            value={query}
            onValueChange={setQuery}
            label={t('knowledge.searchPlaceholder')}
            className="min-w-0 flex-1"
          />
          <Button type="submit" variant="primary" busy={search.isPending} disabled={!parsed.success}>
            {t('knowledge.searchButton')}
          </Button>
        </form>
        <div className="rounded-lg border p-3 lg:hidden">
          <Disclosure label={t('knowledge.searchSettings')}>{settings}</Disclosure>
        </div>
        {search.error ? (
          <ErrorPanel error={search.error} onRetry={run} />
        ) : search.isPending ? (
          <SkeletonRows count={4} />
        ) : search.data ? (
          <SearchFindings result={search.data} />
        ) : (
          <EmptyState icon="scan" title={t('knowledge.searchTeaserTitle')} text={t('knowledge.searchTeaser')} />
        )}
      </div>
      <aside aria-label={t('knowledge.searchSettings')} className="hidden lg:block">
        <div className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
          <p className="font-medium text-sm">{t('knowledge.searchSettings')}</p>
          {settings}
          {parsed.success ? null : <p className="text-danger text-xs">{localizeIssue(parsed.error.issues[0])}</p>}
          <Button
            size="sm"
            variant="ghost"
            className="self-start"
            onClick={() => {
              setOptions(null)
              setViewer(NO_VIEWER)
            }}
          >
            {t('knowledge.searchReset')}
          </Button>
        </div>
      </aside>
    </div>
  )
}

/** Searches as the current user unless another user is entered. */
function asOf({ userId, groups }: Viewer) {
  const names = groups
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
  return userId.trim() === '' && names.length === 0 ? {} : { as: { userId: userId.trim(), groups: names } }
}
