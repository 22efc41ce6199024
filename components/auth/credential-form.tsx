import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { useIsHydrated } from '@/lib/client/hooks/use-is-hydrated'

export interface CredentialFormProps {
  submitLabel: string
  form: { busy: boolean; error: Error | null; onSubmit: (event: FormEvent) => void }
  /** Credential fields. */
  children: ReactNode
}

/** A form before sign-in. */
export function CredentialForm({ submitLabel, form, children }: CredentialFormProps) {
  // A native submit would reload the page without its one-time link.
  const isHydrated = useIsHydrated()
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      {children}
      <FormError error={form.error} />
      <Button type="submit" variant="primary" size="lg" busy={form.busy} disabled={!isHydrated} className="mt-1">
        {submitLabel}
      </Button>
    </form>
  )
}
