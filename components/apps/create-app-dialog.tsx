'use client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTemplates } from '@/lib/contracts/apps'
import { CreateAppForm } from './create-app-form'
import { BLANK_CHOICES, TemplateGallery } from './template-gallery'

export interface CreateAppDialogProps {
  /** Empty: closed. `app`: the gallery. Otherwise the selected template. */
  choice: string
  onChoice: (choice: string) => void
}

export function CreateAppDialog({ choice, onChoice }: CreateAppDialogProps) {
  const templates = useContractQuery(listTemplates, { enabled: choice !== '', staleTime: 600_000 })
  const blank = BLANK_CHOICES.find((candidate) => candidate.id === choice)
  const found = templates.data?.templates.find((candidate) => candidate.id === choice)
  const template = found && localizeManifest('templates', found)
  const isGallery = choice === 'app'
  return (
    <Dialog open={choice !== ''} onOpenChange={(open) => !open && onChoice('')}>
      {isGallery ? (
        <DialogContent title={t('apps.createTitle')} description={t('apps.createText')} size="xl">
          <TemplateGallery onChoose={onChoice} />
        </DialogContent>
      ) : (
        <DialogContent
          title={template ? template.name : blank ? t(blank.title) : t('apps.createTitle')}
          description={template ? template.description : blank ? t(blank.text) : undefined}
        >
          <Button variant="quiet" icon="arrow-left" className="mb-4" onClick={() => onChoice('app')}>
            {t('apps.templates')}
          </Button>
          {template ? (
            <CreateAppForm key={template.id} name={template.name} kind={template.kind} template={template} />
          ) : blank ? (
            <CreateAppForm key={blank.id} name={t(blank.title)} kind={blank.kind} />
          ) : (
            <SkeletonRows count={3} />
          )}
        </DialogContent>
      )}
    </Dialog>
  )
}
