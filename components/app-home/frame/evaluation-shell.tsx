'use client'
import type { ReactNode } from 'react'
import { SignedIn } from '@/components/shell/signed-in'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getEvaluation } from '@/lib/contracts/evaluations'
import { AppBar } from './app-bar'
import { AppHeader } from './app-header'
import { BackToApps } from './back-to-apps'

/** Layout of the page of an evaluation, below the tabs of its app. */
export function EvaluationShell({ evaluationId, children }: { evaluationId: string; children: ReactNode }) {
  return (
    <SignedIn className="flex h-dvh flex-col">
      {() => (
        <>
          <EvaluationHeader evaluationId={evaluationId} />
          <main id="content" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto focus-visible:outline-none">
            {children}
          </main>
        </>
      )}
    </SignedIn>
  )
}

function EvaluationHeader({ evaluationId }: { evaluationId: string }) {
  const { data } = useContractQuery(getEvaluation, { params: { evaluationId } })
  if (!data) return <AppBar appId={null} name="" start={<BackToApps />} end={null} />
  return <AppHeader appId={data.appId} tab="evaluate" />
}
