'use client'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { notifyOtherTabs } from '@/lib/client/session/workspace-channel'
import { acceptInvitation } from '@/lib/contracts/invitations'
import { signOut } from '@/lib/contracts/session'

export interface JoinSignedInProps {
  token: string
  account: { name: string; email: string }
}

export function JoinSignedIn({ token, account }: JoinSignedInProps) {
  const join = useContractMutation(acceptInvitation, {
    // The error is shown below the button instead of in a toast.
    onError: () => undefined,
    onSuccess: () => {
      notifyOtherTabs()
      window.location.replace('/apps')
    },
  })
  const leave = useContractMutation(signOut, { onSuccess: () => window.location.reload() })
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{t('people.alreadyIn', account)}</p>
      <FormError error={join.error} />
      <Button
        variant="primary"
        size="lg"
        busy={join.isPending || join.isSuccess}
        onClick={() => join.mutate({ body: { token } })}
      >
        {t('people.joinAs', { name: account.name })}
      </Button>
      <Button variant="ghost" onClick={() => leave.mutate({})}>
        {t('people.joinAsOther')}
      </Button>
    </div>
  )
}
