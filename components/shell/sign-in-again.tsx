'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CredentialField } from '@/components/auth/credential-field'
import { CredentialForm } from '@/components/auth/credential-form'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import { signedOut } from '@/lib/client/signed-out'
import { useContractForm } from '@/lib/client/use-contract-form'
import { signIn } from '@/lib/contracts/session'

/** Over a page whose session has ended. It cannot be closed: nothing behind it would be answered. */
export function SignInAgain({ email }: { email: string }) {
  const client = useQueryClient()
  const [first] = useState(email)
  const form = useContractForm(signIn, {
    initial: { email: first, password: '' },
    onSuccess: (session) => {
      // Somebody else must not go on with what this one had in hand.
      if (session?.user.email !== first) return window.location.assign('/apps')
      signedOut.note(true)
      void client.invalidateQueries()
    },
  })
  return (
    <Dialog open>
      <DialogContent
        title={t('auth.endedTitle')}
        description={t('auth.endedText')}
        size="sm"
        isClosable={false}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement)
            event.currentTarget.querySelector<HTMLInputElement>('input[type=password]')?.focus()
        }}
      >
        <CredentialForm form={form} submitLabel={t('auth.signIn')}>
          <CredentialField
            label={t('auth.email')}
            type="email"
            autoComplete="username"
            value={form.values.email}
            onChange={(value) => form.set({ email: value })}
            error={form.errors.email}
          />
          <CredentialField
            label={t('auth.password')}
            type="password"
            autoComplete="current-password"
            value={form.values.password}
            onChange={(password) => form.set({ password })}
            error={form.errors.password}
          />
        </CredentialForm>
        <a href="/sign-in" target="_blank" rel="noopener" className="mt-4 inline-block text-accent text-sm underline">
          {t('auth.endedElsewhere')}
        </a>
      </DialogContent>
    </Dialog>
  )
}
