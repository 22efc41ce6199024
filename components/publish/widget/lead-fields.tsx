'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { LeadForm } from '@/lib/contracts/widget'
import { DesignerSection } from './designer-section'
import { firstError } from './first-error'
import { LeadFieldRow } from './lead-field-row'
import type { WidgetPart } from './widget-part'

const MAX_FIELDS = 8

/** The contact form for visitors. */
export function LeadFields({ widget, errors, onChange }: WidgetPart) {
  const { lead } = widget
  const set = (next: Partial<LeadForm>) => onChange({ lead: { ...lead, ...next } })
  return (
    <DesignerSection title={t('publish.lead')} text={t('publish.leadText')}>
      <SegmentedControl
        label={t('publish.lead')}
        className="self-start"
        value={lead.when}
        onValueChange={(when) => set({ when })}
        options={[
          { value: 'off', label: t('publish.leadOff') },
          { value: 'before', label: t('publish.leadBefore') },
          { value: 'after', label: t('publish.leadAfter') },
        ]}
      />
      {lead.when === 'off' ? null : <LeadDetails lead={lead} errors={errors} set={set} />}
    </DesignerSection>
  )
}

interface LeadDetailsProps {
  lead: LeadForm
  errors: WidgetPart['errors']
  set: (next: Partial<LeadForm>) => void
}

function LeadDetails({ lead, errors, set }: LeadDetailsProps) {
  const { fields } = lead
  const add = () => {
    const names = new Set(fields.map((field) => field.name))
    const number = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((candidate) => !names.has(`field_${candidate}`)) ?? 1
    const label = t('publish.leadNewField')
    set({ fields: [...fields, { name: `field_${number}`, label, type: 'text', required: false }] })
  }
  return (
    <>
      {lead.when === 'after' ? (
        <Field label={t('publish.leadAnswers')} error={errors['widget.lead.afterAnswers']}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={20}
              className="w-24"
              value={lead.afterAnswers}
              onChange={(event) => set({ afterAnswers: Number(event.target.value) })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('publish.leadTitle')} hint={t('publish.leadTitleHint')}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={lead.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">{t('publish.leadFields')}</legend>
        {fields.map((field, index) => (
          <LeadFieldRow
            key={field.name}
            field={field}
            onChange={(next) => set({ fields: fields.with(index, next) })}
            onRemove={() => set({ fields: fields.toSpliced(index, 1) })}
          />
        ))}
        {firstError(errors, 'widget.lead.fields') ? (
          <p className="text-danger text-xs">{firstError(errors, 'widget.lead.fields')}</p>
        ) : null}
        {fields.length < MAX_FIELDS ? (
          <Button size="sm" icon="plus" className="self-start" onClick={add}>
            {t('publish.leadAdd')}
          </Button>
        ) : null}
      </fieldset>
      <Field label={t('publish.leadConsent')} hint={t('publish.leadConsentHint')}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={lead.consent}
            onChange={(event) => set({ consent: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('publish.leadWebhook')} hint={t('publish.webhookHint')} error={errors['widget.lead.webhookUrl']}>
        {(control) => (
          <Input
            {...control}
            type="url"
            placeholder="https://"
            value={lead.webhookUrl}
            onChange={(event) => set({ webhookUrl: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
