'use client'
import { useSearchParams } from 'next/navigation'
import { t } from '@/lib/client/messages/t'
import { AuthFrame } from './auth-frame'
import { ClaimLink } from './claim-link'
import { CommandHint } from './command-hint'
import { safeNext } from './safe-next'
import { SignInForm } from './sign-in-form'

export function SignInPage() {
  const search = useSearchParams()
  const token = search.get('login')
  if (token) return <ClaimLink token={token} />
  return (
    <AuthFrame title={t('auth.signInTitle')}>
      <SignInForm onSignedIn={() => window.location.replace(safeNext(search.get('next')))} />
      <CommandHint text={t('auth.forgotten')} />
    </AuthFrame>
  )
}
