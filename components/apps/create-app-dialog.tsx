'use client'
import { useState } from 'react'
import { BLANK_CHOICES } from '@/components/templates/blank-choices'
import { CreateAppForm } from '@/components/templates/create-app-form'
import { readChoice } from '@/components/templates/set-up-choice'
import { TemplateGallery } from '@/components/templates/template-gallery'
import { TemplatePreview } from '@/components/templates/template-preview'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTemplates, type TemplateView } from '@/lib/contracts/templates'

export interface CreateAppDialogProps {
  /** Closed if empty. `app` shows the gallery; other values are the selected template or blank app. */
  choice: string
  onChoice: (choice: string) => void
}

export function CreateAppDialog({ choice, onChoice }: CreateAppDialogProps) {
  return (
    <Dialog open={choice !== ''} onOpenChange={(open) => !open && onChoice('')}>
      {choice === 'app' ? (
        <DialogContent title={t('apps.createTitle')} description={t('apps.createText')} size="xl">
          <TemplateGallery onSelect={onChoice} />
        </DialogContent>
      ) : (
        <ChosenContent key={choice} choice={choice} onBack={() => onChoice('app')} />
      )}
    </Dialog>
  )
}

function ChosenContent({ choice, onBack }: { choice: string; onBack: () => void }) {
  const templates = useContractQuery(listTemplates, { staleTime: 600_000 })
  const { id, opensSetUpForm } = readChoice(choice)
  const blank = BLANK_CHOICES.find((candidate) => candidate.id === id)
  const found = templates.data?.templates.find((candidate) => candidate.id === id)
  if (found)
    return (
      <TemplateContent
        template={localizeManifest('templates', found)}
        opensSetUpForm={opensSetUpForm}
        onBack={onBack}
      />
    )
  return (
    <DialogContent title={t(blank ? blank.title : 'apps.createTitle')} description={blank ? t(blank.text) : undefined}>
      <BackButton label={t('apps.templates')} onBack={onBack} />
      {blank ? <CreateAppForm name={t(blank.title)} kind={blank.kind} /> : <SkeletonRows count={3} />}
    </DialogContent>
  )
}

/** The preview of a template, or its form for the user's own data. */
function TemplateContent({
  template,
  opensSetUpForm,
  onBack,
}: {
  template: TemplateView
  opensSetUpForm: boolean
  onBack: () => void
}) {
  const [isSettingUp, setIsSettingUp] = useState(opensSetUpForm)
  const { name, kind, description } = template
  return isSettingUp ? (
    <DialogContent title={name} description={description}>
      <BackButton label={name} onBack={() => setIsSettingUp(false)} />
      <CreateAppForm name={name} kind={kind} template={template} />
    </DialogContent>
  ) : (
    <DialogContent title={name} description={description} size="lg">
      <BackButton label={t('apps.templates')} onBack={onBack} />
      <TemplatePreview template={template} onSetUp={() => setIsSettingUp(true)} />
    </DialogContent>
  )
}

function BackButton({ label, onBack }: { label: string; onBack: () => void }) {
  return (
    <Button variant="quiet" icon="arrow-left" className="mb-4" onClick={onBack}>
      {label}
    </Button>
  )
}
