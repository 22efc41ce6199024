'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { PassageDialog } from '@/components/chat/passage-dialog'
import { SourceList } from '@/components/chat/source-list'
import { RateButtons } from '@/components/feedback/rate-buttons'
import { CreateRegressionButton } from '@/components/gates/create-regression-button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Spinner } from '@/components/ui/spinner'
import { formatDateTime, formatDuration, formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { ConversationTurn } from '@/lib/contracts/app-conversations'
import type { Citation } from '@/lib/core/citations'
import { AddExampleDialog, type ExampleTurn } from './add-example-dialog'

const LIVE: ReadonlySet<ConversationTurn['status']> = new Set(['queued', 'running', 'paused'])

export interface ThreadTurnProps {
  turn: ConversationTurn
  /** The messages before this turn. */
  before: readonly ExampleTurn[]
}

/** A message and its answer, with the available actions. */
export function ThreadTurn({ turn, before }: ThreadTurnProps) {
  if (turn.isClosed)
    return (
      <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2 text-muted text-sm">
        <Icon name="lock" size={14} />
        {t('appHome.closedTurn')}
      </p>
    )
  return (
    <div className="group flex flex-col gap-2.5">
      <UserMessage text={turn.message} />
      <Answer turn={turn} />
      <Actions turn={turn} before={before} />
    </div>
  )
}

export function UserMessage({ text }: { text: string }) {
  return (
    <p className="max-w-[85%] self-end whitespace-pre-wrap break-words rounded-xl rounded-br-sm bg-sunken px-3.5 py-2 text-sm [li>&]:ml-auto [li>&]:w-fit">
      {text}
    </p>
  )
}

function Answer({ turn: { answer, citations, status, error, errorRef } }: { turn: ConversationTurn }) {
  const [opened, setOpened] = useState<Citation | null>(null)
  if (answer !== null)
    return (
      <div className="text-sm">
        <Markdown text={answer} compact citations={citations} onCite={setOpened} />
        <SourceList citations={citations} onOpen={setOpened} />
        <PassageDialog citation={opened} onClose={() => setOpened(null)} />
      </div>
    )
  if (LIVE.has(status)) return <Spinner size={15} label={t('appHome.answering')} />
  return (
    <p className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      <Icon name="alert-triangle" size={14} className="mt-0.5" />
      <span className="min-w-0 break-words">
        {error === null ? t('runs.statusCancelled') : localizeStored(error, errorRef)}
      </span>
    </p>
  )
}

function Actions({ turn, before }: ThreadTurnProps) {
  const canEdit = useHasRole('editor')
  const [adding, setAdding] = useState(false)
  const { runId, createdAt, durationMs, answer, message } = turn
  return (
    <div className="flex flex-wrap items-center gap-1 text-faint text-xs">
      <span title={formatDateTime(createdAt)} className="mr-1">
        {formatRelative(createdAt)}
        {durationMs === null ? null : ` · ${formatDuration(durationMs)}`}
      </span>
      {answer === null ? null : <RateButtons runId={runId} />}
      {canEdit && answer !== null ? (
        <IconButton icon="database" size="sm" label={t('appHome.addExample')} onClick={() => setAdding(true)} />
      ) : null}
      <CreateRegressionButton compact runId={runId} />
      <Link
        href={`/runs/${runId}`}
        className="inline-flex h-7 items-center gap-1 rounded-md px-1.5 hover:bg-hover hover:text-ink"
      >
        <Icon name="activity" size={13} />
        {t('appHome.openRun')}
      </Link>
      {adding && answer !== null ? (
        <AddExampleDialog before={before} question={message} answer={answer} onClose={() => setAdding(false)} />
      ) : null}
    </div>
  )
}
