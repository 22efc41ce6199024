'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { ContractForm } from '@/lib/client/queries/use-contract-form'
import type { savePublication } from '@/lib/contracts/versions'
import { DesignerSection } from './designer-section'
import { firstError } from './first-error'
import { LinesField } from './lines-field'

/** Texts of an empty conversation. */
export function TextFields({ form }: { form: ContractForm<typeof savePublication> }) {
  const { values, errors, set } = form
  return (
    <DesignerSection title={t('publish.words')}>
      <Field label={t('publish.titleOfPage')} error={errors.title} required>
        {(control) => (
          <Input
            {...control}
            value={values.title}
            maxLength={80}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('publish.greeting')} hint={t('publish.greetingHint')} error={errors.greeting}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={values.greeting}
            onChange={(event) => set({ greeting: event.target.value })}
          />
        )}
      </Field>
      <LinesField
        label={t('publish.suggestions')}
        hint={t('publish.suggestionsHint')}
        error={firstError(errors, 'suggestions')}
        value={values.suggestions}
        onChange={(suggestions) => set({ suggestions })}
      />
    </DesignerSection>
  )
}
