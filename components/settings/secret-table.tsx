'use client'
import { useState } from 'react'
import { ConfirmItemDialog } from '@/components/ui/confirm-item-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { deleteSecret, listSecrets, type SecretView } from '@/lib/contracts/secrets'

export interface SecretTableProps {
  secrets: readonly SecretView[]
  onReplace: (secret: SecretView) => void
}

export function SecretTable({ secrets, onReplace }: SecretTableProps) {
  const [deleting, setDeleting] = useState<SecretView | null>(null)
  const remove = useContractMutation(deleteSecret, {
    invalidates: [listSecrets],
    onSuccess: () => {
      toast(t('settings.secretDeleted', { name: deleting?.name ?? '' }))
      setDeleting(null)
    },
  })
  return (
    <>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('common.name')}</TableHeader>
            <TableHeader className="w-full">{t('settings.columnHosts')}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t('settings.columnUpdated')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('common.more')}</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {secrets.map((secret) => (
            <TableRow key={secret.id}>
              <TableCell>
                <p className="font-medium font-mono text-xs">{secret.name}</p>
                {secret.last4 === null ? null : <p className="text-muted text-xs">••••{secret.last4}</p>}
              </TableCell>
              <TableCell className="max-w-0 truncate font-mono text-muted text-xs" title={secret.hosts.join(', ')}>
                {secret.hosts.join(', ')}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-muted md:table-cell">
                {formatRelative(secret.updatedAt)}
              </TableCell>
              <TableCell className="whitespace-nowrap text-right">
                <IconButton icon="pencil" label={t('settings.replaceSecret')} onClick={() => onReplace(secret)} />
                <IconButton icon="trash" label={t('common.delete')} onClick={() => setDeleting(secret)} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmItemDialog
        item={deleting}
        onClose={() => setDeleting(null)}
        title={t('settings.secretDeleteTitle', { name: deleting?.name ?? '' })}
        description={t('settings.secretDeleteText')}
        busy={remove.isPending}
        onConfirm={({ id }) => remove.mutate({ params: { secretId: id } })}
      />
    </>
  )
}
