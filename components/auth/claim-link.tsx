'use client'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Spinner } from '@/components/ui/spinner'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { claimLogin } from '@/lib/contracts/session'
import { AuthFrame } from './auth-frame'
import { CommandHint } from './command-hint'

/** Uses a one-time sign-in link as soon as it is opened. */
export function ClaimLink({ token }: { token: string }) {
  const claim = useMutation({
    mutationFn: () => request(claimLogin, { body: { token } }),
    onSuccess: () => window.location.replace('/apps'),
  })
  // The link works once, and strict mode runs effects twice.
  const claimed = useRef(false)
  const { mutate } = claim
  useEffect(() => {
    if (claimed.current) return
    claimed.current = true
    mutate()
  }, [mutate])

  if (!claim.error) {
    return (
      <AuthFrame title={t('auth.claiming')}>
        <Spinner size={20} label={t('auth.claiming')} className="text-faint" />
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={t('auth.linkInvalidTitle')}>
      <FormError error={claim.error} />
      <Button asChild className="mt-4">
        <Link href="/sign-in">{t('auth.signInInstead')}</Link>
      </Button>
      <CommandHint text={t('auth.claimFailedHint')} />
    </AuthFrame>
  )
}
