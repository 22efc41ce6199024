'use client'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { Icon, type IconName } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { type ChecklistStep, dismissChecklist, getChecklist } from '@/lib/contracts/checklist'

interface StepText {
  icon: IconName
  title: MessageKey
  text: MessageKey
  href: string
}

const STEPS: Readonly<Record<ChecklistStep, StepText>> = {
  model: {
    icon: 'plug',
    title: 'firstSteps.model',
    text: 'firstSteps.modelText',
    href: '/models?new=connection',
  },
  documents: { icon: 'book-open', title: 'firstSteps.documents', text: 'firstSteps.documentsText', href: '/knowledge' },
  app: { icon: 'layout-grid', title: 'firstSteps.app', text: 'firstSteps.appText', href: '/apps?new=app' },
  publish: { icon: 'rocket', title: 'firstSteps.publish', text: 'firstSteps.publishText', href: '/apps' },
}

/** First steps in a new workspace, derived from its state. Renders nothing once they are done or dismissed. */
export function FirstSteps() {
  const checklist = useContractQuery(getChecklist)
  const dismiss = useContractMutation(dismissChecklist, { invalidates: [getChecklist] })
  const steps = checklist.data?.steps
  if (!steps || dismiss.isSuccess) return null
  const appId = checklist.data?.appId ?? null
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)?.id
  return (
    <section aria-label={t('firstSteps.title')} className="mb-6 overflow-hidden rounded-lg border bg-surface shadow-sm">
      <header className="flex items-center gap-3 border-b px-4 py-3">
        <h2 className="font-semibold text-base">{t('firstSteps.title')}</h2>
        <div className="hidden h-1.5 w-24 overflow-hidden rounded-full bg-sunken sm:block" aria-hidden>
          <div className="h-full rounded-full bg-success" style={{ width: `${(done / steps.length) * 100}%` }} />
        </div>
        <p className="flex-1 text-muted text-xs">{t('firstSteps.progress', { done, total: steps.length })}</p>
        <IconButton
          icon="x"
          size="sm"
          label={t('firstSteps.dismiss')}
          disabled={dismiss.isPending}
          onClick={() => dismiss.mutate({})}
        />
      </header>
      <ol className="grid divide-y sm:grid-cols-2 sm:divide-y-0 xl:grid-cols-4">
        {steps.map(({ id, isDone }) => (
          <li key={id} className="min-w-0">
            <Step step={STEPS[id]} isDone={isDone} isNext={id === next} href={hrefOf(id, appId)} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function hrefOf(id: ChecklistStep, appId: string | null): string {
  return id === 'publish' && appId !== null ? `/apps/${appId}?publish=publish` : STEPS[id].href
}

interface StepProps {
  step: StepText
  isDone: boolean
  isNext: boolean
  href: string
}

function Step({ step: { icon, title, text }, isDone, isNext, href }: StepProps) {
  return (
    <Link
      href={href}
      className="flex h-full items-start gap-3 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span
        className={cn(
          'flex size-7 shrink-0 items-center justify-center rounded-full border',
          isDone
            ? 'border-transparent bg-success-soft text-success'
            : isNext
              ? 'border-accent text-accent'
              : 'text-muted',
        )}
      >
        <Icon name={isDone ? 'check' : icon} size={14} {...(isDone ? { label: t('firstSteps.done') } : {})} />
      </span>
      <span className="min-w-0">
        <span className={cn('block font-medium text-sm', isDone && 'text-muted')}>{t(title)}</span>
        <span className="mt-0.5 block text-muted text-xs leading-4">{t(text)}</span>
      </span>
    </Link>
  )
}
