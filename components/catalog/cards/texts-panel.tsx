'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type CardTexts, getModelCard, type ModelCardView, saveModelCard } from '@/lib/contracts/model-cards'

const FIELDS = [
  { name: 'intendedUse', label: 'catalog.intendedUse', hint: 'catalog.intendedUseHint' },
  { name: 'limits', label: 'catalog.limits', hint: 'catalog.limitsHint' },
  { name: 'notes', label: 'catalog.notes', hint: 'catalog.notesHint' },
] as const

interface TextsPanelProps {
  card: ModelCardView
  params: { connectionId: string; model: string }
}

/** Notes on the model card, written by the workspace. */
export function TextsPanel({ card, params }: TextsPanelProps) {
  const canEdit = useHasRole('editor')
  const [changed, setChanged] = useState<Partial<CardTexts>>({})
  const save = useContractMutation(saveModelCard, {
    invalidates: [getModelCard],
    onSuccess: () => {
      setChanged({})
      toast(t('catalog.saved'))
    },
  })
  const texts = { ...card.texts, ...changed }
  const isChanged = FIELDS.some(({ name }) => texts[name] !== card.texts[name])
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('catalog.texts')}</CardTitle>
        {card.textsUpdatedAt ? (
          <span className="text-muted text-xs">
            {t('catalog.textsUpdated', { time: formatRelative(card.textsUpdatedAt) })}
          </span>
        ) : null}
      </CardHeader>
      <div className="flex flex-col gap-4 p-4">
        {FIELDS.map(({ name, label, hint }) => (
          <Field key={name} label={t(label)} hint={t(hint)}>
            {(control) => (
              <Textarea
                {...control}
                readOnly={!canEdit}
                maxLength={4_000}
                value={texts[name]}
                onChange={(event) => setChanged({ ...changed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {canEdit ? (
          <Button
            variant="primary"
            className="self-start"
            disabled={!isChanged}
            busy={save.isPending}
            onClick={() => save.mutate({ params, body: texts })}
          >
            {t('catalog.save')}
          </Button>
        ) : null}
      </div>
    </Card>
  )
}
