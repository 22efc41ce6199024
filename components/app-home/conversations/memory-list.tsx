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
          <div className="flex flex-col gap-4">
            {[...byEndUser(all)].map(([endUser, theirs]) => (
              <EndUser key={endUser} appId={appId} endUser={endUser} facts={theirs} />
            ))}
          </div>
        )}
      </ListStates>
      {query.data?.nextCursor ? <p className="text-muted text-xs">{t('appHome.memoryMore', { count: PAGE })}</p> : null}
    </section>
  )
}

/** In the order of the newest facts. */
function byEndUser(facts: readonly MemoryView[]): Map<string, MemoryView[]> {
  const groups = new Map<string, MemoryView[]>()
  for (const fact of facts) groups.set(fact.endUser, [...(groups.get(fact.endUser) ?? []), fact])
  return groups
}

function EndUser({ appId, endUser, facts }: { appId: string; endUser: string; facts: readonly MemoryView[] }) {
  const [isConfirming, setConfirming] = useState(false)
  const forget = useContractMutation(forgetEndUser, { invalidates: [listMemories] })
  const canEdit = useHasRole('editor')
  return (
    <section className="rounded-lg border" aria-label={endUser}>
      <div className="flex flex-wrap items-center gap-3 border-b px-3 py-2">
        <h2 className="min-w-0 flex-1 break-all font-medium text-sm">{endUser}</h2>
        {canEdit ? (
          <Button size="sm" onClick={() => setConfirming(true)}>
            {t('appHome.memoryForget')}
          </Button>
        ) : null}
      </div>
      <ul className="divide-y">
        {facts.map((fact) => (
          <Fact key={fact.id} appId={appId} fact={fact} />
        ))}
      </ul>
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title={t('appHome.memoryForgetTitle', { endUser })}
        description={t('appHome.memoryForgetText')}
        confirmLabel={t('appHome.memoryForget')}
        busy={forget.isPending}
        onConfirm={() => forget.mutate({ params: { appId }, body: { endUser } })}
      />
    </section>
  )
}

function Fact({ appId, fact }: { appId: string; fact: MemoryView }) {
  const { id, text, environment, isShared, runId, updatedAt, expiresAt } = fact
  const remove = useContractMutation(deleteMemory, { invalidates: [listMemories] })
  const canEdit = useHasRole('editor')
  return (
    <li className="flex items-start gap-3 px-3 py-2.5">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="break-words text-sm">{text}</p>
        <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
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
        <IconButton
          icon="trash"
          label={t('appHome.memoryDelete')}
          disabled={remove.isPending}
          onClick={() => remove.mutate({ params: { appId, memoryId: id } })}
        />
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
