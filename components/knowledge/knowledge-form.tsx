'use client'
import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { FieldErrors } from '@/lib/client/field-errors'
import { t } from '@/lib/client/messages/t'

export interface KnowledgeFormProps {
  title: string
  intro?: ReactNode
  submitLabel: string
  name: string
  description: string
  onChange: (change: { name?: string; description?: string }) => void
  errors: FieldErrors
  error: Error | null
  busy: boolean
  onSubmit: (event: FormEvent) => void
}

const FORM_ID = 'knowledge-form'

/** The same two fields for making and for changing a knowledge base. */
export function KnowledgeForm(props: KnowledgeFormProps) {
  return (
    <DialogContent
      title={props.title}
      description={props.intro}
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('common.cancel')}</Button>
          </DialogClose>
          <Button type="submit" form={FORM_ID} variant="primary" busy={props.busy}>
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} onSubmit={props.onSubmit} noValidate className="flex flex-col gap-4">
        <Field label={t('knowledge.name')} error={props.errors.name}>
          {(control) => (
            <Input
              {...control}
              value={props.name}
              placeholder={t('knowledge.namePlaceholder')}
              onChange={(event) => props.onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('knowledge.description')}
          hint={t('knowledge.descriptionHint')}
          error={props.errors.description}
        >
          {(control) => (
            <Textarea
              {...control}
              value={props.description}
              onChange={(event) => props.onChange({ description: event.target.value })}
            />
          )}
        </Field>
        <FormError error={props.error} />
      </form>
    </DialogContent>
  )
}
