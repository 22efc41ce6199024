'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { setUpOwner } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'
import { CommandHint } from './command-hint'
import { CredentialField } from './credential-field'
import { CredentialForm } from './credential-form'

export function SetupPage() {
  const token = useSearchParams().get('setup') ?? ''
  if (token === '') {
    return (
      <AuthFrame title={t('auth.setupNeedsLinkTitle')}>
        <CommandHint text={t('auth.setupNeedsLinkText')} />
        <Button asChild variant="ghost" className="mt-4 -ml-3">
          <Link href="/sign-in">{t('auth.signInInstead')}</Link>
        </Button>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={t('auth.setupTitle')} text={t('auth.setupText')}>
      <SetupForm token={token} />
    </AuthFrame>
  )
}

function SetupForm({ token }: { token: string }) {
  const form = useContractForm(setUpOwner, {
    initial: { token, name: '', email: '', password: '' },
    // A full load, so that the address with the token leaves the history's top and the shell asks for the new session.
    onSuccess: () => window.location.replace('/apps'),
  })
  return (
    <CredentialForm form={form} submitLabel={t('auth.createOwner')}>
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
        value={form.values.email}
        onChange={(email) => form.set({ email })}
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
  )
}
