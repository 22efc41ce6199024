'use client'
import { useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listVersions } from '@/lib/contracts/versions'
import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { PublishForm } from './publish-form'
import { type Published, PublishedNote } from './published-note'

export interface PublishDialogProps {
  appId: string
  appName: string
  /** The draft to publish; null until loaded. */
  draft: { graph: Graph; revision: number } | null
  error?: Error | null
  /** Null while the draft is being checked. */
  issues: readonly GraphIssue[] | null
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The changes and checks of the draft, and the button that publishes it. */
export default function PublishDialog(props: PublishDialogProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title={t('publish.titleOfDialog', { app: props.appName })} size="lg" onOpenAutoFocus={focusDialog}>
        <Content {...props} />
      </DialogContent>
    </Dialog>
  )
}

/** The content loads later, and the close button is a bad initial focus. */
function focusDialog(event: Event) {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

function Content({ appId, draft, error, issues, onOpenChange }: PublishDialogProps) {
  const versions = useContractQuery(listVersions, { params: { appId } })
  const [published, setPublished] = useState<Published | null>(null)
  if (published) return <PublishedNote appId={appId} published={published} />
  const failed = (draft ? null : error) ?? versions.error
  if (draft && versions.data) {
    const live = versions.data.versions.find((version) => version.live) ?? null
    return (
      <PublishForm
        appId={appId}
        {...draft}
        issues={issues}
        live={live}
        onPublished={setPublished}
        onShowProblems={() => onOpenChange(false)}
      />
    )
  }
  if (!failed) return <SkeletonRows count={4} />
  return <ErrorPanel error={failed} onRetry={() => void versions.refetch()} />
}
