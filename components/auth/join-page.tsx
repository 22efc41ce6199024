'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { readInvitation } from '@/lib/contracts/invitations'
import { getSession, type Role } from '@/lib/contracts/session'
import type { AppError } from '@/lib/core/app-error'
import { AuthFrame } from './auth-frame'
import { JoinForm } from './join-form'
import { JoinSignedIn } from './join-signed-in'

const ROLE_NAMES = {
  viewer: 'people.roleViewer',
  runner: 'people.roleRunner',
  editor: 'people.roleEditor',
  owner: 'people.roleOwner',
} as const satisfies Record<Role, string>

/** The page of an invitation link: one click for signed-in users, a short form for new ones. */
export function JoinPage() {
  const token = useSearchParams().get('invite') ?? ''
  const session = useContractQuery(getSession)
  const invitation = useQuery<Awaited<ReturnType<typeof read>>, AppError>({
    queryKey: [readInvitation.name, token],
    queryFn: () => read(token),
    enabled: token !== '',
    retry: false,
    // A used link is not requested again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (token === '') return <NoInvitation text={t('people.unknownLink')} />
  const failed = invitation.error ?? session.error
  if (failed?.code === 'NOT_FOUND') return <NoInvitation text={failed.message} />
  if (failed) {
    return (
      <AuthFrame title={t('people.invitationUnread')}>
        <ErrorPanel error={failed} onRetry={() => void (invitation.error ? invitation.refetch() : session.refetch())} />
      </AuthFrame>
    )
  }
  if (!invitation.data || !session.data) {
    return (
      <AuthFrame title={t('auth.claiming')}>
        <Spinner size={20} label={t('auth.claiming')} className="text-faint" />
      </AuthFrame>
    )
  }
  const { workspaceName, role, email, invitedBy } = invitation.data
  const roleName = t(ROLE_NAMES[role])
  return (
    <AuthFrame
      title={t('people.joinTitle', { workspace: workspaceName })}
      text={
        invitedBy
          ? t('people.invited', { inviter: invitedBy, role: roleName })
          : t('people.invitedAnonymously', { role: roleName })
      }
    >
      {session.data.account ? (
        <JoinSignedIn token={token} account={session.data.account} />
      ) : (
        <JoinForm token={token} email={email} />
      )}
    </AuthFrame>
  )
}

function NoInvitation({ text }: { text: string }) {
  return (
    <AuthFrame title={t('people.linkGoneTitle')} text={text}>
      <Button asChild>
        <Link href="/sign-in">{t('auth.signIn')}</Link>
      </Button>
    </AuthFrame>
  )
}

const read = (token: string) => request(readInvitation, { body: { token } })
