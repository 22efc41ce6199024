import Link from 'next/link'
import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import { cn } from './cn'
import { Icon, type IconName } from './icon'

export interface EmptyStateProps {
  icon: IconName
  title: string
  text: ReactNode
  action?: ReactNode
  /** A page of the help that explains more. */
  helpPage?: string
  /** Whether the border is left out, for small panels. */
  compact?: boolean
  className?: string
}

export function EmptyState({ icon, title, text, action, helpPage, compact, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        'flex flex-col items-center justify-center text-center',
        compact ? 'gap-2 px-4 py-8' : 'gap-3 rounded-lg border border-line-strong border-dashed px-6 py-14',
        className,
      )}
    >
      <span className="flex size-10 items-center justify-center rounded-lg border bg-surface text-muted shadow-sm">
        <Icon name={icon} size={18} />
      </span>
      <div className="max-w-md">
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="mt-1 text-balance text-muted text-sm">{text}</p>
        {helpPage ? (
          <Link
            href={`/help/${helpPage}`}
            prefetch={false}
            className="mt-1 inline-block text-accent text-sm underline-offset-2 hover:underline"
          >
            {t('help.learnMore')}
          </Link>
        ) : null}
      </div>
      {action ? <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
