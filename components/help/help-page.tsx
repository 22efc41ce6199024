'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { HelpArticle } from './help-article'
import { useHelpIndex } from './help-data'
import { HelpHome } from './help-home'
import { HelpNavigation } from './help-navigation'
import { HelpResults } from './help-results'

/** The documentation of the product. @param path of a page, or '' for the start */
export function HelpPage({ path }: { path: string }) {
  const index = useHelpIndex()
  const [query, setQuery] = useState('')
  useSearchKey()
  // A result leads to a page, which then replaces the results.
  const [shownPath, setShownPath] = useState(path)
  if (path !== shownPath) {
    setShownPath(path)
    setQuery('')
  }
  const search = <SearchInput id={SEARCH_ID} value={query} onValueChange={setQuery} label={t('help.search')} />
  const sections = index.data?.sections ?? []
  const navigation = <HelpNavigation sections={sections} current={path} />
  return (
    <div className="mx-auto flex w-full max-w-[90rem]">
      <aside
        aria-label={t('help.contents')}
        className="sticky top-0 hidden h-dvh w-64 shrink-0 flex-col gap-4 overflow-y-auto border-r px-4 py-6 lg:flex"
      >
        <Link href="/help" className="px-2 font-semibold text-base">
          {t('help.title')}
        </Link>
        {navigation}
      </aside>
      <div className="min-w-0 flex-1 px-4 py-6 md:px-8 md:py-8">
        <div className="mx-auto max-w-3xl xl:max-w-5xl">
          <div className="mb-6 flex flex-col gap-3">
            {search}
            <div className="lg:hidden">
              <Disclosure key={path} label={t('help.contents')}>
                {navigation}
              </Disclosure>
            </div>
          </div>
          {index.error ? (
            <ErrorPanel error={index.error} onRetry={() => void index.refetch()} />
          ) : query.trim() !== '' ? (
            <HelpResults query={query.trim()} onOpen={() => setQuery('')} />
          ) : !index.data ? (
            <Skeleton className="h-64" />
          ) : path === '' ? (
            <HelpHome sections={sections} />
          ) : isListed(sections, path) ? (
            <HelpArticle path={path} sections={sections} />
          ) : (
            <EmptyState icon="file" title={t('help.missing')} text={t('help.missingText')} />
          )}
        </div>
      </div>
    </div>
  )
}

const SEARCH_ID = 'help-search'

const isListed = (sections: readonly { pages: readonly { path: string }[] }[], path: string) =>
  sections.some(({ pages }) => pages.some((page) => page.path === path))

/** `/` moves the focus to the search, as in most documentation. */
function useSearchKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]')) return
      event.preventDefault()
      document.getElementById(SEARCH_ID)?.focus()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
