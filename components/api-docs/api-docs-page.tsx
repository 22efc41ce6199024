'use client'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Skeleton } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { ApiNavigation } from './api-navigation'
import { type ListedOperation, matchesOperation, type OpenApi, operationsOf } from './open-api'
import { Description, OperationCard } from './operation-card'
import type { SnippetLanguage } from './snippets'
import { API_DOCUMENTS, isApiName, useOpenApi } from './use-open-api'

/** The reference of all HTTP APIs, from their OpenAPI documents. */
export function ApiDocsPage() {
  const [selected, setSelected] = useUrlState('api')
  const name = isApiName(selected) ? selected : 'app'
  const document = useOpenApi(name)
  return (
    <div className="mx-auto w-full max-w-[90rem] px-4 py-6 md:px-8 md:py-8">
      <PageHeader
        title={t('apiDocs.title')}
        description={t('apiDocs.hint')}
        actions={
          <Button asChild>
            <a href={API_DOCUMENTS[name]} target="_blank" rel="noopener">
              <Icon name="download" size={15} />
              {t('apiDocs.download')}
            </a>
          </Button>
        }
      />
      <SegmentedControl
        label={t('apiDocs.title')}
        value={name}
        onValueChange={setSelected}
        options={[
          { value: 'app', label: t('apiDocs.app') },
          { value: 'openai', label: t('apiDocs.openai') },
          { value: 'studio', label: t('apiDocs.studio') },
        ]}
        className="mb-6"
      />
      {document.error ? (
        <ErrorPanel error={document.error} onRetry={() => void document.refetch()} />
      ) : document.data ? (
        <Reference key={name} document={document.data} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </div>
  )
}

function Reference({ document }: { document: OpenApi }) {
  const [search, setSearch] = useState('')
  const [language, setLanguage] = useState<SnippetLanguage>('curl')
  const operations = useMemo(() => operationsOf(document), [document])
  const found = search.trim() === '' ? operations : operations.filter((item) => matchesOperation(item, search.trim()))
  const sections = Map.groupBy(found, ({ section }) => section)
  const [target, setTarget] = useTarget(operations)
  const current = sections.has(target.section) ? target.section : (found[0]?.section ?? '')
  return (
    <div className="flex flex-col gap-6 lg:flex-row lg:gap-10">
      <div className="lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:w-64 lg:shrink-0 lg:self-start lg:overflow-y-auto">
        {/* Room for the focus ring at the edge of the scrolling region. */}
        <SearchInput value={search} onValueChange={setSearch} label={t('apiDocs.search')} className="m-0.5 mb-3" />
        <div className="hidden lg:block">
          <ApiNavigation
            sections={sections}
            current={current}
            isSearching={search.trim() !== ''}
            onSelect={setTarget}
          />
        </div>
        <div className="lg:hidden">
          <Disclosure
            label={t('apiDocs.operations')}
            key={`${current} ${target.operationId ?? ''} ${search === ''}`}
            defaultOpen={search !== ''}
          >
            <ApiNavigation
              sections={sections}
              current={current}
              isSearching={search.trim() !== ''}
              onSelect={setTarget}
            />
          </Disclosure>
        </div>
      </div>
      <div className="min-w-0 flex-1">
        {current === '' ? (
          <EmptyState
            icon="search"
            title={t('common.nothingFound')}
            text={t('common.nothingFoundFor', { query: search })}
          />
        ) : (
          <>
            {search === '' && current === operations[0]?.section && document.info.description ? (
              <div className="mb-8" lang="en">
                <Description text={document.info.description} />
              </div>
            ) : null}
            <h2 lang="en" className="mb-5 font-semibold text-xl tracking-tight">
              {current}
            </h2>
            <div>
              {(sections.get(current) ?? []).map((operation) => (
                <OperationCard
                  key={operation.operationId}
                  operation={operation}
                  document={document}
                  language={language}
                  onLanguage={setLanguage}
                />
              ))}
            </div>
          </>
        )}
      </div>
    </div>
  )
}

interface Target {
  section: string
  operationId: string | null
}

/** The displayed section and the operation to scroll to, which the URL fragment names. */
function useTarget(operations: readonly ListedOperation[]) {
  const [target, setTarget] = useState<Target>(() => {
    const id = decodeURIComponent(window.location.hash.slice(1))
    const named = operations.find(({ operationId }) => operationId === id)
    return { section: named?.section ?? operations[0]?.section ?? '', operationId: named?.operationId ?? null }
  })
  useEffect(() => {
    if (target.operationId === null) return
    document.getElementById(target.operationId)?.scrollIntoView()
  }, [target])
  function showTarget(section: string, operationId: string | null) {
    const url = new URL(window.location.href)
    url.hash = operationId ?? ''
    window.history.replaceState(null, '', url)
    setTarget({ section, operationId })
    if (operationId === null) document.getElementById('content')?.scrollTo({ top: 0 })
  }
  return [target, showTarget] as const
}
