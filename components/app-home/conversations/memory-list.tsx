'use client'
import Link from 'next/link'
import { useState } from 'react'
import { downloadCsv } from '@/components/publish/visitors/download-csv'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { ListStates } from '@/components/ui/list-states'
import { SearchInput } from '@/components/ui/search-input'
import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteMemory, forgetEndUser, listMemories, type MemoryView } from '@/lib/contracts/memories'
import { withoutFormulas } from '@/lib/core/without-formulas'

const PAGE = 200

/** Facts that the app remembers about end users. */
export function MemoryList({ appId, appName }: { appId: string; appName: string }) {
  const [search, setSearch] = useState('')
  const phrase = search.trim()
  const query = useContractQuery(listMemories, {
    params: { appId },
    query: { limit: PAGE, ...(phrase === '' ? {} : { search: phrase }) },
  })
  const facts = query.data?.memories
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label={t('appHome.memorySearch')}
          value={search}
          onValueChange={setSearch}
          className="min-w-48 flex-1"
        />
        <Button
          icon="download"
          disabled={!facts || facts.length === 0}
          onClick={() => downloadCsv(`${appName}.csv`, toCsv(facts ?? []))}
        >
          {t('publish.visitorsCsv')}
        </Button>
      </div>
      <ListStates
        query={query}
        items={facts}
        empty={
          phrase === '' ? (
            <EmptyState icon="bookmark" title={t('appHome.memoryEmptyTitle')} text={t('appHome.memoryEmpty')} />
          ) : (
            <p className="py-8 text-center text-muted text-sm">{t('appHome.memoryNone')}</p>
          )
        }
      >
        {(all) => (
          <ul className="divide-y rounded-lg border">
            {all.map((fact) => (
              <Fact key={fact.id} appId={appId} fact={fact} />
            ))}
          </ul>
        )}
      </ListStates>
      {query.data?.nextCursor ? <p className="text-muted text-xs">{t('appHome.memoryMore', { count: PAGE })}</p> : null}
    </section>
  )
}

function Fact({ appId, fact }: { appId: string; fact: MemoryView }) {
  const { id, endUser, text, environment, isShared, runId, updatedAt, expiresAt } = fact
  const [isConfirming, setConfirming] = useState(false)
  const remove = useContractMutation(deleteMemory, { invalidates: [listMemories] })
  const forget = useContractMutation(forgetEndUser, { invalidates: [listMemories] })
  const canEdit = useHasRole('editor')
  return (
    <li className="flex flex-wrap items-start gap-3 px-3 py-2.5">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
        <p className="break-words text-sm">{text}</p>
        <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
          <span className="truncate">{endUser}</span>
          <Badge>{environment === '' ? t('appHome.memoryDraft') : environment}</Badge>
          {isShared ? <Badge>{t('appHome.memoryShared')}</Badge> : null}
          <span>{formatDateTime(updatedAt)}</span>
          <span>{t('appHome.memoryExpires', { time: formatDateTime(expiresAt) })}</span>
          {runId === null ? null : (
            <Link className="text-accent-strong underline" href={`/runs/${runId}`}>
              {t('publish.visitorsRun')}
            </Link>
          )}
        </p>
      </div>
      {canEdit ? (
        <>
          <Button size="sm" onClick={() => setConfirming(true)}>
            {t('appHome.memoryForget')}
          </Button>
          <IconButton
            icon="trash"
            label={t('appHome.memoryDelete')}
            onClick={() => remove.mutate({ params: { appId, memoryId: id } })}
          />
          <ConfirmDialog
            open={isConfirming}
            onOpenChange={setConfirming}
            title={t('appHome.memoryForgetTitle', { endUser })}
            description={t('appHome.memoryForgetText')}
            confirmLabel={t('appHome.memoryForget')}
            busy={forget.isPending}
            onConfirm={() => forget.mutate({ params: { appId }, body: { endUser } })}
          />
        </>
      ) : null}
    </li>
  )
}

function toCsv(facts: readonly MemoryView[]): string {
  const lines = facts.map(({ endUser, environment, text, updatedAt, expiresAt }) => [
    ...[endUser, environment, text, updatedAt, expiresAt],
  ])
  const head = ['endUser', 'environment', 'text', 'updatedAt', 'expiresAt']
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Quoted, and protected against formula injection in spreadsheets. */
const cell = (text: string): string => `"${withoutFormulas(text).replaceAll('"', '""')}"`
