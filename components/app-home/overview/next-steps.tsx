'use client'
import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { Icon, type IconName } from '@/components/ui/icon'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { AppOverview } from '@/lib/contracts/app-overview'
import type { AppDetail } from '@/lib/contracts/apps'
import type { PublicationView } from '@/lib/contracts/versions'

export interface NextStepsProps {
  app: AppDetail
  publication: PublicationView
  overview: AppOverview
}

interface Step {
  icon: IconName
  title: MessageKey
  text: MessageKey
  href: string
  isDone: boolean
}

/** Guides from a draft to the first users, and disappears once there are some. */
export function NextSteps({ app, publication, overview }: NextStepsProps) {
  const base = `/apps/${app.id}`
  const isPublished = publication.publishedVersion !== null
  const isUsed = overview.sums.runs > 0
  const steps: Step[] = [
    {
      icon: 'play',
      title: 'appHome.stepTry',
      text: 'appHome.stepTryText',
      href: base,
      isDone: overview.lastRun !== null,
    },
    {
      icon: 'rocket',
      title: 'appHome.stepPublish',
      text: 'appHome.stepPublishText',
      href: `${base}?publish=publish`,
      isDone: isPublished,
    },
    {
      icon: 'external-link',
      title: 'appHome.stepShare',
      text: 'appHome.stepShareText',
      href: `${base}/share`,
      isDone: isUsed,
    },
  ]
  if (isPublished && isUsed) return null
  const next = steps.findIndex(({ isDone }) => !isDone)
  return (
    <section aria-label={t('appHome.nextSteps')} className="overflow-hidden rounded-lg border bg-surface shadow-sm">
      <h2 className="border-b px-5 py-3 font-semibold text-sm">{t('appHome.nextSteps')}</h2>
      <ol className="grid divide-y sm:grid-cols-3 sm:divide-x sm:divide-y-0">
        {steps.map((step, index) => (
          <li key={step.title}>
            <Link
              href={step.href}
              className="flex h-full items-start gap-3 px-5 py-4 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span
                className={cn(
                  'flex size-8 shrink-0 items-center justify-center rounded-full',
                  step.isDone ? 'bg-success-soft text-success' : 'bg-sunken text-muted',
                  index === next && 'bg-accent-soft text-accent-strong',
                )}
              >
                <Icon
                  name={step.isDone ? 'check' : step.icon}
                  size={15}
                  {...(step.isDone ? { label: t('appHome.stepDone') } : {})}
                />
              </span>
              <span className="min-w-0">
                <span className={cn('block font-medium text-sm', step.isDone && 'text-muted')}>{t(step.title)}</span>
                <span className="block text-muted text-xs">{t(step.text)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}
