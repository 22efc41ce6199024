'use client'
import Link from 'next/link'
import { ApprovalPanel } from '@/components/approvals/approval-panel'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { Kbd } from '@/components/ui/kbd'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { createAnswerLink, getPendingInput, type PendingInputView } from '@/lib/contracts/pending-inputs'

export function ApprovalDetail({ waitId, onBack }: { waitId: string; onBack: () => void }) {
  const wait = useContractQuery(getPendingInput, { params: { waitId } })
  return (
    <Card className="min-w-0">
      <CardContent className="flex flex-col gap-4 md:p-5">
        <Button variant="quiet" icon="chevron-left" onClick={onBack} className="self-start lg:hidden">
          {t('inbox.toList')}
        </Button>
        {wait.data ? <Head wait={wait.data} /> : null}
        <ApprovalPanel waitId={waitId} withKeys />
        {wait.data?.status === 'waiting' ? (
          <p className="hidden items-center gap-1.5 text-faint text-xs lg:flex">
            <Kbd>J</Kbd>
            <Kbd>K</Kbd>
            <Kbd>A</Kbd>
            <Kbd>R</Kbd>
            {t('inbox.keysHint')}
          </p>
        ) : null}
      </CardContent>
    </Card>
  )
}

function Head({ wait }: { wait: PendingInputView }) {
  return (
    <header className="flex flex-col gap-2">
      <h2 className="break-words font-semibold text-lg tracking-tight">{wait.title}</h2>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
        <span>{`${wait.app.name} · ${wait.nodeLabel}`}</span>
        <span title={formatDateTime(wait.createdAt)}>
          {t('approvals.waitingSince', { time: formatRelative(wait.createdAt) })}
        </span>
        {wait.run.startedBy ? <span>{t('approvals.startedBy', { name: wait.run.startedBy })}</span> : null}
        {wait.needsSecondPerson ? <Badge tone="outline">{t('approvals.secondPerson')}</Badge> : null}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild size="sm">
          <Link href={`/runs/${wait.run.id}`}>{t('approvals.openRun')}</Link>
        </Button>
        {wait.mayShareLink ? <LinkButton waitId={wait.id} /> : null}
      </div>
    </header>
  )
}

function LinkButton({ waitId }: { waitId: string }) {
  const link = useContractMutation(createAnswerLink, { onSuccess: ({ url }) => void copy(url) })
  return (
    <Button size="sm" icon="link" busy={link.isPending} onClick={() => link.mutate({ params: { waitId } })}>
      {t('approvals.copyLink')}
    </Button>
  )
}

async function copy(url: string) {
  try {
    await navigator.clipboard.writeText(url)
    toast.success(t('approvals.linkCopied'))
  } catch {
    toast(url, { duration: 60_000 })
  }
}
