'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { t } from '@/lib/client/messages/t'
import { useSession } from '@/lib/client/session/use-session'
import { DeleteWorkspaceDialog } from './delete-workspace-dialog'

export function WorkspaceDangerCard() {
  const [deleting, setDeleting] = useState(false)
  const session = useSession()
  if (session?.role !== 'owner') return null
  return (
    <Card className="mt-5">
      <CardContent className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-48 flex-1 text-muted text-sm">{t('people.deleteWorkspaceText')}</p>
        <Button variant="danger" onClick={() => setDeleting(true)}>
          {t('people.deleteWorkspace')}
        </Button>
      </CardContent>
      {deleting ? <DeleteWorkspaceDialog name={session.workspace.name} onClose={() => setDeleting(false)} /> : null}
    </Card>
  )
}
