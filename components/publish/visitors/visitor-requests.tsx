'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { SearchInput } from '@/components/ui/search-input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listVisitorRequests } from '@/lib/contracts/visitors'
import { downloadCsv } from './download-csv'
import { pollIntervalMs } from './poll-interval'
import { toCsv } from './visitor-csv'
import { VisitorRow } from './visitor-row'

type Kind = 'all' | 'lead' | 'handover'
const PAGE = 200

/** Contacts and handover requests of visitors. */
export function VisitorRequests({ appId, appName }: { appId: string; appName: string }) {
  const [kind, setKind] = useState<Kind>('all')
  const [search, setSearch] = useState('')
  const phrase = search.trim()
  const query = useContractQuery(listVisitorRequests, {
    params: { appId },
    query: { limit: PAGE, ...(kind === 'all' ? {} : { kind }), ...(phrase === '' ? {} : { search: phrase }) },
    refetchInterval: (data) => pollIntervalMs(data?.requests ?? []),
  })
  const requests = query.data?.requests
  const isNarrowed = kind !== 'all' || phrase !== ''
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label={t('publish.visitorsSearch')}
          value={search}
          onValueChange={setSearch}
          className="min-w-48 flex-1"
        />
        <SegmentedControl
          label={t('publish.visitorsKind')}
          value={kind}
          onValueChange={setKind}
          options={[
            { value: 'all', label: t('publish.visitorsAll') },
            { value: 'lead', label: t('publish.visitorsLeads') },
            { value: 'handover', label: t('publish.visitorsHandovers') },
          ]}
        />
        <Button
          icon="download"
          disabled={!requests || requests.length === 0}
          onClick={() => downloadCsv(`${appName}.csv`, toCsv(requests ?? []))}
        >
          {t('publish.visitorsCsv')}
        </Button>
      </div>
      <ListStates
        query={query}
        items={requests}
        empty={
          isNarrowed ? (
            <p className="py-8 text-center text-muted text-sm">{t('publish.visitorsNone')}</p>
          ) : (
            <EmptyState icon="users" title={t('publish.visitorsEmptyTitle')} text={t('publish.visitorsEmpty')} />
          )
        }
      >
        {(all) => (
          <ul className="divide-y rounded-lg border">
            {all.map((request) => (
              <VisitorRow key={request.id} appId={appId} request={request} />
            ))}
          </ul>
        )}
      </ListStates>
      {query.data?.nextCursor ? (
        <p className="text-muted text-xs">{t('publish.visitorsMore', { count: PAGE })}</p>
      ) : null}
    </section>
  )
}
