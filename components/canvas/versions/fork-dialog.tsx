'use client'
import { useRouter } from 'next/navigation'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { listApps } from '@/lib/contracts/apps'
import { forkVersion, type VersionView } from '@/lib/contracts/versions'
import { useEditor } from '../state/editor-context'

/** Creates a new app from this version. */
export function ForkDialog({ version, onClose }: { version: VersionView; onClose: () => void }) {
  const { appId } = useEditor()
  const router = useRouter()
  const form = useContractForm(forkVersion, {
    params: { appId, versionId: version.id },
    initial: { name: t('versions.forkName', { app: appName(), number: version.number }).slice(0, 120) },
    invalidates: [listApps],
    onSuccess: ({ id }) => router.push(`/apps/${id}`),
  })
  return (
    <FormDialog
      title={t('versions.forkTitle', { number: version.number })}
      description={t('versions.forkText')}
      size="sm"
      submitLabel={t('apps.create')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field label={t('apps.appName')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.values.name ?? ''}
            maxLength={120}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}

/** The editor's page title starts with the app's name. */
function appName(): string {
  return document.title.replace(/ · Patchbay$/, '')
}
