'use client'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type SessionView, signIn } from '@/lib/contracts/session'
import { CredentialField } from './credential-field'
import { CredentialForm } from './credential-form'

interface SignInFormProps {
  /** Email of the previous session. */
  email?: string
  onSignedIn: (session: SessionView | null) => void
}

export function SignInForm({ email = '', onSignedIn }: SignInFormProps) {
  const form = useContractForm(signIn, { initial: { email, password: '' }, onSuccess: onSignedIn })
  return (
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
  )
}
