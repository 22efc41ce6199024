'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { Slider } from '@/components/ui/slider'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { listRollouts, RolloutRules, startRollout } from '@/lib/contracts/rollouts'
import type { VersionView } from '@/lib/contracts/versions'
import { RulesFields } from './rules-fields'

export interface RolloutDialogProps {
  appId: string
  environment: EnvironmentView
  versions: readonly VersionView[]
  onClose: () => void
}

/** Another version beside the live one: for a share of the conversations, or in the background. */
export function RolloutDialog({ appId, environment, versions, onClose }: RolloutDialogProps) {
  const formId = useId()
  const { name, live, needsApproval } = environment
  const others = versions.filter(({ id }) => id !== live?.versionId)
  const [rules, setRules] = useState(() => RolloutRules.parse({}))
  const form = useContractForm(startRollout, {
    params: { appId },
    initial: {
      ...{ environment: name, versionId: others[0]?.id ?? '', expectedVersionId: live?.versionId ?? '' },
      ...{ kind: 'canary' as const, percent: 10, stickyBy: 'conversation' as const, rules: null },
    },
    invalidates: [listEnvironments, listRollouts],
    onSuccess: ({ status }) => {
      toast.success(t(status === 'live' ? 'releases.begun' : 'releases.doneWaiting'))
      onClose()
    },
  })
  const { values, set } = form
  const isCanary = values.kind === 'canary'
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('releases.rolloutTitle', { environment: name })}
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
              icon="split"
              busy={form.busy}
              disabled={others.length === 0}
            >
              {t(needsApproval && isCanary ? 'releases.askApproval' : 'releases.begin')}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-5">
          <div className="flex flex-col gap-2">
            <SegmentedControl
              className="self-start"
              label={t('releases.chooseRollout')}
              value={values.kind}
              onValueChange={(kind) => set({ kind, percent: kind === 'canary' ? 10 : 100 })}
              options={[
                { value: 'canary', label: t('releases.canary'), icon: 'split' },
                { value: 'shadow', label: t('releases.shadow'), icon: 'copy' },
              ]}
            />
            <p className="text-muted text-sm">{t(isCanary ? 'releases.canaryText' : 'releases.shadowText')}</p>
          </div>
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
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t('releases.share')}
              aside={`${t('releases.percent', { percent: values.percent })} ${t(isCanary ? 'releases.ofConversations' : 'releases.ofRuns')}`}
            >
              {(control) => (
                <Slider
                  {...control}
                  min={1}
                  max={100}
                  value={values.percent}
                  onValueChange={(percent) => set({ percent })}
                />
              )}
            </Field>
            {isCanary ? (
              <Field label={t('releases.stickyBy')}>
                {(control) => (
                  <Select
                    {...control}
                    value={values.stickyBy}
                    onValueChange={(value) => set({ stickyBy: value === 'key' ? 'key' : 'conversation' })}
                    options={[
                      { value: 'conversation', label: t('releases.stickyConversation') },
                      { value: 'key', label: t('releases.stickyKey') },
                    ]}
                  />
                )}
              </Field>
            ) : null}
          </div>
          <div className="flex items-start justify-between gap-4 border-t pt-4">
            <div>
              <p className="font-medium text-sm">{t('releases.rules')}</p>
              <p className="text-muted text-xs">{t('releases.rulesText')}</p>
            </div>
            <Switch
              aria-label={t('releases.rules')}
              checked={values.rules !== null}
              onCheckedChange={(on) => set({ rules: on ? rules : null })}
            />
          </div>
          {values.rules ? (
            <RulesFields
              rules={rules}
              onChange={(next) => {
                setRules(next)
                set({ rules: next })
              }}
            />
          ) : null}
          <FormError error={form.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
