'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createInvitation, listInvitations } from '@/lib/contracts/invitations'
import { GRANTED_ROLES } from '@/lib/contracts/members'
import { RoleSelect } from './role-select'

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState<string | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {url === null ? <InviteForm onCreated={setUrl} /> : <InvitationLink url={url} onClose={onClose} />}
    </Dialog>
  )
}

const FOR_WHOM = ['person', 'anybody'] as const

function InviteForm({ onCreated }: { onCreated: (url: string) => void }) {
  const id = useId()
  const form = useContractForm(createInvitation, {
    initial: { role: 'editor', email: '' },
    invalidates: [listInvitations],
    onSuccess: (created) => onCreated(created.url),
  })
  const isForPerson = form.values.email !== undefined
  const { role } = form.values
  const chooseFor = (kind: (typeof FOR_WHOM)[number]) =>
    form.replace(kind === 'person' ? { role, email: '' } : { role })
  return (
    <DialogContent
      title={t('people.inviteTitle')}
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('common.cancel')}</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" busy={form.busy}>
            {t('people.makeLink')}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
        <Field label={t('people.columnRole')} error={form.errors.role}>
          {(control) => (
            <RoleSelect
              {...control}
              roles={GRANTED_ROLES}
              value={form.values.role}
              onSelect={(role) => form.set({ role })}
            />
          )}
        </Field>
        <Field label={t('people.forWhom')} {...(isForPerson ? {} : { hint: t('people.inviteAnybodyHint') })}>
          {() => (
            <Choice
              values={FOR_WHOM}
              labelOf={(kind) => t(kind === 'person' ? 'people.forPerson' : 'people.anybody')}
              value={isForPerson ? 'person' : 'anybody'}
              onSelect={chooseFor}
              label={t('people.forWhom')}
            />
          )}
        </Field>
        {isForPerson ? (
          <Field label={t('people.inviteEmail')} hint={t('people.inviteEmailHint')} error={form.errors.email}>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="off"
                value={form.values.email ?? ''}
                onChange={(event) => form.set({ email: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <FormError error={form.error} />
      </form>
    </DialogContent>
  )
}

function InvitationLink({ url, onClose }: { url: string; onClose: () => void }) {
  return (
    <DialogContent
      title={t('people.invitationCreated')}
      description={t('people.invitationCreatedText')}
      // It is shown only once, so a click outside must not close the dialog.
      onInteractOutside={(event) => event.preventDefault()}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('people.linkCopied')}
        </Button>
      }
    >
      <CodeBlock code={url} wrap />
    </DialogContent>
  )
}
