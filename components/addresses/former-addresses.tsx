'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type FormerAddress, listFormerAddresses, releaseAddress } from '@/lib/contracts/versions'

/** Previous addresses that still reach the app. Renders nothing if there are none. */
export function FormerAddresses({ appId }: { appId: string }) {
  const { data } = useContractQuery(listFormerAddresses, { params: { appId } })
  const isOwner = useHasRole('owner')
  const [pending, setPending] = useState<FormerAddress | null>(null)
  if (!data || data.addresses.length === 0) return null
  return (
    <section aria-label={t('publish.formerAddresses')} className="rounded-md border bg-surface px-3 py-2.5">
      <p className="font-medium text-sm">{t('publish.formerAddresses')}</p>
      <p className="text-muted text-xs">{t('publish.formerAddressesText')}</p>
      <ul className="mt-2 flex flex-col gap-1.5">
        {data.addresses.map((address) => (
          <li key={address.slug} className="flex items-center gap-3">
            <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
              <span className="break-all font-mono text-sm">/{address.slug}</span>
              <span className="text-muted text-xs">
                {t('publish.formerSince', { when: formatDateTime(address.since) })}
              </span>
            </div>
            {isOwner ? (
              <Button
                size="sm"
                variant="ghost"
                aria-label={t('publish.releaseAddressLabel', { slug: address.slug })}
                onClick={() => setPending(address)}
              >
                {t('publish.releaseAddress')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {pending ? <ReleaseDialog appId={appId} slug={pending.slug} onClose={() => setPending(null)} /> : null}
    </section>
  )
}

function ReleaseDialog({ appId, slug, onClose }: { appId: string; slug: string; onClose: () => void }) {
  const release = useContractMutation(releaseAddress, {
    invalidates: [listFormerAddresses],
    onSuccess: () => {
      toast.success(t('publish.releasedAddress', { slug }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('publish.releaseAddressTitle', { slug })}
      description={t('publish.releaseAddressText')}
      confirmLabel={t('publish.releaseAddress')}
      busy={release.isPending}
      onConfirm={() => release.mutate({ params: { appId, slug } })}
    />
  )
}
