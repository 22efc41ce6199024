'use client'
import { Badge } from '@/components/ui/badge'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon, type IconName, toIconName } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTemplates, type TemplateView } from '@/lib/contracts/apps'
import { listModels } from '@/lib/contracts/models'
import { GraphThumbnail, shapeOf } from './graph-thumbnail'

export const BLANK_CHOICES = [
  { id: 'blank-chat', kind: 'chat', icon: 'message-square', title: 'apps.blankChat', text: 'apps.blankChatText' },
  { id: 'blank-form', kind: 'form', icon: 'list', title: 'apps.blankForm', text: 'apps.blankFormText' },
] as const

/** `onChoose` gets the id of a template or of a blank choice. */
export function TemplateGallery({ onChoose }: { onChoose: (choice: string) => void }) {
  const templates = useContractQuery(listTemplates, { staleTime: 600_000 })
  if (templates.error) return <ErrorPanel error={templates.error} onRetry={() => void templates.refetch()} />
  return (
    <div className="flex flex-col gap-5">
      <ul aria-label={t('apps.templates')} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {templates.data
          ? templates.data.templates.map((template) => (
              <li key={template.id} className="min-w-0">
                <TemplateCard
                  template={localizeManifest('templates', template)}
                  onChoose={() => onChoose(template.id)}
                />
              </li>
            ))
          : ['a', 'b', 'c', 'd', 'e', 'f'].map((place) => <Skeleton key={place} className="h-52 rounded-lg" />)}
      </ul>
      <div>
        <h3 className="mb-2 font-medium text-muted text-xs">{t('apps.fromScratch')}</h3>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {BLANK_CHOICES.map((blank) => (
            <BlankCard
              key={blank.id}
              icon={blank.icon}
              title={t(blank.title)}
              text={t(blank.text)}
              onChoose={() => onChoose(blank.id)}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

const CARD =
  'w-full overflow-hidden rounded-lg border bg-surface text-left transition-[border-color,box-shadow] hover:border-line-strong hover:shadow-md'

function TemplateCard({ template, onChoose }: { template: TemplateView; onChoose: () => void }) {
  const models = useContractQuery(listModels, { staleTime: 30_000 })
  const hasModel = models.data?.models.some(({ ability, extractive }) => ability === 'chat' && !extractive) ?? false
  const needsModel = template.needs.includes('language-model')
  return (
    <button type="button" onClick={onChoose} className={`${CARD} flex h-full flex-col`}>
      <GraphThumbnail shape={shapeOf(template.graph)} className="h-26 w-full border-b bg-sunken" />
      <span className="flex flex-1 flex-col p-3.5">
        <span className="flex items-center gap-2 font-semibold text-sm">
          <Icon name={toIconName(template.icon)} size={15} className="text-accent" />
          {template.name}
        </span>
        <span className="mt-1 line-clamp-3 flex-1 text-muted text-xs">{template.description}</span>
        <span className="mt-3 flex flex-wrap gap-1.5">
          {needsModel && hasModel ? (
            <Badge tone="success">{t('apps.modelConnected')}</Badge>
          ) : needsModel ? (
            <Badge>{t('apps.needsModelBadge')}</Badge>
          ) : (
            <Badge tone="success">{t('apps.needsNothing')}</Badge>
          )}
          {template.needs.includes('website') ? <Badge>{t('apps.needsWebsiteBadge')}</Badge> : null}
          {template.needs.includes('address') ? <Badge>{t('apps.needsAddressBadge')}</Badge> : null}
        </span>
      </span>
    </button>
  )
}

function BlankCard(props: { icon: IconName; title: string; text: string; onChoose: () => void }) {
  return (
    <button type="button" onClick={props.onChoose} className={`${CARD} flex items-center gap-3 border-dashed p-3.5`}>
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
        <Icon name={props.icon} />
      </span>
      <span className="min-w-0">
        <span className="block font-semibold text-sm">{props.title}</span>
        <span className="block text-muted text-xs">{props.text}</span>
      </span>
    </button>
  )
}
