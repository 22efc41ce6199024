'use client'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Select } from '@/components/ui/select'
import { SwitchRow } from '@/components/ui/switch-row'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listApps } from '@/lib/contracts/apps'
import { getFailureApp, saveFailureApp } from '@/lib/contracts/failure-app'

/** `Select` needs a value for “none”. */
const NONE = 'none'

/** The app that starts when a run fails. Changes are saved at once. */
export function FailureSection({ appId }: { appId: string }) {
  const params = { appId }
  const canEdit = useHasRole('editor')
  const { data: setting } = useContractQuery(getFailureApp, { params })
  const { data: list } = useContractQuery(listApps, {})
  const save = useContractMutation(saveFailureApp, {
    invalidates: [getFailureApp],
    onSuccess: () => toast.success(t('appHome.saved')),
  })
  if (!setting || !list) return null
  const others = list.apps.filter(({ id }) => id !== appId).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div className="flex max-w-xl flex-col gap-5">
      <p className="text-muted text-sm">{t('appHome.failureAppText')}</p>
      <Field label={t('appHome.failureApp')} hint={t('appHome.failureAppHint')}>
        {(control) => (
          <Select
            {...control}
            value={setting.appId ?? NONE}
            disabled={!canEdit || save.isPending}
            options={[{ value: NONE, label: t('appHome.noFailureApp') }, ...others]}
            onValueChange={(value) =>
              save.mutate({ params, body: { ...setting, appId: value === NONE ? null : value } })
            }
          />
        )}
      </Field>
      {setting.appId === null || !canEdit ? null : (
        <SwitchRow
          label={t('appHome.sendsInputs')}
          hint={t('appHome.sendsInputsHint')}
          checked={setting.sendsInputs}
          onChange={(sendsInputs) => save.mutate({ params, body: { ...setting, sendsInputs } })}
        />
      )}
      <FormError error={save.error} />
    </div>
  )
}
