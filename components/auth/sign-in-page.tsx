'use client'
import { useSearchParams } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { signIn } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'
import { ClaimLink } from './claim-link'
import { CommandHint } from './command-hint'
import { safeNext } from './safe-next'

export function SignInPage() {
  const search = useSearchParams()
  const token = search.get('login')
  if (token) return <ClaimLink token={token} />
  return (
    <AuthFrame title={t('auth.signInTitle')}>
      <SignInForm next={safeNext(search.get('next'))} />
      <CommandHint text={t('auth.forgotten')} />
    </AuthFrame>
  )
}

function SignInForm({ next }: { next: string }) {
  const form = useContractForm(signIn, {
    initial: { email: '', password: '' },
    onSuccess: () => window.location.replace(next),
  })
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <Field label={t('auth.email')} error={form.errors.email}>
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
      <Field label={t('auth.password')} error={form.errors.password}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            value={form.values.password}
            onChange={(event) => form.set({ password: event.target.value })}
            className="h-10"
          />
        )}
      </Field>
      <FormError error={form.error} />
      <Button type="submit" variant="primary" size="lg" busy={form.busy} className="mt-1">
        {t('auth.signIn')}
      </Button>
    </form>
  )
}
