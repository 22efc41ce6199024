'use client'
import { useState } from 'react'
import { type AppLook, AppLookFields, tagsIn } from '@/components/apps/app-look-fields'
import { firstError } from '@/components/publish/widget/first-error'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { NameFields } from '@/components/ui/name-fields'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { useHasRole } from '@/lib/client/session/use-session'
import { type AppDetail, getApp, listApps, updateApp } from '@/lib/contracts/apps'

export function GeneralForm({ app }: { app: AppDetail }) {
  const canEdit = useHasRole('editor')
  const form = useContractForm(updateApp, {
    params: { appId: app.id },
    initial: { name: app.name, description: app.description, icon: app.icon, color: app.color, tags: app.tags },
    invalidates: [listApps, getApp],
    onSuccess: () => toast.success(t('appHome.saved')),
  })
  const [look, setLook] = useState<AppLook>({ icon: app.icon, color: app.color, tags: app.tags.join(', ') })
  function change(next: Partial<AppLook>) {
    const { tags, ...rest } = next
    setLook({ ...look, ...next })
    form.set({ ...rest, ...(tags === undefined ? {} : { tags: tagsIn(tags) }) })
  }
  return (
    <form onSubmit={form.onSubmit} className="max-w-xl">
      <fieldset disabled={!canEdit} className="flex flex-col gap-4">
        <NameFields form={form} descriptionLabel={t('apps.description')} />
        <AppLookFields look={look} tagsError={firstError(form.errors, 'tags')} onChange={change} />
        <FormError error={form.error} />
        {canEdit ? (
          <Button type="submit" variant="primary" busy={form.busy} className="self-start">
            {t('common.save')}
          </Button>
        ) : null}
      </fieldset>
    </form>
  )
}
