'use client'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { getSession, type SessionView } from '@/lib/contracts/session'
import { renameWorkspace } from '@/lib/contracts/workspaces'

export function WorkspaceCard({ session }: { session: SessionView }) {
  const isOwner = session.role === 'owner'
  const form = useContractForm(renameWorkspace, {
    initial: { name: session.workspace.name },
    invalidates: [getSession],
    onSuccess: () => toast.success(t('settings.workspaceRenamed')),
  })
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('settings.workspace')}</CardTitle>
      </CardHeader>
      <CardContent>
        <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field
            label={t('settings.workspaceName')}
            hint={isOwner ? undefined : t('settings.ownerOnly')}
            error={form.errors.name}
          >
            {(control) => (
              <Input
                {...control}
                disabled={!isOwner}
                value={form.values.name}
                onChange={(event) => form.set({ name: event.target.value })}
              />
            )}
          </Field>
          <FormError error={form.error} />
          {isOwner ? (
            <Button
              type="submit"
              busy={form.busy}
              disabled={form.values.name === session.workspace.name}
              className="self-start"
            >
              {t('common.save')}
            </Button>
          ) : null}
        </form>
      </CardContent>
    </Card>
  )
}
