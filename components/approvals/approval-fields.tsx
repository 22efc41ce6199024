'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Kbd } from '@/components/ui/kbd'
import { Textarea } from '@/components/ui/textarea'
import { TypedInput } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import type { ApprovalForm } from './use-approval-form'

/** The form of the request, a comment, and the approve and reject buttons. */
export function ApprovalFields({ form, withKeys, large }: { form: ApprovalForm; withKeys?: boolean; large?: boolean }) {
  const { fields, drafts, errors, busy } = form
  const size = large ? 'lg' : 'md'
  return (
    <form
      className="flex flex-col gap-3.5"
      // Enter in a field does not submit; an answer requires a click.
      onSubmit={(event) => event.preventDefault()}
    >
      {fields.map((field) => (
        <Field key={field.name} label={field.label} required={field.required} error={errors[field.name]}>
          {(control) => (
            <TypedInput
              type={field.type}
              options={field.options}
              rows={1}
              control={control}
              value={Object.hasOwn(drafts, field.name) ? (drafts[field.name] ?? '') : ''}
              onChange={(value) => form.setDraft(field.name, value)}
            />
          )}
        </Field>
      ))}
      <Field label={t('approvals.comment')} hint={t('approvals.commentHint')} error={errors.comment}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={form.comment}
            onChange={(event) => form.setComment(event.target.value)}
            className="max-md:text-[16px]"
          />
        )}
      </Field>
      <FormError error={form.error} />
      {/* The buttons stay in view, however long the content above is. */}
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap gap-2 bg-surface px-1 py-2 max-sm:[&>button]:flex-1">
        <Button
          variant="accent"
          icon="check"
          size={size}
          busy={busy === 'approved'}
          disabled={busy !== null}
          onClick={() => form.answer('approved')}
        >
          {t('approvals.approve')}
          {withKeys ? <Kbd className="max-md:hidden">A</Kbd> : null}
        </Button>
        <Button
          icon="x"
          size={size}
          busy={busy === 'rejected'}
          disabled={busy !== null}
          onClick={() => form.answer('rejected')}
        >
          {t('approvals.reject')}
          {withKeys ? <Kbd className="max-md:hidden">R</Kbd> : null}
        </Button>
      </div>
    </form>
  )
}
