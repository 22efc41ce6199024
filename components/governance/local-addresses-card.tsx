'use client'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatRelative } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { allowLocalAddress, listLocalAddresses, removeLocalAddress } from '@/lib/contracts/local-addresses'

/** Addresses on this computer that owners allowed after a call to them was blocked. */
export function LocalAddressesCard() {
  const list = useContractQuery(listLocalAddresses)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('governance.localTitle')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <p className="text-muted text-xs">{t('governance.localHint')}</p>
        {blockingError(list) ? (
          <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
        ) : list.data ? (
          <AddressList addresses={list.data.addresses} />
        ) : (
          <SkeletonRows count={2} />
        )}
        <AddAddress />
      </CardContent>
    </Card>
  )
}

function AddAddress() {
  const form = useContractForm(allowLocalAddress, {
    initial: { address: '' },
    invalidates: [listLocalAddresses],
    onSuccess: () => form.reset(),
  })
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-3">
      <Field label={t('models.baseUrl')} error={form.errors.address}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              className="min-w-0 flex-1 font-mono text-xs"
              placeholder="127.0.0.1:9200"
              value={form.values.address}
              onChange={(event) => form.set({ address: event.target.value })}
            />
            <Button type="submit" icon="plus" busy={form.busy}>
              {t('common.add')}
            </Button>
          </span>
        )}
      </Field>
      <FormError error={form.error} />
    </form>
  )
}

interface Allowed {
  id: string
  address: string
  allowedBy: string
  allowedAt: string
}

function AddressList({ addresses }: { addresses: readonly Allowed[] }) {
  const remove = useContractMutation(removeLocalAddress, {
    invalidates: [listLocalAddresses],
  })
  const removing = remove.isPending ? remove.variables.params.addressId : null
  if (addresses.length === 0) return null
  return (
    <ul className="divide-y">
      {addresses.map(({ id, address, allowedBy, allowedAt }) => (
        <li key={id} className="flex items-center gap-3 py-2 text-sm">
          <div className="min-w-0 flex-1">
            <p className="truncate font-mono text-xs">{address}</p>
            <p className="truncate text-muted text-xs">
              {t('governance.localBy', { name: allowedBy, time: formatRelative(allowedAt) })}
            </p>
          </div>
          <Button size="sm" busy={removing === id} onClick={() => remove.mutate({ params: { addressId: id } })}>
            {t('governance.remove', { name: address })}
          </Button>
        </li>
      ))}
    </ul>
  )
}
