'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { RunSummary } from '@/lib/contracts/runs'
import type { Json } from '@/lib/core/json'
import { OtherInputsDialog } from './other-inputs-dialog'
import { useRunAgain } from './use-run-again'

/** Reruns a completed run: from the failed step, with the current draft, or with other inputs. */
export function RunAgainMenu({ run, inputs }: { run: RunSummary; inputs: Json }) {
  const { start, isStarting } = useRunAgain(run.id)
  const [isDialogOpen, setDialogOpen] = useState(false)
  if (!useHasRole('runner')) return null
  const failed = run.status !== 'succeeded'
  return (
    <>
      {failed ? (
        <Button variant="primary" icon="refresh" busy={isStarting} onClick={() => start({})}>
          {t('common.retry')}
        </Button>
      ) : null}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button icon="play">{t('runAgain.again')}</Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon="pencil" onSelect={() => start({ useDraft: true })}>
            {t('runAgain.withDraft')}
          </DropdownMenuItem>
          <DropdownMenuItem icon="text-cursor-input" onSelect={() => setDialogOpen(true)}>
            {t('runAgain.withInputs')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <OtherInputsDialog
        open={isDialogOpen}
        onOpenChange={setDialogOpen}
        inputs={inputs}
        isStarting={isStarting}
        onStart={start}
      />
    </>
  )
}
