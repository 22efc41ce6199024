'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { type HelpHit, loadHelpSearch } from './help-search'

type Search = (text: string) => HelpHit[]

/** The matching sections of help pages, best first. */
export function HelpResults({ query, onOpen }: { query: string; onOpen: () => void }) {
  const [search, setSearch] = useState<{ run: Search } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try loads again.
  useEffect(() => {
    let isStale = false
    loadHelpSearch().then(
      (run) => isStale || setSearch({ run }),
      (cause: unknown) => isStale || setError(cause),
    )
    return () => {
      isStale = true
    }
  }, [tries])
  if (error !== null)
    return (
      <ErrorPanel
        error={error}
        onRetry={() => {
          setError(null)
          setTries(tries + 1)
        }}
      />
    )
  if (!search) return <Skeleton className="h-64" />
  const hits = search.run(query)
  if (hits.length === 0)
    return <EmptyState icon="search" title={t('common.nothingFound')} text={t('common.nothingFoundFor', { query })} />
  return (
    <section aria-label={t('help.results')}>
      <p role="status" className="mb-3 text-muted text-xs">
        {t('help.found', { count: hits.length })}
      </p>
      <ul className="flex flex-col gap-1" lang="en">
        {hits.map((hit) => (
          <li key={hit.id}>
            <Link
              href={`/help/${hit.path}${hit.anchor === '' ? '' : `#${hit.anchor}`}`}
              onClick={onOpen}
              className="block rounded-lg border border-transparent px-4 py-3 hover:border-line hover:bg-surface"
            >
              <span className="block font-medium text-sm">
                {hit.title}
                {hit.heading === '' ? null : <span className="text-muted"> › {hit.heading}</span>}
              </span>
              <span className="mt-0.5 line-clamp-2 block text-muted text-xs">{hit.excerpt}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
