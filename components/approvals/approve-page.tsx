'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Logo } from '@/components/ui/logo'
import { SkeletonRows } from '@/components/ui/skeleton'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import {
  type AnswerBody,
  type AnswerResult,
  answerLinkedPendingInput,
  type LinkedPendingInput,
  readLinkedPendingInput,
} from '@/lib/contracts/pending-inputs'
import type { AppError } from '@/lib/core/app-error'
import { AnswerNote } from './answer-note'
import { ApprovalContent } from './approval-content'
import { ApprovalFields } from './approval-fields'
import { DeadlineNote } from './deadline-note'
import { useApprovalForm } from './use-approval-form'

/** The page of a signed link: one request, for people who may not have an account. Opening it does not answer. */
export function ApprovePage({ token }: { token: string }) {
  const linked = useQuery<LinkedPendingInput, AppError>({
    queryKey: [readLinkedPendingInput.name, token],
    queryFn: ({ signal }) => request(readLinkedPendingInput, { body: { token }, signal }),
    retry: (failures, { code }) => code === 'UNAVAILABLE' && failures < 3,
  })
  const { data, error } = linked
  return (
    <main className="min-h-dvh bg-canvas px-4 py-6 sm:py-12">
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-5">
        <div className="flex items-center gap-2.5">
          <Logo size={24} />
          <span className="font-semibold tracking-tight">Patchbay</span>
        </div>
        {data ? (
          data.access === 'sign-in' ? (
            <SignIn waitId={data.waitId} />
          ) : (
            <Question token={token} wait={data} onChanged={() => void linked.refetch()} />
          )
        ) : error ? (
          error.code === 'NOT_FOUND' ? (
            <EmptyState icon="link" title={t('approvals.linkTitle')} text={error.message} className="bg-surface" />
          ) : (
            <ErrorPanel error={error} onRetry={() => void linked.refetch()} />
          )
        ) : (
          <SkeletonRows count={5} />
        )}
      </div>
    </main>
  )
}

type OpenWait = Extract<LinkedPendingInput, { access: 'open' }>

function Question({ token, wait, onChanged }: { token: string; wait: OpenWait; onChanged: () => void }) {
  const mutation = useMutation<AnswerResult, AppError, AnswerBody>({
    mutationFn: (body) => request(answerLinkedPendingInput, { body: { token, ...body } }),
    onSuccess: onChanged,
    // The request was stopped or has expired; reading it again shows the reason.
    onError: ({ code }) => (code === 'CONFLICT' ? onChanged() : undefined),
  })
  const busy = mutation.isPending ? (mutation.variables?.decision ?? null) : null
  const form = useApprovalForm({
    fields: wait.fields,
    error: mutation.error,
    busy,
    onAnswer: (body) => mutation.mutate(body),
  })
  const answer = mutation.data?.answer ?? wait.answer
  return (
    <article className="flex flex-col gap-5 rounded-xl border bg-surface p-5 sm:p-7">
      <header>
        <p className="text-muted text-sm">
          {t('approvals.requestedBy', { app: wait.appName, workspace: wait.workspaceName })}
        </p>
        <h1 className="mt-1 break-words font-semibold text-2xl tracking-tight">{wait.title}</h1>
        {wait.status === 'waiting' && !answer ? (
          <DeadlineNote dueAt={wait.dueAt} onDue={wait.onDue} className="mt-2" />
        ) : null}
      </header>
      {mutation.data && !mutation.data.already ? (
        <Notice title={t('approvals.thanks')}>{t('approvals.thanksText')}</Notice>
      ) : null}
      <ApprovalContent message={wait.message} context={wait.context} />
      {answer ? <AnswerNote answer={answer} /> : null}
      {!answer && wait.status === 'waiting' ? <ApprovalFields form={form} large /> : null}
      {!answer && wait.status === 'cancelled' ? (
        <Notice title={t('approvals.cancelled')}>{t('approvals.cancelledText')}</Notice>
      ) : null}
      {!answer && wait.status === 'expired' ? <Notice title={t('approvals.expired')} /> : null}
    </article>
  )
}

function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <p role="status" className="rounded-lg bg-sunken px-4 py-3 text-sm">
      <span className="block font-medium">{title}</span>
      {children ? <span className="text-muted">{children}</span> : null}
    </p>
  )
}

function SignIn({ waitId }: { waitId: string }) {
  return (
    <EmptyState
      icon="lock"
      title={t('approvals.signInTitle')}
      text={t('approvals.signInText')}
      className="bg-surface"
      action={
        <Button asChild variant="primary">
          {/* Signed-in users see the request immediately; others see the sign-in form of the studio. */}
          <Link href={`/inbox?approval=${waitId}`}>{t('approvals.signIn')}</Link>
        </Button>
      }
    />
  )
}
