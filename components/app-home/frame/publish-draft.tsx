'use client'
import { useEffect, useState } from 'react'
import { checkGraph } from '@/components/canvas/validation/check-graph'
import PublishDialog from '@/components/publish/publish-dialog'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useModelRules } from '@/lib/client/queries/use-model-rules'
import { getApp } from '@/lib/contracts/apps'
import { getLintFacts } from '@/lib/contracts/lint'

export interface PublishDraftProps {
  appId: string
  appName: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The publish dialog with the server's latest draft, checked as on the canvas. */
export function PublishDraft({ appId, appName, open, onOpenChange }: PublishDraftProps) {
  const app = useContractQuery(getApp, { params: { appId } })
  const models = useModelRules()
  const facts = useContractQuery(getLintFacts).data
  // Someone else may have changed the draft since the page was opened.
  const { refetch } = app
  const [isFresh, setFresh] = useState(false)
  useEffect(() => {
    if (open) void refetch().then(() => setFresh(true))
    else setFresh(false)
  }, [open, refetch])
  const draft = isFresh ? app.data : undefined
  const issues = draft && models && facts ? checkGraph({ graph: draft.graph, models, facts }) : null
  return (
    <PublishDialog
      appId={appId}
      appName={appName}
      draft={draft ? { graph: draft.graph, revision: draft.revision } : null}
      error={app.error}
      issues={issues}
      open={open}
      onOpenChange={onOpenChange}
    />
  )
}
