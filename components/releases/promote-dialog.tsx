'use client'
import { useId, useState } from 'react'
import { VersionChanges } from '@/components/approvals/version-changes'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { listReleases, releaseVersion } from '@/lib/contracts/releases'
import { listVersions, type VersionView } from '@/lib/contracts/versions'
import { PlannedForFields } from './planned-for-fields'

export interface PromoteChoice {
  /** Where it goes. */
  environment: EnvironmentView
  /** null: to be chosen. */
  versionId: string | null
}

export interface PromoteDialogProps {
  appId: string
  choice: PromoteChoice
  versions: readonly VersionView[]
  onClose: () => void
}

/** Which version goes live, what it changes there, and when. */
export function PromoteDialog({ appId, choice, versions, onClose }: PromoteDialogProps) {
  const formId = useId()
  const { name, live, needsApproval } = choice.environment
  // What was seen when the dialog opened: what happens meanwhile is refused by the server.
  const [expectedVersionId] = useState(live?.versionId ?? null)
  const others = versions.filter(({ id }) => id !== live?.versionId)
  const form = useContractForm(releaseVersion, {
    params: { appId },
    initial: {
      ...{ environment: name, expectedVersionId, note: '' },
      versionId: choice.versionId ?? others[0]?.id ?? '',
    },
    invalidates: [listEnvironments, listReleases, listVersions],
    onSuccess: ({ status }) => {
      const number = versions.find(({ id }) => id === form.values.versionId)?.number ?? 0
      if (status === 'live') toast.success(t('releases.doneLive', { number, environment: name }))
      else toast(t(status === 'waiting' ? 'releases.doneWaiting' : 'releases.doneScheduled'))
      onClose()
    },
  })
  const { values, set } = form
  const isPlanned = values.plannedFor !== undefined
  const action = needsApproval ? 'releases.askApproval' : isPlanned ? 'releases.plan' : 'releases.makeLive'
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('releases.promoteTitle', { environment: name })}
        size="lg"
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button
              type="submit"
              form={formId}
              variant="accent"
              icon="rocket"
              busy={form.busy}
              disabled={values.versionId === ''}
            >
              {t(action)}
            </Button>
          </>
        }
      >
        {others.length === 0 ? (
          <EmptyState compact icon="rocket" title={t('releases.nothingLive')} text={t('releases.noVersions')} />
        ) : (
          <form id={formId} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
            <Field label={t('releases.promoteVersion')}>
              {(control) => (
                <Select
                  {...control}
                  value={values.versionId}
                  onValueChange={(versionId) => set({ versionId })}
                  options={others.map(({ id, number, note }) => ({
                    value: id,
                    label: t('releases.version', { number }),
                    ...(note ? { description: note } : {}),
                  }))}
                />
              )}
            </Field>
            {values.versionId === '' ? null : (
              <VersionChanges
                appId={appId}
                fromId={live?.versionId ?? null}
                fromNumber={live?.number ?? 0}
                toId={values.versionId}
              />
            )}
            <PlannedForFields
              value={values.plannedFor}
              onChange={(plannedFor) => form.replace(withPlan(values, plannedFor))}
            />
            <Field label={t('releases.note')} hint={t('releases.noteHint')} error={form.errors.note}>
              {(control) => (
                <Textarea
                  {...control}
                  rows={2}
                  maxLength={500}
                  value={values.note ?? ''}
                  onChange={(event) => set({ note: event.target.value })}
                />
              )}
            </Field>
            {needsApproval ? (
              <p className="flex items-center gap-2 rounded-md bg-info-soft px-3 py-2 text-info text-sm">
                <Icon name="shield" size={15} />
                {t('releases.needsApprovalText')}
              </p>
            ) : null}
            <FormError error={form.error} />
          </form>
        )}
      </DialogContent>
    </Dialog>
  )
}

type Values = Parameters<ReturnType<typeof useContractForm<typeof releaseVersion>>['replace']>[0]

function withPlan({ plannedFor: _, ...values }: Values, plannedFor: Values['plannedFor']): Values {
  return plannedFor === undefined ? values : { ...values, plannedFor }
}
