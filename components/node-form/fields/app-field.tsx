'use client'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { useNodeFormContext } from '../node-form-context'

export interface AppFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
}

/** Another app of the workspace. Only published apps can run. */
export function AppField({ value, onChange, control }: AppFieldProps) {
  const { appId } = useNodeFormContext()
  const query = useContractQuery(listApps, {})
  const apps = (query.data?.apps ?? []).filter((app) => app.id !== appId)
  return (
    <Select
      {...control}
      value={value || undefined}
      placeholder={t('canvas.chooseApp')}
      onValueChange={onChange}
      options={apps.map((app) => ({
        value: app.id,
        label: app.name,
        disabled: app.publishedVersion === null,
        description:
          app.publishedVersion === null
            ? t('canvas.notPublished')
            : t('canvas.publishedVersion', { number: app.publishedVersion }),
      }))}
    />
  )
}
