'use client'
import { FormDialog } from '@/components/ui/form-dialog'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { listEnvironments } from '@/lib/contracts/environments'
import { listAlerts } from '@/lib/contracts/inbox'
import { type ReleaseRequestView, rescheduleRelease } from '@/lib/contracts/releases'
import { ownTimeZone } from './due-text'
import { PlannedTimeFields } from './planned-time-fields'

export interface RescheduleReleaseDialogProps {
  appId: string
  request: ReleaseRequestView & { dueAt: string }
  onClose: () => void
}

/** Reschedules a planned release. */
export function RescheduleReleaseDialog({ appId, request, onClose }: RescheduleReleaseDialogProps) {
  const timeZone = request.timeZone ?? ownTimeZone()
  const form = useContractForm(rescheduleRelease, {
    params: { appId, orderId: request.id },
    initial: { plannedFor: { wallTime: wallTimeIn(request.dueAt, timeZone), timeZone } },
    invalidates: [listEnvironments, listAlerts],
    onSuccess: ({ status }) => {
      toast.success(t(status === 'waiting' ? 'releases.doneWaiting' : 'releases.doneScheduled'))
      onClose()
    },
  })
  return (
    <FormDialog
      {...form}
      title={t('releases.moveTitle', { number: request.versionNumber })}
      description={t('releases.moveText')}
      submitLabel={t('common.save')}
      onClose={onClose}
    >
      <PlannedTimeFields value={form.values.plannedFor} onChange={(plannedFor) => form.set({ plannedFor })} />
    </FormDialog>
  )
}

/** Formats a date for a `datetime-local` field. */
function wallTimeIn(iso: string, timeZone: string): string {
  // The Swedish locale uses ISO order.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(new Date(iso)).replace(' ', 'T')
}
