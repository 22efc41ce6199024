'use client'
import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { listMembers, type MemberView, makeOwner } from '@/lib/contracts/members'
import { getSession } from '@/lib/contracts/session'

/** Adds or transfers ownership. Requires the password, to protect an unattended screen. */
export function OwnershipDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const id = useId()
  const form = useContractForm(makeOwner, {
    initial: { password: '', stay: true },
    params: { userId: member.userId },
    invalidates: [listMembers, getSession],
    onSuccess: () => {
      toast.success(t('people.ownershipGiven', { name: member.name }))
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('people.ownershipTitle', { name: member.name })}
      description={t('people.ownershipText')}
      submitLabel={t('people.transfer')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field label={t('people.currentPassword')} error={form.errors.password}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            value={form.values.password}
            onChange={(event) => form.set({ password: event.target.value })}
          />
        )}
      </Field>
      <label htmlFor={`${id}-stay`} className="flex cursor-pointer items-start gap-2.5">
        <Checkbox
          id={`${id}-stay`}
          checked={form.values.stay}
          onCheckedChange={(checked) => form.set({ stay: checked === true })}
          className="mt-0.5"
        />
        <span>
          <span className="block font-medium text-sm">{t('people.stay')}</span>
          <span className="block text-muted text-xs">{t('people.stayHint')}</span>
        </span>
      </label>
    </FormDialog>
  )
}
