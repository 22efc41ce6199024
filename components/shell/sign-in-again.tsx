'use client'
import { CredentialField } from '@/components/auth/credential-field'
import { CredentialForm } from '@/components/auth/credential-form'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { comeBack } from '@/lib/client/come-back'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type SessionView, signIn } from '@/lib/contracts/session'

/** Over a page whose session has ended. It cannot be closed: nothing behind it would be answered. */
export function SignInAgain({ last }: { last: SessionView }) {
  const form = useContractForm(signIn, {
    initial: { email: last.user.email, password: '' },
    onSuccess: (session) => (session ? comeBack(last, session) : window.location.assign('/apps')),
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
