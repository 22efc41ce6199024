'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { DatasetView } from '@/lib/contracts/datasets'
import { GenerateDialog } from './generate-dialog'
import { RunsDialog } from './runs-dialog'
import { UploadDialog } from './upload-dialog'

/** The three ways to import many examples. */
export function AddSourceMenu({ dataset }: { dataset: DatasetView }) {
  const canEdit = useHasRole('editor')
  const [, setTab] = useUrlState('tab')
  const [dialog, setDialog] = useState<'upload' | 'runs' | 'generate' | null>(null)
  const close = () => setDialog(null)
  const started = () => {
    close()
    setTab('sources')
  }
  if (!canEdit) return null
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="primary" icon="plus">
            {t('datasets.addExamples')}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon="upload" onSelect={() => setDialog('upload')}>
            {t('datasets.fromFile')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="activity" onSelect={() => setDialog('runs')}>
            {t('datasets.fromRuns')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="wand" onSelect={() => setDialog('generate')}>
            {t('datasets.fromModel')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === 'upload' ? <UploadDialog dataset={dataset} onStarted={started} onClose={close} /> : null}
      {dialog === 'runs' ? <RunsDialog dataset={dataset} onStarted={started} onClose={close} /> : null}
      {dialog === 'generate' ? <GenerateDialog dataset={dataset} onStarted={started} onClose={close} /> : null}
    </>
  )
}
