'use client'
import { Button } from '@/components/ui/button'
import { GraphThumbnail } from '@/components/ui/graph-thumbnail'
import { Icon, toIconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { TemplateView } from '@/lib/contracts/templates'
import { TemplateBadges } from './template-badges'

export const CARD =
  'w-full overflow-hidden rounded-lg border bg-surface text-left transition-[border-color,box-shadow] hover:border-line-strong hover:shadow-md'

interface TemplateCardProps {
  template: TemplateView
  isBusy: boolean
  isDisabled: boolean
  onOpen: () => void
  onUse: () => void
  /** Leads to the form for the user's own data. */
  onSetUp: () => void
}

/** The title opens the preview and covers the card; the button creates the app at once. */
export function TemplateCard({ template, isBusy, isDisabled, onOpen, onUse, onSetUp }: TemplateCardProps) {
  return (
    <article className={`${CARD} relative flex h-full flex-col focus-within:border-accent`}>
      <GraphThumbnail shape={template.shape} className="h-20 w-full border-b bg-sunken" />
      <div className="flex flex-1 flex-col p-3.5">
        <h4 className="font-semibold text-sm">
          <button
            type="button"
            onClick={onOpen}
            className="flex items-start gap-2 text-left after:absolute after:inset-0 focus-visible:outline-none"
          >
            <Icon name={toIconName(template.icon)} size={15} className="mt-0.5 shrink-0 text-accent" />
            {template.name}
          </button>
        </h4>
        <p className="mt-1 line-clamp-2 text-muted text-xs">{template.description}</p>
        {template.needs.includes('documents') || template.needs.includes('website') ? (
          <button
            type="button"
            aria-label={`${t('templates.setUp')}: ${template.name}`}
            onClick={onSetUp}
            className="relative mt-2 self-start text-accent text-xs underline"
          >
            {t('templates.setUp')}
          </button>
        ) : null}
        <div className="mt-auto flex items-end justify-between gap-2 pt-3">
          <div className="flex min-w-0 flex-wrap gap-1.5">
            <TemplateBadges template={template} />
          </div>
          <Button
            size="sm"
            busy={isBusy}
            disabled={isDisabled}
            aria-label={t('templates.useNamed', { name: template.name })}
            onClick={onUse}
            className="relative"
          >
            {t('templates.use')}
          </Button>
        </div>
      </div>
    </article>
  )
}
