'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { toast } from '@/components/ui/toast'
import { spaced } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { useHasRole } from '@/lib/client/session/use-session'
import { type EnvironmentView, listEnvironments, updateEnvironment } from '@/lib/contracts/environments'
import { getPublication } from '@/lib/contracts/versions'
import { OwnersWhereApproved } from '../owners-where-approved'
import { ModelOverrides } from './model-overrides'
import { SecretsTab } from './secrets-tab'

interface EnvironmentSettingsProps {
  appId: string
  environment: EnvironmentView
}

export function EnvironmentSettingsDialog({
  appId,
  environment,
  onClose,
}: EnvironmentSettingsProps & { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('releases.settingsTitle', { environment: environment.name })}
        size="lg"
        className="min-h-96"
      >
        <Tabs defaultValue="general">
          <TabsList className="mb-4">
            <TabsTrigger value="general">{t('releases.tabGeneral')}</TabsTrigger>
            <TabsTrigger value="models">{t('releases.tabModels')}</TabsTrigger>
            <TabsTrigger value="secrets">{t('releases.tabSecrets')}</TabsTrigger>
          </TabsList>
          <TabsContent value="general">
            <General appId={appId} environment={environment} />
          </TabsContent>
          <TabsContent value="models">
            <OwnersWhereApproved environment={environment}>
              <ModelOverrides appId={appId} environment={environment} />
            </OwnersWhereApproved>
          </TabsContent>
          <TabsContent value="secrets">
            <OwnersWhereApproved environment={environment}>
              <SecretsTab appId={appId} environment={environment.name} />
            </OwnersWhereApproved>
          </TabsContent>
        </Tabs>
      </DialogContent>
    </Dialog>
  )
}

function General({ appId, environment }: EnvironmentSettingsProps) {
  const isOwner = useHasRole('owner')
  const { name, durability, runsPerKey, needsApproval } = environment
  const form = useContractForm(updateEnvironment, {
    params: { appId, environment: name },
    initial: { durability, runsPerKey, needsApproval },
    invalidates: [listEnvironments, getPublication],
    onSuccess: () => toast.success(t('common.saved')),
  })
  const { values, set } = form
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <div className="flex items-start justify-between gap-4">
        <div>
          <p className="font-medium text-sm">{t('releases.approvalLabel')}</p>
          <p className="text-muted text-xs">{t('releases.approvalHint')}</p>
        </div>
        <Switch
          aria-label={t('releases.approvalLabel')}
          checked={values.needsApproval ?? false}
          disabled={!isOwner}
          onCheckedChange={(on) => set({ needsApproval: on })}
        />
      </div>
      <Field label={t('releases.durability')}>
        {(control) => (
          <Select
            {...control}
            value={values.durability ?? 'async'}
            onValueChange={(next) => set({ durability: next === 'sync' ? 'sync' : 'async' })}
            options={[
              { value: 'async', label: t('releases.durabilityAsync') },
              { value: 'sync', label: t('releases.durabilitySync') },
            ]}
          />
        )}
      </Field>
      <Field label={t('releases.runsPerKey')} error={form.errors.runsPerKey}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="max-w-32"
            value={values.runsPerKey ?? ''}
            onChange={(event) => set({ runsPerKey: Number(event.target.value.replace(/\D/g, '')) })}
          />
        )}
      </Field>
      <p className="text-muted text-sm">
        {spaced(t('releases.budgetsText'))}
        <Link href="/usage?tab=budgets" className="text-accent underline underline-offset-2">
          {t('releases.budgetsLink')}
        </Link>
      </p>
      <FormError error={form.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={form.busy}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}
