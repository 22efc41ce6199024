'use client'
import { useSearchParams } from 'next/navigation'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { signIn } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'
import { ClaimLink } from './claim-link'
import { CommandHint } from './command-hint'
import { CredentialField } from './credential-field'
import { CredentialForm } from './credential-form'
import { safeNext } from './safe-next'

export function SignInPage() {
  const search = useSearchParams()
  const token = search.get('login')
  if (token) return <ClaimLink token={token} />
  return (
    <AuthFrame title={t('auth.signInTitle')}>
      <SignInForm next={safeNext(search.get('next'))} />
      <CommandHint text={t('auth.forgotten')} />
    </AuthFrame>
  )
}

function SignInForm({ next }: { next: string }) {
  const form = useContractForm(signIn, {
    initial: { email: '', password: '' },
    onSuccess: () => window.location.replace(next),
  })
  return (
    <CredentialForm form={form} submitLabel={t('auth.signIn')}>
      <CredentialField
        label={t('auth.email')}
        type="email"
        autoComplete="username"
        value={form.values.email}
        onChange={(email) => form.set({ email })}
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
  )
}
