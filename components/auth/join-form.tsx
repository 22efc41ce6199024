'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { joinByInvitation } from '@/lib/contracts/invitations'
import { AccountFields } from './account-fields'
import { CredentialForm } from './credential-form'

/** An invitation to one email address makes the email field read-only. */
export function JoinForm({ token, email }: { token: string; email: string | null }) {
  const form = useContractForm(joinByInvitation, {
    initial: { token, name: '', email: email ?? '', password: '' },
    onSuccess: () => window.location.replace('/apps'),
  })
  const back = `/join?invite=${encodeURIComponent(token)}`
  return (
    <>
      <CredentialForm form={form} submitLabel={t('people.join')}>
        <AccountFields form={form} isEmailFixed={email !== null} />
      </CredentialForm>
      <Button asChild variant="ghost" className="mt-4 w-full">
        <Link href={`/sign-in?next=${encodeURIComponent(back)}`}>{t('people.alreadyAccount')}</Link>
      </Button>
    </>
  )
}
