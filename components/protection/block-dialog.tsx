'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ContractForm, useContractForm } from '@/lib/client/queries/use-contract-form'
import { listKeys } from '@/lib/contracts/keys'
import { type BlockKind, createBlock, listBlocks, readAbuse } from '@/lib/contracts/protection'
import { BLOCK_KINDS } from '@/lib/contracts/protection-kinds'

const HOURS = [1, 24, 168, 720] as const
const NEVER = 'never'

export interface NewBlock {
  kind: BlockKind
  subject: string
  /** Display name, if different. */
  name?: string | null
  /** The subject is fixed if opened from a list. */
  isFixed: boolean
}

export function BlockDialog({ block, onClose }: { block: NewBlock; onClose: () => void }) {
  const form = useContractForm(createBlock, {
    initial: { kind: block.kind, subject: block.subject, reason: '', hours: 24 },
    invalidates: [listBlocks, readAbuse],
    onSuccess: () => {
      toast.success(t('protection.blockDone'))
      onClose()
    },
  })
  const { values, errors, set } = form
  return (
    <FormDialog
      title={
        block.isFixed ? t('protection.blockTitle', { subject: block.name ?? block.subject }) : t('protection.addBlock')
      }
      description={t('protection.blockText')}
      submitLabel={t('protection.block')}
      submitVariant="danger"
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {block.isFixed ? null : <SubjectFields form={form} />}
      <Field label={t('protection.blockReason')} hint={t('protection.blockReasonHint')} error={errors.reason} required>
        {(control) => (
          <Input
            {...control}
            value={values.reason}
            maxLength={300}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('protection.blockUntil')} error={errors.hours}>
        {(control) => (
          <Select
            {...control}
            value={values.hours === null ? NEVER : String(values.hours)}
            onValueChange={(value) => set({ hours: value === NEVER ? null : Number(value) })}
            options={[
              ...HOURS.map((hours) => ({ value: String(hours), label: t(`protection.blockHours-${hours}`) })),
              { value: NEVER, label: t('protection.blockHours-never') },
            ]}
          />
        )}
      </Field>
    </FormDialog>
  )
}

function SubjectFields({ form: { values, errors, set } }: { form: ContractForm<typeof createBlock> }) {
  const isAddress = values.kind === 'address'
  return (
    <>
      <SegmentedControl
        value={values.kind}
        onValueChange={(kind) => set({ kind, subject: '' })}
        label={t('protection.blockKind')}
        options={BLOCK_KINDS.map((kind) => ({ value: kind, label: t(`protection.blockKind-${kind}`) }))}
      />
      {values.kind === 'key' ? (
        <KeyChoice value={values.subject} error={errors.subject} onChange={(subject) => set({ subject })} />
      ) : (
        <Field
          label={isAddress ? t('protection.blockSubjectAddress') : t('protection.blockSubject')}
          hint={isAddress ? t('protection.blockSubjectAddressHint') : t('protection.blockSubjectHint')}
          error={errors.subject}
          required
        >
          {(control) => (
            <Input
              {...control}
              value={values.subject}
              placeholder={isAddress ? '203.0.113.7' : undefined}
              onChange={(event) => set({ subject: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

interface KeyChoiceProps {
  value: string
  error: string | undefined
  onChange: (keyId: string) => void
}

function KeyChoice({ value, error, onChange }: KeyChoiceProps) {
  const keys = useContractQuery(listKeys)
  return (
    <Field label={t('protection.blockKeyLabel')} error={error} required>
      {(control) => (
        <Select
          {...control}
          value={value}
          onValueChange={onChange}
          options={(keys.data?.keys ?? []).map(({ id, name, last4 }) => ({ value: id, label: `${name} …${last4}` }))}
        />
      )}
    </Field>
  )
}
