import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import { Icon, type IconName } from './icon'
import { IconButton } from './icon-button'

export interface SetupCardProps {
  icon: IconName
  title: string
  text: string
  children: ReactNode
  /** Adds a button that hides the card. */
  onDismiss?: () => void
}

export function SetupCard({ icon, title, text, children, onDismiss }: SetupCardProps) {
  return (
    <section className="rounded-lg border border-accent/30 bg-accent-soft/40 p-3.5">
      <div className="mb-2.5 flex items-start gap-2.5">
        <Icon name={icon} className="mt-0.5 text-accent" />
        <div className="min-w-0 flex-1">
          <h3 className="font-medium text-sm">{title}</h3>
          <p className="text-muted text-xs">{text}</p>
        </div>
        {onDismiss ? <IconButton icon="x" label={t('common.dismiss')} onClick={onDismiss} /> : null}
      </div>
      {children}
    </section>
  )
}
