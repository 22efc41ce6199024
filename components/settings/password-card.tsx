'use client'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { changePassword } from '@/lib/contracts/session'

export function PasswordCard() {
  const form = useContractForm(changePassword, {
    initial: { currentPassword: '', newPassword: '' },
    onSuccess: () => {
      toast.success(t('settings.passwordChanged'))
      form.reset()
    },
  })
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('settings.password')}</CardTitle>
      </CardHeader>
      <CardContent>
        <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field label={t('settings.currentPassword')} error={form.errors.currentPassword}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="current-password"
                value={form.values.currentPassword}
                onChange={(event) => form.set({ currentPassword: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('settings.newPassword')} hint={t('auth.passwordHint')} error={form.errors.newPassword}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                value={form.values.newPassword}
                onChange={(event) => form.set({ newPassword: event.target.value })}
              />
            )}
          </Field>
          <FormError error={form.error} />
          <Button type="submit" busy={form.busy} className="self-start">
            {t('settings.changePassword')}
          </Button>
        </form>
      </CardContent>
    </Card>
  )
}
