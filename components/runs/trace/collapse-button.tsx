'use client'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'

export interface CollapseButtonProps {
  /** Undefined if there is nothing below this step; the space then stays empty. */
  isOpen: boolean | undefined
  /** Name of the step. */
  name: string
  onToggle: () => void
  /** Icon size. */
  className: string
  iconSize: number
}

/** Expands and collapses the items, rounds or calls below a step. */
export function CollapseButton({ isOpen, name, onToggle, className, iconSize }: CollapseButtonProps) {
  if (isOpen === undefined) return <span className={cn('shrink-0', className)} />
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={t('containers.showSteps', { name })}
      onClick={onToggle}
      className={cn('flex shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover', className)}
    >
      <Icon name="chevron-right" size={iconSize} className={cn('transition-transform', isOpen && 'rotate-90')} />
    </button>
  )
}
