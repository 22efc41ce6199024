'use client'
import { useSearchParams } from 'next/navigation'
import { type ReactNode, useMemo } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeIssue } from '@/lib/client/messages/localize-issue'
import { parseContext } from '@/lib/client/messages/parse-context'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { AuthorizationRequest, describeAuthorization } from '@/lib/contracts/oauth-clients'
import { getSession } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'
import { AuthorizeForm } from './authorize-form'

/** OAuth consent page: an app requests access, and the user allows or denies it. */
export function AuthorizePage() {
  const search = useSearchParams()
  const request = useMemo(() => readRequest(search), [search])
  if (!request.success) return <Rejected text={localizeIssue(request.error.issues[0])} />
  return <Authorize request={request.data} />
}

function Authorize({ request }: { request: AuthorizationRequest }) {
  const session = useContractQuery(getSession)
  // If the user is not signed in, the rejected request redirects to sign-in and back.
  const authorization = useContractQuery(describeAuthorization, { query: request })
  const failed = authorization.error ?? session.error
  if (failed && (failed.code === 'NOT_FOUND' || failed.code === 'INVALID_INPUT' || failed.code === 'FORBIDDEN'))
    return <Rejected text={failed.message} />
  if (failed && failed.code !== 'UNAUTHENTICATED') {
    return (
      <AuthFrame title={t('connectedApps.unread')}>
        <ErrorPanel
          error={failed}
          onRetry={() => void (authorization.error ? authorization.refetch() : session.refetch())}
        />
      </AuthFrame>
    )
  }
  if (!authorization.data || !session.data?.session) {
    return (
      <AuthFrame title={t('connectedApps.reading')}>
        <SkeletonRows count={4} />
      </AuthFrame>
    )
  }
  return <AuthorizeForm request={request} authorization={authorization.data} person={session.data.session.user} />
}

function Rejected({ text }: { text: ReactNode }) {
  return (
    <AuthFrame title={t('connectedApps.rejectedTitle')}>
      <p role="alert" className="break-words text-base">
        {text}
      </p>
      <p className="mt-3 text-muted text-sm">{t('connectedApps.rejectedText')}</p>
    </AuthFrame>
  )
}

/** Reads the OAuth parameters and ignores all others. */
function readRequest(search: Pick<URLSearchParams, 'get'>) {
  const names = Object.keys(AuthorizationRequest.shape)
  const params = Object.fromEntries(names.map((name) => [name, search.get(name) ?? undefined]))
  return AuthorizationRequest.safeParse(params, parseContext())
}
