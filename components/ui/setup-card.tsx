import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export interface SetupCardProps {
  icon: IconName
  title: string
  text: string
  children: ReactNode
}

export function SetupCard({ icon, title, text, children }: SetupCardProps) {
  return (
    <section className="rounded-lg border border-accent/30 bg-accent-soft/40 p-3.5">
      <div className="mb-2.5 flex items-start gap-2.5">
        <Icon name={icon} className="mt-0.5 text-accent" />
        <div>
          <h3 className="font-medium text-sm">{title}</h3>
          <p className="text-muted text-xs">{text}</p>
        </div>
      </div>
      {children}
    </section>
  )
}
