'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDuration } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { searchKnowledge } from '@/lib/contracts/knowledge'
import { SearchHitItem } from './search-hit-item'

/** Shows what an app would be given for a question, and why in this order. */
export function SearchTestPanel({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const [query, setQuery] = useState('')
  const search = useContractMutation(searchKnowledge, { onError: () => undefined })
  function run() {
    if (query.trim() !== '') search.mutate({ params: { knowledgeBaseId }, body: { query } })
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    run()
  }
  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={onSubmit} className="flex gap-2">
        <SearchInput
          value={query}
          onValueChange={setQuery}
          label={t('knowledge.searchPlaceholder')}
          className="min-w-0 flex-1"
        />
        <Button type="submit" variant="primary" busy={search.isPending}>
          {t('knowledge.searchButton')}
        </Button>
      </form>
      {search.error ? (
        <ErrorPanel error={search.error} onRetry={run} />
      ) : search.isPending ? (
        <SkeletonRows count={4} />
      ) : search.data ? (
        <Hits result={search.data} />
      ) : (
        <EmptyState icon="scan" title={t('knowledge.searchTeaserTitle')} text={t('knowledge.searchTeaser')} />
      )}
    </div>
  )
}

function Hits({ result }: { result: ResponseOf<typeof searchKnowledge> }) {
  const best = result.hits[0]?.score ?? 1
  return (
    <section aria-live="polite" className="flex flex-col gap-3">
      {result.hint ? (
        <p className="flex items-start gap-2 rounded-md bg-info-soft px-3 py-2 text-info text-sm">
          <Icon name="info" size={15} className="mt-0.5" />
          {result.hint}
        </p>
      ) : null}
      {result.hits.length === 0 ? (
        <EmptyState icon="search" title={t('knowledge.noHitsTitle')} text={t('knowledge.noHitsText')} />
      ) : (
        <>
          <p className="text-muted text-xs">
            {t('knowledge.searchTook', { count: result.hits.length, duration: formatDuration(result.durationMs) })}
            {'. '}
            {t('knowledge.rankExplanation')}
          </p>
          <ol className="flex flex-col gap-2">
            {result.hits.map((hit, index) => (
              <SearchHitItem key={hit.chunkId} hit={hit} position={index + 1} share={best > 0 ? hit.score / best : 0} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
