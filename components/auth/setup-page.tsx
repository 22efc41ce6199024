'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { setUpOwner } from '@/lib/contracts/session'
import { AccountFields } from './account-fields'
import { AuthFrame } from './auth-frame'
import { CommandHint } from './command-hint'
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
    // A full page load, so that the token leaves the address bar and the shell loads the new session.
    onSuccess: () => window.location.replace('/apps'),
  })
  return (
    <CredentialForm form={form} submitLabel={t('auth.createOwner')}>
      <AccountFields form={form} />
    </CredentialForm>
  )
}
