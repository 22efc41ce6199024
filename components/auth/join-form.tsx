'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { joinByInvitation } from '@/lib/contracts/invitations'
import { CredentialField } from './credential-field'
import { CredentialForm } from './credential-form'

/** An invitation for one address has it filled in and fixed. */
export function JoinForm({ token, email }: { token: string; email: string | null }) {
  const form = useContractForm(joinByInvitation, {
    initial: { token, name: '', email: email ?? '', password: '' },
    onSuccess: () => window.location.replace('/apps'),
  })
  const back = `/join?invite=${encodeURIComponent(token)}`
  return (
    <>
      <CredentialForm form={form} submitLabel={t('people.join')}>
        <CredentialField
          label={t('auth.name')}
          autoComplete="name"
          value={form.values.name}
          onChange={(name) => form.set({ name })}
          error={form.errors.name}
        />
        <CredentialField
          label={t('auth.email')}
          hint={t('auth.emailHint')}
          type="email"
          autoComplete="username"
          readOnly={email !== null}
          value={form.values.email}
          onChange={(next) => form.set({ email: next })}
          error={form.errors.email}
        />
        <CredentialField
          label={t('auth.password')}
          hint={t('auth.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={form.values.password}
          onChange={(password) => form.set({ password })}
          error={form.errors.password}
        />
      </CredentialForm>
      <Button asChild variant="ghost" className="mt-4 w-full">
        <Link href={`/sign-in?next=${encodeURIComponent(back)}`}>{t('people.alreadyAccount')}</Link>
      </Button>
    </>
  )
}
