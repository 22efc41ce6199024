'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { setUpOwner } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'
import { CommandHint } from './command-hint'

export function SetupPage() {
  const token = useSearchParams().get('setup') ?? ''
  if (token === '') {
    return (
      <AuthFrame title={t('auth.setupNeedsLinkTitle')}>
        <CommandHint text={t('auth.setupNeedsLinkText')} />
        <Button asChild variant="ghost" className="mt-4 -ml-3">
          <Link href="/sign-in">{t('auth.signInInstead')}</Link>
        </Button>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={t('auth.setupTitle')} text={t('auth.setupText')}>
      <SetupForm token={token} />
    </AuthFrame>
  )
}

function SetupForm({ token }: { token: string }) {
  const form = useContractForm(setUpOwner, {
    initial: { token, name: '', email: '', password: '' },
    // A full load, so that the address with the token leaves the history's top and the shell asks for the new session.
    onSuccess: () => window.location.replace('/apps'),
  })
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
            value={form.values.email}
            onChange={(event) => form.set({ email: event.target.value })}
            className="h-10"
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
        {t('auth.createOwner')}
      </Button>
    </form>
  )
}
