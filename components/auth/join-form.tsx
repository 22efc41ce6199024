'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { joinByInvitation } from '@/lib/contracts/invitations'

/** An invitation for one address has it filled in and fixed. */
export function JoinForm({ token, email }: { token: string; email: string | null }) {
  const form = useContractForm(joinByInvitation, {
    initial: { token, name: '', email: email ?? '', password: '' },
    onSuccess: () => window.location.replace('/apps'),
  })
  const back = `/join?invite=${encodeURIComponent(token)}`
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <Field label={t('auth.name')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            value={form.values.name}
            onChange={(event) => form.set({ name: event.target.value })}
            className="h-10"
          />
        )}
      </Field>
      <Field label={t('auth.email')} hint={t('auth.emailHint')} error={form.errors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            readOnly={email !== null}
            value={form.values.email}
            onChange={(event) => form.set({ email: event.target.value })}
            className="h-10 read-only:bg-sunken"
          />
        )}
      </Field>
      <Field label={t('auth.password')} hint={t('auth.passwordHint')} error={form.errors.password}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            value={form.values.password}
            onChange={(event) => form.set({ password: event.target.value })}
            className="h-10"
          />
        )}
      </Field>
      <FormError error={form.error} />
      <Button type="submit" variant="primary" size="lg" busy={form.busy} className="mt-1">
        {t('people.join')}
      </Button>
      <Button asChild variant="ghost">
        <Link href={`/sign-in?next=${encodeURIComponent(back)}`}>{t('people.alreadyAccount')}</Link>
      </Button>
    </form>
  )
}
